"""People as their workspaces see them: listed, made without log-in, changed, switched off."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from backend.accounts.actions import create_person, set_admin, set_password
from backend.accounts.documents import PERSON
from backend.accounts.models import Session, User
from backend.accounts.schemas import PersonOut
from backend.core.clock import now
from backend.core.documents import read_one
from backend.eventlog.models import Event
from backend.workspaces.actions import create_workspace
from backend.workspaces.actions.member import add_member
from tests.world import Caller, World

FIELDS = {"first_name", "last_name", "email", "avatar", "timezone", "last_seen_at", "has_login"}


@pytest.fixture
def gus(world: World, bob: Caller) -> dict[str, Any]:
    """Gus, whom Bob has made: a member without log-in."""
    body = {"workspace_id": str(world.harbour.id), "first_name": "Gus", "email": "gus@example.org"}
    made: dict[str, Any] = bob.post("/api/users", body).json
    return made


@pytest.fixture
def root(world: World) -> Caller:
    """Rita, who administers the installation and is in no workspace."""
    del world
    rita = User.objects.create(email="rita@example.org", first_name="Rita", password="!")
    return Caller(set_admin(rita.id, actor=None, is_admin=True))


def test_one_sees_the_people_of_ones_workspaces_and_nobody_else(world: World, ann: Caller, eve: Caller) -> None:
    names = [one["name"] for one in ann.get("/api/users").items]

    assert names == ["Ann", "Bob", "Cleo", "Vic"]
    assert [one["name"] for one in eve.get("/api/users").items] == ["Eve"]
    assert (ann.get(f"/api/users/{world.eve.id}").status, eve.get(f"/api/users/{world.ann.id}").status) == (404, 404)
    assert ann.get(f"/api/users/{uuid4()}").status == 404
    shown = ann.get(f"/api/users/{world.cleo.id}")
    assert set(shown.json) >= FIELDS
    assert shown.json == ann.get("/api/users").items[2]


def test_the_list_is_of_one_workspace_searched_and_sorted(world: World, ann: Caller, eve: Caller) -> None:
    loft = create_workspace(actor=world.ann, name="Loft")
    path = f"/api/users?workspace={world.harbour.id}"

    assert [one["name"] for one in ann.get(f"/api/users?workspace={loft.id}").items] == ["Ann"]
    answer = ann.get(f"{path}&sort=-name&limit=3&count=true")
    assert ([one["name"] for one in answer.items], answer.json["total"]) == (["Vic", "Cleo", "Bob"], 4)
    assert answer.headers["Tasktide-Cursor"].endswith(f"-{world.last}")
    assert [one["name"] for one in ann.get(f"{path}&search=CLEO").items] == ["Cleo"]
    assert [one["name"] for one in ann.get(f"{path}&search=example%20cleo").items] == ["Cleo"]
    assert ann.get(f"{path}&search=cleo%20bob").items == []
    assert ann.get(f"{path}&search=%25").items == []
    assert eve.get(path).status == 404
    assert ann.get("/api/users?wrokspace=x").faults == {"query.wrokspace": "unknown parameter, did you mean workspace?"}


def test_an_admin_makes_a_person_without_log_in(world: World, bob: Caller, cleo: Caller) -> None:
    before = world.last
    body = {
        "workspace_id": str(world.harbour.id),
        "first_name": "Zoë 🚢",
        "last_name": '"O\\’Neill"',
        "email": "zoe@example.org",
        "timezone": "Asia/Tokyo",
    }

    answer = bob.post("/api/users", body, Idempotency_Key="zoe")

    assert answer.status == 201
    assert (answer.json["has_login"], answer.json["timezone"], answer.json["last_seen_at"]) == (
        False,
        "Asia/Tokyo",
        None,
    )
    assert world.events(before) == ["member.added"]
    assert answer.headers["Tasktide-Cursor"].endswith(f"-{world.last}")
    assert cleo.get(f"/api/users/{answer.json['id']}").json == answer.json
    again = bob.post("/api/users", body, Idempotency_Key="zoe")
    assert (again.status, again.json) == (200, answer.json)
    assert bob.post("/api/users", body).json["detail"] == "There is a person with this address already."
    PersonOut.model_validate_json(answer.text)
    task = bob.post("/api/tasks", {"project_id": str(world.ops.id), "title": "Row", "assignees": [answer.json["id"]]})
    assert task.json["assignees"][0]["name"] == answer.json["name"]


@pytest.mark.parametrize(("who", "status"), [("cleo", 403), ("vic", 403), ("eve", 404)])
def test_others_make_nobody(world: World, request: pytest.FixtureRequest, who: str, status: int) -> None:
    caller, people = request.getfixturevalue(who), User.objects.count()

    answer = caller.post("/api/users", {"workspace_id": str(world.harbour.id), "first_name": "Gus"})

    assert (answer.status, User.objects.count()) == (status, people)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"first_name": ""}, "first_name"),
        ({"first_name": "x" * 121}, "first_name"),
        ({"first_name": "a\0"}, "first_name"),
        ({"first_name": "Gus", "email": "gus"}, "email"),
        ({"first_name": "Gus", "is_admin": True}, "is_admin"),
        ({"first_name": "Gus", "has_login": True}, "has_login"),
        ({"first_name": "Gus", "timezone": "Mars"}, "timezone"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_named(world: World, bob: Caller, body: dict[str, Any], place: str) -> None:
    answer = bob.post("/api/users", {"workspace_id": str(world.harbour.id), **body})

    assert (answer.status, set(answer.faults)) == (422, {f"body.{place}"})


def test_a_person_without_log_in_is_changed_by_the_admins(world: World, bob: Caller, gus: dict[str, Any]) -> None:
    before, path = world.last, f"/api/users/{gus['id']}"

    answer = bob.patch(path, {"last_name": "Grey", "email": "grey@example.org"}, If_Match='"1"')

    assert (answer.json["name"], answer.json["email"], answer.json["version"]) == ("Gus Grey", "grey@example.org", 2)
    assert world.events(before) == ["user.updated"]
    stale = bob.patch(path, {"last_name": "Green"}, If_Match='"1"')
    assert (stale.status, stale.json["current"]) == (412, answer.json)
    assert bob.patch(path, {"email": "ANN@example.org"}).status == 409
    assert bob.patch(path, {"email": None}).json["email"] is None
    assert bob.patch(path, {}).json["version"] == 3


def test_a_put_replaces_all(world: World, bob: Caller, gus: dict[str, Any]) -> None:
    path, place = f"/api/users/{gus['id']}", str(world.harbour.id)
    bob.patch(path, {"avatar": "https://example.org/gus.png", "timezone": "Asia/Tokyo"})

    answer = bob.put(path, {"workspace_id": place, "id": gus["id"], "first_name": "Gustav"})

    assert answer.status == 200
    shown = {name: answer.json[name] for name in ("first_name", "last_name", "email", "avatar", "timezone")}
    assert shown == {"first_name": "Gustav", "last_name": "", "email": None, "avatar": None, "timezone": "UTC"}
    assert bob.put(path, {"workspace_id": str(uuid4()), "first_name": "Gus"}).status == 422
    assert bob.put(path, {"id": str(uuid4()), "first_name": "Gus"}).status == 422
    assert bob.put(path, {"last_name": "Gus"}).status == 422


@pytest.mark.parametrize("who", ["cleo", "vic"])
def test_others_do_not_change_him(request: pytest.FixtureRequest, gus: dict[str, Any], who: str) -> None:
    caller = request.getfixturevalue(who)

    assert caller.patch(f"/api/users/{gus['id']}", {"first_name": "Mine"}).status == 403
    assert caller.put(f"/api/users/{gus['id']}", {"first_name": "Mine"}).status == 403
    assert caller.get(f"/api/users/{gus['id']}").json == gus


def test_who_can_log_in_is_changed_by_himself_alone(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    path = f"/api/users/{world.cleo.id}"

    assert {caller.patch(path, {"first_name": "Mine"}).status for caller in (ann, bob)} == {403}
    answer = cleo.patch(path, {"first_name": "Cleopatra", "email": "cleo@example.org"})
    assert answer.json["name"] == cleo.get("/api/me").json["name"] == "Cleopatra"
    refused = cleo.patch(path, {"email": "other@example.org"})
    assert (refused.status, cleo.get("/api/me").json["email"]) == (403, "cleo@example.org")
    assert "POST /api/me/email" in refused.json["detail"]


def test_who_has_got_log_in_meanwhile_is_nobodys_to_change(world: World, bob: Caller, gus: dict[str, Any]) -> None:
    set_password(UUID(gus["id"]), actor=None, password="tide-rises-at-noon")

    assert bob.patch(f"/api/users/{gus['id']}", {"email": "bob2@example.org"}).status == 403


def test_an_admin_elsewhere_changes_nobody_here(world: World, gus: dict[str, Any], eve: Caller) -> None:
    create_workspace(actor=world.eve, name="Elsewhere")
    for answer in (
        eve.get(f"/api/users/{gus['id']}"),
        eve.patch(f"/api/users/{gus['id']}", {"first_name": "Mine"}),
        eve.put(f"/api/users/{gus['id']}", {"first_name": "Mine"}),
        eve.delete(f"/api/users/{gus['id']}"),
        eve.post(f"/api/users/{gus['id']}/reactivate"),
    ):
        assert (answer.status, "gus" in answer.text) == (404, False)


def test_nobody_gets_hold_of_a_person_by_a_workspace_of_his_own(
    world: World, gus: dict[str, Any], bob: Caller, cleo: Caller
) -> None:
    own = create_workspace(actor=world.cleo, name="Cleo's own")
    answer = cleo.post(f"/api/workspaces/{own.id}/members", {"user_id": gus["id"]})
    assert (answer.status, answer.faults) == (422, {"body.user_id": "no person that you know has this id"})

    # Bob may take Gus along. Whoever is admin there beside him still cannot become Gus here.
    second = create_workspace(actor=world.bob, name="Second quay")
    add_member(second.id, actor=world.bob, user=world.cleo, role="admin")
    assert bob.post(f"/api/workspaces/{second.id}/members", {"user_id": gus["id"]}).status == 201

    assert cleo.patch(f"/api/users/{gus['id']}", {"email": "cleo.too@example.org"}).status == 403
    assert bob.patch(f"/api/users/{gus['id']}", {"email": "gustav@example.org"}).status == 200


def test_an_administrator_of_the_installation_sees_and_changes_everybody(world: World, root: Caller) -> None:
    names = [one["name"] for one in root.get("/api/users").items]
    assert names == ["Ann", "Bob", "Cleo", "Eve", "Rita", "Vic"]

    answer = root.patch(f"/api/users/{world.cleo.id}", {"email": "cleopatra@example.org"})

    assert (answer.json["email"], answer.json["email_verified"]) == ("cleopatra@example.org", False)
    assert world.events(world.last - 1) == ["user.updated"]
    assert root.patch(f"/api/users/{world.cleo.id}", {"email": None}).status == 409
    assert root.get(f"/api/users?workspace={world.harbour.id}").status == 404


def test_a_deactivated_person_is_out_at_once_and_all_his_workspaces_hear_of_it(
    world: World, root: Caller, cleo: Caller, ann: Caller
) -> None:
    loft = create_workspace(actor=world.ann, name="Loft")
    add_member(loft.id, actor=world.ann, user=world.cleo)

    assert root.delete(f"/api/users/{world.cleo.id}").status == 204

    assert cleo.get("/api/me").status == 401
    assert not Session.objects.filter(user=world.cleo, revoked_at=None).exists()
    told = Event.objects.filter(type="user.updated", object_id=world.cleo.id)
    assert {(event.workspace_id, tuple(event.changes["is_active"])) for event in told} == {
        (world.harbour.id, (True, False)),
        (loft.id, (True, False)),
    }
    assert ann.get(f"/api/users/{world.cleo.id}").json["is_active"] is False
    assert root.delete(f"/api/users/{world.cleo.id}").status == 204
    assert told.all().count() == 2
    assert root.post(f"/api/users/{world.cleo.id}/reactivate").json["is_active"] is True
    assert told.all().count() == 4
    assert cleo.get("/api/me").status == 401


@pytest.mark.parametrize("who", ["ann", "bob", "cleo", "vic"])
def test_nobody_else_deactivates(world: World, request: pytest.FixtureRequest, who: str) -> None:
    caller = request.getfixturevalue(who)

    assert caller.delete(f"/api/users/{world.cleo.id}").status == 403
    assert caller.post(f"/api/users/{world.cleo.id}/reactivate").status == 403
    assert User.objects.get(id=world.cleo.id).is_active


def test_the_last_administrator_stays(world: World, root: Caller) -> None:
    rita = User.objects.get(email="rita@example.org")
    assert root.delete(f"/api/users/{rita.id}").status == 409
    set_admin(world.ann.id, actor=None, is_admin=True)

    assert root.delete(f"/api/users/{rita.id}", If_Match='"1"').status == 412
    assert root.delete(f"/api/users/{rita.id}", If_Match='"2"').status == 204


def test_when_somebody_was_here_is_known_to_five_minutes_and_changes_nothing_else(world: World, ann: Caller) -> None:
    begun = now() + timedelta(minutes=10)
    with time_machine.travel(begun, tick=False):
        cleo = Caller(world.cleo)
    before = ann.get(f"/api/users/{world.cleo.id}").json

    for minutes, seen in ((4.9, 0), (5, 5), (9.9, 5)):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            assert cleo.get("/api/tasks").status == 200
        assert User.objects.get(id=world.cleo.id).last_seen_at == begun + timedelta(minutes=seen)

    after = ann.get(f"/api/users/{world.cleo.id}")
    assert {name for name, value in after.json.items() if value != before[name]} == {"last_seen_at"}
    assert datetime.fromisoformat(after.json["last_seen_at"]) == begun + timedelta(minutes=5)
    assert not Event.objects.filter(type="user.updated").exists()
    # The page that one holds is an old one; what one wants to change is not.
    assert after.headers["ETag"].startswith('"1-')


def test_documents_of_people_are_what_the_schema_says(world: World) -> None:
    empty = create_person(first_name="")
    for user in (empty, world.ann):
        PersonOut.model_validate_json(read_one(PERSON, user.id).text)
