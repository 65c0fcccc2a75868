"""A workspace's documents stay true whatever order news comes in."""

import pytest

from dashboard.store import Store
from tests.dashboard.documents import ANN, BOB, event, label, member, project, status, task, user, workspace


@pytest.fixture
def store() -> Store:
    """Ann's."""
    return Store(workspace(), user())


def test_an_older_document_never_replaces_a_newer_one(store: Store) -> None:
    new, old = task(document_id="t", version=3, title="New"), task(document_id="t", version=2, title="Old")
    assert store.put_task(new) is not None
    assert store.put_task(old) is None
    assert store.apply(event("task.updated", old)).cards == {}
    assert store.cards["t"]["title"] == "New"


def test_an_event_that_comes_twice_changes_nothing_the_second_time(store: Store) -> None:
    created = event("task.created", task(document_id="t"))
    assert store.apply(created).cards["t"] == store.cards["t"]
    assert store.apply(created).cards == {}


def test_what_a_list_brought_is_told_by_its_event_and_what_an_answer_brought_is_not(store: Store) -> None:
    read, answered = (task(number, document_id=f"t{number}", version=2) for number in (1, 2))
    store.put_task(read)
    store.tell_task(answered)
    assert store.apply(event("task.updated", read)).cards == {"t1": store.cards["t1"]}
    assert store.apply(event("task.updated", answered)).cards == {}


def test_what_was_deleted_stays_away_when_an_older_list_arrives_later(store: Store) -> None:
    read_before = task(document_id="t", version=4)
    change = store.apply(event("task.deleted", task(document_id="t", version=5)))
    assert change.cards == {"t": {"id": "t", "gone": True}}
    assert store.put_task(read_before) is None
    restored = event("task.restored", task(document_id="t", version=6))
    assert "t" in store.apply(restored).cards
    assert "t" in store.cards


def test_a_label_is_renamed_and_removed_wherever_it_stands(store: Store) -> None:
    wet = {"id": "wet", "name": "wet", "color": "#111111"}
    dry = {"id": "dry", "name": "dry", "color": "#222222"}
    for number in (1, 2):
        store.put_task(task(number, document_id=f"t{number}", labels=[wet, dry] if number == 1 else [dry]))
    change = store.apply(event("label.updated", label("soaked", "wet", 2)))
    assert list(change.cards) == ["t1"]
    assert [one["name"] for one in store.cards["t1"]["labels"]] == ["soaked", "dry"]
    store.apply(event("label.deleted", label("soaked", "wet", 3)))
    assert [one["name"] for one in store.cards["t1"]["labels"]] == ["dry"]


def test_a_status_is_renamed_on_every_card_without_a_version_of_theirs(store: Store) -> None:
    store.put_task(task(document_id="t", version=7))
    change = store.apply(event("status.updated", status("Ashore", "a0", "done", "todo", 2)))
    card = store.cards["t"]
    assert change.cards == {"t": card}
    assert (card["status_name"], card["category"], card["version"]) == ("Ashore", "done", 7)


def test_a_person_is_renamed_on_tasks_among_members_and_as_oneself(store: Store) -> None:
    store.members.put(member(ANN))
    store.put_task(task(document_id="t", assignees=[ANN, BOB]))
    store.apply(event("user.updated", user({"id": ANN["id"], "name": "Anna Lee"}, version=2)))
    assert [one["name"] for one in store.cards["t"]["assignees"]] == ["Anna Lee", "Bob Mori"]
    assert store.people()[0]["name"] == "Anna Lee"
    assert store.me["name"] == "Anna Lee"


def test_a_deleted_project_takes_its_tasks_and_statuses_with_it(store: Store) -> None:
    store.projects.put(project())
    store.statuses.put(status("Todo", "a0"))
    store.put_task(task(document_id="t"))
    store.put_task(task(document_id="elsewhere", project_id="another"))
    change = store.apply(event("project.deleted", project(version=2)))
    assert change.cards == {"t": {"id": "t", "gone": True}}
    assert list(store.cards) == ["elsewhere"]
    assert store.open_projects() == []
    assert store.columns(project()["id"]) == []


def test_columns_stand_in_order_of_bytes(store: Store) -> None:
    for name, position in (("c", "b"), ("a", "Zz"), ("b", "a0")):
        store.statuses.put(status(name, position))
    assert [one["name"] for one in store.columns(project()["id"])] == ["a", "b", "c"]


def test_a_member_who_left_is_nobodys_choice(store: Store) -> None:
    bob = member(BOB)
    store.members.put(bob)
    store.apply(event("member.removed", bob))
    assert store.people() == []
    assert store.role() == "viewer"


def test_news_of_an_unknown_kind_is_passed_on_and_harmless(store: Store) -> None:
    assert store.apply(event("tide.turned", {"id": "x"})).kinds == {"tide"}
