"""What a search bar offers where the cursor is; `|` marks the cursor."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.complete import LIMIT, Known, complete, quoted
from query.parse import parse
from query.tree import Among
from query.written import Name


class Crew:
    """A workspace with a few names."""

    VALUES = {
        "label": ("bug", "build", "needs review"),
        "status": ("Doing", "In review"),
        "project": ("OPS", "WEB"),
        "assignee": ("ann@example.org", "bob@example.org"),
        "field.stage": ("alpha", "beta"),
    }

    def called(self, field: str) -> Iterable[Known]:
        """The values of a field."""
        return [Known(quoted(name), name, field) for name in self.VALUES.get(field, ())]

    def custom_keys(self) -> Iterable[Known]:
        """The custom fields."""
        return [Known("field.stage", "Stage", "field")]


@pytest.mark.parametrize(
    ("typed", "first", "result"),
    [
        ("sta|", ["status:", "start:"], "status:"),
        ("|", ["status:", "priority:"], "status:"),
        ("is:open |", ["status:"], "is:open status:"),
        ("is:op|", ["open"], "is:open"),
        ("-is:bl|", ["blocked"], "-is:blocked"),
        ("over|", ["is:overdue"], "is:overdue"),
        ("-lab|", ["label:"], "-label:"),
        ("label:b|", ["bug", "build"], "label:bug"),
        ("label:bug,nee|", ['"needs review"'], 'label:bug,"needs review"'),
        ('label:"needs r|', ['"needs review"'], 'label:"needs review"'),
        ("label:|", ["bug", "build", '"needs review"', "none"], "label:bug"),
        ("label:b|,wontfix", ["bug", "build"], "label:bug,wontfix"),
        ("(label:bu| or x)", ["bug", "build"], "(label:bug or x)"),
        ("lab|:bug", ["label:"], "label:"),
        ("bui|", ["label:build"], "label:build"),
        ("revi|", ['label:"needs review"', 'status:"In review"'], 'label:"needs review"'),
        ("priority:>=hi|", ["high"], "priority:>=high"),
        ("priority:low..ur|", ["urgent"], "priority:low..urgent"),
        ("due:to|", ["today", "tomorrow"], "due:today"),
        ("due:<tom|", ["tomorrow"], "due:<tomorrow"),
        ("assignee:m|", ["me"], "assignee:me"),
        ("assignee:bo|", ["bob@example.org"], "assignee:bob@example.org"),
        ("status:do|", ["done", "Doing"], "status:done"),
        ("field.st|", ["field.stage:"], "field.stage:"),
        ("field.stage:be|", ["beta"], "field.stage:beta"),
        ("has:fi|", ["field.stage"], "has:field.stage"),
        ("sort:-pr|", ["-priority"], "sort:-priority"),
        ('"sta|', [], None),
        ("nothing:x|", [], None),
        ("zzzz|", [], None),
    ],
)
def test_what_is_offered(typed: str, first: list[str], result: str | None) -> None:
    at, text = typed.index("|"), typed.replace("|", "")
    offered = complete(text, at, Crew())
    assert [one.text for one in offered][: len(first)] == first
    if result is None:
        assert offered == []
    else:
        chosen = offered[0]
        assert text[: chosen.start] + chosen.text + text[chosen.end :] == result


@given(st.text(alphabet='abis:label ,.-"()<>', max_size=40), st.integers(-1, 50))
def test_any_text_at_any_place_is_completed_within_it(text: str, at: int) -> None:
    offered = complete(text, at, Crew())
    assert len(offered) <= LIMIT
    for one in offered:
        assert 0 <= one.start <= max(0, min(at, len(text))) <= one.end <= len(text)


@given(st.text(min_size=1).filter(lambda name: "\0" not in name and name.isprintable()))
def test_a_quoted_name_is_read_as_that_name(name: str) -> None:
    written = f"label:{quoted(name)}"
    names = parse(written).tree
    assert isinstance(names, Among)
    assert [one.text for one in names.names] == [name]
    assert isinstance(names.names[0], Name)
