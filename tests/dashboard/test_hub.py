"""One store for all tabs: read once, told together, read again when the stream lost its place."""

import asyncio
import json

import httpx

from dashboard import hub as hubs
from dashboard.client import Api
from dashboard.feed import State
from dashboard.hub import Batch, Hub
from dashboard.selections import KEPT
from dashboard.sessions import Session
from dashboard.store import Store
from dashboard.tokens import Pair, Tokens
from tests.dashboard.api import server, token
from tests.dashboard.documents import (
    ANN,
    PROJECT_ID,
    WORKSPACE_ID,
    event,
    member,
    project,
    status,
    task,
    user,
    workspace,
)


class Tab:
    """A tab that notes what it is told."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.batches: list[Batch] = []
        self.selection = ""

    def on_batch(self, batch: Batch) -> None:
        self.batches.append(batch)

    def on_state(self, state: State) -> None:
        """Not asked here."""

    def on_presence(self, kind: str, object_id: str) -> None:
        """Not asked here."""

    def on_end(self, reason: str) -> None:
        """Not asked here."""


class Api200:
    """An API with one project, and the tasks that a test puts into it."""

    def __init__(self) -> None:
        self.tasks = [task(1, document_id="t1", assignees=[ANN]), task(2, document_id="t2")]
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        items: list[object] = []
        if request.url.path == "/api/me":
            return httpx.Response(200, json=user())
        if request.url.path == f"/api/workspaces/{WORKSPACE_ID}":
            return httpx.Response(200, json=workspace())
        match request.url.path.rsplit("/", 1)[-1]:
            case "projects":
                items = [project()]
            case "members":
                items = [member(ANN, "owner")]
            case "statuses":
                items = [status("Todo", "a0")]
            case "tasks":
                items = list(self.tasks)
        return httpx.Response(200, json={"items": items, "next": None}, headers={"Tasktide-Cursor": "e-7"})


def opened(http: httpx.AsyncClient) -> tuple[Hub, Tab]:
    """A hub with one tab."""
    session = Session("s", Api(http, Tokens(http, Pair(token("a"), "r"))))
    hub, tab = Hub(Store(workspace(), user()), http, "e-7"), Tab(session)
    hub.pages.append(tab)
    return hub, tab


def shown(hub: Hub, text: str) -> list[str]:
    """The ids of the cards of a selection."""
    return [card["id"] for card in json.loads(hub.rows(text))["cards"]]


async def test_a_selection_is_read_once_for_all_its_tabs() -> None:
    api = Api200()
    async with server(api) as http:
        hub, _ = opened(http)
        await asyncio.gather(hub.selections.ensure("mend"), hub.selections.ensure("mend"))
        assert api.asked.count("/api/tasks") == 1
        await hub.selections.ensure("")
    assert api.asked.count("/api/tasks") == 2
    assert sorted(shown(hub, "mend")) == ["t1", "t2"]


async def test_the_last_selections_that_were_left_are_kept_and_older_ones_are_not() -> None:
    async with server(Api200()) as http:
        hub, _ = opened(http)
        for number in range(20):
            await hub.selections.ensure(f"word{number}")
            hub.selections.forget_unused({"word0"})
    kept = [one.text for one in hub.selections.all()]
    assert kept[0] == "word0"
    assert kept[-1] == "word19"
    assert len(kept) == 1 + KEPT


async def test_what_a_task_becomes_decides_where_it_is_shown() -> None:
    async with server(Api200()) as http:
        hub, tab = opened(http)
        for text in ("assignee:me", "assignee:none"):
            await hub.selections.ensure(text)
        hub.selections.all()[0].ids.discard("t2")  # the API of this test selects nothing
        hub.selections.all()[1].ids.discard("t1")
        hub.take(event("task.updated", task(1, document_id="t1", version=2)))
        await asyncio.sleep(hubs.QUIET * 2)
    assert (shown(hub, "assignee:me"), sorted(shown(hub, "assignee:none"))) == ([], ["t1", "t2"])
    assert json.loads(tab.batches[-1].patches("assignee:me")) == [{"id": "t1", "gone": True}]
    assert json.loads(tab.batches[-1].patches("assignee:none"))[0]["version"] == 2


async def test_a_burst_reaches_the_tabs_as_two_batches_serialised_once() -> None:
    async with server(Api200()) as http:
        hub, tab = opened(http)
        await hub.selections.ensure("")
        for seq in range(1, 101):
            hub.take(event("task.updated", task(1, document_id="t1", version=seq + 1, title=f"Title {seq}"), seq=seq))
            if seq == 1:
                await asyncio.sleep(0.01)
        await asyncio.sleep(hubs.QUIET * 2)
    assert [len(batch.change.events) for batch in tab.batches] == [1, 99]
    assert json.loads(tab.batches[-1].patches(""))[0]["title"] == "Title 100"
    assert tab.batches[-1].patches("") is tab.batches[-1].patches("")


async def test_after_a_reset_everything_is_as_the_api_says() -> None:
    api = Api200()
    async with server(api) as http:
        hub, tab = opened(http)
        await hub.selections.ensure("")
        api.tasks = [task(3, document_id="t3", title="Meanwhile")]
        await hub.reload()
        await asyncio.sleep(hubs.QUIET * 2)
    assert shown(hub, "") == ["t3"]
    assert [one["name"] for one in hub.store.columns(PROJECT_ID)] == ["Todo"]
    assert tab.batches[-1].change.is_reset


async def test_an_answer_shows_before_its_event_and_the_event_then_changes_nothing() -> None:
    async with server(Api200()) as http:
        hub, tab = opened(http)
        changed = task(1, document_id="t1", version=2, title="Changed")
        hub.put(changed)
        await asyncio.sleep(hubs.QUIET * 2)
        hub.take(event("task.updated", changed))
        await asyncio.sleep(hubs.QUIET * 2)
    assert [list(batch.change.cards) for batch in tab.batches] == [["t1"], []]


async def test_a_stream_that_begins_anew_asks_every_sign_in_and_ends_those_that_were_ended_elsewhere() -> None:
    """A device that was signed out by a program, say, does not go on by the stream of another one."""

    def refresh(_: httpx.Request) -> httpx.Response:
        return httpx.Response(401)

    left: list[str] = []
    async with server(refresh) as http:
        hub, here = opened(http)
        over = Tokens(http, Pair(token("phone", seconds=0), "spent"), ended=lambda: left.append("phone"))
        hub.pages.insert(0, Tab(Session("phone", Api(http, over))))
        assert here.session.api.tokens.pair is not None
        assert await hub.access("") == here.session.api.tokens.pair.access
    assert left == ["phone"]
