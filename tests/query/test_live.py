"""What a live query has to know about itself: what would change its meaning, and whether it can be live."""

from uuid import UUID

import pytest

from backend.core.documents import read_texts
from backend.core.sql import fetch
from backend.tasks.documents import TASK
from query.errors import QueryError
from query.parse import parse
from query.resolve import require_live, sources, unlive
from tests.query.harbour import Harbour


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


def test_what_no_document_holds_is_refused_at_its_place() -> None:
    text = "crane or -(gate Watching:cleo)"
    with pytest.raises(QueryError) as refused:
        require_live(parse(text).tree, text)
    assert refused.value.at == text.index("Watching")


def test_the_stream_has_the_very_document_that_the_api_shows(harbour: Harbour) -> None:
    """Its text is frozen in a migration: whoever changes the document writes another."""
    kept: dict[UUID, str] = dict(
        fetch("SELECT id, document FROM stream_task WHERE workspace_id = %s", [harbour.world.harbour.id])
    )
    assert kept == read_texts(TASK, [task.id for task in harbour.tasks])
