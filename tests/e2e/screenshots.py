"""`python -m tests.e2e.screenshots URL EMAIL PASSWORD KEY FOLDER`: pictures of a project's board, list and open task.

At 1440×900 and on a phone of 390×844, light and dark; `board-desktop-light.png` and so on.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser import DESKTOP, FLAGS, NO_BROWSER, PHONE, Scheme, find_chromium

SIZES = {"desktop": DESKTOP, "mobile": PHONE}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Visit:
    """Whose board is looked at, and where the pictures go."""

    url: str
    email: str
    password: str
    key: str
    folder: Path

    def take_all(self) -> None:
        """All pictures."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with sync_playwright() as playwright:
            path = find_chromium(playwright)
            if path is None:
                raise SystemExit(NO_BROWSER)
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            for size in SIZES:
                for scheme in SCHEMES:
                    self._take(browser, size, scheme)
            browser.close()

    def _take(self, browser: Browser, size: str, scheme: Scheme) -> None:
        width, height = SIZES[size]
        is_phone = size == "mobile"
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            is_mobile=is_phone,
            has_touch=is_phone,
            device_scale_factor=2 if is_phone else 1,
        )
        page = context.new_page()
        self._sign_in(page)
        for name, path, sign in (
            ("board", f"/p/{self.key}/board", ".tt-card"),
            ("list", f"/p/{self.key}/list", ".tt-lr"),
            ("drawer", "", ".tt-open .tt-props"),
        ):
            self._open(page, path, sign)
            page.screenshot(path=self.folder / f"{name}-{size}-{scheme}.png")
        context.close()

    def _open(self, page: Page, path: str, sign: str) -> None:
        if path:
            page.goto(self.url + path)
        else:
            page.goto(f"{self.url}/p/{self.key}/board")
            page.locator(".tt-card").first.wait_for()
            busy = page.locator(".tt-card", has=page.locator(".tt-count"))
            (busy if busy.count() else page.locator(".tt-card")).first.click()
        page.locator(sign).first.wait_for()
        page.wait_for_timeout(600)

    def _sign_in(self, page: Page) -> None:
        page.goto(f"{self.url}/login")
        page.wait_for_function("window.did_handshake")
        page.get_by_label("E-mail").fill(self.email)
        page.get_by_label("Password", exact=True).fill(self.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/login" not in url)


if __name__ == "__main__":
    url, email, password, key, folder = sys.argv[1:]
    Visit(url, email, password, key, Path(folder)).take_all()
