"""Oneself: profile, password, devices."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from backend.accounts.actions import create_person, set_admin, set_password
from backend.accounts.auth import bearer
from backend.accounts.documents import SESSION, USER
from backend.accounts.models import Session, User
from backend.accounts.schemas import SessionOut, UserOut
from backend.core.clock import now
from backend.core.documents import read_one
from backend.eventlog.models import Event
from backend.workspaces.actions import add_member
from tests.accounts.caller import PASSWORD, Caller, simultaneously
from tests.accounts.conftest import SetEnvironment
from tests.follow import Follower


@pytest.fixture(autouse=True)
def _followed(_committed: None) -> Iterator[None]:
    """At the end of each story the log and the tables tell the same."""
    yield
    Follower().check()


def workspace(owner: Caller, name: str) -> str:
    """A new workspace's id."""
    return str(owner.post("/api/workspaces", {"name": name}).json["id"])


def take_in(workspace_id: str, user: User) -> None:
    """Ann makes somebody a member."""
    add_member(UUID(workspace_id), actor=User.objects.get(email="ann@example.org"), user=user)


def updates() -> list[Event]:
    """All events about people."""
    return list(Event.objects.filter(type="user.updated").order_by("workspace_id", "seq"))


def test_a_changed_profile_is_told_in_every_workspace(ann: Caller) -> None:
    places = {workspace(ann, "Harbour crew"), workspace(ann, "Lighthouse")}
    before = ann.get("/api/me").json

    answer = ann.patch(
        "/api/me", {"first_name": "Anna", "timezone": "Europe/Paris", "week_start": "sunday"}, X_Request_ID="req-1"
    )

    assert (answer.status, answer.json["name"], answer.json["timezone"]) == (200, "Anna Lee", "Europe/Paris")
    assert answer.json["version"] == 2
    assert answer.headers["ETag"].startswith('"2-')
    assert ann.get("/api/me").text == answer.text
    assert {str(event.workspace_id) for event in updates()} == places
    for event in updates():
        assert event.data == answer.json
        assert event.changes == {
            "first_name": ["Ann", "Anna"],
            "name": ["Ann Lee", "Anna Lee"],
            "timezone": ["UTC", "Europe/Paris"],
            "updated_at": [before["updated_at"], answer.json["updated_at"]],
            "week_start": ["monday", "sunday"],
        }
        assert (event.object_type, str(event.object_id), event.request_id) == ("user", before["id"], "req-1")
        assert (str(event.actor_id), event.actor_name) == (before["id"], "Ann Lee")


def test_a_change_that_changes_nothing_is_no_event(ann: Caller) -> None:
    workspace(ann, "Harbour crew")

    answer = ann.patch("/api/me", {"first_name": "Ann"})

    assert (answer.status, answer.json["version"]) == (200, 1)
    assert updates() == []


def test_two_people_of_one_workspace_see_each_other_change_but_strangers_do_not(ann: Caller, nobody: Caller) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    eve = Caller(nobody.sign_up("eve@example.org").json["access"])
    shared, strange = workspace(ann, "Harbour crew"), workspace(eve, "Elsewhere")
    take_in(shared, User.objects.get(email="bo@example.org"))

    bo.patch("/api/me", {"first_name": "Bo"})

    assert [str(event.workspace_id) for event in updates()] == [shared]
    assert not Event.objects.filter(workspace_id=strange, type="user.updated").exists()


def test_a_stale_change_is_refused_with_the_present_state(ann: Caller) -> None:
    workspace(ann, "Harbour crew")
    ann.patch("/api/me", {"first_name": "Anna"})

    stale = ann.patch("/api/me", {"first_name": "Annabel"}, If_Match='"1"')

    assert stale.status == 412
    assert stale.json["current"] == ann.get("/api/me").json
    assert len(updates()) == 1
    assert ann.patch("/api/me", {"first_name": "Annabel"}, If_Match='"2"').status == 200


def test_two_devices_that_change_different_fields_both_win(ann: Caller) -> None:
    place = workspace(ann, "Harbour crew")
    simultaneously(
        lambda: Caller(ann.token).patch("/api/me", {"first_name": "Anna"}),
        lambda: Caller(ann.token).patch("/api/me", {"last_name": "Leeward"}),
    )

    assert ann.get("/api/me").json["name"] == "Anna Leeward"
    assert [event.data["version"] for event in updates()] == [2, 3]
    assert {str(event.workspace_id) for event in updates()} == {place}


def test_who_has_the_present_version_gets_it_not_again(ann: Caller) -> None:
    answer = ann.get("/api/me", If_None_Match=ann.get("/api/me").headers["ETag"])

    assert (answer.status, answer.text) == (304, "")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"email": "new@example.org"}, "email: unknown field"),
        ({"is_admin": True}, "is_admin: unknown field"),
        ({"frist_name": "A"}, "did you mean first_name?"),
        ({"first_name": None}, "first_name: "),
        ({"first_name": "x" * 121}, "first_name: "),
        ({"first_name": "A\0"}, "first_name: must not hold NUL characters"),
        ({"timezone": "Europe/Pariss"}, "did you mean Europe/Paris?"),
        ({"week_start": "tuesday"}, "week_start: "),
        ({"week_start": None}, "week_start: "),
        ({"timezone": "../../etc/passwd"}, "timezone: is not a time zone"),
        ({"timezone": "Europe"}, "timezone: is not a time zone"),
        ({"timezone": ""}, "timezone: is not a time zone"),
        ({"avatar": "javascript:alert(1)"}, "avatar: must be an https:// or http:// address"),
        ({"avatar": "https://"}, "avatar: must be an https:// or http:// address"),
        ({"avatar": "https://[x"}, "avatar: "),
    ],
)
def test_what_cannot_be_changed_is_named(ann: Caller, body: dict[str, object], place: str) -> None:
    workspace(ann, "Harbour crew")

    answer = ann.patch("/api/me", body)

    assert answer.status == 422
    assert place in answer.json["detail"]
    assert ann.get("/api/me").json["version"] == 1
    assert updates() == []


