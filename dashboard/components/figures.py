"""The tiles and charts of the insights."""

from dataclasses import replace

from dashboard import charts
from dashboard.calls.insights import Comparison, Insights, Medians
from dashboard.charts import days, listed
from dashboard.components.chart_card import ChartCard, Go
from dashboard.components.elements import box
from dashboard.components.standing import StandingCard
from dashboard.components.tile import Shown, Tile, Tone
from dashboard.language import _, plural
from dashboard.periods import Period
from dashboard.routes import Route
from dashboard.tab import Tab


class Figures:
    """The tiles and charts."""

    def __init__(self, tab: Tab) -> None:
        with box("tt-tiles"):
            self._done, self._active, self._cycle, self._overdue = map(
                Tile, (_("Completed"), _("In progress"), _("Median cycle time"), _("Overdue"))
            )
        with box("tt-cards"):
            self._flow = ChartCard(_("Created and completed"), tab.go, "tt-two-thirds")
            self._load = ChartCard(_("Load by person"), tab.go, "tt-third")
            self._burn_up = ChartCard(_("Burn-up"), tab.go, "tt-half")
            self._took = ChartCard(_("Cycle time"), _open(tab), "tt-half")
            self._ages = ChartCard(_("Age of open tasks"), tab.go, "tt-half tt-high")
            self._standing = StandingCard(lambda key: replace(tab.route, task=key))

    def show(self, found: Insights, period: Period) -> None:
        """What holds now."""
        summary = found.summary
        self._done.show(_completed(summary["completed"], period))
        open_ = summary["open"]
        self._active.show(
            Shown(
                str(summary["active"]["count"]),
                listed(summary["active"]),
                _("of {n} open").format(n=open_["count"]),
                listed(open_),
            )
        )
        self._cycle.show(_median(summary["cycle_time"], period))
        free = summary["unassigned"]
        self._overdue.show(
            Shown(
                str(summary["overdue"]["count"]),
                listed(summary["overdue"]),
                _("{n} unassigned").format(n=free["count"]),
                listed(free),
            )
        )
        self._flow.show(charts.throughput(found.throughput))
        self._load.show(charts.load(found.load))
        self._burn_up.show(charts.burn_up(found.burn_up))
        self._took.show(charts.cycle_time(found.cycle_time))
        self._ages.show(charts.ages(found.ageing["ages"]))
        self._standing.show(found.ageing)


def _completed(figure: Comparison, period: Period) -> Shown:
    now, before = figure["count"], figure["before"]["count"]
    tone: Tone = "good" if now > before > 0 else ""
    change = round(100 * (now - before) / before) if before else 0
    if change:
        note = plural("{change} % on the {n} day before", "{change} % on the {n} days before", period.length)
    elif before:
        note = plural("As many as in the {n} day before", "As many as in the {n} days before", period.length)
    else:
        note = plural("None in the {n} day before", "None in the {n} days before", period.length)
    said = note.format(n=period.length, change=f"{change:+d}".replace("-", "−"))
    return Shown(str(now), listed(figure), said, tone=tone, days=period.name)


def _median(cycle: Medians, period: Period) -> Shown:
    now, before = cycle["days"], cycle["before"]
    if now is None or before is None:
        return Shown(days(now), listed(cycle), _("Nothing to compare with"))
    change = now - before
    said = plural("{change} on the {n} day before", "{change} on the {n} days before", period.length)
    note = said.format(n=period.length, change=("−" if change < 0 else "+") + days(abs(change)))
    return Shown(days(now), listed(cycle), note, tone="good" if change < 0 else "bad")


def _open(tab: Tab) -> Go:
    async def opened(route: Route) -> None:
        await tab.open_key(route.task)

    return opened
