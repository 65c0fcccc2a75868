"""What one is told: at once, until one puts it away."""

import asyncio
from typing import Any

import pytest

from dashboard.calls import inbox as calls
from dashboard.pages.inbox import PAGE
from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
async def bob(settle: Settle, crew: Crew) -> Desk:
    """Bob at his empty inbox, when Ann gives him a task."""
    desk = await settle().sign_in(crew.bob)
    await desk.open("/inbox")
    await desk.sees("You are all caught up")
    await desk.sees("Live")
    crew.task("Mend the net", assignees=[crew.bob.id])
    await desk.sees("Mend the net")
    return desk


async def test_a_notification_arrives_by_itself_and_is_put_away_with_a_key(bob: Desk, crew: Crew) -> None:
    await bob.sees("Ann Lee")
    task = crew.bob.get(f"/api/tasks/OPS-1?workspace={crew.workspace['id']}")["id"]
    bob.strike_in_list("e", task)
    await bob.sees("OPS-1 archived")
    await bob.sees("You are all caught up")
    await until(lambda: _count(crew, "inbox") == 0, lambda: "the API has it still")
    await bob.press("Undo")
    await bob.sees("Mend the net")
    assert _count(crew, "inbox") == 1


async def test_what_is_read_is_read_everywhere(bob: Desk, crew: Crew, settle: Settle) -> None:
    other = settle(beside=bob)
    await other.open("/p/OPS/board")
    await until(lambda: other.unread() == "1", other.unread)
    await bob.press("Mark as read (U)")
    await until(lambda: other.unread() == "", other.unread)
    assert _count(crew, "unread") == 0
    await bob.press("Mark as unread (U)")
    await until(lambda: other.unread() == "1", other.unread)


async def test_a_comment_that_names_somebody_comes_with_its_words(bob: Desk, crew: Crew) -> None:
    task = crew.bob.get(f"/api/tasks/OPS-1?workspace={crew.workspace['id']}")["id"]
    crew.ann.post(f"/api/tasks/{task}/comments", {"body": "Where is the needle & thread?"})
    await bob.sees("Where is the needle & thread?")


async def test_what_was_asked_first_and_is_answered_last_changes_nothing(
    settle: Settle, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await settle().sign_in(crew.bob)
    await desk.open("/inbox")
    await desk.sees("Live")
    read, asked, answered = calls.notifications, asyncio.Event(), asyncio.Event()

    async def slow_at_first(*args: Any, **named: Any) -> Any:
        page = await read(*args, **named)
        if named["limit"] == PAGE and not asked.is_set():
            asked.set()
            await answered.wait()
        return page

    monkeypatch.setattr(calls, "notifications", slow_at_first)
    task = crew.task("Mend the net", assignees=[crew.bob.id])
    await asked.wait()
    crew.ann.post(f"/api/tasks/{task['id']}/comments", {"body": "Where is the needle?"})
    await desk.sees("Where is the needle?")
    answered.set()
    await asyncio.sleep(0.1)
    await desk.sees("Mend the net")
    assert "Where is the needle?" in " ".join(desk.texts())


def _count(crew: Crew, state: str) -> int:
    return len(crew.bob.get(f"/api/notifications?workspace={crew.workspace['id']}&state={state}")["items"])
