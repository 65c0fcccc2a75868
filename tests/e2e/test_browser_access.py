"""Everybody can use it: axe finds nothing on any page, in either theme."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.e2e.browser import Desk, Seat, chromium, desks  # noqa: F401  # fixtures
from tests.e2e.pages import DEMO, DOORS, INSIDE, Place
from tests.e2e.screenshots import sign_in

pytestmark = pytest.mark.e2e
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


def violations(page: Page, rules: str = RULES) -> list[str]:
    """What axe says against the page as it is: rule, element, why."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {rules})")
    return [f"{one['id']}: {node['html'][:160]} {_why(node)}" for one in found["violations"] for node in one["nodes"]]


def _why(node: dict[str, Any]) -> str:
    checks = [check for kind in ("any", "all", "none") for check in node[kind]]
    return str(checks[0]["message"]) if checks else ""


def _look(page: Page, place: Place, url: str) -> dict[str, list[str]]:
    place.show(page, url)
    found = {}
    for theme, rules in (("light", RULES), ("dark", "{runOnly: ['color-contrast']}")):  # only colours are other there
        page.evaluate(f"tasktide.theme('{theme}')")
        page.wait_for_timeout(250)  # colours fade
        if bad := violations(page, rules):
            found[f"{place.name}, {theme}"] = bad
    return found


def test_no_page_has_a_violation(desks: Seat) -> None:  # noqa: F811
    desk: Desk = desks()
    found: dict[str, list[str]] = {}
    for place in DOORS[:3]:
        found |= _look(desk.page, place, desk.url)
    sign_in(desk.page, desk.url, *DEMO)
    for place in INSIDE:
        found |= _look(desk.page, place, desk.url)
    assert found == {}
