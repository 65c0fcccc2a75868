"""Everybody can use it: axe finds nothing on any page, in either theme."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks  # noqa: F401  # fixtures
from tests.e2e.pages import DEMO, DOORS, INSIDE, POCKET, Place
from tests.e2e.screenshots import sign_in

pytestmark = pytest.mark.e2e
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# What is less than 44 px high or wide where it is touched, with what lies around it for that, and fields of small type.
SMALL = """() => {
    const height = (e) => Math.max(e.getBoundingClientRect().height, ...["::before", "::after"].map((part) => {
        const style = getComputedStyle(e, part);
        return style.content === "none" ? 0 : parseFloat(style.height) || 0;
    }));
    const seen = (e) => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1;
    const isIn = (e) => e.closest(".tt-tabbar, .tt-top, .tt-more, .tt-d-head, .tt-props, .tt-lr, .tt-bar");
    const touched = [...document.querySelectorAll("a, button, [role=button]")].filter((e) => seen(e) && isIn(e));
    const typed = [...document.querySelectorAll("input, textarea")].filter(seen);
    return [
        ...touched.filter((e) => height(e) < 43.5).map((e) => e.outerHTML.slice(0, 120)),
        ...typed.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16).map((e) => e.outerHTML.slice(0, 120)),
    ];
}"""
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


def violations(page: Page, rules: str = RULES) -> list[str]:
    """What axe says against the page as it is: rule, element, why."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {rules})")
    return [f"{one['id']}: {node['html'][:160]} {_why(node)}" for one in found["violations"] for node in one["nodes"]]


def _why(node: dict[str, Any]) -> str:
    checks = [check for kind in ("any", "all", "none") for check in node[kind]]
    return str(checks[0]["message"]) if checks else ""


class Look:
    """A browser in which pages are looked at, one after the other. Each begins in the theme in which the one before it
    was left. Nothing moves in it: axe would see colours that fade halfway."""

    def __init__(self, desk: Desk, *themes: str) -> None:
        self._page, self._url = desk.page, desk.url
        self._page.emulate_media(reduced_motion="reduce")
        self._themes = list(themes)
        self.found: dict[str, list[str]] = {}

    def at(self, place: Place, *, where: str = "desk") -> None:
        """A page in each theme."""
        place.show(self._page, self._url)
        for theme in self._themes:
            if self._page.evaluate("document.documentElement.dataset.theme") != theme:
                self._page.evaluate(f"tasktide.theme('{theme}')")
                self._page.wait_for_timeout(50)
            # only colours are others in the dark
            if bad := violations(self._page, RULES if theme == "light" else "{runOnly: ['color-contrast']}"):
                self.found[f"{place.name}, {theme}, {where}"] = bad
        self._themes.reverse()


def test_no_page_has_a_violation(desks: Seat) -> None:  # noqa: F811
    desk: Desk = desks()
    look = Look(desk, "light", "dark")
    for place in DOORS[:3]:
        look.at(place)
    sign_in(desk.page, desk.url, *DEMO)
    for place in INSIDE:
        look.at(place)
    assert look.found == {}


def test_no_page_has_a_violation_on_a_phone_and_what_is_touched_is_large(desks: Seat) -> None:  # noqa: F811
    desk: Desk = desks(size=PHONE)
    sign_in(desk.page, desk.url, *DEMO)
    look, small = Look(desk, "light"), {}  # the colours are those of a desk
    for place in POCKET:
        look.at(place, where="phone")
        if found := desk.page.evaluate(SMALL):
            small[place.name] = found
    assert look.found == {}
    assert small == {}
