"""`just screenshots [FOLDER] [NAME…]`: pictures of every page of a fresh demo, in both themes and sizes.

At 1440×900 and on a phone of 390×844; `board-desktop-light.png` and so on. With names only those pages.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser import DESKTOP, FLAGS, NO_BROWSER, PHONE, Scheme, find_chromium
from tests.e2e.pages import DEMO, DOORS, INSIDE, Place
from tests.e2e.system import running

SIZES = {"desktop": DESKTOP, "mobile": PHONE}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def take_all(folder: Path, names: list[str]) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, running(Path(data) / "data") as system, sync_playwright() as playwright:
        Path(data).chmod(0o755)
        path = find_chromium(playwright)
        if path is None:
            raise SystemExit(NO_BROWSER)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for size in SIZES:
            for scheme in SCHEMES:
                _take(browser, system.url, size, scheme, folder, names)
        browser.close()


def _take(browser: Browser, url: str, size: str, scheme: Scheme, folder: Path, names: list[str]) -> None:
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
    for place in DOORS:
        _shoot(page, url, place, folder / f"{place.name}-{size}-{scheme}.png", names)
    sign_in(page, url, *DEMO)
    for place in INSIDE:
        _shoot(page, url, place, folder / f"{place.name}-{size}-{scheme}.png", names)
    context.close()


def _shoot(page: Page, url: str, place: Place, target: Path, names: list[str]) -> None:
    if names and place.name not in names:
        return
    place.show(page, url)
    page.wait_for_timeout(400)
    page.screenshot(path=target)


def sign_in(page: Page, url: str, email: str, password: str) -> None:
    """As people do it."""
    page.goto(f"{url}/login")
    page.wait_for_function("window.did_handshake")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/login" not in address)


if __name__ == "__main__":
    take_all(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:])
