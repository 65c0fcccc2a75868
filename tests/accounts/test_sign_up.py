"""Signing up."""

from functools import partial

import pytest

from backend.accounts.actions import create_person, create_user
from backend.accounts.models import Session, User
from tests.accounts.caller import PASSWORD, Caller, simultaneously
from tests.accounts.conftest import SetEnvironment


def test_who_signs_up_is_signed_in(nobody: Caller) -> None:
    answer = nobody.sign_up("Ann@Example.org", first_name=" Ann ", last_name="Lee")

    assert answer.status == 201
    assert answer.headers["Cache-Control"] == "no-store"
    me = Caller(answer.json["access"]).get("/api/me")
    assert me.json == answer.json["user"]
    assert me.json | {"id": "", "created_at": "", "updated_at": ""} == {
        "id": "",
        "email": "Ann@example.org",
        "first_name": "Ann",
        "last_name": "Lee",
        "name": "Ann Lee",
        "avatar": None,
        "timezone": "UTC",
        "week_start": "monday",
        "has_login": True,
        "email_verified": False,
        "is_active": True,
        "is_admin": True,
        "created_at": "",
        "updated_at": "",
        "version": 1,
    }


def test_without_a_name_people_go_by_their_address(nobody: Caller) -> None:
    user = Caller(nobody.sign_up("bo.berg@example.org").json["access"]).get("/api/me")

    assert user.json["name"] == "bo.berg"


def test_only_the_first_person_is_administrator_and_demo_people_do_not_count(nobody: Caller) -> None:
    create_user(email="demo@tasktide.example", password=PASSWORD, is_demo=True)
    create_person(first_name="Imported", email="imported@example.org")

    for email in ("ann@example.org", "bo@example.org"):
        nobody.sign_up(email)

    assert list(User.objects.filter(is_admin=True).values_list("email", flat=True)) == ["ann@example.org"]


def test_of_two_who_come_first_at_once_one_is_administrator() -> None:
    calls = [partial(Caller().sign_up, f"person{number}@example.org") for number in range(4)]

    answers = simultaneously(*calls)

    assert [answer.status for answer in answers] == [201] * 4
    assert User.objects.filter(is_admin=True).count() == 1


def test_an_address_belongs_to_one_person_whatever_its_case(nobody: Caller, ann: Caller) -> None:
    del ann
    answer = nobody.sign_up("ANN@EXAMPLE.ORG")

    assert answer.status == 409
    assert answer.json["detail"] == "There is a person with this address already."
    assert (User.objects.count(), Session.objects.count()) == (1, 1)


def test_the_same_address_several_times_at_once() -> None:
    answers = simultaneously(*[Caller().sign_up] * 4)

    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert (User.objects.count(), Session.objects.count()) == (1, 1)


def test_nobody_signs_up_as_a_person_without_log_in(nobody: Caller) -> None:
    person = create_person(first_name="Imported", email="imported@example.org")

    answer = nobody.sign_up("imported@example.org")

    assert answer.status == 202
    assert answer.json == {
        "detail": "This address is known here. We have sent a mail to it; its link makes the account yours."
    }
    assert not User.objects.get(id=person.id).has_login
    assert not Session.objects.exists()


def test_closed_sign_up(nobody: Caller, environment: SetEnvironment) -> None:
    environment(TASKTIDE_SIGNUP="closed")

    answer = nobody.sign_up()

    assert answer.status == 403
    assert answer.json["detail"] == "Sign-up is closed here; ask an administrator for an account."
    assert not User.objects.exists()


def test_where_sign_up_is_closed_the_first_person_is_made_by_a_command(
    nobody: Caller, environment: SetEnvironment
) -> None:
    environment(TASKTIDE_SIGNUP="closed")

    create_user(email="ann@example.org", password=PASSWORD)

    ann = Caller(nobody.log_in().json["access"])
    assert ann.get("/api/me").json["is_admin"] is True
    assert nobody.sign_up("bo@example.org").status == 403


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("ebb-tid", "This password is too short. It must contain at least 8 characters."),
        ("qwerty123", "This password is too common."),
        ("8365028417", "This password is entirely numeric."),
        ("ann@example.org", "The password is too similar to the email."),
        ("x" * 1001, "must have at most 1000 characters"),
        ("tide-rises\0at-noon", "must not hold NUL characters"),
    ],
)
def test_bad_passwords_are_refused_by_name(nobody: Caller, password: str, message: str) -> None:
    answer = nobody.sign_up(password=password)

    assert answer.status == 422
    assert message in {fault["msg"] for fault in answer.json["errors"]}
    assert set(answer.faults) == {"body.password"}
    assert password not in answer.text
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "ann", "ann@", "Ann <ann@example.org>", "ann@example.org\0", f"{'a' * 250}@example.org"]
)
def test_what_is_no_address_is_refused(nobody: Caller, email: str) -> None:
    answer = nobody.sign_up(email)

    assert answer.status == 422
    assert "email" in answer.json["detail"]
    assert not User.objects.exists()


def test_a_password_is_the_same_on_every_keyboard(nobody: Caller) -> None:
    nobody.sign_up(password="cafe\u0301-au-lait-ﬁn")

    assert nobody.log_in(password="caf\u00e9-au-lait-fin").status == 200
