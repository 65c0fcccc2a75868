"""Custom fields: what a project keeps of its tasks besides what every task has."""

from typing import Any

import pytest

from backend.core.ids import uuid7
from backend.projects.keys import RESERVED
from backend.projects.models import Field
from backend.tasks.schemas.task import TaskIn, TaskOut
from backend.workspaces.roles import FIELDS, Role
from tests.world import Answer, Caller, World

SEVERITY = {
    "name": "Severity",
    "type": "select",
    "options": [{"name": "Minor"}, {"name": "Critical", "color": "#FF0000"}],
}


def fields_of(world: World) -> str:
    """Where the custom fields of Operations are."""
    return f"/api/projects/{world.ops.id}/fields"


def add(world: World, caller: Caller, name: str, kind: str, **more: Any) -> Any:
    """A custom field of Operations."""
    answer = caller.post(fields_of(world), {"name": name, "type": kind, **more})
    assert answer.status == 201, answer.text
    return answer.json


def set_fields(world: World, caller: Caller, task: Any, **values: Any) -> Answer:
    """PATCH the task's custom fields."""
    return caller.patch(world.url(task), {"fields": values})


def test_a_member_adds_a_field_and_everybody_sees_it(world: World, cleo: Caller, vic: Caller) -> None:
    made = cleo.post(fields_of(world), SEVERITY)
    assert made.status == 201
    assert (made.json["key"], made.json["type"], made.json["archived_at"]) == ("severity", "select", None)
    assert made.json["options"] == [
        {"key": "minor", "name": "Minor", "color": "#70707c"},
        {"key": "critical", "name": "Critical", "color": "#ff0000"},
    ]
    assert world.events()[-1] == "field.created"
    assert [field["name"] for field in vic.get(fields_of(world)).items] == ["Severity"]
    assert vic.get(f"{fields_of(world)}/{made.json['id']}").json == made.json
    assert vic.post(fields_of(world), SEVERITY).status == 403


def test_strangers_find_no_fields(world: World, ann: Caller, eve: Caller) -> None:
    field = add(world, ann, "Cost", "number")
    before = world.last
    one = f"{fields_of(world)}/{field['id']}"
    assert {answer.status for answer in (eve.get(fields_of(world)), eve.get(one), eve.delete(one))} == {404}
    assert {eve.post(fields_of(world), SEVERITY).status, eve.patch(one, {"name": "Mine"}).status} == {404}
    assert ann.get(f"{fields_of(world)}/{uuid7()}").status == 404
    assert world.last == before


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Größe (cm)", "grosse_cm"),
        ("2nd opinion", "field_2nd_opinion"),
        ("Status", "field_status"),
        ("Id", "field_id"),
        ("顧客", "field"),
        ("x" * 120, "x" * 40),
        ("ＷＩＤＥ", "wide"),
    ],
)
def test_keys_are_made_of_names(world: World, ann: Caller, name: str, key: str) -> None:
    assert add(world, ann, name, "text")["key"] == key
    again = key[:38] + "_2"
    assert add(world, ann, name, "text")["key"] == again


def test_what_a_task_has_of_its_own_is_no_key() -> None:
    assert {*TaskOut.model_fields, *TaskIn.model_fields} == RESERVED


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"key": "id"}, 422),
        ({"key": "status"}, 422),
        ({"key": "Upper"}, 422),
        ({"key": "1st"}, 422),
        ({"key": "x" * 41}, 422),
        ({"key": "cost"}, 409),
        ({"name": "  "}, 422),
        ({"name": "a\0b"}, 422),
        ({"type": "money"}, 422),
        ({"options": [{"name": "A"}]}, 422),
        ({"type": "select", "options": [{"name": "A"}, {"name": "a"}]}, 422),
        ({"type": "select", "options": [{"name": "A", "key": "k"}, {"name": "B", "key": "k"}]}, 422),
        ({"type": "select", "options": [{"name": str(n)} for n in range(201)]}, 422),
        ({"after": str(uuid7())}, 422),
        ({"colour": "red"}, 422),
    ],
)
def test_fields_that_cannot_be_are_refused(world: World, ann: Caller, body: Any, status: int) -> None:
    add(world, ann, "Cost", "number")
    before = world.last
    refused = ann.post(fields_of(world), {"name": "New", "type": "number"} | body)
    assert (refused.status, world.last, Field.objects.count()) == (status, before, 1), refused.text


