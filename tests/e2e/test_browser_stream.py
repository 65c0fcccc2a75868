"""Chromium's own EventSource at the whole system: tickets, cookies, restarts of the server, presence, the log-out."""

import os
import signal
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import chromium
from tests.e2e.system import Account, Crew, System

__all__ = ["chromium"]
pytestmark = pytest.mark.e2e

FOLLOW = """
(url) => {
  const hear = ({ type, data, lastEventId }) => window.heard.push([type, JSON.parse(data), lastEventId]);
  window.heard = [];
  window.source = new EventSource(url);
  for (const name of ["ready", "bye", "reset", "task.created", "comment.created", "presence.updated"])
    window.source.addEventListener(name, hear);
}
"""


def tab(page: Page, system: System, account: Account, after: str = "", **wanted: object) -> Page:
    """A page of ours that follows what a new ticket of the account opens."""
    page.goto(f"{system.url}/healthz")
    url = account.post("/api/events/ticket", wanted)["url"]
    page.evaluate(FOLLOW, f"{url}&after={after}" if after else url)
    page.wait_for_function("window.heard.some(([name]) => name === 'ready')")
    return page


def heard(page: Page, name: str, count: int, *, patience: float = 30) -> list[Any]:
    """The data of the messages of a type, once there are so many."""
    wait = "([name, count]) => window.heard.filter(([one]) => one === name).length >= count"
    page.wait_for_function(wait, arg=[name, count], timeout=patience * 1000)
    return [data for one, data, _ in page.evaluate("window.heard") if one == name]


def cut(system: System, number: int) -> None:
    """End the web process; another takes its place."""
    before = system.installation.child("runtime.web").number
    os.kill(before, signal.SIGTERM if number % 2 else signal.SIGKILL)


def test_two_tabs_of_a_browser_follow_through_restarts_until_the_log_out(
    system: System,
    crew: Crew,
    chromium: Browser,
) -> None:
    here = crew.workspace["id"]
    after = crew.ann.client.get(f"/api/workspaces/{here}").headers["Tasktide-Cursor"]
    with chromium.new_context() as context:
        tasks = tab(context.new_page(), system, crew.ann, after, workspace=here)
        comments = tab(context.new_page(), system, crew.ann, workspace=here, types=["comment.*"])
        cookies = [one for one in context.cookies(f"{system.url}/events") if one["path"] == "/events"]
        assert [(one["httpOnly"], one["sameSite"]) for one in cookies] == [(True, "Strict")] * 2
        for number in range(3):
            crew.task(f"{number} before")
            heard(tasks, "task.created", 2 * number + 1)
            cut(system, number)
            made = until_answered(crew, f"{number} after")
            assert crew.ann.post(f"/api/tasks/{made}/comments", {"body": "There."})
            heard(tasks, "ready", number + 2)
            heard(comments, "comment.created", number + 1)
        titles = [event["data"]["title"] for event in heard(tasks, "task.created", 6)]
        assert titles == [f"{number} {when}" for number in range(3) for when in ("before", "after")]
        numbers = [event["seq"] for event in heard(tasks, "task.created", 6) + heard(tasks, "comment.created", 3)]
        assert len(set(numbers)) == 9
        assert heard(tasks, "bye", 1) == [{"reason": "shutdown"}]
        presence_is_seen(crew, tasks, made)
        [mine] = crew.ann.get("/api/me/sessions")["items"]
        crew.ann.client.delete(f"/api/me/sessions/{mine['id']}")
        for page in (tasks, comments):
            assert heard(page, "bye", 2)[-1] == {"reason": "revoked"}
            page.wait_for_function("window.source.readyState === EventSource.CLOSED")
        assert heard(tasks, "reset", 0) == []


def until_answered(crew: Crew, title: str) -> str:
    """A task made as soon as the server is there again; its id."""
    for _ in range(100):
        try:
            return str(crew.task(title)["id"])
        except httpx.TransportError:
            continue
    raise AssertionError("the server did not come back")


def presence_is_seen(crew: Crew, page: Page, task: str) -> None:
    """Bob opens a field of a task and leaves it; the page sees that and keeps its place in the log."""
    at = {"workspace_id": crew.workspace["id"], "client": "w1"}
    crew.bob.put("/api/presence", {**at, "object": {"type": "task", "id": task}, "field": "title", "state": "editing"})
    [came] = heard(page, "presence.updated", 1)
    assert (came["user"]["name"], came["object"]["id"], came["field"]) == (crew.bob.name, task, "title")
    crew.bob.put("/api/presence", at)
    assert heard(page, "presence.updated", 2)[1]["state"] == "gone"
    assert page.evaluate("window.heard.at(-1)[2]")