def test_a_picture_can_be_set_and_taken_away(ann: Caller) -> None:
    assert (
        ann.patch("/api/me", {"avatar": "https://example.org/ann.png"}).json["avatar"] == "https://example.org/ann.png"
    )
    assert ann.patch("/api/me", {"avatar": None}).json["avatar"] is None


def test_a_changed_password_ends_the_other_devices(ann: Caller, nobody: Caller) -> None:
    other = Caller(nobody.log_in().json["access"])

    answer = ann.post("/api/me/password", {"current_password": PASSWORD, "password": "ebb-falls-at-six"})

    assert answer.status == 204
    assert ann.get("/api/me").status == 200
    assert other.get("/api/me").status == 401
    assert nobody.log_in().status == 401
    assert nobody.log_in(password="ebb-falls-at-six").status == 200


@pytest.mark.parametrize(
    ("current", "password", "field"), [("wrong", "ebb-falls-at-six", "current_password"), (PASSWORD, "12", "password")]
)
def test_a_password_that_is_not_changed(ann: Caller, nobody: Caller, current: str, password: str, field: str) -> None:
    other = Caller(nobody.log_in().json["access"])

    answer = ann.post("/api/me/password", {"current_password": current, "password": password})

    assert answer.status == 422
    assert answer.json["detail"].startswith(f"{field}: ")
    assert other.get("/api/me").status == 200
    assert nobody.log_in().status == 200


def test_devices_are_shown_and_logged_out_one_by_one(ann: Caller, nobody: Caller, environment: SetEnvironment) -> None:
    environment(TASKTIDE_TRUSTED_PROXIES="1")
    other = Caller(nobody.log_in(User_Agent="Phone", X_Forwarded_For="203.0.113.7").json["access"])
    nobody.sign_up("bo@example.org")
    items = ann.get("/api/me/sessions?sort=-created_at").items
    assert [item["user_agent"] for item in items] == ["Phone", ""]
    assert [item["ip"] for item in items] == ["203.0.113.7", "127.0.0.1"]

    assert ann.delete(f"/api/me/sessions/{items[0]['id']}").status == 204

    assert other.get("/api/me").status == 401
    assert ann.get("/api/me").status == 200
    assert len(ann.get("/api/me/sessions").items) == 1
    assert ann.delete(f"/api/me/sessions/{items[0]['id']}").status == 404


def test_nobody_ends_the_sessions_of_others(ann: Caller, nobody: Caller) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    session = Session.objects.get(user__email="bo@example.org")

    assert ann.delete(f"/api/me/sessions/{session.id}").status == 404
    assert ann.delete(f"/api/me/sessions/{uuid4()}").status == 404
    assert bo.get("/api/me").status == 200


def test_the_documents_are_what_the_schema_says(ann: Caller) -> None:
    del ann
    empty = create_person(first_name="")
    with time_machine.travel(now().replace(microsecond=0), tick=False):
        full = create_person(first_name="Zoë 🚢", last_name='"O\\’Neill"', email="zoe@example.org")
    User.objects.filter(id=full.id).update(avatar="https://example.org/é.png", timezone="Asia/Tokyo")

    for user in (empty, full):
        UserOut.model_validate_json(read_one(USER, user.id).text, strict=False)
    SessionOut.model_validate_json(read_one(SESSION, Session.objects.get().id).text)
    assert json.loads(read_one(USER, full.id).text)["name"] == 'Zoë 🚢 "O\\’Neill"'


def test_authentication_is_one_query(ann: Caller, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        user = bearer.authenticate(RequestFactory().get("/"), ann.token)
    assert user is not None
    assert user == User.objects.get()
    assert user.name == "Ann Lee"


def test_an_administrator_is_made_and_unmade(ann: Caller, nobody: Caller) -> None:
    place = workspace(ann, "Harbour crew")
    bob = Caller(nobody.sign_up("bob@example.org", first_name="Bob").json["access"])
    user, other = User.objects.get(email="ann@example.org"), User.objects.get(email="bob@example.org")

    set_admin(other.id, actor=None, is_admin=True)
    set_admin(user.id, actor=None, is_admin=False)

    assert (ann.get("/api/me").json["is_admin"], bob.get("/api/me").json["is_admin"]) == (False, True)
    assert [(str(event.workspace_id), event.changes["is_admin"], event.actor_id) for event in updates()] == [
        (place, [True, False], None)
    ]


def test_somebody_who_is_given_log_in_is_told_of_in_his_workspace(ann: Caller, nobody: Caller) -> None:
    place = workspace(ann, "Harbour crew")
    cleo = create_person(first_name="Cleo", email="cleo@example.org")
    take_in(place, cleo)

    set_password(cleo.id, actor=None, password=PASSWORD)

    assert nobody.log_in(email="cleo@example.org").status == 200
    assert [(str(event.workspace_id), event.changes["has_login"]) for event in updates()] == [(place, [False, True])]
