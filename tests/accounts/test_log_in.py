"""Logging in."""

import time
from statistics import median

import pytest

from backend.accounts.actions import create_person
from backend.accounts.models import Session, User
from backend.core.sql import execute, fetch_one
from tests.accounts.caller import Caller


@pytest.mark.parametrize("email", ["ann@example.org", "ANN@Example.ORG", " ann@example.org "])
def test_logging_in(nobody: Caller, ann: Caller, email: str) -> None:
    answer = nobody.log_in(email, User_Agent="Firefox\x7f")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"access", "refresh"}
    assert Caller(answer.json["access"]).get("/api/me").text == ann.get("/api/me").text
    assert list(Session.objects.order_by("created_at").values_list("user_agent", flat=True)) == ["", "Firefox"]


def test_every_way_not_to_get_in_looks_the_same(nobody: Caller, ann: Caller) -> None:
    del ann
    create_person(first_name="Imported", email="imported@example.org")
    nobody.sign_up("gone@example.org")
    User.objects.filter(email="gone@example.org").update(is_active=False)
    sessions = Session.objects.count()

    answers = [
        nobody.log_in(password="wrong"),
        nobody.log_in("nobody@example.org"),
        nobody.log_in("imported@example.org"),
        nobody.log_in("imported@example.org", password="!"),
        nobody.log_in("gone@example.org"),
    ]

    assert {answer.status for answer in answers} == {401}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Bearer realm="tasktide"'}
    assert {str(answer.json | {"request_id": ""}) for answer in answers} == {
        str(
            {
                "type": "urn:tasktide:problem:not_authenticated",
                "title": "Not authenticated",
                "status": 401,
                "detail": "The address or the password is wrong.",
                "request_id": "",
            }
        )
    }
    assert Session.objects.count() == sessions


def test_an_unknown_address_takes_as_long_as_a_wrong_password(nobody: Caller, ann: Caller) -> None:
    del ann

    def effort(email: str) -> float:
        """Seconds of this thread's processor time: other programs do not count."""
        begun = time.thread_time()
        assert nobody.log_in(email, password="wrong").status == 401
        return time.thread_time() - begun

    known, unknown = (median(effort(email) for _ in range(7)) for email in ("ann@example.org", "nobody@example.org"))

    assert unknown == pytest.approx(known, rel=0.4)


def test_unknown_fields_are_named(nobody: Caller) -> None:
    answer = nobody.post("/api/token", {"username": "ann@example.org", "password": "x"})

    assert answer.status == 422
    assert "username: unknown field" in answer.json["detail"]


def test_logging_in_with_a_trailing_slash(nobody: Caller, ann: Caller) -> None:
    del ann
    assert nobody.post("/api/token/", {"email": "ann@example.org", "password": "wrong"}).status == 401


def test_the_version_before_writes_rows_while_the_two_change_places(nobody: Caller, ann: Caller) -> None:
    del ann
    for table, new, own in (("session", "ip", "id"), ("user", "week_start", "id, email, has_login")):
        names = "string_agg(column_name, ', ') FROM information_schema.columns WHERE is_generated = 'NEVER'"
        row = fetch_one(
            f"SELECT {names} AND table_name = %s AND column_name <> ALL(%s)",
            [f"accounts_{table}", [new, *own.split(", ")]],
        )
        assert row is not None
        values = {"id": "gen_random_uuid()", "email": "NULL", "has_login": "false"}
        made = ", ".join(values[name] for name in own.split(", "))
        execute(f"INSERT INTO accounts_{table} ({own}, {row[0]}) SELECT {made}, {row[0]} FROM accounts_{table}")
    assert set(Session.objects.values_list("ip", flat=True)) >= {""}
    assert set(User.objects.values_list("week_start", flat=True)) == {"monday"}
    User.objects.filter(email=None).delete()
    assert nobody.log_in("ann@example.org").status == 200
