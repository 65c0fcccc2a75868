"""`/people/{id}`: one person; `?edit=first_name` or `last_name` lets this window change only that."""

import asyncio
from functools import partial
from typing import Literal, NamedTuple, cast

from dashboard.calls import people as calls
from dashboard.calls.people import PersonDocument
from dashboard.components.connection import ConnectionMark
from dashboard.components.create_person import ask_for_person
from dashboard.components.elements import box, empty, icon, link, text, text_button
from dashboard.components.live_field import About, LiveField
from dashboard.components.person_facts import Face, Facts
from dashboard.components.person_work import Activity, OpenTasks
from dashboard.documents import Event, Person, Task
from dashboard.errors import Missing
from dashboard.feed import State
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.apart import Apart
from dashboard.routes import Route
from dashboard.tab import Tab, later
from dashboard.views import View

Name = Literal["first_name", "last_name"]
ONLY: dict[Name, str] = {
    "first_name": _("This window edits the first name; the other field shows what others write."),
    "last_name": _("This window edits the last name; the other field shows what others write."),
}
LABELS: dict[Name, str] = {"first_name": _("First name"), "last_name": _("Last name")}


class Read(NamedTuple):
    """What the page shows."""

    person: PersonDocument
    tasks: list[Task]
    events: list[Event]


async def open_person(tab: Tab) -> View | None:
    """The page of the person whom the route names, or a word that there is nobody."""
    try:
        return PersonView(tab, await _read(tab, tab.route.name))
    except Missing:
        with (
            empty("users", _("There is nobody here"), _("They left the workspace, or the address is mistyped.")),
            link("/people", "tt-btn"),
        ):
            text(_("See everybody"))
        return None


async def _read(tab: Tab, person_id: str) -> Read:
    workspace = tab.store.workspace["id"]
    person = await calls.person(tab.api, person_id)
    tasks, events = await asyncio.gather(
        calls.open_tasks(tab.api, workspace, person_id), calls.recent_events(tab.api, workspace, person_id)
    )
    return Read(person, tasks, events)


class PersonView(Apart):
    """Names that are edited live, facts, open tasks, what they did last."""

    def __init__(self, tab: Tab, read: Read) -> None:
        person = read.person
        self._tab = tab
        self._person = person
        self._is_here = tab.hub.presence.is_here(person["id"])
        with box("tt-people"), box("tt-person"):
            with box("tt-person-head", "header"):
                self._face = Face(tab, person)
                self._mark = ConnectionMark(tab)
                if tab.can_manage:
                    text_button(
                        _("Create user"), partial(ask_for_person, tab), classes="tt-plain", icon_name="user-plus"
                    )
            self._names()
            self._facts = Facts(tab, person)
            with box("tt-person-work"):
                with box("", "section"):
                    self._tasks = OpenTasks(tab, person["id"], read.tasks)
                with box("", "section"):
                    self._activity = Activity(tab, person["id"], read.events)

    def _names(self) -> None:
        may_edit, only = self._may_edit(), self._tab.route.edit
        with box("tt-person-names tt-two"):
            self._fields = {
                name: LiveField(
                    self._tab,
                    About("user", self._person["id"], name, label, partial(self._save, name)),
                    self._person[name],
                    is_writable=may_edit and only in {"", name},
                )
                for name, label in LABELS.items()
            }
        with box("tt-person-hint", "p"):
            self._hint(may_edit=may_edit, only=only)

    def _hint(self, *, may_edit: bool, only: str) -> None:
        if not may_edit:
            icon("lock")
            text(_("Only they themselves change this.") if self._person["has_login"] else _("Admins change this."))
        elif only:
            text(ONLY[cast("Name", only)])
            with link(Route("people", self._person["id"]).url(), "tt-link"):
                text(_("Edit both"))
        else:
            text(_("Saved as you type, and seen by everybody at once."))

    def _may_edit(self) -> bool:
        """Oneself; people without log-in, as an admin; anybody, as an administrator of the installation."""
        me, person = cast("PersonDocument", self._tab.store.me), self._person
        return me["id"] == person["id"] or me["is_admin"] or (self._tab.can_manage and not person["has_login"])

    async def _save(self, name: Name, value: str) -> str:
        changed = await calls.change_person(self._tab.api, self._person["id"], {name: value})
        self._take(changed)
        return changed[name]

    def _take(self, person: PersonDocument, by: Person | None = None) -> None:
        """A newer document of the person came: as an event, without when they were last here."""
        if person["version"] <= self._person["version"]:
            return
        self._person = cast("PersonDocument", {**self._person, **person})
        for name, field in self._fields.items():
            field.take(person[name], by)
        self._face.draw(self._person)
        self._facts.draw(self._person)

    # told by the hub

    def on_batch(self, batch: Batch) -> None:
        """Take over what happened to the person, and what they did."""
        if batch.change.is_reset:
            later(self._tab, self._catch_up, "a person's page")
            return
        for event in batch.change.events:
            self._on_event(event)
        if "member" in batch.change.kinds:
            self._face.draw(self._person)

    def _on_event(self, event: Event) -> None:
        about = event["object"]
        if about["type"] == "task":
            self._tasks.on_event(event)
            self._activity.on_event(event)
        elif (about["type"], about["id"]) == ("user", self._person["id"]):
            self._take(cast("PersonDocument", event["data"]), event["actor"])

    async def _catch_up(self) -> None:
        """The stream lost its place: read again, around what is being typed."""
        read = await self._tab.attempt(_read(self._tab, self._person["id"]))
        if read is not None:
            self._take(read.person)
            self._tasks.put(read.tasks)
            self._activity.put(read.events)

    def on_presence(self, kind: str, object_id: str) -> None:
        """Somebody took or left a field, or the person came."""
        if self._is_here != self._tab.hub.presence.is_here(self._person["id"]):
            self._is_here = not self._is_here
            self._facts.draw(self._person)
        if (kind, object_id) == ("user", self._person["id"]):
            for field in self._fields.values():
                field.look()

    def on_state(self, state: State) -> None:
        """Let the mark say it."""
        self._mark.on_state(state)

    async def on_return(self) -> None:
        """The window was cut off for a while."""
        await asyncio.gather(*(field.catch_up() for field in self._fields.values()))
