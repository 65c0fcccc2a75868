"""Passwords forgotten, addresses verified and changed, people claimed: what goes by mail."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from backend.accounts.actions import create_person, create_user
from backend.accounts.models import EmailToken, User
from backend.core.clock import now
from backend.eventlog.models import Event
from tests.accounts.caller import PASSWORD, Caller, simultaneously
from tests.accounts.conftest import SetEnvironment
from tests.accounts.letters import deliver, jobs, run, token_in
from tests.follow import Follower

NEW = "ebb-falls-at-six"


@pytest.fixture(autouse=True)
def _followed(_committed: None) -> Iterator[None]:
    """At the end of each story the log and the tables tell the same."""
    yield
    Follower().check()


@pytest.fixture
def ann(ann: Caller) -> Caller:
    """Ann, whose mail of welcome has come and was not answered yet."""
    deliver()
    return ann


def reset(email: str = "ann@example.org") -> str:
    """Ask for a new password: the token of the mail."""
    assert Caller().post("/api/auth/password-reset", {"email": email}).status == 202
    (letter,) = deliver()
    return token_in(letter)


def confirm(token: str, password: str = NEW) -> int:
    """Set a password by a token."""
    return Caller().post("/api/auth/password-reset/confirm", {"token": token, "password": password}).status


def verify(token: str) -> int:
    """Verify an address by a token."""
    return Caller().post("/api/auth/verify-email", {"token": token}).status


def test_a_forgotten_password_is_set_anew_and_every_session_ends(ann: Caller, nobody: Caller) -> None:
    other = Caller(nobody.log_in().json["access"])
    answer = nobody.post("/api/auth/password-reset", {"email": " ANN@example.org "})
    assert (answer.status, ann.get("/api/me").status) == (202, 200)
    (letter,) = deliver()
    assert letter.to == ["ann@example.org"]

    assert confirm(token_in(letter)) == 204

    assert (ann.get("/api/me").status, other.get("/api/me").status) == (401, 401)
    assert (nobody.log_in().status, nobody.log_in(password=NEW).status) == (401, 200)


def test_a_token_works_once(ann: Caller, nobody: Caller) -> None:
    del ann
    token = reset()
    assert confirm(token) == 204

    again = nobody.post("/api/auth/password-reset/confirm", {"token": token, "password": "third-time-lucky"})

    assert again.status == 422
    assert again.faults == {
        "body.token": "does not work: it was used, replaced by a newer one, or is older than an hour"
    }
    assert nobody.log_in(password=NEW).status == 200


def test_of_many_at_once_one_succeeds(ann: Caller) -> None:
    del ann
    token = reset()

    assert sorted(simultaneously(*[lambda: confirm(token)] * 4)) == [204, 422, 422, 422]


def test_a_newer_mail_makes_the_older_void(ann: Caller) -> None:
    del ann
    older, newer = reset(), reset()

    assert (confirm(older), confirm(newer)) == (422, 204)


def test_jobs_that_overtake_each_other_leave_the_newer_token(ann: Caller) -> None:
    del ann
    for _ in range(2):
        Caller().post("/api/auth/password-reset", {"email": "ann@example.org"})
    older, newer = jobs()

    (letter,) = run([newer, older])

    assert confirm(token_in(letter)) == 204


def test_a_job_that_runs_twice_sends_one_mail_and_revives_nothing(ann: Caller) -> None:
    del ann
    Caller().post("/api/auth/password-reset", {"email": "ann@example.org"})
    waiting = jobs()
    (letter,) = run(waiting * 2)
    token = token_in(letter)
    assert confirm(token) == 204

    assert run(waiting) == []
    assert confirm(token, "third-time-lucky") == 422


def test_a_token_is_good_for_an_hour(ann: Caller) -> None:
    del ann
    token = reset()
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert confirm(token) == 422
    with time_machine.travel(now() + timedelta(minutes=58)):
        assert confirm(token) == 204


def test_a_mail_that_comes_too_late_is_not_sent(ann: Caller) -> None:
    del ann
    Caller().post("/api/auth/password-reset", {"email": "ann@example.org"})
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert deliver() == []


def test_a_bad_password_leaves_the_token_good(ann: Caller) -> None:
    del ann
    token = reset()

    assert (confirm(token, "12"), confirm(token)) == (422, 204)


def test_the_present_password_changed_meanwhile_makes_it_void(ann: Caller) -> None:
    token = reset()
    assert ann.post("/api/me/password", {"current_password": PASSWORD, "password": "third-time-lucky"}).status == 204

    assert confirm(token) == 422


def test_whether_anybody_has_an_address_cannot_be_told(ann: Caller, nobody: Caller) -> None:
    person = ann.get("/api/me").json["id"]
    addresses = ["ann@example.org", "nobody@example.org"]

    answers = [nobody.post("/api/auth/password-reset", {"email": email}) for email in addresses]

    assert len({(answer.status, answer.text) for answer in answers}) == 1
    # The same work has been done for both, so it takes the same time.
    known, unknown = (arguments | {"token_id": "", "email": "", "asked_at": ""} for _, arguments in jobs())
    assert known == unknown
    assert [letter.to for letter in deliver()] == [["ann@example.org"]]
    User.objects.filter(id=person).update(is_active=False)
    nobody.post("/api/auth/password-reset", {"email": "ann@example.org"})
    assert deliver() == []


def test_no_secret_lies_in_jobs_or_tables(ann: Caller) -> None:
    del ann
    Caller().post("/api/auth/password-reset", {"email": "ann@example.org"})
    waiting = jobs()
    (letter,) = run(waiting)
    signature = token_in(letter).partition(".")[2]

    assert len(signature) > 40
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_emailtoken t")
        kept = str(cursor.fetchall())
    assert signature not in kept + str(waiting)


@pytest.mark.parametrize("token", ["x", "a.b", "0" * 32, f"{'0' * 32}.{'x' * 43}", "é" * 10, "x" * 4000])
def test_what_is_no_token_does_nothing(ann: Caller, nobody: Caller, token: str) -> None:
    assert (confirm(token), verify(token)) == (422, 422)
    assert (ann.get("/api/me").status, nobody.log_in().status) == (200, 200)


def test_a_token_is_for_what_it_was_sent_for(ann: Caller) -> None:
    del ann
    token = reset()

    assert verify(token) == 422
    assert confirm(token) == 204


def test_who_signs_up_verifies_the_address_by_a_mail(nobody: Caller) -> None:
    ann = Caller(nobody.sign_up(first_name="Ann").json["access"])
    place = ann.post("/api/workspaces", {"name": "Harbour crew"}).json["id"]
    (letter,) = deliver()
    assert (letter.to, letter.subject) == (["ann@example.org"], "Verify your address")
    assert ann.get("/api/me").json["email_verified"] is False

    assert verify(token_in(letter)) == 204

    assert ann.get("/api/me").json["email_verified"] is True
    (event,) = Event.objects.filter(workspace_id=place, type="user.updated")
    assert (event.changes["email_verified"], event.data) == ([False, True], ann.get("/api/me").json)
    assert verify(token_in(letter)) == 422


def test_the_mail_can_be_had_again(ann: Caller) -> None:
    assert ann.post("/api/me/verify-email").status == 202
    (letter,) = deliver()

    assert verify(token_in(letter)) == 204
    again = ann.post("/api/me/verify-email")
    assert (again.status, again.json["detail"]) == (409, "Your address is verified already.")


def test_a_new_address_takes_over_when_it_is_verified(ann: Caller, nobody: Caller) -> None:
    old_reset = reset()
    answer = ann.post("/api/me/email", {"email": "anna@example.org", "current_password": PASSWORD})
    assert (answer.status, ann.get("/api/me").json["email"]) == (202, "ann@example.org")
    (letter,) = deliver()
    assert letter.to == ["anna@example.org"]

    assert verify(token_in(letter)) == 204

    me = ann.get("/api/me").json
    assert (me["email"], me["email_verified"]) == ("anna@example.org", True)
    assert (nobody.log_in().status, nobody.log_in("anna@example.org").status) == (401, 200)
    # What lies in the old mailbox opens nothing any more.
    assert confirm(old_reset) == 422


def test_an_address_is_not_changed_without_the_password(ann: Caller) -> None:
    deliver()

    wrong = ann.post("/api/me/email", {"email": "anna@example.org", "current_password": "wrong"})

    assert wrong.faults == {"body.current_password": "is not your password"}
    assert deliver() == []


def test_that_an_address_is_somebody_elses_is_told_by_a_mail_to_it_alone(ann: Caller, nobody: Caller) -> None:
    nobody.sign_up("bo@example.org")
    deliver()

    free, taken = (
        ann.post("/api/me/email", {"email": email, "current_password": PASSWORD})
        for email in ("anna@example.org", "BO@example.org")
    )

    assert (free.status, free.text) == (taken.status, taken.text) == (202, taken.text)
    to_anna, to_bo = deliver()
    assert (to_anna.subject, to_bo.subject) == ("Verify your address", "This address has an account already")
    assert to_bo.to == ["bo@example.org"]
    assert confirm(token_in(to_bo)) == 204
    assert nobody.log_in("bo@example.org", NEW).status == 200
    assert ann.get("/api/me").json["email"] == "ann@example.org"


def test_an_address_that_somebody_else_took_meanwhile_is_a_conflict(ann: Caller, nobody: Caller) -> None:
    ann.post("/api/me/email", {"email": "anna@example.org", "current_password": PASSWORD})
    (letter,) = deliver()
    nobody.sign_up("anna@example.org")

    assert verify(token_in(letter)) == 409
    assert ann.get("/api/me").json["email"] == "ann@example.org"


def test_who_signed_up_with_a_strange_address_loses_it_to_its_owner(nobody: Caller) -> None:
    thief = Caller(nobody.sign_up().json["access"])
    program = Caller(thief.post("/api/me/tokens", {"name": "Back door", "scope": "write"}).json["token"])
    deliver()

    assert confirm(reset()) == 204

    assert (thief.get("/api/me").status, program.get("/api/me").status) == (401, 401)
    owner = Caller(nobody.log_in(password=NEW).json["access"])
    assert owner.get("/api/me").json["email_verified"] is True


def test_the_tokens_of_a_proven_owner_outlive_a_forgotten_password(ann: Caller) -> None:
    ann.post("/api/me/verify-email")
    verify(token_in(deliver()[0]))
    program = Caller(ann.post("/api/me/tokens", {"name": "Report"}).json["token"])

    assert confirm(reset()) == 204
    assert program.get("/api/me").status == 200


def test_a_person_without_log_in_is_claimed_by_signing_up_and_the_mail(ann: Caller, nobody: Caller) -> None:
    place = ann.post("/api/workspaces", {"name": "Harbour crew"}).json["id"]
    cleo = ann.post("/api/users", {"workspace_id": place, "first_name": "Cleo", "email": "cleo@example.org"}).json

    answer = nobody.sign_up("Cleo@example.org")

    assert (answer.status, set(answer.json)) == (202, {"detail"})
    assert nobody.log_in("cleo@example.org").status == 401
    (letter,) = deliver()
    assert (letter.to, letter.subject) == (["cleo@example.org"], "Your place is ready")
    assert confirm(token_in(letter)) == 204
    # The password that was typed when signing up may have been anybody's.
    assert nobody.log_in("cleo@example.org").status == 401
    me = Caller(nobody.log_in("cleo@example.org", password=NEW).json["access"])
    shown = me.get("/api/me").json
    assert (shown["id"], shown["name"], shown["has_login"], shown["email_verified"]) == (cleo["id"], "Cleo", True, True)
    assert [one["id"] for one in me.get("/api/workspaces").items] == [place]


def test_nobody_is_claimed_while_sign_up_is_closed(nobody: Caller, environment: SetEnvironment) -> None:
    create_person(first_name="Cleo", email="cleo@example.org")
    environment(TASKTIDE_SIGNUP="closed")

    assert nobody.sign_up("cleo@example.org").status == 403
    assert nobody.post("/api/auth/password-reset", {"email": "cleo@example.org"}).status == 202
    assert deliver() == []


def test_where_sign_up_is_closed_forgotten_passwords_are_still_set_anew(
    nobody: Caller, environment: SetEnvironment
) -> None:
    create_user(email="ann@example.org", password=PASSWORD)
    environment(TASKTIDE_SIGNUP="closed")

    assert confirm(reset()) == 204
    assert nobody.log_in(password=NEW).status == 200


def test_a_deactivated_person_gets_back_in_by_no_mail(ann: Caller, nobody: Caller) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    verification = token_in(deliver()[0])
    token = reset("bo@example.org")
    assert ann.delete(f"/api/users/{bo.get('/api/me').json['id']}").status == 204

    assert (confirm(token), verify(verification)) == (422, 422)
    assert EmailToken.objects.filter(used_at=None, user__email="bo@example.org").count() == 0
