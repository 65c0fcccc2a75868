"""What a live query has to know about itself: what would change its meaning, and whether it can be live."""

import pytest

from query.parse import parse
from query.resolve import sources, unlive


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("crash is:open due:<7d assignee:me label:none status:done", set()),
        ("label:bug or status:review", {"label", "status"}),
        ("-(project:OPS assignee:cleo) author:bob", {"project", "person"}),
        ("parent:OPS-12 blocks:OPS-7", {"task"}),
        ("field.size:3", {"field", "person"}),
    ],
)
def test_a_query_tells_what_it_names(text: str, named: set[str]) -> None:
    assert sources(parse(text).tree) == named


@pytest.mark.parametrize(
    ("text", "field"), [("is:open crash", None), ("is:watching", "watching"), ("a or -(b watching:cleo)", "watching")]
)
def test_a_query_tells_what_no_document_holds(text: str, field: str | None) -> None:
    assert unlive(parse(text).tree) == field
