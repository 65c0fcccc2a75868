"""Choosing a value for a field of one task, or of many at once."""

from datetime import date

from nicegui import ui

from dashboard import times
from dashboard.cards import Card
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.language import _
from dashboard.tab import Tab


async def pick(tab: Tab, field: str, cards: list[Card], anchor: ui.element | None = None) -> None:
    """Let the person choose a value; what he chooses is done at once."""
    if not tab.can_write or not cards:
        return
    if not all(tab.may_change(card["project"]) for card in cards):
        tab.toasts.complain(_("Tasks of a project that is archived cannot be changed."))
        return
    cards = [tab.store.shown(card) for card in cards]
    with anchor or tab.client.layout:
        match field:
            case "status":
                await _status(tab, cards, anchor)
            case "priority":
                await _priority(tab, cards, anchor)
            case "assignee":
                await _many(tab, cards, anchor, "assignees", _("Assign to"))
            case "label":
                await _many(tab, cards, anchor, "labels", _("Labels"))
            case "due" | "start":
                _day(tab, cards, anchor, field)


async def _status(tab: Tab, cards: list[Card], anchor: ui.element | None) -> None:
    """In several projects at once by name: those statuses that all of them have."""
    columns = [tab.store.columns(project) for project in sorted({card["project"] for card in cards})]
    shared = [one for one in columns[0] if all(any(o["name"] == one["name"] for o in other) for other in columns)]
    by_name = len(columns) > 1
    chosen = {card["status"] for card in cards}

    def items() -> list[Item]:
        found = pickers.status_items(shared, chosen if len(chosen) == 1 else set())
        names = {one["id"]: one["name"] for one in shared}
        return [Item(names[i.value] if by_name else i.value, i.label, i.paint, is_chosen=i.is_chosen) for i in found]

    async def picked(value: str) -> None:
        await tab.change_all(cards, {"status": value})

    await pickers.choose(anchor, items, picked, title=_("Status"))


async def _priority(tab: Tab, cards: list[Card], anchor: ui.element | None) -> None:
    chosen: set[str] = {card["priority"] for card in cards}

    async def picked(value: str) -> None:
        await tab.change_all(cards, {"priority": value})  # type: ignore[typeddict-item]

    items = pickers.priority_items(chosen if len(chosen) == 1 else set())
    await pickers.choose(anchor, lambda: items, picked, title=_("Priority"))


async def _many(tab: Tab, cards: list[Card], anchor: ui.element | None, field: str, title: str) -> None:
    """People or labels; those that all of the tasks have are ticked."""

    def now() -> list[Card]:
        return [tab.store.shown(card) for card in cards]

    def chosen() -> set[str]:
        held = [{one["id"] for one in (c["assignees"] if field == "assignees" else c["labels"])} for c in now()]
        return set.intersection(*held)

    def items() -> list[Item]:
        if field == "assignees":
            return pickers.person_items(tab.store.people(), chosen(), tab.store.me["id"])
        return pickers.label_items(tab.store.sorted_labels(), chosen())

    async def picked(value: str) -> None:
        way = "remove" if value in chosen() else "add"
        await tab.change_lists(now(), field, way, value)

    await pickers.choose(anchor, items, picked, stays=True, title=title)


def _day(tab: Tab, cards: list[Card], anchor: ui.element | None, field: str) -> None:
    async def picked(day: date | None) -> None:
        if field == "due":
            await tab.change_all(cards, {"due_at": times.end_of(day, tab.here) if day else None})
        else:
            await tab.change_all(cards, {"start_at": times.start_of(day, tab.here) if day else None})

    chosen = cards[0]["due"] if field == "due" else cards[0]["start"]
    pickers.date_menu(anchor, tab, chosen, picked, _("Due date") if field == "due" else _("Start date"))
