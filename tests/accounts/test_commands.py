"""Administration without a browser."""

import io
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from backend.accounts.actions import create_person, set_admin
from backend.accounts.models import User
from backend.core.errors import Conflict
from tests.accounts.caller import PASSWORD, Caller, simultaneously


def command(monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> str:
    """Run a command with `typed` on its input: what it says."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    said = io.StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


def test_creating_people(monkeypatch: pytest.MonkeyPatch, nobody: Caller) -> None:
    first = command(monkeypatch, "user_create", "ann@example.org", "--first-name=Ann", typed=f"{PASSWORD}\n")
    second = command(monkeypatch, "user_create", "bo@example.org", typed=f"{PASSWORD}\r\n")
    third = command(monkeypatch, "user_create", "cy@example.org", "--admin", typed=PASSWORD)

    assert first == "ann@example.org can log in, as administrator.\n"
    assert second == "bo@example.org can log in.\n"
    assert third == "cy@example.org can log in, as administrator.\n"
    assert [nobody.log_in(f"{name}@example.org").status for name in ("ann", "bo", "cy")] == [200] * 3


@pytest.mark.parametrize(
    ("email", "typed", "message"),
    [
        ("nonsense", f"{PASSWORD}\n", "nonsense is no e-mail address."),
        ("bo@example.org", "", "A password has 1 to 1000 characters."),
        ("bo@example.org", "x" * 1001, "A password has 1 to 1000 characters."),
        ("bo@example.org", "short\n", "password: This password is too short. It must contain at least 8 characters."),
        ("ANN@example.org", f"{PASSWORD}\n", "There is a person with this address already."),
    ],
)
def test_people_who_are_not_created(
    monkeypatch: pytest.MonkeyPatch, ann: Caller, email: str, typed: str, message: str
) -> None:
    del ann
    with pytest.raises(CommandError) as caught:
        command(monkeypatch, "user_create", email, typed=typed)

    assert str(caught.value) == message
    assert User.objects.count() == 1


def test_a_person_without_log_in_is_given_one(monkeypatch: pytest.MonkeyPatch, nobody: Caller) -> None:
    person = create_person(first_name="Imported", email="imported@example.org")

    command(monkeypatch, "user_password", "Imported@example.org", typed=f"{PASSWORD}\n")

    pair = nobody.log_in("imported@example.org")
    assert pair.status == 200
    assert Caller(pair.json["access"]).get("/api/me").json["id"] == str(person.id)


def test_administrators(monkeypatch: pytest.MonkeyPatch, ann: Caller, nobody: Caller) -> None:
    del ann
    nobody.sign_up("bo@example.org")

    assert command(monkeypatch, "user_admin", "bo@example.org") == "bo@example.org is an administrator.\n"
    assert command(monkeypatch, "user_admin", "ann@example.org", "--remove") == "ann@example.org is no administrator.\n"
    assert list(User.objects.filter(is_admin=True).values_list("email", flat=True)) == ["bo@example.org"]


def test_the_last_administrator_stays_one(monkeypatch: pytest.MonkeyPatch, ann: Caller, nobody: Caller) -> None:
    nobody.sign_up("bo@example.org")
    command(monkeypatch, "user_admin", "bo@example.org")
    bo = User.objects.get(email="bo@example.org")
    bo_switched_off = ann.delete(f"/api/users/{bo.id}", If_Match=f'"{bo.version}"')
    assert bo_switched_off.status == 204

    with pytest.raises(CommandError, match="This is the last administrator of the installation"):
        command(monkeypatch, "user_admin", "ann@example.org", "--remove")
    assert ann.get("/api/me").json["is_admin"] is True


def test_two_administrators_who_unmake_each_other_at_once_leave_one(ann: Caller, nobody: Caller) -> None:
    del ann
    nobody.sign_up("bo@example.org")
    people = list(User.objects.order_by("email"))
    set_admin(people[1].id, actor=None, is_admin=True)

    unmade = simultaneously(*[partial(_unmade, person.id) for person in people])

    assert sorted(unmade) == [False, True]
    assert User.objects.filter(is_admin=True).count() == 1


def _unmade(user_id: UUID) -> bool:
    try:
        set_admin(user_id, actor=None, is_admin=False)
    except Conflict:
        return False
    return True


@pytest.mark.parametrize("name", ["user_password", "user_admin"])
def test_nobody_of_that_address(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(CommandError, match=r"^Nobody here has the address eve@example\.org\.$"):
        command(monkeypatch, name, "eve@example.org", typed=f"{PASSWORD}\n")


def test_a_token_is_made_and_printed(monkeypatch: pytest.MonkeyPatch, ann: Caller) -> None:
    reading = command(monkeypatch, "token_create", "ANN@example.org", " Nightly report ").strip()
    writing = command(monkeypatch, "token_create", "ann@example.org", "Robot", "--scope=write", "--days=7").strip()

    assert Caller(reading).get("/api/me").json["email"] == "ann@example.org"
    assert Caller(reading).post("/api/workspaces", {"name": "Mine"}).status == 403
    assert Caller(writing).post("/api/workspaces", {"name": "Mine"}).status == 201
    robot, report = ann.get("/api/me/tokens").items
    assert (report["name"], report["scope"], report["expires_at"]) == ("Nightly report", "read", None)
    assert datetime.fromisoformat(robot["expires_at"]) - datetime.fromisoformat(robot["created_at"]) > timedelta(days=6)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["eve@example.org", "Report"], "Nobody here has the address eve@example.org."),
        (["ann@example.org", " "], "The name of a token has 1 to 120 characters."),
        (["ann@example.org", "Report", "--days=0"], "expires_at: must lie in the future"),
        (["ann@example.org", "Report", "--days=99999999"], "That is too many days."),
    ],
)
def test_tokens_that_are_not_made(
    monkeypatch: pytest.MonkeyPatch, ann: Caller, arguments: list[str], message: str
) -> None:
    with pytest.raises(CommandError) as caught:
        command(monkeypatch, "token_create", *arguments)

    assert str(caught.value) == message
    assert ann.get("/api/me/tokens").items == []
