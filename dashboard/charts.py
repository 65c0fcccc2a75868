"""Charts as ECharts draws them, as tables, and where each of their points leads.

Colours are the theme's own variables: drawn as SVG, a chart follows the theme by itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard import texts
from dashboard.calls.insights import Age, BurnUp, CycleTime, Figure, Load, Throughput
from dashboard.filters import Filter
from dashboard.language import _, in_context, plural
from dashboard.routes import Route
from dashboard.times import short_date

Options = dict[str, Any]
MOST_PEOPLE = 8
OPEN = in_context("of tasks", "Open")

_FONT = '"Inter Variable", system-ui, sans-serif'
_INK: Options = {"color": "var(--text-3)", "fontFamily": _FONT, "fontSize": 11}
_LINE: Options = {"lineStyle": {"color": "var(--line)"}}
_STILL = "matchMedia('(prefers-reduced-motion: reduce)').matches"


@dataclass(frozen=True)
class Cell:
    """What stands in a table, and where it leads, if anywhere."""

    words: str
    to: Route | None = None


@dataclass(frozen=True)
class Chart:
    """`links`: series → its points' routes, as they are clicked. `says`: the whole in a sentence. `legend`: name and
    colour of each series."""

    options: Options
    legend: Sequence[tuple[str, str]]
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    says: str
    links: Sequence[Sequence[Route]] = field(default=())


def listed(figure: Mapping[str, Any]) -> Route:
    """The list of the tasks that a figure counts, its subtasks included."""
    return Route("all", shown=Filter(q=figure["q"], subtasks=True))


def throughput(found: Throughput) -> Chart:
    """Created and completed per day."""
    days = found["days"]
    names = [short_date(date.fromisoformat(one["day"])) for one in days]
    created, completed = ([one[key] for one in days] for key in ("created", "completed"))
    options = _by_day(names) | {
        "series": [_area(_("Completed"), _counts(completed)), _dashed(_("Created"), _counts(created))],
    }
    rows = [(Cell(name), _cell(came), _cell(done)) for name, came, done in zip(names, created, completed, strict=True)]
    says = plural(
        "{created} created and {completed} completed in {n} day",
        "{created} created and {completed} completed in {n} days",
        len(days),
    ).format(created=found["created"]["count"], completed=found["completed"]["count"], n=len(days))
    return Chart(
        options,
        _legend(options),
        (_("Day"), _("Created"), _("Completed")),
        rows[::-1],
        says,
        (_links(completed), _links(created)),
    )


def burn_up(found: BurnUp) -> Chart:
    """What there is to do, and what of it is done."""
    days = found["days"]
    names = [short_date(date.fromisoformat(one["day"])) for one in days]
    scope, completed = ([one[key] for one in days] for key in ("scope", "completed"))
    options = _by_day(names) | {
        "series": [_area(_("Completed"), _counts(completed), "var(--green)"), _dashed(_("Scope"), _counts(scope))],
    }
    rows = [(Cell(name), _cell(all_), _cell(done)) for name, all_, done in zip(names, scope, completed, strict=True)]
    says = _("{done} of {n} tasks are done").format(done=completed[-1]["count"], n=scope[-1]["count"])
    return Chart(
        options,
        _legend(options),
        (_("Day"), _("Scope"), _("Completed")),
        rows[::-1],
        says,
        (_links(completed), _links(scope)),
    )


def load(found: Load) -> Chart:
    """Open tasks of each person, those that are late in front; in the table of everybody."""
    shown = found["people"][:MOST_PEOPLE][::-1]  # ECharts counts from below
    late = [one["overdue"] for one in shown]
    rest = [one["open"]["count"] - one["overdue"]["count"] for one in shown]
    names = [one["person"]["name"] if one["person"] else texts.NOBODY for one in shown]
    options = _base() | {
        "grid": {"left": 4, "right": 14, "top": 4, "bottom": 2, "containLabel": True},
        "xAxis": _counting(),
        "yAxis": _categories(names) | {"axisLabel": _INK | {"width": 92, "overflow": "truncate"}},
        "series": [
            _bar(_("Overdue"), _counts(late), "var(--red)", [2, 0, 0, 2]),
            _bar(_("Not late"), rest, "var(--accent)", [0, 5, 5, 0]),
        ],
    }
    rows = [
        (
            Cell(one["person"]["name"] if one["person"] else texts.NOBODY),
            _cell(one["open"]),
            _cell(one["overdue"]),
            Cell(f"{one['estimate']:g}"),
        )
        for one in found["people"]
    ]
    says = _("{tasks} open tasks of {people} people").format(tasks=found["open"]["count"], people=len(found["people"]))
    links = (_links(late), [listed(one["open"]) for one in shown])
    return Chart(options, _legend(options), (_("Person"), OPEN, _("Overdue"), _("Estimates")), rows, says, links)


def ages(found: Sequence[Age]) -> Chart:
    """Open tasks by when they were created."""
    names, open_ = [_age(one) for one in found], [one["open"] for one in found]
    options = _by_day(names) | {"series": [_bar(OPEN, _counts(open_), "var(--accent)", [5, 5, 0, 0], width=34)]}
    options["xAxis"]["axisLabel"] = _INK | {"interval": 0}
    rows = [(Cell(name), _cell(figure)) for name, figure in zip(names, open_, strict=True)]
    old = sum(one["open"]["count"] for one in found if one["from_days"] >= 30)
    says = _("{old} of {n} open tasks are older than a month").format(old=old, n=sum(_counts(open_)))
    return Chart(options, (), (_("Age"), OPEN), rows, says, (_links(open_),))


def cycle_time(found: CycleTime) -> Chart:
    """Each task by when it was completed and how long it took; a point opens its task."""
    points = found["points"]
    marks = [(found["median_days"], _("half within")), (found["p85_days"], _("85 % within"))]
    series: Options = {
        "name": _("Days"),
        "type": "scatter",
        "symbolSize": 8,
        "data": [
            {"name": f"{one['key']} {one['title']}", "value": [one["completed_at"], round(one["days"], 2)]}
            for one in points
        ],
        "itemStyle": {"color": "var(--accent)", "opacity": 0.55},
        "emphasis": {"itemStyle": {"color": "var(--accent)", "opacity": 1}},
        "markLine": {
            "silent": True,
            "symbol": "none",
            "label": _INK | {"formatter": _("{name} {n} d").format(name="{b}", n="{c}"), "position": "insideStartTop"},
            "lineStyle": {"color": "var(--text-3)", "type": "dashed"},
            "data": [{"name": name, "yAxis": round(days, 1)} for days, name in marks if days is not None],
        },
    }
    options = _base() | {
        "tooltip": _TIP | {"trigger": "item", ":formatter": _POINT},
        "grid": {"left": 0, "right": 14, "top": 16, "bottom": 2, "containLabel": True},
        "xAxis": {
            "type": "time",
            "axisLabel": _INK | {"hideOverlap": True, ":formatter": _DAY},
            "axisLine": {"show": False},
            "axisTick": {"show": False},
            "splitLine": {"show": False},
        },
        "yAxis": _counting() | {"axisLabel": _INK | {"formatter": _("{n} d").format(n="{value}")}},
        "series": [series],
    }
    rows = [
        (Cell(one["key"], Route("task", task=one["key"])), Cell(one["title"]), Cell(days(one["days"])))
        for one in reversed(points)
    ]
    says = _("half of {n} tasks took {time} at most").format(
        n=found["completed"]["count"], time=days(found["median_days"])
    )
    links = [Route("task", task=one["key"]) for one in points]
    return Chart(options, (), (_("Task"), _("Title"), _("Took")), rows, says, (links,))


def days(length: float | None) -> str:
    """`2.4 d`, `5 h`; a dash for none."""
    if length is None:
        return "–"
    if length < 1:
        return _("{n} h").format(n=round(length * 24))
    return _("{n} d").format(n=f"{length:.1f}" if length < 10 else round(length))


# Names of tasks are what people typed: they are put in as text.
_POINT = (
    "(p) => { const box = document.createElement('div'); box.textContent = p.name;"
    " box.append(document.createElement('br'), " + json.dumps(_("{n} days")) + ".replace('{n}', p.value[1]));"
    " return box }"
)
_DAY = "(day) => new Intl.DateTimeFormat(tasktide.language, { month: 'short', day: 'numeric' }).format(day)"
_TIP: Options = {
    "trigger": "axis",
    "confine": True,
    "transitionDuration": 0,
    "backgroundColor": "var(--raised)",
    "borderColor": "var(--line-2)",
    "padding": [6, 10],
    "textStyle": {"color": "var(--text)", "fontFamily": _FONT, "fontSize": 12},
    "axisPointer": {"lineStyle": {"color": "var(--line-2)"}, "shadowStyle": {"color": "var(--hover)", "opacity": 0.5}},
    "extraCssText": "box-shadow:var(--sh-2);border-radius:8px;max-width:280px;white-space:normal",
}


def _base() -> Options:
    return {
        ":animation": f"!{_STILL}",
        "animationDuration": 220,
        "animationDurationUpdate": 220,
        "stateAnimation": {"duration": 0},
        "textStyle": {"fontFamily": _FONT},
        "tooltip": _TIP,
    }


def _by_day(names: Sequence[str]) -> Options:
    return _base() | {
        "grid": {"left": 0, "right": 14, "top": 10, "bottom": 2, "containLabel": True},
        "xAxis": _categories(names) | {"axisLabel": _INK | {"hideOverlap": True}},
        "yAxis": _counting(),
    }


def _counting() -> Options:
    return {"type": "value", "minInterval": 1, "axisLabel": _INK, "splitLine": _LINE, "splitNumber": 4}


def _categories(names: Sequence[str]) -> Options:
    return {"type": "category", "data": list(names), "axisLine": {"show": False}, "axisTick": {"show": False}}


def _area(name: str, counts: Sequence[int], color: str = "var(--accent)") -> Options:
    return _curve(name, counts, {"color": color, "width": 2}) | {"areaStyle": {"color": color, "opacity": 0.1}}


def _dashed(name: str, counts: Sequence[int]) -> Options:
    return _curve(name, counts, {"color": "var(--text-3)", "width": 1.5, "type": [5, 4]})


def _curve(name: str, counts: Sequence[int], line: Options) -> Options:
    """Its points show where one is, and are wide enough to be hit."""
    color = line["color"]
    return {
        "name": name,
        "type": "line",
        "data": list(counts),
        "smooth": 0.35,
        "smoothMonotone": "x",
        "symbol": "circle",
        "symbolSize": 10 if len(counts) <= 31 else 7,
        "showAllSymbol": True,
        "lineStyle": line,
        "itemStyle": {"color": color, "opacity": 0},
        "emphasis": {"itemStyle": {"color": color, "opacity": 1}, "lineStyle": line},
    }


def _bar(name: str, counts: Sequence[int], color: str, corners: Sequence[int], *, width: int = 10) -> Options:
    return {
        "name": name,
        "type": "bar",
        "stack": "all",
        "barMaxWidth": width,
        "data": list(counts),
        "itemStyle": {"color": color, "borderRadius": list(corners)},
        "emphasis": {"itemStyle": {"color": color, "opacity": 0.85}},
    }


def _legend(options: Options) -> list[tuple[str, str]]:
    return [(one["name"], one["itemStyle"]["color"]) for one in options["series"]]


def _counts(figures: Sequence[Figure]) -> list[int]:
    return [one["count"] for one in figures]


def _links(figures: Sequence[Figure]) -> list[Route]:
    return [listed(one) for one in figures]


def _cell(figure: Figure) -> Cell:
    return Cell(str(figure["count"]), listed(figure))


def _age(one: Age) -> str:
    first, last = one["from_days"], one["to_days"]
    if last is None:
        return _("{first}+ d").format(first=first)
    return _("Today") if last == 0 else _("{first}–{last} d").format(first=first, last=last)
