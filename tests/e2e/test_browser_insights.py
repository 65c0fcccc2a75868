"""Insights in the browser: figures that follow the work of others, and lead to the lists behind them."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.browser import PHONE, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e

ROWS = "[data-list] [data-task]"


def figure(page: Page, label: str) -> Locator:
    """The link on a tile."""
    return page.locator(".tt-tile", has_text=label).locator(".tt-tile-v")


def test_figures_follow_the_work_of_others_and_lead_to_its_list(desks: Seat, crew: Crew) -> None:  # noqa: F811
    first, second = crew.task("Mend the net"), crew.task("Paint the gate", assignees=[crew.bob.id])
    crew.task("Count the ropes", parent_id=second["id"], due_at="2026-01-01T12:00:00Z", assignees=[crew.bob.id])
    crew.ann.patch(f"/api/tasks/{first['id']}", {"status": "Done"})
    page = desks(crew.ann).open("/insights")
    expect(figure(page, "Completed")).to_have_text("1")
    expect(figure(page, "Overdue")).to_have_text("1")
    expect(page.locator(".tt-chart svg")).to_have_count(5)

    bob = desks(crew.bob)
    bob.open(f"/t/{second['key']}")
    bob.page.locator("[data-property=status]").click()
    bob.page.locator(".q-menu").get_by_role("option", name="Done").click()
    expect(figure(page, "Completed")).to_have_text("2")

    figure(page, "Completed").click()
    expect(page).to_have_url(re.compile(r"/all\?q=is:any\+completed:"))
    expect(page.locator(ROWS)).to_have_count(2)
    page.go_back()
    figure(page, "Overdue").click()
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(ROWS)).to_contain_text("Count the ropes")
    page.go_back()
    see_by_table_and_by_point(page)


def see_by_table_and_by_point(page: Page) -> None:
    """Who has no mouse reads a table; who has one presses a bar."""
    page.get_by_role("button", name="Show load by person as a table").press("Enter")
    row = page.get_by_role("table", name="Load by person").get_by_role("row", name="Bob Mori")
    expect(row.get_by_role("link")).to_have_text(["1", "1"])
    page.get_by_role("button", name="Show load by person as a chart").press("Enter")
    bars = page.get_by_role("region", name="Load by person").locator(".tt-chart svg path[fill='var(--red)']")
    bars.first.click()
    expect(page).to_have_url(re.compile("q=is:overdue"))
    expect(page.locator(ROWS)).to_have_count(1)


def test_a_phone_a_filter_and_a_period(desks: Seat, crew: Crew) -> None:  # noqa: F811
    page = desks(crew.ann, size=PHONE, scheme="dark").open("/insights")
    expect(page.get_by_role("heading", name="Nothing to count yet")).to_be_visible()
    crew.task("Mend the net")
    crew.task("Paint the gate")
    expect(figure(page, "In progress")).to_have_text("0")
    expect(page.get_by_text("of 2 open")).to_be_visible()
    page.get_by_label("Filter", exact=True).last.fill("gate")
    expect(page.get_by_text("of 1 open")).to_be_visible()
    page.get_by_role("button", name="7 days").tap()
    expect(page).to_have_url(re.compile("q=gate&period=7"))
    expect(page.get_by_role("button", name="7 days")).to_be_focused()
    expect(page.locator(".tt-tile", has_text="Completed, 7 days")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0], "nothing hangs over the edge"
    page.reload()
    expect(page.get_by_text("of 1 open")).to_be_visible()
    expect(page.get_by_role("button", name="7 days")).to_have_attribute("aria-pressed", "true")
