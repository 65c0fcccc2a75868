"""Who sees a project: the whole workspace, or some of its people."""

from functools import partial
from typing import cast

from nicegui import ui

from dashboard.calls import projects
from dashboard.calls.projects import FullProject
from dashboard.components import pickers
from dashboard.components.confirm import confirm
from dashboard.components.elements import avatar, box, button, icon, icon_button, named, text, text_button
from dashboard.documents import Person, Project
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_parts import done
from dashboard.tab import Tab

CHOICES = (
    ("workspace", "globe", _("Everybody in the workspace"), _("All members see it; members and above work in it.")),
    ("private", "lock", _("Private"), _("Only those named below see it, and know that it is there.")),
)


class Access:
    """Two choices, and the people where it is private."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._tab = tab
        self._id = project["id"]
        self._drawn: object = None
        self._place = box("tt-contents")
        self._draw()

    def on_batch(self, batch: Batch) -> None:
        """Others change it, too."""
        for event in batch.change.events:
            if event["object"]["id"] == self._id and event["type"].startswith("project.member"):
                self._tab.store.projects.put(cast("Project", event["data"]))
        if batch.change.kinds & {"project", "user"} or batch.change.is_reset:
            self._draw()

    @property
    def _project(self) -> FullProject | None:
        return cast("FullProject | None", self._tab.store.projects.by_id.get(self._id))

    def _draw(self) -> None:
        project = self._project
        if project is None or (project["version"], self._tab.can_manage) == self._drawn:
            return
        self._drawn = (project["version"], self._tab.can_manage)
        self._place.clear()
        with self._place:
            with box("tt-set-card").props("role=radiogroup " + named(_("Who sees it"))):
                for value, sign, label, hint in CHOICES:
                    self._choice(project, value, sign, label, hint)
            if not self._tab.can_manage:
                text(_("Owners and admins decide this."), "tt-set-note", "p")
            if project["visibility"] == "private":
                self._people(project)

    def _choice(self, project: FullProject, value: str, sign: str, label: str, hint: str) -> None:
        is_chosen = project["visibility"] == value
        with button("tt-set-choice", partial(self._choose, value)).props("role=radio") as made:
            icon(sign)
            with box("tt-set-name"):
                text(label, "tt-set-label")
                text(hint, "tt-set-hint")
            if is_chosen:
                icon("check")
        made.props["aria-checked"] = "true" if is_chosen else "false"
        made.props["disabled"] = not self._tab.can_manage

    async def _choose(self, value: str) -> None:
        project = self._project
        if project is None or project["visibility"] == value:
            return
        if value == "private":
            await self._set(value)
            return
        question = _("Open {name} to everybody?").format(name=project["name"])
        consequence = _("All members of the workspace will see its tasks, with all that was written there.")
        confirm(self._tab, question, consequence, partial(self._set, value), label=_("Open it"))

    async def _set(self, value: str) -> None:
        changed = await self._tab.attempt(projects.update(self._tab.api, self._id, {"visibility": value}))
        if changed is not None:
            self._tab.store.projects.put(changed)
            self._draw()

    def _people(self, project: FullProject) -> None:
        with box("tt-set-group", "section"):
            with box("tt-set-tools"):
                text(_("Who sees it"), tag="h2")
                box("tt-spacer")
                if self._tab.can_manage:
                    add = text_button(_("Add people"), classes="tt-plain", icon_name="user-plus")
                    add.on("click", lambda: self._choose_person(add), [])
            with box("tt-table"):
                for person in project["members"]:
                    self._line(person, is_only=len(project["members"]) == 1)

    def _line(self, person: Person, *, is_only: bool) -> None:
        with box("tt-tr"):
            avatar(person, "tt-large")
            text(person["name"], "tt-grow", "b")
            if self._tab.can_manage and not is_only:
                icon_button("x", _("Remove {name}").format(name=person["name"]), partial(self._share, person, end=True))

    async def _choose_person(self, anchor: ui.element) -> None:
        project = self._project
        inside = {person["id"] for person in project["members"]} if project else set()
        people = [person for person in self._tab.store.people() if person["id"] not in inside]

        async def picked(chosen: str) -> None:
            await self._share(next(person for person in people if person["id"] == chosen))

        items = pickers.person_items(people, set(), self._tab.store.me["id"])
        await pickers.choose(anchor, lambda: items, picked, title=_("Who shall see it?"))

    async def _share(self, person: Person, *, end: bool = False) -> None:
        if await self._tab.attempt(done(projects.share(self._tab.api, self._id, person["id"], end=end))) and end:
            self._tab.toasts.say(
                _("{name} sees it no more").format(name=person["name"]), undo=partial(self._share, person)
            )
