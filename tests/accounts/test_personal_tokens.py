"""Personal access tokens: programs that act as a person."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import redis
import time_machine
from django.db import connection
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from backend.accounts.auth import bearer
from backend.accounts.documents import PERSONAL_TOKEN
from backend.accounts.models import PersonalToken, User
from backend.accounts.personal_tokens import MOST
from backend.accounts.schemas import PersonalTokenOut
from backend.core.clock import now
from backend.core.documents import read_one
from config.settings import load
from events.wire import SESSION_CHANNEL
from tests.accounts.caller import PASSWORD, Caller, simultaneously


def make(owner: Caller, scope: str = "write", **body: object) -> Caller:
    """A program with a new token of the owner's."""
    return Caller(owner.post("/api/me/tokens", {"name": "Report", "scope": scope, **body}).json["token"])


def workspace(owner: Caller) -> str:
    """A new workspace's id."""
    return str(owner.post("/api/workspaces", {"name": "Harbour crew"}).json["id"])


def test_a_token_is_shown_once_and_only_its_digest_is_kept(ann: Caller) -> None:
    answer = ann.post("/api/me/tokens", {"name": " Nightly report ", "scope": "read"})

    assert (answer.status, answer.headers["Cache-Control"]) == (201, "no-store")
    text = answer.json["token"]
    assert text.startswith("tt_")
    assert len(bytes.fromhex(text.removeprefix("tt_"))) * 8 >= 160
    (shown,) = ann.get("/api/me/tokens").items
    assert shown == {name: value for name, value in answer.json.items() if name != "token"}
    assert (shown["name"], shown["scope"], shown["start"]) == ("Nightly report", "read", text[:7])
    assert (shown["expires_at"], shown["last_used_at"]) == (None, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_personaltoken t")
        assert text not in str(cursor.fetchall())


def test_it_is_accepted_wherever_an_access_token_is(ann: Caller) -> None:
    program = make(ann)

    assert program.get("/api/me").text == ann.get("/api/me").text
    place = workspace(program)
    assert ann.get(f"/api/workspaces/{place}").json["name"] == "Harbour crew"


def test_a_token_for_reading_only_reads(ann: Caller) -> None:
    program, place = make(ann, "read"), workspace(ann)

    assert program.get(f"/api/workspaces/{place}").status == 200
    assert program.call("HEAD", f"/api/workspaces/{place}").status == 200
    assert program.call("OPTIONS", f"/api/workspaces/{place}").status == 204
    refused = [
        program.post("/api/workspaces", {"name": "Mine"}),
        program.patch(f"/api/workspaces/{place}", {"name": "Mine"}),
        program.put(f"/api/workspaces/{place}", {"name": "Mine"}),
        program.delete(f"/api/workspaces/{place}"),
    ]
    assert {(answer.status, answer.json["detail"]) for answer in refused} == {
        (403, "This token may only read; make one with the scope “write”.")
    }
    assert [one["name"] for one in ann.get("/api/workspaces").items] == ["Harbour crew"]


def test_what_no_program_may_do_in_a_persons_name(ann: Caller) -> None:
    program = make(ann)
    me = ann.get("/api/me").json["id"]
    session = ann.get("/api/me/sessions").items[0]["id"]
    token = ann.get("/api/me/tokens").items[0]["id"]

    refused = [
        program.post("/api/me/password", {"current_password": PASSWORD, "password": "ebb-falls-at-six"}),
        program.post("/api/me/email", {"current_password": PASSWORD, "email": "other@example.org"}),
        program.post("/api/me/tokens", {"name": "Another"}),
        program.get("/api/me/tokens"),
        program.delete(f"/api/me/tokens/{token}"),
        program.get("/api/me/sessions"),
        program.delete(f"/api/me/sessions/{session}"),
        program.delete(f"/api/users/{me}"),
        program.post(f"/api/users/{me}/reactivate"),
    ]

    assert {(answer.status, answer.json["detail"]) for answer in refused} == {
        (403, "No personal access token may do this; log in.")
    }
    assert program.get("/api/me").status == 200


def test_a_withdrawn_token_works_no_more_and_others_go_on(ann: Caller) -> None:
    program, other = make(ann), make(ann)
    newest, oldest = ann.get("/api/me/tokens").items

    assert ann.delete(f"/api/me/tokens/{oldest['id']}").status == 204

    assert (program.get("/api/me").status, other.get("/api/me").status) == (401, 200)
    assert ann.get("/api/me/tokens").items[0]["id"] == newest["id"]
    assert ann.delete(f"/api/me/tokens/{oldest['id']}").status == 404
    assert ann.delete(f"/api/me/tokens/{uuid4()}").status == 404


def test_nobody_sees_or_withdraws_the_tokens_of_others(ann: Caller, nobody: Caller) -> None:
    program = make(ann)
    eve = Caller(nobody.sign_up("eve@example.org").json["access"])

    assert eve.get("/api/me/tokens").items == []
    assert eve.delete(f"/api/me/tokens/{PersonalToken.objects.get().id}").status == 404
    assert program.get("/api/me").status == 200


def test_a_token_ends_when_it_was_said_to(ann: Caller) -> None:
    program = make(ann, expires_at=(now() + timedelta(days=1)).isoformat())
    assert program.get("/api/me").status == 200

    with time_machine.travel(now() + timedelta(days=1, seconds=1)):
        assert program.get("/api/me").status == 401


def test_when_it_was_used_is_known_to_an_hour(ann: Caller) -> None:
    program = make(ann)
    begun = now()
    with time_machine.travel(begun, tick=False):
        program.get("/api/me")
    for minutes, known in ((0, 0), (59, 0), (60, 60), (61, 60)):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            program.get("/api/me")
            assert PersonalToken.objects.get().last_used_at == begun + timedelta(minutes=known)


def test_it_costs_one_query_as_a_session_does(ann: Caller, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    program = make(ann)
    program.get("/api/me")

    with django_assert_num_queries(1):
        user = bearer(RequestFactory().get("/", headers={"Authorization": f"Bearer {program.token}"}))
    assert user == User.objects.get()
    assert user.name == "Ann Lee"


@pytest.mark.parametrize("text", ["tt_", "tt_0", f"tt_{'0' * 48}", f"tt_{'é' * 48}", f"tt_{'x' * 5000}"])
def test_what_is_no_token_opens_nothing(ann: Caller, text: str) -> None:
    make(ann)

    answer = Caller().get("/api/me", Authorization=f"Bearer {text}".encode().decode("latin-1"))

    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="tasktide"')


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "name: "),
        ({"name": " "}, "name: "),
        ({"name": "x" * 121}, "name: "),
        ({"name": "a\0"}, "name: must not hold NUL characters"),
        ({"name": "Report", "scope": "admin"}, "scope: "),
        ({"name": "Report", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at: must lie in the future"),
        ({"name": "Report", "expires_at": 4102444800}, "expires_at: must be a date and time"),
        ({"name": "Report", "expires": None}, "did you mean expires_at?"),
    ],
)
def test_what_is_wrong_with_a_new_token_is_named(ann: Caller, body: dict[str, object], place: str) -> None:
    answer = ann.post("/api/me/tokens", body)

    assert (answer.status, PersonalToken.objects.count()) == (422, 0)
    assert place in answer.json["detail"]


def test_there_is_an_end_to_how_many_one_may_have(ann: Caller) -> None:
    user = User.objects.get()
    PersonalToken.objects.bulk_create(
        PersonalToken(user=user, name="Old", scope="read", start="tt_0000", digest=f"{number:064}")
        for number in range(MOST - 1)
    )

    calls = [lambda: Caller(ann.token).post("/api/me/tokens", {"name": "New"}).status] * 3

    assert sorted(simultaneously(*calls)) == [201, 409, 409]


def test_a_deactivated_persons_tokens_are_gone_for_good(ann: Caller, nobody: Caller) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    program, person = make(bo), bo.get("/api/me").json["id"]
    assert program.get("/api/me").status == 200

    assert ann.delete(f"/api/users/{person}").status == 204

    assert (bo.get("/api/me").status, program.get("/api/me").status) == (401, 401)
    assert nobody.log_in("bo@example.org").status == 401
    assert ann.post(f"/api/users/{person}/reactivate").json["is_active"] is True
    assert (bo.get("/api/me").status, program.get("/api/me").status) == (401, 401)
    assert nobody.log_in("bo@example.org").status == 200


def test_the_document_is_what_the_schema_says(ann: Caller) -> None:
    make(ann)
    full = make(ann, "read", name='Zoë 🚢 "’\\', expires_at=(now() + timedelta(days=1)).isoformat())
    full.get("/api/me")

    for token in PersonalToken.objects.all():
        PersonalTokenOut.model_validate_json(read_one(PERSONAL_TOKEN, token.id).text)


def seen_by_the_stream() -> tuple[list[UUID], list[UUID]]:
    """Of the tokens, those that open streams, and those whose streams go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT t.id FROM stream_token t JOIN accounts_personaltoken p USING (id, digest, user_id)")
        opening = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT s.id FROM stream_session s JOIN accounts_personaltoken p USING (id, user_id)")
        return opening, [row[0] for row in cursor.fetchall()]


def test_the_stream_servers_see_the_tokens_that_work_and_are_told_of_those_that_end(
    ann: Caller, nobody: Caller
) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    for owner in (ann, bo):
        make(owner)
        make(owner, expires_at=(now() + timedelta(seconds=3)).isoformat())
    first, short, theirs, their_short = PersonalToken.objects.order_by("created_at").values_list("id", flat=True)
    assert [sorted(ids) for ids in seen_by_the_stream()] == [sorted([first, short, theirs, their_short])] * 2
    PersonalToken.objects.filter(id__in=[short, their_short]).update(expires_at=now())
    assert [sorted(ids) for ids in seen_by_the_stream()] == [sorted([first, theirs])] * 2

    with redis.Redis.from_url(load().redis_url) as client, client.pubsub() as bell:
        bell.subscribe(SESSION_CHANNEL)
        bell.get_message(timeout=5)
        ann.delete(f"/api/me/tokens/{first}")
        told = bell.get_message(timeout=5)
        assert told is not None
        assert told["data"] == str(first).encode()
        assert seen_by_the_stream() == ([theirs], [theirs])
        ann.delete(f"/api/users/{bo.get('/api/me').json['id']}")
        ended = {message["data"].decode() for _ in range(3) if (message := bell.get_message(timeout=5))}
    assert ended >= {str(theirs), str(their_short)}
    assert seen_by_the_stream() == ([], [])
