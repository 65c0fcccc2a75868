"""Which tasks a query selects, said by their documents as they arrive."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from dashboard.documents import Task
from dashboard.names import person_text
from dashboard.selection import Selection, fault, meaning
from dashboard.store import Store
from query.errors import QueryError
from tests.dashboard.documents import ANN, BOB, PROJECT_ID, event, label, member, project, status, task, user, workspace

HERE = ZoneInfo("Europe/Berlin")


@pytest.fixture
def store() -> Store:
    """A workspace with two people, a project, two statuses and a label."""
    made = Store(workspace(), user())
    for person in (ANN, BOB):
        made.members.put(member(person))
    made.projects.put(project())
    made.statuses.put(status("Doing", "a1", "active", "doing"))
    made.labels.put(label("Needs review", "l1"))
    return made


def selection(store: Store, text: str) -> Selection:
    """What a query selects, nothing so far."""
    return Selection(text, meaning(text, store, {}, HERE))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("assignee:me", {"assignees": [ANN]}),
        ("assignee:bob", {"assignees": [BOB]}),
        ('label:"needs review"', {"labels": [{"id": "l1", "name": "Needs review", "color": "#000000"}]}),
        (f"project:{PROJECT_ID}", {}),
        ("project:ops mend", {}),
        ("status:doing", {"status": {"id": "doing", "name": "Doing", "category": "active"}}),
        ("is:overdue", {"due_at": "2020-01-01T00:00:00.000000Z"}),
    ],
)
def test_a_task_comes_and_goes_with_what_it_is(store: Store, text: str, fields: dict[str, Any]) -> None:
    chosen = selection(store, text)
    one: Task = task(1, document_id="t", **fields)
    chosen.take(one)
    assert chosen.ids == {"t"}
    chosen.take(task(1, document_id="t", version=2, archived_at="2026-01-01T00:00:00Z", **fields))
    assert chosen.ids == set()
    assert chosen.take_moved() == {"t"}


def test_what_came_while_the_list_was_read_counts_by_its_version(store: Store) -> None:
    chosen = selection(store, "priority:high")
    chosen.begin(chosen.meaning)
    chosen.take(task(1, document_id="left", version=3))
    chosen.take(task(2, document_id="came", version=2, priority="high"))
    chosen.take(task(3, document_id="older", version=1))
    chosen.drop("dead")
    listed = [
        task(1, document_id="left", version=2, priority="high"),
        task(3, document_id="older", version=2, priority="high"),
        task(4, document_id="dead", version=9, priority="high"),
    ]
    chosen.finish(listed)
    assert chosen.ids == {"came", "older"}


def test_a_name_that_the_query_uses_makes_it_stale_when_it_changes(store: Store) -> None:
    chosen = selection(store, 'label:"Needs review"')
    chosen.hear(event("status.updated", status("Doing", "a1")))
    assert not chosen.is_stale
    chosen.hear(event("label.updated", label("Reviewed", "l1", 2)))
    assert chosen.is_stale


def test_what_a_document_does_not_tell_makes_it_stale(store: Store) -> None:
    chosen = selection(store, "watching:me")
    chosen.take(task())
    assert chosen.is_stale


def test_time_is_looked_at_when_it_matters(store: Store) -> None:
    with time_machine.travel(datetime(2026, 11, 21, 22, 30, tzinfo=UTC), tick=False):
        today, late, plain = (selection(store, text) for text in ("due:today", "is:overdue", "crash"))
        for one in (today, late, plain):
            one.begin(one.meaning)
        assert today.due == datetime(2026, 11, 21, 23, tzinfo=UTC), "midnight where the person is"
        assert late.due == datetime(2026, 11, 21, 22, 31, tzinfo=UTC)
        assert plain.due is None
        late.take(task(due_at="2026-11-21T22:30:10.000000Z"))
        assert late.due is not None
        assert late.due - datetime(2026, 11, 21, 22, 30, 10, tzinfo=UTC) < timedelta(seconds=1)


@pytest.mark.parametrize(("text", "at"), [("status:nowhere", 7), ("crash prio:high", 6), ("(", 1), ("due:soon", 4)])
def test_a_mistake_is_told_where_it_is(store: Store, text: str, at: int) -> None:
    wrong = fault(text, store)
    assert isinstance(wrong, QueryError)
    assert wrong.at == at
    assert fault("parent:OPS-12 crash", store) is None


def test_a_first_name_of_several_words_is_one_and_who_shares_a_name_goes_by_address(store: Store) -> None:
    anna = {"id": "01a1fddc-0bf7-7a2f-9ad6-ff046a34dd85", "name": "Anna Maria Lopez"}
    store.members.put(member(anna, address="anna@example.org"))
    assert person_text(store, anna["id"]) == '"Anna Maria Lopez"'
    for text in ('"Anna Maria"', '"anna maria lopez"', "anna@example.org"):
        assert selection(store, f"assignee:{text}").meaning.holds(task(assignees=[anna]))
    assert fault("assignee:Anna", store) is not None
    assert fault("assignee:Maria", store) is not None
    other = {"id": "01a1fddc-0bf7-7a2f-9ad6-ff046a34dd86", "name": "Anna Maria"}
    store.members.put(member(other, address="maria@example.org"))
    assert person_text(store, other["id"]) == "maria@example.org", "another one's first name is the same"
    assert person_text(store, anna["id"]) == '"Anna Maria Lopez"'
