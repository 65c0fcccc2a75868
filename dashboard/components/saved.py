"""Keeping what is on screen as a view, and changing or forgetting one."""

from collections.abc import Awaitable
from functools import partial
from typing import cast

from dashboard.calls.views import create_view, delete_view, update_view
from dashboard.components.beneath import Beneath
from dashboard.components.chooser import Item, dialog
from dashboard.components.elements import box, button, field, icon, icon_button, on_enter, text, text_button
from dashboard.components.pickers import choose
from dashboard.documents import View
from dashboard.language import _
from dashboard.routes import Route
from dashboard.tab import Tab


def present(tab: Tab) -> View | None:
    """The view that is on screen."""
    return tab.store.views.by_id.get(tab.route.name) if tab.route.kind == "view" else None


def fields_of(tab: Tab) -> dict[str, object]:
    """What a view keeps of the page on screen."""
    route, view = tab.route, present(tab)
    project = tab.store.project(route.name) if route.in_project else None
    layout = route.shown.layout or (route.kind if route.in_project else view["layout"] if view else "list")
    return {
        "q": route.shown.q or (view["q"] if view else ""),
        "layout": layout,
        "project_id": project["id"] if project else view["project_id"] if view else None,
        "options": {
            "group_by": route.shown.group or (view["options"]["group_by"] if view else None),
            "columns": view["options"]["columns"] if view else [],
        },
    }


def save_view(tab: Tab) -> None:
    """Ask for a name; a view that is on screen may also take over the change."""
    view = present(tab)
    frame, card = dialog("tt-small", _("Save view"))
    with card:
        with box("tt-dh"):
            text(_("Save view"))
            box("tt-spacer")
            icon_button("x", _("Close"), frame.close)
        with box("tt-form"):
            name = field(_("Name"), value=f"{view['name']} 2" if view else "", label=_("Name")).props("autofocus")
            beneath = Beneath(tab, {"name": name})
            shared = _Switch(_("Everybody who may see these tasks sees the view"))
            text(str(fields_of(tab)["q"]) or _("All tasks"), "tt-code tt-quote", "p")

            async def create() -> None:
                fields = fields_of(tab) | {"workspace_id": tab.store.workspace["id"], "is_shared": shared.is_on}
                made = await beneath.attempt(create_view(tab.api, fields | {"name": (name.value or "").strip()}))
                if made is not None:
                    frame.close()
                    tab.store.views.put(made)
                    await tab.go(Route("view", made["id"]))

            async def update(known: View) -> None:
                made = await tab.attempt(update_view(tab.api, known["id"], fields_of(tab)))
                if made is not None:
                    frame.close()
                    tab.store.views.put(made)
                    await tab.go(Route("view", made["id"]))
                    tab.toasts.say(_("“{name}” is changed").format(name=made["name"]))

            on_enter(name, create)
            with box("tt-row"):
                text_button(_("Save"), create, classes="tt-primary")
                if view is not None and may_change(tab, view):
                    text_button(_("Change “{name}”").format(name=view["name"]), partial(update, view))
    frame.open()


async def view_menu(tab: Tab, view: View, anchor: object) -> None:
    """Share, keep to oneself, delete."""

    async def picked(value: str) -> None:
        if value == "share":
            made = await tab.attempt(update_view(tab.api, view["id"], {"is_shared": not view["is_shared"]}))
            if made is not None:
                tab.store.views.put(made)
                tab.toasts.say(_("Everybody sees it now") if made["is_shared"] else _("Only you see it now"))
        elif await tab.attempt(_done(delete_view(tab.api, view["id"]))):
            tab.toasts.say(_("“{name}” is deleted").format(name=view["name"]), undo=partial(_again, tab, view))
            await tab.go(Route("all"))

    items = [
        Item("share", _("Only for me") if view["is_shared"] else _("Share with everybody"), partial(icon, "users")),
        Item("delete", _("Delete view"), partial(icon, "trash-2"), is_dangerous=True),
    ]
    await choose(cast("None", anchor), lambda: items, picked, title=_("View"))


def may_change(tab: Tab, view: View) -> bool:
    """Its owner may, and whoever manages the workspace if it is shared."""
    is_own = view["owner"] is not None and view["owner"]["id"] == tab.store.me["id"]
    return is_own or (view["is_shared"] and tab.can_manage)


async def _again(tab: Tab, view: View) -> None:
    own = {"id", "version", "created_at", "updated_at", "owner"}
    made = await tab.attempt(create_view(tab.api, {name: one for name, one in view.items() if name not in own}))
    if made is not None:
        tab.store.views.put(made)
        await tab.go(Route("view", made["id"]))


async def _done(work: Awaitable[None]) -> bool:
    await work
    return True


class _Switch:
    """On or off."""

    def __init__(self, label: str) -> None:
        self.is_on = False
        self._root = button("tt-item", self._flip).props("role=switch aria-checked=false")
        with self._root:
            text(label, "tt-name")
            self._mark = box("tt-switch", "i")

    def _flip(self) -> None:
        self.is_on = not self.is_on
        self._root.props["aria-checked"] = "true" if self.is_on else "false"
        self._mark.classes(add="tt-set" if self.is_on else "", remove="" if self.is_on else "tt-set")
