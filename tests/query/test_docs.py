"""The examples of the guide: each is asked for, and finds something in a workspace that has what it names."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from backend.core.clock import now
from backend.projects.models import Field, FieldType, Label, Status
from tests.world import Caller, World

GUIDE = Path(__file__).parents[2] / "docs" / "query.md"
EXAMPLES = re.findall(r"^\| `([^`]+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)

FIELDS = {
    "size": "number",
    "stage": "select",
    "note": "text",
    "review_on": "date",
    "owner": "person",
    "checked": "checkbox",
}


@pytest.fixture
def described(world: World) -> World:
    """What the examples name."""
    for name in ("bug", "incident", "wontfix", "needs review"):
        Label.objects.create(workspace=world.harbour, name=name)
    for key, kind in FIELDS.items():
        options = [{"key": "beta", "name": "Beta"}] if kind == "select" else []
        Field.objects.create(
            workspace_id=world.harbour.id,
            project=world.ops,
            key=key,
            name=key,
            type=FieldType(kind),
            options=options,
            position="a",
        )
    Status.objects.filter(project=world.ops, name="Backlog").update(name="Review")
    for number in range(12):
        world.task(f"Task {number}", due_at=now())
    return world


def test_the_guide_has_examples() -> None:
    assert len(EXAMPLES) > 50


def test_each_example_is_understood(described: World, ann: Caller) -> None:
    for example in EXAMPLES:
        answer = ann.call("GET", "/api/tasks?" + _parameters(described, example))
        assert answer.status == 200, (example, answer.text)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("OPS-1", 4),
        ("due:today", 12),
        ("-has:estimate", 12),
        ("is:overdue", 12),
        ("due:none", 0),
        ("field.checked:false", 12),
    ],
)
def test_examples_find_what_the_guide_says(described: World, ann: Caller, query: str, count: int) -> None:
    assert len(ann.call("GET", "/api/tasks?" + _parameters(described, query)).items) == count


def _parameters(world: World, query: str) -> str:
    return urlencode({"workspace": str(world.harbour.id), "q": query})