def test_a_project_has_at_most_fifty_fields(world: World, ann: Caller) -> None:
    for number in range(50):
        add(world, ann, f"Field {number}", "text")
    refused = ann.post(fields_of(world), {"name": "One more", "type": "text"})
    assert (refused.status, Field.objects.count()) == (409, 50)


def test_fields_are_put_in_order(world: World, ann: Caller) -> None:
    first, second, third = (add(world, ann, name, "text") for name in ("A", "B", "C"))
    add(world, ann, "D", "text", after=first["id"])
    ann.patch(f"{fields_of(world)}/{third['id']}", {"before": first["id"]})
    assert [field["name"] for field in ann.get(fields_of(world)).items] == ["C", "A", "D", "B"]
    assert ann.get(f"{fields_of(world)}/{second['id']}").json["version"] == 1


def test_key_and_type_stay(world: World, ann: Caller) -> None:
    field = add(world, ann, "Cost", "number")
    path, before = f"{fields_of(world)}/{field['id']}", world.last
    assert list(ann.patch(path, {"type": "text"}).faults) == ["body.type"]
    assert list(ann.patch(path, {"key": "price"}).faults) == ["body.key"]
    assert list(ann.put(path, {"name": "Price", "type": "text"}).faults) == ["body.type"]
    assert list(ann.put(path, {"name": "Price", "type": "number", "key": "price"}).faults) == ["body.key"]
    assert world.last == before
    replaced = ann.put(path, {"name": "Price", "type": "number"})
    assert (replaced.json["name"], replaced.json["key"], replaced.json["version"]) == ("Price", "cost", 2)


def test_options_are_added_renamed_recoloured_and_reordered(world: World, ann: Caller) -> None:
    field = ann.post(fields_of(world), SEVERITY).json
    options = [{"name": "Blocker"}, {"key": "critical", "name": "Serious"}, {"name": "minor", "color": "#00ff00"}]
    changed = ann.patch(f"{fields_of(world)}/{field['id']}", {"options": options}).json
    assert changed["options"] == [
        {"key": "blocker", "name": "Blocker", "color": "#70707c"},
        {"key": "critical", "name": "Serious", "color": "#ff0000"},
        {"key": "minor", "name": "minor", "color": "#00ff00"},
    ]
    assert changed["version"] == 2


@pytest.mark.parametrize("kind", ["select", "multi_select"])
def test_an_option_that_a_task_has_is_not_taken_away(world: World, ann: Caller, kind: str) -> None:
    field = ann.post(fields_of(world), SEVERITY | {"type": kind}).json
    task = world.task()
    set_fields(world, ann, task, severity="Minor" if kind == "select" else ["Minor"])
    ann.delete(world.url(task))
    path, before = f"{fields_of(world)}/{field['id']}", world.last
    refused = ann.patch(path, {"options": [{"key": "critical", "name": "Critical"}]})
    assert (refused.status, world.last) == (409, before)
    assert "'Minor' is set on 1 of the project's tasks" in refused.json["detail"]
    assert ann.patch(path, {"options": [{"key": "minor", "name": "Minor"}]}).status == 200


def test_a_stale_change_of_a_field_is_refused(world: World, ann: Caller) -> None:
    field = add(world, ann, "Cost", "number")
    path = f"{fields_of(world)}/{field['id']}"
    ann.patch(path, {"name": "Price"})
    for refused in (ann.patch(path, {"name": "Cost"}, If_Match='"1"'), ann.delete(path, If_Match='"1"')):
        assert (refused.status, refused.json["current"]["name"]) == (412, "Price")
    before = world.last
    assert ann.patch(path, {"name": "Price"}).json["version"] == 2
    assert world.last == before


