"""Who else is here: as the stream tells it, and as one's own tab tells the others."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import cast

import httpx
import pytest

from dashboard import presence as presences
from dashboard import stay as stays
from dashboard.client import Api
from dashboard.feed import State
from dashboard.hub import Batch, Hub
from dashboard.presence import Presence, PresenceMessage
from dashboard.sessions import Session
from dashboard.stay import Stay
from dashboard.store import Store
from dashboard.tokens import Pair, Tokens
from tests.dashboard.api import server, stream, token
from tests.dashboard.documents import ANN, BOB, WORKSPACE_ID, user, workspace
from tests.dashboard.test_feed import FORBIDDEN, READY, Reader

TASK, OTHER = "01a1fddc-11c7-7e7c-85f1-e08f1c0f30b1", "01a1fddc-11c7-7e7c-85f1-e08f1c0f30b2"
MINE = "my-window"


@pytest.fixture(autouse=True)
def _hurry() -> Iterator[None]:
    """Seconds become hundredths."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(presences, "QUIET", 0.005)
        patch.setattr(presences, "GRACE", 0.05)
        patch.setattr(stays, "SETTLING", 0.02)
        patch.setattr(stays, "LOOKING", 0.05)
        patch.setattr(stays, "HEARTBEAT", 0.1)
        yield


def told(person: dict[str, str], field: str = "", *, at: str | None = TASK, client: str = "w") -> PresenceMessage:
    """What the stream says of somebody: where they are, or, without `at`, that they are gone."""
    state = "gone" if at is None else "editing" if field else "viewing"
    about = None if at is None else {"type": "task", "id": at, "key": "OPS-1"}
    message = {"user": person, "client": client, "object": about, "field": field or None, "state": state}
    return cast("PresenceMessage", message)


