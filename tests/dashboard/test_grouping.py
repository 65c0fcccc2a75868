"""What it means to put a card under another heading, and what is said of a task that changed while one was away."""

from typing import Any, cast

import pytest

from dashboard.calls.away import Summary
from dashboard.cards import card
from dashboard.components.away import sentence
from dashboard.grouping import groups, kind, moved
from dashboard.store import Store
from tests.dashboard.documents import ANN, BOB, label, member, project, status, task, user, workspace


@pytest.fixture
def store() -> Store:
    """Two people, a project with three columns, a label."""
    made = Store(workspace(), user())
    for person in (ANN, BOB):
        made.members.put(member(person))
    made.projects.put(project())
    for name, position, category in (("Todo", "a0", "todo"), ("Doing", "a1", "active"), ("Shipped", "a2", "done")):
        made.statuses.put(status(name, position, category, name.lower()))
    made.labels.put(label("bug", "l1"))
    return made


@pytest.mark.parametrize(
    ("by", "origin", "target", "changes"),
    [
        ("status", "todo", "doing", {"status": "doing"}),
        ("category", "todo", "done", {"status": "shipped"}),
        ("category", "todo", "cancelled", {"status": "todo"}),
        ("priority", "none", "urgent", {"priority": "urgent"}),
        ("assignee", ANN["id"], BOB["id"], {"assignees": [BOB["id"]]}),
        ("assignee", ANN["id"], "none", {"assignees": []}),
        ("assignee", "none", BOB["id"], {"assignees": [ANN["id"], BOB["id"]]}),
        ("label", "none", "l1", {"labels": ["l1"]}),
        ("project", "x", "y", {}),
    ],
)
def test_a_card_takes_over_what_its_column_stands_for(
    store: Store, by: str, origin: str, target: str, changes: dict[str, object]
) -> None:
    shown = card(task(status={"id": "todo", "name": "Todo", "category": "todo"}, assignees=[ANN]))
    assert moved(by, shown, origin, target, store) == changes


def test_across_projects_statuses_have_their_categories_in_common(store: Store) -> None:
    one = store.project("OPS")
    assert (kind("status", one), kind("status", None), kind("priority", None)) == ("status", "category", "priority")
    assert [group["name"] for group in groups("status", store, one, archived=False)] == ["Todo", "Doing", "Shipped"]
    assert [group["id"] for group in groups("assignee", store, one, archived=False)] == [ANN["id"], BOB["id"], "none"]
    assert groups("none", store, None, archived=False) == [{"id": "all", "name": "All"}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"happened": ["task.created"], "changes": {"title": [None, "x"]}}, "Bob Mori: created"),
        (
            {"changes": {"status": [None, {"name": "Doing"}], "due_at": [None, "x"]}},
            "Bob Mori: now Doing; changed due date",
        ),
        ({"comments": 2, "changes": {"comment_count": [0, 2]}}, "Bob Mori: 2 comments"),
        ({"changes": {"position": ["a", "b"]}}, "Bob Mori: changed it"),
        ({"happened": ["task.archived"], "actors": [ANN, BOB]}, "Ann Lee, Bob Mori: archived"),
    ],
)
def test_what_happened_is_said_in_a_few_words(fields: dict[str, Any], said: str) -> None:
    usual: dict[str, Any] = {"actors": [BOB], "happened": [], "changes": {}, "comments": 0}
    assert sentence(cast("Summary", usual | fields)) == said
