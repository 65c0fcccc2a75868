"""`/settings/…`: the list of sections at the left (on phones a page of its own), one section beside it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol

from dashboard.components.elements import box, empty, icon, link, named, text, text_button
from dashboard.errors import DashboardError
from dashboard.filters import Filter
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_audit import Audit
from dashboard.pages.settings_data import DataSection
from dashboard.pages.settings_invitations import Invitations
from dashboard.pages.settings_labels import Labels
from dashboard.pages.settings_members import Members
from dashboard.pages.settings_notifications import Notifications
from dashboard.pages.settings_parts import forbidden
from dashboard.pages.settings_password import PasswordSection
from dashboard.pages.settings_profile import Profile
from dashboard.pages.settings_project import ProjectSetup
from dashboard.pages.settings_projects import Projects
from dashboard.pages.settings_sessions import Devices
from dashboard.pages.settings_tokens import AccessTokens
from dashboard.pages.settings_webhook import WebhookSetup
from dashboard.pages.settings_webhooks import Webhooks
from dashboard.pages.settings_workspace import WorkspaceSection
from dashboard.tab import Tab


class Section(Protocol):
    """What stands beside the list."""

    def on_batch(self, batch: Batch) -> None:
        """Something changed."""


Open = Callable[[Tab], Awaitable[Section]]
Rule = Callable[[Tab], bool]


def _everybody(_tab: Tab) -> bool:
    return True


def _writers(tab: Tab) -> bool:
    return tab.can_write


def _managers(tab: Tab) -> bool:
    return tab.can_manage


@dataclass(frozen=True, slots=True)
class Entry:
    """A section: where it stands, what it is for, whose it is, and why it is nobody else's."""

    group: str
    label: str
    sign: str
    lead: str
    open: Open
    may: Rule = _everybody
    why: str = ""


YOU, WORKSPACE = _("You"), _("Workspace")
ENTRIES: dict[str, Entry] = {
    "profile": Entry(
        YOU, _("Profile"), "circle-user", _("How others see you, and how you see Tasktide."), Profile.open
    ),
    "password": Entry(YOU, _("Password"), "key-round", _("What you sign in with."), PasswordSection.open),
    "sessions": Entry(YOU, _("Devices"), "monitor-smartphone", _("Where you are signed in just now."), Devices.open),
    "notifications": Entry(
        YOU, _("Notifications"), "bell", _("What you want to hear of, and how."), Notifications.open
    ),
    "tokens": Entry(YOU, _("Access tokens"), "terminal", _("For programs that act in your name."), AccessTokens.open),
    "workspace": Entry(
        WORKSPACE,
        _("General"),
        "building-2",
        _("What this workspace is called, and the ways out of it."),
        WorkspaceSection.open,
    ),
    "members": Entry(WORKSPACE, _("Members"), "users", _("Who works here, and as what."), Members.open),
    "invitations": Entry(
        WORKSPACE,
        _("Invitations"),
        "mail-plus",
        _("Who has been asked to come, and has not answered yet."),
        Invitations.open,
        _managers,
        _("Owners and admins invite people. Ask one of them."),
    ),
    "labels": Entry(
        WORKSPACE,
        _("Labels"),
        "tag",
        _("They mark tasks across all projects; a change shows on every task at once."),
        Labels.open,
        _writers,
        _("You look at this workspace as a viewer; members and above change its labels."),
    ),
    "projects": Entry(
        WORKSPACE,
        _("Projects"),
        "square-kanban",
        _("Each with its columns, fields and templates."),
        Projects.open,
        _writers,
        _("You look at this workspace as a viewer; members and above set up its projects."),
    ),
    "data": Entry(
        WORKSPACE,
        _("Import and export"),
        "arrow-down-up",
        _("Bring in what you have elsewhere, and take along what is here."),
        DataSection.open,
    ),
    "webhooks": Entry(
        WORKSPACE,
        _("Webhooks"),
        "webhook",
        _("Other programs that are told what happens here."),
        Webhooks.open,
        _managers,
        _("Owners and admins set up webhooks. Ask one of them."),
    ),
    "audit": Entry(
        WORKSPACE, _("Audit log"), "scroll-text", _("Everything that happened here, newest first."), Audit.open
    ),
}
# One thing of a section, by its name in the address; it has a heading of its own.
PARTS: dict[str, Entry] = {
    "projects": replace(ENTRIES["projects"], open=ProjectSetup.open),
    "webhooks": replace(ENTRIES["webhooks"], open=WebhookSetup.open),
}


class SettingsView:
    """One section at a time."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._section: Section | None = None
        name = tab.route.name
        self._is_part = "/" in name
        self._name = name.partition("/")[0] or "profile"
        with box("tt-settings" + ("" if name else " tt-set-index")):
            self._index()
            self._pane = box("tt-set-pane")
        self._draw_bones()

    @classmethod
    async def open(cls, tab: Tab) -> "SettingsView":
        """Show bones, read what the section needs, show it."""
        view = cls(tab)
        await view.fill()
        return view

    async def fill(self) -> None:
        """Read and show the section."""
        entry = (PARTS if self._is_part else ENTRIES)[self._name]
        self._pane.clear()
        with self._pane, box("tt-set-column"):
            if not self._is_part:
                _heading(self._label(entry), entry.lead)
            if not entry.may(self._tab):
                forbidden(entry.why)
                return
            with box("tt-contents") as place:
                _bones()
            try:
                with box("tt-contents"):
                    self._section = await entry.open(self._tab)
            except DashboardError as error:
                with empty("circle-alert", _("This could not be loaded"), str(error)):
                    text_button(_("Try again"), self._tab.frame.again)
            place.delete()

    def show(self, shown: Filter) -> None:
        """There is nothing to filter."""

    def select(self, task_id: str | None) -> None:
        """There is nothing to mark."""

    def settle(self, task_id: str) -> None:
        """There are no cards here."""

    def on_batch(self, batch: Batch) -> None:
        """Let the section follow."""
        if self._section is not None:
            self._section.on_batch(batch)

    def _index(self) -> None:
        with box("tt-set-nav", "nav").props(named(_("Settings"))):
            text(_("Settings"), "tt-set-title tt-only-m", "h1")
            for group in (YOU, WORKSPACE):
                text(group if group == YOU else self._tab.store.workspace["name"], "tt-set-cap", "h2")
                for name, entry in ENTRIES.items():
                    if entry.group == group and entry.may(self._tab):
                        self._line(name, entry)

    def _line(self, name: str, entry: Entry) -> None:
        is_here = name == self._name
        with link(f"/settings/{name}", "tt-nav" + (" tt-on" if is_here else "")) as made:
            icon(entry.sign)
            text(entry.label, "tt-name")
            icon("chevron-right", "tt-only-m tt-set-more")
        if is_here:
            made.props["aria-current"] = "page"

    def _label(self, entry: Entry) -> str:
        return _("Workspace") if self._name == "workspace" else entry.label

    def _draw_bones(self) -> None:
        with self._pane, box("tt-set-column"):
            _bones()


def _heading(title: str, lead: str) -> None:
    with box("tt-set-head", "header"):
        with link("/settings", "tt-set-back tt-only-m"):
            icon("arrow-left")
            text(_("Settings"))
        text(title, tag="h1")
        text(lead, tag="p")


def _bones() -> None:
    with box("tt-set-bones").props("aria-hidden=true"):
        for _bone in range(4):
            box("tt-bone")
