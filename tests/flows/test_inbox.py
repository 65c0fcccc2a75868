"""What one is told: at once, until one puts it away."""

import asyncio
from typing import Any

import pytest

from dashboard.calls import inbox as calls
from dashboard.errors import Unreachable
from dashboard.pages import inbox
from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until
from tests.flows.slow import Slow

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
    read = Slow(calls.notifications, _is_of_the_page)
    monkeypatch.setattr(calls, "notifications", read)
    task = crew.task("Mend the net", assignees=[crew.bob.id])
    await read.asked.wait()
    crew.ann.post(f"/api/tasks/{task['id']}/comments", {"body": "Where is the needle?"})
    await desk.sees("Where is the needle?")
    read.answered.set()
    await asyncio.sleep(0.1)
    await desk.sees("Mend the net")
    assert "Where is the needle?" in " ".join(desk.texts())


async def test_what_is_put_away_while_the_list_is_read_stays_away(
    settle: Settle, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [crew.task(title, assignees=[crew.bob.id])["id"] for title in ("Mend the net", "Tar the keel")]
    await until(lambda: _count(crew, "inbox") == 2, lambda: "nobody told Bob")
    desk = await settle().sign_in(crew.bob)
    await desk.open("/inbox")
    await desk.sees("Mend the net")
    await desk.sees("Live")
    read, mark = Slow(calls.notifications, _is_of_the_page), Slow(calls.mark, lambda *_args: True)
    mark.error = Unreachable()
    monkeypatch.setattr(calls, "notifications", read)
    desk.strike_in_list("e", tasks[0])
    await read.asked.wait()
    monkeypatch.setattr(calls, "mark", mark)
    desk.strike_in_list("e", tasks[1])
    await mark.asked.wait()
    read.answered.set()
    await asyncio.sleep(0.1)
    await desk.sees("You are all caught up")
    mark.answered.set()
    await desk.sees("Tar the keel")
    assert (desk.complaints() != [], "Mend the net" in " ".join(desk.texts())) == (True, False)


async def test_older_ones_stay_when_the_newest_are_read_again(
    settle: Settle, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    tasks = [crew.task(title, assignees=[crew.bob.id])["id"] for title in ("Mend the net", "Tar the keel", "Dry sails")]
    await until(lambda: _count(crew, "inbox") == 3, lambda: "nobody told Bob")
    desk = await settle().sign_in(crew.bob)
    await desk.open("/inbox")
    await desk.sees("Live")
    read = Slow(calls.notifications, _is_of_the_page)
    monkeypatch.setattr(calls, "notifications", read)
    crew.ann.post(f"/api/tasks/{tasks[2]}/comments", {"body": "Where is the needle?"})
    await read.asked.wait()
    await desk.press("Show older ones")
    await desk.loses("Show older ones")
    read.answered.set()
    await desk.sees("Where is the needle?")
    assert {"Mend the net", "Tar the keel", "Dry sails"} <= set(desk.texts())


def _is_of_the_page(*_args: Any, **named: Any) -> bool:
    """Not what bell and sidebar ask, nor what is older."""
    return bool(named["limit"] == inbox.PAGE and "cursor" not in named)


def _count(crew: Crew, state: str) -> int:
    return len(crew.bob.get(f"/api/notifications?workspace={crew.workspace['id']}&state={state}")["items"])