class Room:
    """What one hub knows, and what its pages were told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.presence = Presence(lambda kind, object_id: self.heard.append((kind, object_id)))

    def names(self, at: str = TASK) -> list[str]:
        """Who else is there."""
        return [one.person["name"] for one in self.presence.at("task", at, besides=MINE)]

    def holder(self, field: str = "title") -> str:
        """Who else has the field."""
        found = self.presence.editor("task", TASK, field, besides=MINE)
        return found.person["name"] if found else ""


async def test_people_come_move_and_leave() -> None:
    room = Room()
    room.presence.take(told(BOB))
    room.presence.take(told(ANN, client=MINE))
    assert room.names() == ["Bob Mori"]
    room.presence.take(told(BOB, at=OTHER))
    assert (room.names(), room.names(OTHER)) == ([], ["Bob Mori"])
    assert room.presence.is_here(BOB["id"])
    room.presence.take(told(BOB, at=None))
    assert room.names(OTHER) == []
    assert not room.presence.is_here(BOB["id"])


async def test_ones_own_second_window_counts_as_somebody() -> None:
    room = Room()
    room.presence.take(told(ANN, client=MINE))
    room.presence.take(told(ANN, "title", client="another"))
    assert room.names() == ["Ann Lee"]
    assert room.holder() == "Ann Lee"


async def test_of_two_who_edit_a_field_the_first_has_it_for_everybody() -> None:
    room = Room()
    room.presence.take(told(ANN, client=MINE))
    room.presence.take(told(BOB, "title"))
    room.presence.take(told(ANN, "title", client=MINE))
    assert room.holder() == "Bob Mori"
    assert room.holder("description") == ""
    room.presence.take(told(BOB))
    assert room.holder() == ""
    room.presence.take(told(BOB, "title"))
    assert room.holder() == ""
    assert room.presence.editor("task", TASK, "title", besides="w") is not None


async def test_pages_hear_of_each_thing_once_in_a_while_and_of_no_repetition() -> None:
    room = Room()
    for field in ("", "title", "description"):
        room.presence.take(told(BOB, field))
    room.presence.take(told(ANN))
    await asyncio.sleep(0.02)
    assert room.heard == [("task", TASK)]
    room.presence.take(told(ANN))
    await asyncio.sleep(0.02)
    assert len(room.heard) == 1


async def test_after_a_break_those_who_are_not_told_of_again_are_forgotten() -> None:
    room = Room()
    room.presence.take(told(ANN))
    room.presence.take(told(BOB, "title"))
    room.presence.doubt()
    assert room.holder() == "Bob Mori"
    room.presence.take(told(BOB, "title"))
    await asyncio.sleep(0.1)
    assert room.names() == ["Bob Mori"]
    room.presence.doubt()
    await asyncio.sleep(0.1)
    assert room.names() == []
    assert room.heard[-1] == ("task", TASK)


async def test_the_stream_passes_presence_on_and_keeps_its_place() -> None:
    heard: list[PresenceMessage] = []
    requests: list[str | None] = []
    answers = [stream(READY, ("presence.updated", "", told(BOB))), stream(FORBIDDEN)]

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request.headers.get("Last-Event-ID"))
        return answers.pop(0)

    async with server(answer) as http:
        feed = Reader().feed(http)
        feed.hear = heard.append
        await feed.run()
    assert heard == [told(BOB)]
    assert requests == [None, "e-1"]


async def test_a_hub_tells_its_pages_who_is_here_and_after_a_break_that_nobody_is() -> None:
    async with server(lambda _: httpx.Response(204)) as http:
        session = Session("s", Api(http, Tokens(http, Pair(token("a"), "r"))))
        hub, page = Hub(Store(workspace(), user()), http, "e-7"), Listener(session)
        hub.pages.append(page)
        hub.feed.hear(told(BOB, "title"))
        await asyncio.sleep(0.02)
        assert page.heard == [("task", TASK)]
        hub.on_state(State.LIVE)
        hub.on_state(State.CONNECTING)
        await asyncio.sleep(0.1)
        assert page.heard == [("task", TASK)] * 2
        assert hub.presence.at("task", TASK) == []


class Listener:
    """A page that notes of which things it is told."""

    selection = ""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.heard: list[tuple[str, str]] = []

    def on_presence(self, kind: str, object_id: str) -> None:
        self.heard.append((kind, object_id))

    def on_batch(self, batch: Batch) -> None:
        """Not asked here."""

    def on_state(self, state: State) -> None:
        """Not asked here."""

    def on_end(self, reason: str) -> None:
        """Not asked here."""


class Window:
    """A tab of Ann's, and what it says of itself."""

    def __init__(self) -> None:
        self.is_seen = True
        self.status = 204
        self.said: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Note what is said, in short."""
        if request.method == "DELETE":
            assert request.url.params["workspace"] == WORKSPACE_ID
            self.said.append("gone")
        else:
            body = json.loads(request.content)
            self.said.append(f"{body['object']['id']} {body['state']} {body['field']}")
        return httpx.Response(self.status)


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Window, Stay]]:
    """A tab that is open."""
    window = Window()
    async with server(window.answer) as http:
        api = Api(http, Tokens(http, Pair(token("a"), "r")))
        stay = Stay(api, lambda: WORKSPACE_ID, lambda: window.is_seen)
        yield window, stay
        stay.leave()
        await asyncio.sleep(0.05)


async def test_a_tab_says_where_it_is_when_it_has_settled_and_that_it_left() -> None:
    async with opened() as (window, stay):
        stay.look("task", OTHER)
        stay.look("task", TASK)
        await asyncio.sleep(0.05)
        stay.edit("title")
        await asyncio.sleep(0.05)
        stay.edit("description")
        stay.rest("title")
        await asyncio.sleep(0.05)
        stay.rest("description")
        await asyncio.sleep(0.05)
        stay.leave()
        await asyncio.sleep(0.05)
        stay.leave()
        await asyncio.sleep(0.15)
        said = [f"{TASK} editing title", f"{TASK} editing description", f"{TASK} viewing None", "gone"]
        assert window.said == [f"{TASK} viewing None", *said]


async def test_who_stays_says_so_again_now_and_then() -> None:
    async with opened() as (window, stay):
        stay.look("task", TASK)
        await asyncio.sleep(0.05)
        stay.look("task", TASK)
        await asyncio.sleep(0.05)
        assert len(window.said) == 1
        await asyncio.sleep(0.1)
        assert window.said == [f"{TASK} viewing None"] * 2


async def test_where_nobody_hears_it_nothing_is_said() -> None:
    async with opened() as (window, stay):
        window.is_seen = False
        stay.look("task", TASK)
        await asyncio.sleep(0.05)
        stay.leave()
        await asyncio.sleep(0.05)
        assert window.said == []
        stay.look("task", TASK)
        await asyncio.sleep(0.05)
        window.is_seen = True
        await asyncio.sleep(0.1)
        assert window.said == [f"{TASK} viewing None"]


async def test_a_window_that_closes_is_gone_and_one_that_comes_back_is_there_again() -> None:
    async with opened() as (window, stay):
        stay.look("task", TASK)
        await asyncio.sleep(0.05)
        stay.hide()
        await asyncio.sleep(0.15)
        stay.come_back()
        await asyncio.sleep(0.02)
        assert window.said == [f"{TASK} viewing None", "gone", f"{TASK} viewing None"]


async def test_a_refusal_is_no_matter() -> None:
    async with opened() as (window, stay):
        window.status = 429
        stay.look("task", TASK)
        await asyncio.sleep(0.15)
        window.status = 204
        stay.edit("title")
        await asyncio.sleep(0.05)
        assert window.said[-1] == f"{TASK} editing title"


def test_each_window_has_a_name_of_its_own() -> None:
    def nobody() -> bool:
        return False

    async def both() -> set[str]:
        async with server(lambda _: httpx.Response(204)) as http:
            api = Api(http, Tokens(http, None))
            return {Stay(api, str, nobody).client for _ in range(2)}

    assert len(asyncio.run(both())) == 2
