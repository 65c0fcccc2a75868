"""What a person has just done, as it shows while it is on its way to the server."""

from typing import cast

import pytest

from dashboard.calls.task import FullTask
from dashboard.cards import card
from dashboard.expected import expected
from dashboard.hopes import Hope
from dashboard.store import Store
from tests.dashboard.documents import ANN, BOB, event, label, member, project, status, task, user, workspace


@pytest.fixture
def store() -> Store:
    """A workspace with two people, a project, two statuses, a label, and a task of Ann's."""
    made = Store(workspace(), user())
    for person in (ANN, BOB):
        made.members.put(member(person))
    made.projects.put(project())
    for name, place, category in (("Todo", "a0", "todo"), ("Doing", "a1", "active")):
        made.statuses.put(status(name, place, category, name.lower()))
    made.labels.put(label("dry", "l1"))
    made.put_task(task(document_id="t1", assignees=[ANN], priority="low"))
    return made


def hope(store: Store, **changes: object) -> Hope:
    """Ann changes the task."""
    known = store.cards["t1"]
    made = Hope("t1", known["version"], expected(changes, store.shown(known), store))
    store.hopes.add(made)
    return made


def test_a_change_shows_in_the_words_of_the_documents_it_names(store: Store) -> None:
    for changes in (
        {"status": "doing", "priority": "urgent", "due_at": None, "labels": ["l1"]},
        {"add_assignees": [BOB["id"]], "remove_assignees": [ANN["id"]], "archived": True},
    ):
        hope(store, **changes)
    shown = store.shown(store.cards["t1"])
    assert (shown["status"], shown["status_name"], shown["category"]) == ("doing", "Doing", "active")
    assert ([one["name"] for one in shown["labels"]], shown["assignees"]) == (["dry"], [BOB])
    assert (shown["priority"], shown["due"], shown["archived"]) == ("urgent", None, True)
    assert store.cards["t1"]["priority"] == "low", "what is known stays what it is"
    by_name = expected({"status": "Todo"}, shown, store)
    assert by_name["status"] == {"id": "todo", "name": "Todo", "category": "todo"}
    assert expected({"status": "nowhere", "title": "Another", "assignees": ["nobody"]}, shown, store) == {
        "assignees": []
    }


def test_what_is_refused_goes_and_what_comes_from_others_meanwhile_lies_below(store: Store) -> None:
    mine, second = hope(store, priority="urgent"), hope(store, estimate=3)
    store.apply(event("task.updated", task(document_id="t1", version=2, title="By Bob", priority="none")))
    shown = store.shown(store.cards["t1"])
    assert (shown["title"], shown["priority"], shown["estimate"]) == ("By Bob", "urgent", 3)
    assert store.hopes.drop(mine)
    assert not store.hopes.drop(mine)
    assert store.shown(store.cards["t1"])["priority"] == "none"
    assert store.hopes.drop(second)
    assert store.shown(store.cards["t1"]) == store.cards["t1"]


def test_what_is_granted_shows_until_its_news_are_there(store: Store) -> None:
    mine = hope(store, deleted=True)
    assert store.patch("t1") == {"id": "t1", "gone": True}
    mine.is_granted = True
    store.apply(event("task.deleted", task(document_id="t1", version=2, deleted_at="2026-11-21T09:00:00Z")))
    assert not store.hopes.drop(mine), "it is a part of what is known by now"
    store.apply(event("task.restored", task(document_id="t1", version=3)))
    assert store.patch("t1") == card(task(document_id="t1", version=3))


def test_custom_fields_that_are_not_sent_stay(store: Store) -> None:
    hope(store, fields={"size": "L", "colour": None})
    known = cast("FullTask", {**task(document_id="t1"), "fields": {"size": "S", "colour": "red", "weight": 3}})
    assert store.hoped(known)["fields"] == {"size": "L", "weight": 3}