def test_only_who_manages_projects_deletes_a_field_and_all_its_values_go(
    world: World, ann: Caller, bob: Caller, cleo: Caller
) -> None:
    field = add(world, ann, "Cost", "number")
    add(world, ann, "Note", "text")
    task, gone = world.task(), world.task()
    for one in (task, gone):
        set_fields(world, ann, one, cost=5, note="kept")
    ann.delete(world.url(gone))
    path, before = f"{fields_of(world)}/{field['id']}", world.last
    assert cleo.delete(path).status == 403
    assert (bob.delete(path).status, world.events(before)) == (204, ["field.deleted"])
    shown = ann.get(world.url(task)).json
    assert (shown["fields"], shown["version"]) == ({"note": "kept"}, 2)
    assert ann.post(world.url(gone, "/restore")).json["fields"] == {"note": "kept"}
    assert add(world, ann, "Cost", "text")["key"] == "cost"


def test_an_archived_field_keeps_its_values_and_takes_no_new_ones(world: World, ann: Caller) -> None:
    field = add(world, ann, "Cost", "number")
    task, other = world.task(), world.task()
    set_fields(world, ann, task, cost=5)
    assert ann.post(f"{fields_of(world)}/{field['id']}/archive").json["archived_at"] is not None
    assert world.events()[-1] == "field.archived"
    before = world.last
    for one, value in ((task, 6), (other, 5)):
        assert set_fields(world, ann, one, cost=value).faults == {
            "body.fields.cost": "is archived and takes no new values"
        }
    assert world.last == before
    assert set_fields(world, ann, task, cost=5).json["version"] == 2
    shown = ann.put(world.url(task), {"project_id": str(world.ops.id), "title": "Replaced"}).json
    assert (shown["title"], shown["fields"]) == ("Replaced", {"cost": 5})
    assert set_fields(world, ann, task, cost=None).json["fields"] == {}
    ann.post(f"{fields_of(world)}/{field['id']}/unarchive")
    assert set_fields(world, ann, task, cost=6).json["fields"] == {"cost": 6}


def test_fields_of_an_archived_project_stay_as_they_are(world: World, ann: Caller) -> None:
    field = add(world, ann, "Cost", "number")
    ann.post(f"/api/projects/{world.ops.id}/archive")
    before = world.last
    path = f"{fields_of(world)}/{field['id']}"
    refused = [ann.post(fields_of(world), SEVERITY), ann.patch(path, {"name": "X"}), ann.delete(path)]
    assert ({answer.status for answer in refused}, world.last) == ({409}, before)


def test_the_same_field_sent_twice_is_made_once(world: World, ann: Caller) -> None:
    body = SEVERITY | {"id": str(uuid7())}
    assert [ann.post(fields_of(world), body).status for _ in range(2)] == [201, 200]
    assert ann.post(fields_of(world), body | {"name": "Other"}).status == 409
    assert Field.objects.count() == 1


def test_the_table_of_roles_is_asked(world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """A role of later days that may write a task's status alone: here it is the owner's."""
    field = add(world, ann, "Cost", "number")
    monkeypatch.setitem(FIELDS, Role.OWNER, {"task": frozenset({"status"})})
    before = world.last
    refused = ann.patch(f"{fields_of(world)}/{field['id']}", {"name": "Price"})
    assert (refused.status, list(refused.faults), world.last) == (403, ["body.name"], before)
    task = world.task()
    assert list(set_fields(world, ann, task, cost=5).faults) == ["body.fields"]


def test_all_fields_and_statuses_of_a_workspace_are_listed_at_once(
    world: World, ann: Caller, cleo: Caller, eve: Caller
) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"}
    secret = ann.post("/api/projects", body).json
    hidden = ann.post(f"/api/projects/{secret['id']}/fields", {"name": "Cost", "type": "number"}).json
    field = add(world, ann, "Size", "number")
    here = f"?workspace={world.harbour.id}&limit=200"
    assert {one["id"] for one in ann.get(f"/api/fields{here}").items} == {field["id"], hidden["id"]}
    assert [one["id"] for one in cleo.get(f"/api/fields{here}").items] == [field["id"]]
    of_ann, of_cleo = ({one["project_id"] for one in who.get(f"/api/statuses{here}").items} for who in (ann, cleo))
    assert of_ann - of_cleo == {secret["id"]}
    assert {eve.get(f"/api/{kind}{here}").status for kind in ("fields", "statuses")} == {404}
    assert eve.get("/api/statuses").items == []
