"""The palette: commands, projects and tasks from one field."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from dashboard.components.chooser import Chooser, Item, dialog, matching
from dashboard.components.elements import avatar, dot, icon, ring
from dashboard.errors import DashboardError
from dashboard.language import _
from dashboard.routes import Route
from dashboard.tab import Tab

PEOPLE = 5
TASKS = 8


@dataclass(frozen=True, slots=True)
class Command:
    """Something the palette can do."""

    label: str
    sign: str
    keys: str
    run: Callable[[], Awaitable[None] | None]


async def open_palette(tab: Tab, commands: list[Command]) -> None:
    """Open it."""
    with tab.client.layout:
        frame, card = dialog("tt-palette", _("Commands and search"))

    async def picked(value: str) -> None:
        frame.close()
        kind, _colon, rest = value.partition(":")
        if kind == "command":
            result = commands[int(rest)].run()
            if result is not None:
                await result
        elif kind == "project":
            await tab.go(Route("board", rest))
        elif kind == "view":
            await tab.go(Route("view", rest))
        elif kind == "person":
            await tab.go(Route("people", rest))
        else:
            await tab.open_key(rest)

    with card:
        chooser = Chooser(partial(_find, tab, commands), picked, placeholder=_("Type a command or search…"))
    await chooser.search()
    frame.open()


async def _find(tab: Tab, commands: list[Command], words: str) -> list[Item]:
    listed = [
        Item(f"command:{i}", one.label, partial(icon, one.sign), hint=one.keys, group=_("Commands"))
        for i, one in enumerate(commands)
    ]
    projects = [
        Item(f"project:{one['key']}", one["name"], partial(dot, one["color"]), hint=one["key"], group=_("Projects"))
        for one in tab.store.open_projects()
    ]
    views = [
        Item(f"view:{one['id']}", one["name"], partial(icon, "bookmark"), group=_("Views"))
        for one in tab.store.sorted_views()
    ]
    people = [
        Item(f"person:{one['id']}", one["name"], partial(avatar, one), group=_("People")) for one in tab.store.people()
    ]
    named = [*matching(projects, words), *matching(views, words), *(matching(people, words)[:PEOPLE] if words else [])]
    return [*matching(listed, words), *named, *await _tasks(tab, words.strip())]


async def _tasks(tab: Tab, words: str) -> list[Item]:
    if not words:
        recent = sorted(tab.store.cards.values(), key=lambda card: card["updated"], reverse=True)[:5]
        return [
            Item(f"task:{c['key']}", c["title"], partial(ring, c["category"]), hint=c["key"], group=_("Tasks"))
            for c in recent
        ]
    exact = tab.store.find(words.upper())
    try:
        found = await tab.api.find_tasks(tab.store.workspace["id"], words, limit=TASKS)
    except DashboardError:
        found = []
    items = [
        Item(f"task:{t['key']}", t["title"], partial(ring, t["status"]["category"]), hint=t["key"], group=_("Tasks"))
        for t in found
    ]
    if exact is not None:
        first = Item(
            f"task:{exact['key']}",
            exact["title"],
            partial(ring, exact["category"]),
            hint=exact["key"],
            group=_("Tasks"),
        )
        items = [first, *(item for item in items if item.value != first.value)]
    return items
