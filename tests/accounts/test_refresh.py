"""Refresh tokens: each works once; a spent one ends its session."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import jwt
import pytest
import redis
import time_machine
from redis.client import PubSub

from backend.accounts.actions import set_password
from backend.accounts.models import Session, User
from backend.core.clock import now
from config.settings import load
from events.wire import SESSION_CHANNEL
from tests.accounts.caller import Caller, simultaneously


@pytest.fixture
def bell() -> Iterator[PubSub]:
    """What the stream servers hear of ended sessions."""
    with redis.Redis.from_url(load().redis_url) as client, client.pubsub(ignore_subscribe_messages=True) as listener:
        listener.subscribe(SESSION_CHANNEL)
        listener.get_message(timeout=5)
        yield listener


def heard(bell: PubSub) -> str | None:
    """The id of a session of this story that ended, if one did; other stories run beside it on the same Valkey."""
    while message := bell.get_message(timeout=1):
        session_id: str = message["data"].decode()
        if Session.objects.filter(id=session_id).exists():
            return session_id
    return None


def test_refreshing_goes_on_for_ever(nobody: Caller, ann: Caller) -> None:
    del ann
    pair = nobody.log_in()
    for _ in range(3):
        pair = nobody.refresh(pair.json["refresh"])
        assert pair.status == 200
        assert pair.headers["Cache-Control"] == "no-store"

    assert Caller(pair.json["access"]).get("/api/me").status == 200
    assert Session.objects.latest("created_at").generation == 4


def test_a_spent_token_ends_its_session_and_no_other(nobody: Caller, ann: Caller, bell: PubSub) -> None:
    first = nobody.log_in()
    second = nobody.refresh(first.json["refresh"])

    reuse = nobody.refresh(first.json["refresh"])

    assert reuse.status == 401
    assert reuse.json["detail"] == "This refresh token does not work any more; log in again."
    assert nobody.refresh(second.json["refresh"]).status == 401
    assert Caller(second.json["access"]).get("/api/me").status == 401
    assert ann.get("/api/me").status == 200
    assert heard(bell) == str(Session.objects.latest("created_at").id)
    assert heard(bell) is None


def test_six_refreshes_at_once_are_one_success_and_the_end_of_the_session(nobody: Caller, ann: Caller) -> None:
    del ann
    for _ in range(5):
        token = nobody.log_in().json["refresh"]

        answers = simultaneously(*[partial(Caller().refresh, token)] * 6)

        assert sorted(answer.status for answer in answers) == [200, 401, 401, 401, 401, 401]
        winner = next(answer for answer in answers if answer.status == 200)
        assert nobody.refresh(winner.json["refresh"]).status == 401
        assert Caller(winner.json["access"]).get("/api/me").status == 401


def test_deactivated_people_can_neither_refresh_nor_call(nobody: Caller, ann: Caller) -> None:
    pair = nobody.log_in()
    User.objects.update(is_active=False)

    assert nobody.refresh(pair.json["refresh"]).status == 401
    assert ann.get("/api/me").status == 401
    assert nobody.post("/api/token/verify", {"token": pair.json["access"]}).status == 401


def test_deleted_people_cannot_refresh(nobody: Caller, ann: Caller) -> None:
    token = nobody.log_in().json["refresh"]
    User.objects.all().delete()

    assert nobody.refresh(token).status == 401
    assert ann.get("/api/me").status == 401


def test_a_new_password_ends_the_sessions_of_the_old_one(nobody: Caller, ann: Caller, bell: PubSub) -> None:
    session = Session.objects.get()
    set_password(session.user_id, actor=None, password="ebb-falls-at-six")

    assert ann.get("/api/me").status == 401
    assert heard(bell) == str(session.id)
    assert nobody.log_in().status == 401
    assert nobody.log_in(password="ebb-falls-at-six").status == 200


def test_an_access_token_is_no_refresh_token(nobody: Caller, ann: Caller) -> None:
    assert nobody.refresh(ann.token).status == 401
    assert ann.get("/api/me").status == 200


def test_tokens_expire(nobody: Caller) -> None:
    pair = nobody.sign_up()
    me = Caller(pair.json["access"])
    with time_machine.travel(now() + timedelta(minutes=9, seconds=58)):
        assert me.get("/api/me").status == 200
    with time_machine.travel(now() + timedelta(minutes=10)):
        assert me.get("/api/me").status == 401
    with time_machine.travel(now() + timedelta(days=30)):
        assert nobody.refresh(pair.json["refresh"]).status == 401
    with time_machine.travel(now() + timedelta(days=29, hours=23)):
        assert nobody.refresh(pair.json["refresh"]).status == 200


def test_revoking_ends_the_session_at_once(nobody: Caller, ann: Caller, bell: PubSub) -> None:
    pair = nobody.log_in()
    me = Caller(pair.json["access"])

    answer = nobody.post("/api/token/revoke", {"refresh": pair.json["refresh"]})

    assert (answer.status, answer.text) == (204, "")
    assert me.get("/api/me").status == 401
    assert nobody.refresh(pair.json["refresh"]).status == 401
    assert heard(bell) == jwt.decode(pair.json["access"], options={"verify_signature": False})["sid"]
    assert ann.get("/api/me").status == 200
    assert nobody.post("/api/token/revoke", {"refresh": pair.json["refresh"]}).status == 204
    assert heard(bell) is None


def test_verifying(nobody: Caller, ann: Caller) -> None:
    del ann
    first = nobody.log_in()
    second = nobody.refresh(first.json["refresh"])

    def verified(token: str) -> int:
        return nobody.post("/api/token/verify", {"token": token}).status

    assert [verified(token) for token in (second.json["access"], second.json["refresh"])] == [200, 200]
    assert [verified(token) for token in (first.json["refresh"], "x", "a.b.c", "é.ü.ñ")] == [401] * 4
    answer = nobody.post("/api/token/verify", {"token": first.json["access"]})
    session = Session.objects.latest("created_at")
    assert answer.json["token_type"] == "access"
    assert (answer.json["user_id"], answer.json["session_id"]) == (str(session.user_id), str(session.id))
