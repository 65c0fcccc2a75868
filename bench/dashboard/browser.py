"""A browser whose pages say when they were drawn and when they came alive."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.browser import DESKTOP, FLAGS, NO_BROWSER, find_chromium
from tests.e2e.system import Account

COOKIE = "tasktide_browser"
PATIENCE = 20_000  # milliseconds
# `drawn`: the frame in which the first card or row was there. `live`: the web socket is through.
MARKS = """(() => {
  const marks = (window.benchMarks = {});
  let isLive = false;
  Object.defineProperty(window, "did_handshake", {
    configurable: true,
    get: () => isLive,
    set: (value) => { isLive = value; if (value) marks.live ??= performance.now(); },
  });
  const look = () => {
    if (document.querySelector(".tt-card, .tt-lr")) marks.drawn = performance.now(); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds from the navigation."""

    drawn: float
    live: float

    @property
    def interactive(self) -> float:
        """Both of them."""
        return max(self.drawn, self.live)


@dataclass(frozen=True)
class Visitor:
    """A signed-in person with any number of browsers, all new."""

    browser: Browser
    url: str
    cookie: str

    @contextmanager
    def window(self) -> Iterator[Page]:
        """A page of a browser that has nothing but the cookie."""
        context = self._context()
        try:
            context.add_cookies([{"name": COOKIE, "value": self.cookie, "url": self.url}])
            context.add_init_script(MARKS)
            yield context.new_page()
        finally:
            context.close()

    def visit(self, page: Page, path: str) -> Visit:
        """Go there, and wait until it can be used."""
        page.goto(self.url + path, wait_until="commit")
        page.wait_for_function("window.benchMarks?.drawn && window.benchMarks?.live", timeout=PATIENCE)
        marks = page.evaluate("window.benchMarks")
        return Visit(marks["drawn"], marks["live"])

    def sign_in(self, account: Account) -> "Visitor":
        """By the log-in page."""
        context = self._context()
        page = context.new_page()
        page.goto(f"{self.url}/login")
        page.wait_for_function("window.did_handshake", timeout=PATIENCE)
        page.get_by_label("E-mail").fill(account.email)
        page.get_by_label("Password", exact=True).fill(account.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/login" not in url and "/enter" not in url, timeout=PATIENCE)
        cookie = next(one["value"] for one in context.cookies() if one.get("name") == COOKIE)
        context.close()
        return Visitor(self.browser, self.url, cookie)

    def _context(self) -> BrowserContext:
        return self.browser.new_context(
            viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, timezone_id="Europe/Berlin"
        )


@contextmanager
def visiting(url: str, account: Account) -> Iterator[Visitor]:
    """Chromium, and somebody who is signed in."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            raise SystemExit(NO_BROWSER)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield Visitor(browser, url, "").sign_in(account)
        browser.close()
