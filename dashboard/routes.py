"""The dashboard's own URLs, read and written in one place."""

import re
from dataclasses import dataclass, field
from typing import Literal, cast
from urllib.parse import parse_qs, urlsplit

from dashboard.filters import Filter, url

Kind = Literal[
    "home", "inbox", "board", "list", "calendar", "timeline", "all", "view", "task", "insights", "people", "settings"
]
Layout = Literal["board", "list", "calendar", "timeline"]
LAYOUTS: tuple[Layout, ...] = ("board", "list", "calendar", "timeline")
SECTIONS = (
    "profile",
    "password",
    "sessions",
    "tokens",
    "notifications",
    "workspace",
    "members",
    "invitations",
    "labels",
    "projects",
    "data",
    "webhooks",
    "audit",
)
_PLAIN: dict[str, Kind] = {"/": "home", "/inbox": "inbox", "/all": "all", "/insights": "insights", "/people": "people"}
_PROJECT = re.compile(r"^/p/([A-Za-z][A-Za-z0-9]{0,15})/(board|list|calendar|timeline)/?$")
_TASK = re.compile(r"^/t/([A-Za-z][A-Za-z0-9]{0,15}-\d+)/?$")
_NAMED = re.compile(r"^/(view|people)/([0-9a-f-]{36})/?$")
SIDES = ("created", "watched", "done")  # of my work, beside what is assigned to oneself
BOXES = ("unread", "archived")  # of the inbox, beside what is not archived
EDITABLE = ("first_name", "last_name")
PARTS = ("statuses", "fields", "templates", "access")
_SETUP = rf"projects/[A-Za-z][A-Za-z0-9]{{0,15}}(?:/(?:{'|'.join(PARTS)}))?"  # how one project is set up
_WEBHOOK = r"webhooks/[0-9a-f-]{36}"
_SETTINGS = re.compile(rf"^/settings(?:/({'|'.join(SECTIONS)}|{_SETUP}|{_WEBHOOK}))?/?$")


@dataclass(frozen=True, slots=True)
class Route:
    """Where a person is: the page, what of it (see below), the open task, what of the tasks is shown.

    `name`: the project's key, the view's or person's id, the settings' section. `edit`: the one field of a person that
    this window may change; "" for all. `period`: the days that the insights are about.
    """

    kind: Kind
    name: str = ""
    task: str = ""
    shown: Filter = field(default_factory=Filter)
    edit: str = ""
    period: str = ""

    def url(self) -> str:
        """The URL that leads here."""
        return url(self.path, self.query())

    def query(self) -> dict[str, str]:
        """What stands behind the path."""
        query = self.shown.to_query()
        if self.kind in {"home", "inbox"} and self.name:
            query["side"] = self.name
        if self.period:
            query["period"] = self.period
        if self.task and self.kind != "task":
            query["task"] = self.task
        if self.edit:
            query["edit"] = self.edit
        return query

    @property
    def path(self) -> str:
        """The URL's path."""
        match self.kind:
            case "home":
                return "/"
            case "inbox" | "all" | "insights":
                return f"/{self.kind}"
            case "view" | "people" | "settings":
                return f"/{self.kind}/{self.name}" if self.name else f"/{self.kind}"
            case "task":
                return f"/t/{self.task}"
            case _:
                return f"/p/{self.name}/{self.kind}"

    @property
    def in_project(self) -> bool:
        """Whether it is one of a project's layouts."""
        return self.kind in LAYOUTS

    @property
    def has_tasks(self) -> bool:
        """Whether it shows tasks that a filter narrows."""
        return self.in_project or self.kind in {"home", "all", "view"}


def parse(address: str) -> Route | None:
    """The route that a path and query describe, or None if there is no such page."""
    parts = urlsplit(address)
    shown = Filter.from_query(parts.query)
    task = parse_qs(parts.query).get("task", [""])[0].upper()
    if parts.path == "/insights":
        return Route("insights", task=task, shown=shown, period=parse_qs(parts.query).get("period", [""])[0])
    if parts.path in _PLAIN:
        side, known = parse_qs(parts.query).get("side", [""])[0], {"/": SIDES, "/inbox": BOXES}.get(parts.path, ())
        return Route(_PLAIN[parts.path], side if side in known else "", task, shown)
    if found := _PROJECT.match(parts.path):
        return Route(cast("Layout", found[2]), found[1].upper(), task, shown)
    if found := _NAMED.match(parts.path):
        edit = parse_qs(parts.query).get("edit", [""])[0]
        return Route(cast("Kind", found[1]), found[2], task, shown, edit if edit in EDITABLE else "")
    if found := _TASK.match(parts.path):
        return Route("task", task=found[1].upper(), shown=shown)
    if found := _SETTINGS.match(parts.path):
        return Route("settings", found[1] or "")
    return None


def is_local(target: str) -> bool:
    """Whether a `next=` target stays on this site."""
    return target.startswith("/") and not target.startswith(("//", "/\\")) and not urlsplit(target).netloc
