"""The filter in words and as pills, and how its tasks are shown. Its state is the URL's."""

from dataclasses import dataclass
from functools import partial

from nicegui import ui

from dashboard import terms, texts
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.display import choose_display
from dashboard.components.elements import avatar, bars, box, button, dot, icon, named, ring, text
from dashboard.components.saved import save_view
from dashboard.components.search_field import SearchField
from dashboard.documents import CATEGORIES, PRIORITIES
from dashboard.language import _, plural
from dashboard.names import person_text
from dashboard.selection import fault
from dashboard.tab import Tab
from query.complete import quoted

SIGNS = {
    "status": "circle-dashed",
    "assignee": "users",
    "label": "tag",
    "priority": "signal",
    "due": "calendar",
    "project": "folder",
}
NAMES = {
    "status": _("Status"),
    "assignee": _("Assignee"),
    "label": _("Label"),
    "priority": _("Priority"),
    "due": _("Due"),
    "project": _("Project"),
}


@dataclass
class Pill:
    """What one field is narrowed to. It stays where it is, for a menu may hang on it: only what it says changes."""

    root: ui.element
    main: ui.element
    clearer: ui.element | None = None


class FilterBar:
    """Shown above all pages of tasks."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with box("tt-filter").props("role=search " + named(_("Filter"))) as self.root, box("tt-bar"):
            self._field = SearchField(tab, tab.filter)
            with box("tt-pills"):
                self._pills = {name: self._pill(name) for name in NAMES}
            box("tt-spacer")
            self._saver = box("tt-contents")
            self._draw_display()  # once: its panel stays open while the page follows
        self._drawn: object = None

    def draw(self) -> None:
        """Show the route's filter."""
        route = self._tab.route
        state = (route.kind, route.name, route.shown, self._tab.q)
        if state == self._drawn:
            return
        self._drawn = state
        self._field.show(self._tab.q)
        self._draw_pills()

    def again(self) -> None:
        """The names of things have changed."""
        if self._drawn is not None:
            self._field.again(self._tab.q)
            self._draw_pills()

    def _draw_pills(self) -> None:
        for name, pill in self._pills.items():
            pill.root.set_visibility(self._is_of_use(name))
            self._fill(name, pill)
        self._saver.clear()
        with self._saver:
            self._draw_saver()

    def _is_of_use(self, name: str) -> bool:
        route = self._tab.route
        return not (name == "assignee" and route.kind == "home") and not (name == "project" and route.in_project)

    async def _set(self, q: str) -> None:
        await self._tab.filter(q)

    def _chosen(self, name: str) -> tuple[str, ...]:
        q = self._tab.q
        if name == "due":
            one = terms.one_of(q, tuple(texts.DUE))
            return (one,) if one else ()
        return terms.values(q, name)

    def _pill(self, name: str) -> Pill:
        with box("tt-pill") as root:
            main = button("tt-pill-in")
        main.on("click", partial(self._choose, name, root), [])
        return Pill(root, main)

    def _fill(self, name: str, pill: Pill) -> None:
        chosen = self._chosen(name)
        pill.root.classes(add="tt-set" if chosen else "tt-dashed", remove="tt-dashed" if chosen else "tt-set")
        pill.main.clear()
        with pill.main:
            icon(SIGNS[name])
            text(NAMES[name])
            if chosen:
                text(self._said(name, chosen), tag="b")
        if chosen and pill.clearer is None:
            label = _("Clear {name}").format(name=NAMES[name])
            with pill.root, button("tt-clear", partial(self._put, name, ""), label=label) as pill.clearer:
                icon("x")
        elif not chosen and pill.clearer is not None:
            pill.clearer.delete()
            pill.clearer = None

    def _said(self, name: str, chosen: tuple[str, ...]) -> str:
        if len(chosen) > 1:
            return plural("{n} chosen", "{n} chosen", len(chosen)).format(n=len(chosen))
        labels = {item.value.lower(): item.label for item in self._items(name)}
        return labels.get(chosen[0].lower(), chosen[0].strip('"'))

    async def _choose(self, name: str, pill: ui.element) -> None:
        async def picked(value: str) -> None:
            await self._put(name, value)

        await pickers.choose(
            pill, lambda: self._items(name), picked, title=NAMES[name], stays=name not in {"due", "priority"}
        )

    async def _put(self, name: str, value: str) -> None:
        """Take a value in or out; "" takes out all."""
        q = self._tab.q
        if name == "due":
            keep = "" if value in self._chosen("due") else value
            await self._set(terms.with_one_of(q, tuple(texts.DUE), keep))
        elif not value:
            await self._set(terms.with_values(q, name, ()))
        else:
            await self._set(terms.toggled(q, name, value))

    def _items(self, name: str) -> list[Item]:
        store, chosen = self._tab.store, {one.lower() for one in self._chosen(name)}

        def item(value: str, label: str, paint: object = None) -> Item:
            return Item(value, label, paint, is_chosen=value.lower() in chosen)  # type: ignore[arg-type]

        match name:
            case "status":
                project = store.project(self._tab.route.name) if self._tab.route.in_project else None
                if project is not None:
                    columns = store.columns(project["id"])
                    return [item(_status(c["name"]), c["name"], partial(ring, c["category"])) for c in columns]
                return [item(c, texts.CATEGORY[c], partial(ring, c)) for c in CATEGORIES]
            case "assignee":
                people = [
                    item(person_text(store, one["id"]), texts.ME if one["id"] == store.me["id"] else one["name"],
                         partial(avatar, one))
                    for one in store.people()
                ]  # fmt: skip
                return [*people, item("none", texts.NOBODY, partial(avatar, None))]
            case "label":
                labels = [
                    item(quoted(one["name"]), one["name"], partial(dot, one["color"], "tt-dot"))
                    for one in store.sorted_labels()
                ]
                return [*labels, item("none", _("No label"))]
            case "priority":
                return [item(one, texts.PRIORITY[one], partial(bars, one)) for one in PRIORITIES]
            case "project":
                return [item(one["key"], one["name"], partial(dot, one["color"])) for one in store.open_projects()]
            case _:
                return [item(term, label) for term, label in texts.DUE.items()]

    def _draw_saver(self) -> None:
        tab = self._tab
        if tab.route.kind != "view" and (not tab.q or fault(tab.q, tab.store) is not None):
            return
        with button("tt-pill", partial(save_view, tab)) as made:
            icon("bookmark")
            text(_("Save view"), "tt-hide-m")
        made.props["aria-label"] = _("Save view")

    def _draw_display(self) -> None:
        with button("tt-pill") as made:
            icon("sliders-horizontal")
            text(_("Display"), "tt-hide-m")
        made.props["aria-label"] = _("Display")
        made.on("click", lambda: choose_display(self._tab, made), [])


def _status(name: str) -> str:
    """A status that is called as a category is meant by its name."""
    return f'"{name}"' if name.lower() in CATEGORIES else quoted(name)
