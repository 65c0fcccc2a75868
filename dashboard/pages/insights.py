"""`/insights`: how it goes. Each figure leads to the list of what it counts, and follows every change."""

import asyncio
import time
from dataclasses import replace
from functools import partial

from nicegui import ui

from dashboard import terms, times
from dashboard.calls.insights import Insights, insights
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import box, button, dot, empty, icon, named, text, text_button
from dashboard.components.figures import Figures
from dashboard.components.period_picker import PeriodPicker
from dashboard.components.search_field import SearchField
from dashboard.errors import DashboardError, SignedOut
from dashboard.filters import Filter
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.periods import Period
from dashboard.selection import fault
from dashboard.tab import Tab, later

PAUSE = 2.0  # seconds from one reading to the next
COUNTED = ("task.", "project.", "status.", "member.", "user.")


class InsightsView:
    """The bar, and below it skeleton, figures, or why there are none."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._figures: Figures | None = None
        self._waits = False
        self._read_at = 0.0
        self._reading = asyncio.Lock()
        with box("tt-insights"):
            with box("tt-ins-bar").props("role=search " + named(_("Filter"))):
                self._field = SearchField(tab, tab.filter)
                self._project = box("tt-contents")
                box("tt-spacer")
                self._periods = PeriodPicker(tab, self._choose_period)
            self._body = box("tt-ins-body")
        self._draw_bar()
        with self._body:
            _skeleton()
        later(tab, self._read, "insights")

    def show(self, shown: Filter) -> None:
        """Other tasks, or other days."""
        del shown
        self._draw_bar()
        later(self._tab, self._read, "insights")

    def select(self, task_id: str | None) -> None:
        """There is nothing to mark."""

    def settle(self, task_id: str) -> None:
        """There are no cards here."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed: count anew, but not for each of many changes."""
        if not self._waits and (
            batch.change.is_reset or any(one["type"].startswith(COUNTED) for one in batch.change.events)
        ):
            self._waits = True
            later(self._tab, self._follow, "insights")

    async def _follow(self) -> None:
        await asyncio.sleep(max(0.0, self._read_at + PAUSE - time.monotonic()))
        self._waits = False
        await self._read()

    async def _read(self) -> None:
        async with self._reading:
            if self._tab.view is not self or self._tab.client.is_deleted:
                return
            tab, route = self._tab, self._tab.route
            if fault(route.shown.q, tab.store) is not None:
                self._say("circle-alert", _("The filter is not understood"), _("Mend it above, or clear it."))
                return
            period, today = Period.read(route.period), times.today(times.zone(tab.store.me["timezone"]))
            try:
                found = await insights(tab.api, tab.store.workspace["id"], route.shown.q, period.query(today))
            except SignedOut:
                self._tab.on_end("revoked")
                return
            except DashboardError as error:
                self._fail(str(error))
                return
            finally:
                self._read_at = time.monotonic()
            if tab.view is self and not tab.client.is_deleted:
                self._put(found, period)

    def _put(self, found: Insights, period: Period) -> None:
        if found.is_empty:
            self._say_empty()
            return
        if self._figures is None:
            self._body.clear()
            with self._body:
                self._figures = Figures(self._tab)
        self._figures.show(found, period)

    def _fail(self, reason: str) -> None:
        """What is on screen stays there; it is only not true for ever."""
        if self._figures is not None:
            self._tab.toasts.complain(reason)
            return
        with self._say("circle-alert", _("The figures could not be read"), reason):
            text_button(_("Try again"), self._read)

    def _say_empty(self) -> None:
        if self._tab.route.shown.q:
            self._say("list-filter", _("No task matches"), _("Take a term of the filter away, or try other words."))
            return
        advice = _("Figures appear here as soon as there are tasks, and change as your team works.")
        with self._say("chart-column", _("Nothing to count yet"), advice):
            if self._tab.can_write and self._tab.store.open_projects():
                text_button(_("New task"), self._tab.frame.open_create, icon_name="plus")

    def _say(self, sign: str, title: str, advice: str) -> ui.element:
        """In the place of the figures."""
        self._figures = None
        self._body.clear()
        with self._body:
            return empty(sign, title, advice)

    # the bar

    def _draw_bar(self) -> None:
        q = self._tab.route.shown.q
        self._field.show(q)
        self._periods.show(Period.read(self._tab.route.period))
        self._project.clear()
        keys = terms.values(q, "project")
        with self._project:
            pill = button("tt-pill " + ("tt-set" if keys else "tt-dashed"))
            pill.on("click", partial(self._choose_project, pill), [])
            with pill:
                icon("folder")
                text(_("Project"))
                if keys:
                    known = self._tab.store.project(keys[0])
                    text(
                        plural("{n} chosen", "{n} chosen", len(keys)).format(n=len(keys))
                        if keys[1:]
                        else known["name"]
                        if known
                        else keys[0],
                        tag="b",
                    )

    async def _choose_project(self, pill: ui.element) -> None:
        def items() -> list[Item]:
            keys = terms.values(self._tab.route.shown.q, "project")
            return [
                Item(one["key"], one["name"], partial(dot, one["color"]), is_chosen=one["key"] in keys)
                for one in self._tab.store.open_projects()
            ]

        async def picked(key: str) -> None:
            await self._tab.filter(terms.toggled(self._tab.route.shown.q, "project", key))

        await pickers.choose(pill, items, picked, title=_("Project"))

    async def _choose_period(self, period: Period) -> None:
        await self._tab.go(replace(self._tab.route, period=period.written()))


def _skeleton() -> None:
    with box("tt-tiles"):
        for _bone in range(4):
            box("tt-bone tt-tile-bone")
    with box("tt-cards"):
        for width in ("tt-two-thirds", "tt-third", "tt-half", "tt-half"):
            box(f"tt-bone tt-chart-bone {width}")
