"""Pickers of a task's fields: the same whether they hang on a property, a pill, or stand alone for a key."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial

from nicegui import background_tasks, ui

from dashboard import texts, times
from dashboard.components.chooser import Chooser, Item, dialog, matching, popover
from dashboard.components.elements import avatar, bars, box, button, dot, icon, ring, text
from dashboard.documents import PRIORITIES, Label, Person, Status
from dashboard.language import _
from dashboard.tab import Tab

Pick = Callable[[str], Awaitable[None]]


def status_items(statuses: list[Status], chosen: set[str]) -> list[Item]:
    """A project's statuses."""
    return [Item(s["id"], s["name"], partial(ring, s["category"]), is_chosen=s["id"] in chosen) for s in statuses]


def priority_items(chosen: set[str]) -> list[Item]:
    """The five priorities."""
    return [Item(p, texts.PRIORITY[p], partial(bars, p), is_chosen=p in chosen) for p in PRIORITIES]


def person_items(people: list[Person], chosen: set[str], me: str) -> list[Item]:
    """The members; oneself is marked."""
    return [
        Item(
            p["id"],
            _("{name} (you)").format(name=p["name"]) if p["id"] == me else p["name"],
            partial(avatar, p),
            is_chosen=p["id"] in chosen,
        )
        for p in people
    ]


def label_items(labels: list[Label], chosen: set[str]) -> list[Item]:
    """The workspace's labels."""
    return [
        Item(one["id"], one["name"], partial(dot, one["color"], "tt-dot"), is_chosen=one["id"] in chosen)
        for one in labels
    ]


async def choose(
    anchor: ui.element | None, items: Callable[[], list[Item]], pick: Pick, *, stays: bool = False, title: str = ""
) -> None:
    """Let a person choose: on an element, or in the middle of the page when there is none."""
    surface: ui.menu | ui.dialog
    if anchor is None:
        surface, holder = dialog("tt-small tt-palette", title)
    else:
        surface = holder = popover(anchor)

    async def picked(value: str) -> None:
        if not stays:
            surface.close()
            await pick(value)
            return
        background_tasks.create(chooser.again(), name="what was just picked")  # shown while it is on its way
        await pick(value)
        await chooser.again()

    with holder:
        chooser = Chooser(lambda words: matching(items(), words), picked, placeholder=title or _("Search…"))
    await chooser.search()
    surface.open()


def date_menu(
    anchor: ui.element | None,
    tab: Tab,
    chosen: str | None,
    pick: Callable[[date | None], Awaitable[None]],
    title: str,
) -> None:
    """Let a person choose a day, or none."""
    surface: ui.menu | ui.dialog
    if anchor is None:
        surface, holder = dialog("tt-small", title)
        holder.style("width:290px")
    else:
        surface = holder = popover(anchor)

    async def picked(day: date | None) -> None:
        surface.close()
        await pick(day)

    with holder, box("tt-date"):
        _quick_days(times.today(tab.here), picked, can_clear=chosen is not None)
        shown = times.read(chosen).astimezone(tab.here).date().isoformat() if chosen else None
        calendar = ui.date(
            value=shown, on_change=lambda event: picked(date.fromisoformat(event.value)) if event.value else None
        )
        calendar.props(f"minimal first-day-of-week={tab.first_day} no-unset")
    surface.open()


def _quick_days(today: date, picked: Callable[[date | None], Awaitable[None]], *, can_clear: bool) -> None:
    monday = today + timedelta(days=7 - today.weekday())
    for label, day in ((_("Today"), today), (_("Tomorrow"), today + timedelta(days=1)), (_("Next Monday"), monday)):
        with button("tt-item", partial(picked, day)):
            icon("calendar")
            text(label, "tt-name")
            text(times.weekday_date(day), "tt-hint")
    if can_clear:
        with button("tt-item", partial(picked, None)):
            icon("x")
            text(_("Clear"), "tt-name")
    box("tt-line")
