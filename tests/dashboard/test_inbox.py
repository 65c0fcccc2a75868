"""The bell of all tabs: read once for all that comes together, and what has just come is told as that."""

import asyncio

import httpx

from dashboard.client import Api
from dashboard.inbox import GATHERING, KIND, UNHURRIED, Inbox
from dashboard.store import Change
from dashboard.tokens import Pair, Tokens
from tests.dashboard.api import server, token
from tests.dashboard.documents import ANN, WORKSPACE_ID, event, task


class Told:
    """An API with what a test puts into the inbox."""

    def __init__(self) -> None:
        self.items: list[dict[str, object]] = []
        self.asked: list[str] = []
        self.is_away = False

    def add(self, number: int, *, task_id: str = "t1", is_read: bool = False) -> None:
        """Something newer."""
        at = f"2026-12-01T08:00:{number:02}Z"
        made: dict[str, object] = {
            "id": f"n{number}",
            "task_id": task_id,
            "read_at": at if is_read else None,
            "actor": ANN,
        }
        self.items.insert(0, made)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if self.is_away:
            return httpx.Response(503, json={"detail": "away"})
        if request.method == "POST":
            return httpx.Response(200, json={"ids": []})
        if request.url.path.endswith("/count"):
            return httpx.Response(200, json={"unread": sum(one["read_at"] is None for one in self.items)})
        return httpx.Response(200, json={"items": self.items[: int(request.url.params["limit"])], "next": None})


def opened(http: httpx.AsyncClient) -> tuple[Inbox, list[Change]]:
    """An inbox, and what its pages are told."""
    api, told = Api(http, Tokens(http, Pair(token("a"), "r"))), list[Change]()
    return Inbox(lambda: api, WORKSPACE_ID, told.append), told


async def settle() -> None:
    """Wait until it has been read."""
    await asyncio.sleep(GATHERING * 3)


async def test_it_is_read_when_it_is_wanted_and_once_for_all_that_comes_together() -> None:
    api = Told()
    api.add(1)
    async with server(api) as http:
        inbox, told = opened(http)
        inbox.take(event("notification.updated", {"id": "n1"}))
        await settle()
        assert api.asked == []
        for _ in range(3):
            inbox.want()
        await settle()
        assert (len(api.asked), inbox.unread, [change.kinds for change in told]) == (2, 1, [{KIND}])
        for number in range(2, 12):
            api.add(number)
            inbox.take(event("notification.created", {"id": f"n{number}"}))
        await settle()
    assert (len(api.asked), inbox.unread, len(told)) == (4, 11, 2)
    assert [one["id"] for one in inbox.recent] == [f"n{number}" for number in range(11, 3, -1)]
    assert [(one.turn, one.told["id"]) for one in inbox.arrivals] == [(2, f"n{number}") for number in range(11, 1, -1)]


async def test_what_was_read_elsewhere_meanwhile_does_not_ring() -> None:
    api = Told()
    async with server(api) as http:
        inbox, _ = opened(http)
        inbox.want()
        await settle()
        api.add(1, is_read=True)
        inbox.take(event("notification.created", {"id": "n1"}))
        await settle()
    assert (list(inbox.arrivals), len(inbox.recent)) == ([], 1)


async def test_what_hides_or_renames_tasks_has_it_read_again_and_other_changes_do_not() -> None:
    api = Told()
    api.add(1, task_id="t1")
    async with server(api) as http:
        inbox, _ = opened(http)
        inbox.want()
        await settle()
        for kind in ("task.deleted", "task.updated", "project.updated"):
            before = len(api.asked)
            inbox.take(event(kind, task(1, document_id="t1"), changes={"title": ["a", "b"]}))
            await settle()
            assert len(api.asked) == before + 2, kind
        before = len(api.asked)
        inbox.take(event("task.updated", task(1), changes={"priority": ["low", "high"]}))
        await settle()
    assert len(api.asked) == before


async def test_tasks_that_nobody_was_told_of_lately_are_renamed_together() -> None:
    api = Told()
    api.add(1, task_id="t1")
    async with server(api) as http:
        inbox, told = opened(http)
        inbox.want()
        await settle()
        for number in range(2, 22):
            inbox.take(event("task.updated", task(number), changes={"title": ["a", "b"]}))
        await settle()
        assert (len(api.asked), len(told)) == (2, 1)
        # that one is in sight, and takes all others along
        inbox.take(event("task.updated", task(1, document_id="t1"), changes={"title": ["a", "b"]}))
        await settle()
        assert (len(api.asked), len(told)) == (4, 2)
        inbox.take(event("task.updated", task(2), changes={"title": ["b", "c"]}))
        await settle()
        assert len(told) == 2
        await asyncio.sleep(UNHURRIED)
    assert (len(api.asked), len(told)) == (6, 3)


async def test_an_api_that_is_away_is_asked_again_and_nothing_new_is_forgotten() -> None:
    api = Told()
    async with server(api) as http:
        inbox, told = opened(http)
        inbox.want()
        await settle()
        api.add(1)
        api.is_away = True
        inbox.take(event("notification.created", {"id": "n1"}))
        await settle()
        assert (inbox.unread, len(told)) == (0, 1)
        api.is_away = False
        inbox.read()
        await settle()
    assert (inbox.unread, [one.told["id"] for one in inbox.arrivals]) == (1, ["n1"])


async def test_a_task_that_is_opened_is_read_if_something_was_told_of_it() -> None:
    api = Told()
    api.add(1, task_id="t1")
    async with server(api) as http:
        inbox, _ = opened(http)
        inbox.want()
        await settle()
        inbox.see("t2")
        inbox.see("t1")
        await settle()
    assert api.asked.count("/api/notifications/read") == 1
