"""People at browsers: real Chromium, real pages, no error on the console.

Test modules import the fixtures `chromium` and `desks` from here.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.e2e.system import Account, System

expect.set_options(timeout=15_000)  # milliseconds; a busy machine takes its time
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1440, 900)
PHONE = (390, 844)
NO_BROWSER = "no Chromium found: install the package chromium, or run `playwright install chromium`"


def find_chromium(playwright: Playwright) -> str | None:
    """The machine's own Chromium, else Playwright's."""
    own = shutil.which("chromium") or shutil.which("chromium-browser")
    bundled = playwright.chromium.executable_path
    return own or (bundled if Path(bundled).exists() else None)


@dataclass
class Desk:
    """One person's browser with one tab."""

    url: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> "Desk":
        """Note everything that the console complains about."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        """Go to a page and wait until it is live."""
        self.page.goto(self.url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page is connected."""
        self.page.wait_for_function("window.did_handshake")

    def sign_in(self, account: Account) -> "Desk":
        """As people do it."""
        self.open("/login")
        self.page.get_by_label("E-mail").fill(account.email)
        self.page.get_by_label("Password", exact=True).fill(account.password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/login" not in url)
        self.settle()
        return self

    def card(self, title: str) -> Locator:
        """A card of the board by its title."""
        return self.page.locator(".tt-card", has_text=title)

    def column(self, name: str) -> Locator:
        """A column of the board by its name."""
        return self.page.get_by_role("region", name=name, exact=True)

    def titles(self, column: str) -> list[str]:
        """What stands in a column, from top to bottom."""
        return self.column(column).locator(".tt-card-t").all_inner_texts()

    def drag(self, title: str, target: Locator) -> None:
        """Drag a card onto a place; SortableJS looks every 50 ms, so the hand pauses."""
        start, end = self.card(title).bounding_box(), target.bounding_box()
        assert start is not None
        assert end is not None
        mouse = self.page.mouse
        mouse.move(start["x"] + 80, start["y"] + 20)
        mouse.down()
        mouse.move(start["x"] + 88, start["y"] + 26, steps=4)
        self.page.wait_for_timeout(120)
        mouse.move(end["x"] + 88, end["y"] + 6, steps=10)
        self.page.wait_for_timeout(180)
        mouse.move(end["x"] + 90, end["y"] + 8, steps=3)
        self.page.wait_for_timeout(180)
        mouse.up()


Seat = Callable[..., Desk]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One Chromium for the stories of a module."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            pytest.skip(NO_BROWSER)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def desks(chromium: Browser, system: System) -> Iterator[Seat]:
    """Seats people; afterwards no console may have complained."""
    seated: list[Desk] = []
    with ExitStack() as stack:

        def seat(account: Account | None = None, *, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light") -> Desk:
            is_phone = size[0] < 768
            context = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme=scheme,
                is_mobile=is_phone,
                has_touch=is_phone,
                timezone_id="Europe/Berlin",
            )
            stack.callback(context.close)
            desk = Desk(system.url, context, context.new_page()).watch()
            seated.append(desk)
            return desk.sign_in(account) if account is not None else desk

        yield seat
        complaints = [complaint for desk in seated for complaint in desk.complaints]
    assert complaints == [], complaints


__all__ = ["DESKTOP", "NO_BROWSER", "PHONE", "Desk", "Seat", "chromium", "desks", "expect"]
