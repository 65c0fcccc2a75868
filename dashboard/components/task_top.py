"""What stands above a task's title: where it belongs, whether it waits or is put away, who else is here."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.cards import Card, card
from dashboard.components.elements import avatar, box, button, icon, link, named, text, text_button
from dashboard.components.sheet import Sheet
from dashboard.components.task_menu import TaskMenu
from dashboard.documents import Person
from dashboard.language import _, plural
from dashboard.tab import later

DEEPEST = 12  # tasks above one another that are shown
SHOWN = 4  # faces


class Faces:
    """Who else has this task open."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._place = box("tt-faces").props("role=group " + named(_("Also here")))
        self.draw()

    def draw(self) -> None:
        """Show those who are here now."""
        tab = self._sheet.tab
        here = tab.hub.presence.at("task", self._sheet.id, besides=tab.stay.client)
        people: dict[str, tuple[Person, str]] = {}
        for one in here:
            if one.person["id"] != self._sheet.me and (one.field or one.person["id"] not in people):
                people[one.person["id"]] = (one.person, one.field)
        self._place.clear()
        self._place.set_visibility(bool(people))
        with self._place:
            for person, field in list(people.values())[:SHOWN]:
                face = avatar(person, "tt-editing" if field else "")
                said = _("{name} edits {field}") if field else _("{name} is here")
                face.props["title"] = said.format(name=person["name"], field=texts.FIELD.get(field, texts.A_FIELD))
            if len(people) > SHOWN:
                text(f"+{len(people) - SHOWN}", "tt-av")


class Crumbs:
    """The project, and the tasks above this one, the highest first."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._place = box("tt-d-crumbs", "nav").props(named(_("Where the task belongs")))
        self._drawn: str | None = ""
        self.update()

    def update(self) -> None:
        """Another task may be above it."""
        parent = self._sheet.task["parent_id"]
        if parent == self._drawn:
            return
        self._drawn = parent
        above, missing = self._known(parent)
        self._draw(above)
        if missing:
            later(self._sheet.tab, partial(self._read, parent, above, missing), "the tasks above")

    def _known(self, parent: str | None) -> tuple[list[Card], str | None]:
        """The cards above that are known, the nearest first, and the id of the first that is not."""
        above: list[Card] = []
        while parent is not None and len(above) < DEEPEST:
            known = self._sheet.store.cards.get(parent)
            if known is None:
                return above, parent
            above.append(known)
            parent = known["parent"]
        return above, None

    async def _read(self, parent: str | None, above: list[Card], missing: str | None) -> None:
        tab = self._sheet.tab
        while missing is not None and len(above) < DEEPEST:
            task = await tab.attempt(tab.api.task(missing, tab.store.workspace["id"]))
            if task is None:
                break
            above.append(card(task))
            missing = task["parent_id"]
        if self._drawn == parent and not self._place.is_deleted:
            self._draw(above)

    def _draw(self, above: list[Card]) -> None:
        self._place.clear()
        self._place.set_visibility(bool(above))
        with self._place:
            for one in reversed(above):
                with button("tt-d-crumb", partial(self._sheet.tab.open_key, one["key"])):
                    text(one["key"], "tt-key")
                    text(one["title"], "tt-name").props("dir=auto")
                icon("chevron-right")


class Flags:
    """Whether it is put away, with the way back, and what it waits for."""

    def __init__(self, sheet: Sheet, menu: TaskMenu) -> None:
        self._sheet = sheet
        self._menu = menu
        self._banner = box("tt-contents")
        self._blocked = box("tt-blocked").props("role=status")
        self._draw_banner()

    def draw(self, waits_for: list[str]) -> None:
        """Show what it waits for."""
        is_blocked = self._sheet.task["is_blocked"]
        self._blocked.clear()
        self._blocked.set_visibility(is_blocked)
        if is_blocked:
            with self._blocked:
                icon("ban")
                text(_("Blocked"), tag="b")
                text(_("by {task}").format(task=waits_for[0]) if waits_for else "", "tt-name").props("dir=auto")
                more = len(waits_for) - 1
                text(plural("and {n} more", "and {n} more", more).format(n=more) if more > 0 else "")

    def _draw_banner(self) -> None:
        sheet, in_trash = self._sheet, self._sheet.task["deleted_at"] is not None
        if not sheet.is_put_away:
            self._draw_project_away()
            return
        with self._banner, box("tt-banner").props("role=status"):
            icon("trash-2" if in_trash else "archive")
            said = _("This task is archived. It cannot be changed.")
            text(_("This task is in the trash. It cannot be changed.") if in_trash else said, "tt-name")
            if sheet.may_act:
                text_button(_("Restore"), self._menu.restore, classes="tt-plain tt-small")
            if in_trash and sheet.may_act and sheet.tab.can_manage:
                text_button(_("Delete for good"), self._ask_to_purge, classes="tt-danger tt-small")

    def _draw_project_away(self) -> None:
        if not self._sheet.is_frozen:
            return
        with self._banner, box("tt-banner").props("role=status"):
            icon("archive")
            text(_("Its project is archived. Its tasks can be read, and not changed."), "tt-name")
            if self._sheet.tab.can_manage:
                with link("/settings/projects", "tt-btn tt-plain tt-small"):
                    text(_("Projects"))

    def _ask_to_purge(self) -> None:
        self._menu.ask_to_purge()


def bones(title: str) -> ui.element:
    """The outline of what is on its way."""
    made = box("tt-d-body").props("aria-busy=true")
    with made:
        text(title, "tt-d-outline", "h2").props("dir=auto")
        for width in (90, 70, 40, 60, 50):
            box("tt-bone tt-bone-row").style(f"width:{width}%;margin:14px 0")
    return made
