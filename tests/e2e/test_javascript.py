"""The example in JavaScript, in a page of its own, at the whole system: Chromium's EventSource and a ticket."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import chromium
from tests.e2e.system import Account, Crew, System
from tests.event_schema import assert_described
from tests.events.line import Line, breaking

__all__ = ["chromium"]
pytestmark = pytest.mark.e2e

EXAMPLE = Path(__file__).parents[2] / "clients/javascript/stream.js"
FOLLOW = """
async ({ workspace, after, tokens }) => {
  const { follow } = await import("/example/stream.js");
  window.heard = []; window.resets = []; window.ended = []; window.asked = 0;
  window.stop = follow({
    workspace, after,
    token: async () => tokens[Math.min(window.asked++, tokens.length - 1)],
    onEvent: async (event, name) => { await 0; window.heard.push([name, event]); },
    onReset: (reset) => window.resets.push(reset.reason),
    onEnd: (reason) => window.ended.push(reason),
  });
}
"""


class Cuttable:
    """A line to the system that a story may cut, in a thread of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, line: Line) -> None:
        self._loop, self._line, self.url = loop, line, line.url

    def cut(self) -> None:
        """Every connection is gone."""
        self._loop.call_soon_threadsafe(self._line.cut)


@contextmanager
def cuttable(url: str) -> Iterator[Cuttable]:
    """A line to `url`."""
    loop, begun, done = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    lines: list[Line] = []

    async def serve() -> None:
        async with breaking(url) as line:
            lines.append(line)
            begun.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    assert begun.wait(10)
    try:
        yield Cuttable(loop, lines[0])
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()


@contextmanager
def page_at(chromium: Browser, url: str) -> Iterator[Page]:
    """A page of this origin that has nothing but the example."""
    with chromium.new_context() as context:
        context.route("**/example/", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        context.route("**/example/stream.js", lambda route: route.fulfill(path=EXAMPLE, content_type="text/javascript"))
        page = context.new_page()
        page.goto(f"{url}/example/")
        yield page


def titles(page: Page, count: int) -> list[str]:
    """What the example has heard of tasks, once it is so much."""
    page.wait_for_function("count => window.heard.length >= count", arg=count)
    heard = page.evaluate("window.heard")
    for name, event in heard:
        assert_described(name, event)
    return [event["data"]["title"] for _, event in heard]


def cursor_of(account: Account, crew: Crew) -> str:
    """Where the log of the crew's workspace stands."""
    return str(account.client.get(f"/api/workspaces/{crew.workspace['id']}").headers["Tasktide-Cursor"])


def test_a_browser_follows_a_workspace_through_cuts_until_it_may_no_longer(
    system: System, crew: Crew, chromium: Browser
) -> None:
    after = cursor_of(crew.ann, crew)
    crew.task("before")
    tokens = ["not a token", crew.bob.token]
    with cuttable(system.url) as line, page_at(chromium, line.url) as page:
        page.evaluate(FOLLOW, {"workspace": crew.workspace["id"], "after": after, "tokens": tokens})
        expected = ["before"]
        assert titles(page, 1) == expected
        for number in range(3):
            crew.task(f"{number} live")
            expected += [f"{number} live", f"{number} away"]
            titles(page, len(expected) - 1)
            line.cut()
            crew.task(f"{number} away")
            assert titles(page, len(expected)) == expected
        assert page.evaluate("window.asked") == 2
        page.context.clear_cookies()
        line.cut()
        crew.task("without a cookie")
        assert titles(page, 8)[-1] == "without a cookie"
        assert page.evaluate("window.asked") == 3
        crew.ann.client.delete(f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}")
        page.wait_for_function("window.ended.length")
        assert page.evaluate("[window.ended, window.resets]") == [["forbidden"], []]
