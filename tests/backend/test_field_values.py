"""The values that tasks have of the custom fields of their project."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.eventlog.models import Event
from backend.workspaces.models import Member
from tests.world import Caller, World

FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "Note", "type": "text"},
    {"name": "Cost", "type": "number"},
    {"name": "Day", "type": "date"},
    {"name": "Size", "type": "select", "options": [{"name": "Small"}, {"name": "Very large"}]},
    {"name": "Areas", "type": "multi_select", "options": [{"name": "Gate"}, {"name": "Ramp"}, {"name": "Yard"}]},
    {"name": "Owner", "type": "person"},
    {"name": "Checked", "type": "checkbox"},
)


@pytest.fixture(autouse=True)
def _fields(world: World, ann: Caller) -> None:
    """One field of each type."""
    for field in FIELDS:
        assert ann.post(f"/api/projects/{world.ops.id}/fields", field).status == 201


def full(world: World) -> dict[str, Any]:
    """A value for each."""
    values = {"note": "Careful 日本", "cost": 12.5, "day": "2026-12-01", "size": "small", "areas": ["gate", "yard"]}
    return values | {"owner": str(world.cleo.id), "checked": True}


def test_a_task_is_created_with_values_and_shows_them(world: World, ann: Caller) -> None:
    body = {"project_id": str(world.ops.id), "title": "Full", "fields": full(world)}
    made = ann.post("/api/tasks", body)
    assert (made.status, made.json["fields"]) == (201, full(world))
    assert ann.get("/api/tasks").items[0]["fields"] == full(world)
    event = Event.objects.get(seq=world.last)
    assert (event.type, event.data["fields"]) == ("task.created", full(world))


@pytest.mark.parametrize(
    ("key", "sent", "kept"),
    [
        ("note", "  padded ", "padded"),
        ("cost", 3.0, 3),
        ("cost", -0.0, 0),
        ("cost", 10**15, 10**15),
        ("cost", 0, 0),
        ("size", "VERY LARGE", "very_large"),
        ("size", "very_large", "very_large"),
        ("areas", ["Yard", "gate", "gate"], ["gate", "yard"]),
        ("checked", False, False),
        ("day", "0001-01-01", "0001-01-01"),
    ],
)
def test_values_are_kept_in_one_form(world: World, ann: Caller, key: str, sent: Any, kept: Any) -> None:
    task = world.task()
    shown = ann.patch(world.url(task), {"fields": {key: sent}}).json["fields"]
    assert (shown, type(shown[key])) == ({key: kept}, type(kept))
    before = world.last
    assert ann.patch(world.url(task), {"fields": {key: kept}}).status == 200
    assert world.last == before


@pytest.mark.parametrize("empty", [None, "", []])
def test_nothing_takes_a_value_away(world: World, ann: Caller, empty: Any) -> None:
    task = world.task(fields=full(world))
    changed = ann.patch(world.url(task), {"fields": {"size": empty, "note": empty}}).json
    assert changed["fields"] == {key: value for key, value in full(world).items() if key not in {"size", "note"}}
    changes = Event.objects.get(seq=world.last).changes
    assert changes.keys() - {"updated_at"} == {"fields"}
    assert changes["fields"] == [full(world), changed["fields"]]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("note", 5, "takes text"),
        ("note", "x" * 2001, "takes at most 2000 characters"),
        ("note", "a\0b", "must not hold NUL characters"),
        ("cost", "5", "takes a number"),
        ("cost", True, "takes a number"),
        ("cost", 1e300, "takes a number between -1000000000000000 and 1000000000000000"),
        ("cost", 10**20, "takes a number between -1000000000000000 and 1000000000000000"),
        ("day", "1.12.2026", "takes a date such as 2026-12-01"),
        ("day", "2026-02-30", "takes a date such as 2026-12-01"),
        ("day", "0000-01-01", "takes a date such as 2026-12-01"),
        ("day", "٢٠٢٦-12-01", "takes a date such as 2026-12-01"),
        ("size", "Smal", "has no option 'Smal', did you mean Small?"),
        ("size", ["small"], "takes one of its options, by key or by name"),
        ("areas", "gate", "takes a list of its options, by key or by name"),
        ("areas", ["gate", "sea"], "has no option 'sea'"),
        ("owner", "cleo", "takes the id of a person"),
        ("checked", 1, "takes true or false"),
        ("checked", "true", "takes true or false"),
        ("costs", 5, "no custom field of this project has this key, did you mean cost?"),
        ("id", "x", "no custom field of this project has this key"),
        ("", "x", "no custom field of this project has this key"),
        ("size", {}, "must be text, a number, true, false, a list of texts, or null"),
        ("areas", [1], "must be text, a number, true, false, a list of texts, or null"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_changes(
    world: World, ann: Caller, key: str, value: Any, said: str
) -> None:
    task = world.task(fields={"cost": 1})
    before = world.last
    refused = ann.patch(world.url(task), {"title": "New", "fields": {"note": "fine", key: value}})
    assert (refused.status, refused.faults, world.last) == (422, {f"body.fields.{key}": said}, before)
    created = ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "x", "fields": {key: value}})
    assert (created.status, world.last) == (422, before)


def test_every_fault_is_told_at_once(world: World, ann: Caller) -> None:
    refused = ann.patch(world.url(world.task()), {"fields": {"cost": "x", "day": "x", "owner": str(world.eve.id)}})
    assert refused.faults == {
        "body.fields.cost": "takes a number",
        "body.fields.day": "takes a date such as 2026-12-01",
        "body.fields.owner": "takes a member of this workspace",
    }


@pytest.mark.parametrize("fields", [[], "x", 5, None, {str(n): None for n in range(51)}, {"x" * 41: 1}])
def test_fields_are_an_object_of_a_sane_size(world: World, ann: Caller, fields: Any) -> None:
    task = world.task()
    before = world.last
    assert (ann.patch(world.url(task), {"fields": fields}).status, world.last) == (422, before)


def test_two_people_who_change_different_fields_both_win(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    ann.patch(world.url(task), {"fields": {"cost": 5}})
    cleo.patch(world.url(task), {"fields": {"note": "Heavy"}})
    assert ann.get(world.url(task)).json["fields"] == {"cost": 5, "note": "Heavy"}


def test_put_replaces_all_values(world: World, ann: Caller) -> None:
    task = world.task(fields=full(world))
    body = {"project_id": str(world.ops.id), "title": "Replaced"}
    assert ann.put(world.url(task), body | {"fields": {"cost": 7}}).json["fields"] == {"cost": 7}
    assert ann.put(world.url(task), body).json["fields"] == {}
    before = world.last
    assert ann.put(world.url(task), body).json["fields"] == {}
    assert world.last == before


def test_somebody_who_has_left_stays_but_is_not_named_anew(world: World, ann: Caller) -> None:
    task, other = world.task(fields={"owner": str(world.cleo.id)}), world.task()
    ann.delete(f"/api/workspaces/{world.harbour.id}/members/{world.cleo.id}")
    kept = ann.patch(world.url(task), {"fields": {"owner": str(world.cleo.id), "cost": 1}})
    assert kept.json["fields"] == {"owner": str(world.cleo.id), "cost": 1}
    refused = ann.patch(world.url(other), {"fields": {"owner": str(world.cleo.id)}})
    assert refused.faults == {"body.fields.owner": "takes a member of this workspace"}
    assert not Member.objects.filter(user=world.cleo).exists()


def test_without_fields_a_write_does_not_ask_for_them(world: World, ann: Caller) -> None:
    task = world.task()
    with CaptureQueriesContext(connection) as asked:
        ann.patch(world.url(task), {"title": "New"})
        ann.put(world.url(task), {"project_id": str(world.ops.id), "title": "Newer"})
        ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "Other"})
    assert asked.captured_queries
    assert not [query for query in asked.captured_queries if '"projects_field"' in query["sql"]]
