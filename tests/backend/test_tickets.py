"""What a browser gets for a stream: a ticket, bound to who asked, in which session, and for what."""

from typing import Any
from uuid import UUID, uuid4

import jwt
import pytest

from backend.accounts import personal_tokens
from backend.accounts.tokens import read_access
from config.settings import load
from events.access import Verifier
from events.wire import TICKET_LIMIT
from query.parse import CHARACTERS
from tests.world import Answer, Caller, World

PATH = "/api/events/ticket"


def said(answer: Answer) -> dict[str, Any]:
    """What the event service reads in the ticket of an answer."""
    assert answer.status == 201, answer.text
    ticket = Verifier(load().jwt_public_key).ticket(answer.json["ticket"])
    assert ticket is not None
    return {"user": ticket.user_id, "session": ticket.session_id, "query": ticket.query}


def test_a_ticket_says_who_in_which_session_and_what(world: World, ann: Caller) -> None:
    projects = [str(uuid4()), str(uuid4())]
    body = {"workspace": str(world.harbour.id), "project": projects}
    answer = ann.post(PATH, body | {"types": ["task.*", "comment.created"]})
    assert said(answer) == {
        "user": str(world.ann.id),
        "session": str(read_access(ann.token).session_id),
        "query": f"workspace={world.harbour.id}"
        + "".join(f"&project={project}" for project in sorted(projects))
        + "&types=comment.created&types=task.%2A",
    }
    assert said(ann.post(PATH, body | {"project": [], "q": "é is:open"}))["query"] == (
        f"workspace={world.harbour.id}&q=%C3%A9+is%3Aopen"
    )
    assert answer.json["url"] == f"/events?ticket={answer.json['ticket']}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Tasktide-Cursor"].endswith(f"-{world.last}")


def test_it_lasts_half_a_minute_and_opens_nothing_else(world: World, ann: Caller) -> None:
    ticket = ann.post(PATH, {"workspace": str(world.harbour.id)}).json["ticket"]
    content = jwt.decode(ticket, options={"verify_signature": False})
    assert content["exp"] - content["iat"] == 30
    assert Caller().get("/api/me", Authorization=f"Bearer {ticket}").status == 401
    assert Caller().post("/api/token/verify", {"token": ticket}).status == 401
    again = ann.post(PATH, {"workspace": str(world.harbour.id)}).json["ticket"]
    assert jwt.decode(again, options={"verify_signature": False})["jti"] != content["jti"]


def test_a_program_that_may_only_read_makes_tickets_which_end_with_its_token(world: World) -> None:
    token, text = personal_tokens.create(actor=world.vic, name="Wall")
    program = Caller()
    program.token = text
    made = said(program.post(PATH, {"workspace": str(world.harbour.id)}))
    assert (made["user"], made["session"]) == (str(world.vic.id), str(token.id))
    personal_tokens.withdraw(world.vic, token.id)
    assert program.post(PATH, {"workspace": str(world.harbour.id)}).status == 401


@pytest.mark.parametrize("workspace", [None, uuid4()])
def test_strangers_get_none(world: World, eve: Caller, ann: Caller, workspace: UUID | None) -> None:
    caller = ann if workspace else eve
    assert caller.post(PATH, {"workspace": str(workspace or world.harbour.id)}).status == 404
    assert Caller().post(PATH, {"workspace": str(world.harbour.id)}).status == 401


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"workspace": None}, "body.workspace"),
        ({"project": ["OPS"]}, "body.project.0"),
        ({"project": [str(uuid4()) for _ in range(51)]}, "body.project"),
        ({"types": ["task"]}, "body.types.0"),
        ({"types": ["task.*\n"]}, "body.types.0"),
        ({"types": ["task.\0"]}, "body.types.0"),
        ({"types": ["x." + "y" * 60]}, "body.types.0"),
        ({"q": "status:"}, "body.q.7"),
        ({"q": "is:open label:nosuch"}, "body.q.14"),
        ({"q": "crash watching:me"}, "body.q.6"),
        ({"q": "crash", "types": ["task.*"]}, "body.types"),
        ({"q": "a\0"}, "body.q"),
        ({"q": "a" * (CHARACTERS + 1)}, "body.q"),
        ({"after": "k3f9-1"}, "body.after"),
    ],
)
def test_what_no_stream_could_be_is_said_here(world: World, ann: Caller, more: dict[str, Any], place: str) -> None:
    answer = ann.post(PATH, {"workspace": str(world.harbour.id)} | more)
    assert (answer.status, list(answer.faults)) == (422, [place])


def test_a_ticket_fits_into_an_address(world: World, ann: Caller) -> None:
    body = {"workspace": str(world.harbour.id), "project": [str(uuid4()) for _ in range(50)]}
    made = ann.post(PATH, body)
    assert 3000 < len(made.json["ticket"]) <= TICKET_LIMIT
    refused = ann.post(PATH, body | {"q": " or ".join(["日本語" * 5] * 20)})
    assert (refused.status, refused.faults) == (
        422, {"body": "asks for more than an address can hold; choose fewer or less"},
    )  # fmt: skip
