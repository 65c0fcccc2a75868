"""The dashboard's own URLs, read and written in one place."""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from dashboard.filters import Filter, url

Kind = Literal["home", "board", "list", "all", "task", "settings"]
_PROJECT = re.compile(r"^/p/([A-Za-z][A-Za-z0-9]{0,15})/(board|list)/?$")
_TASK = re.compile(r"^/t/([A-Za-z][A-Za-z0-9]{0,15}-\d+)/?$")
_SETTINGS = re.compile(r"^/settings(?:/(profile|workspace|labels|projects))?/?$")


@dataclass(frozen=True, slots=True)
class Route:
    """Where a person is: the page, the project's key or the settings' section, the open task, the filter."""

    kind: Kind
    name: str = ""
    task: str = ""
    shown: Filter = field(default_factory=Filter)

    def url(self) -> str:
        """The URL that leads here."""
        query = self.shown.to_query()
        if self.task and self.kind != "task":
            query["task"] = self.task
        return url(self.path, query)

    @property
    def path(self) -> str:
        """The URL's path."""
        match self.kind:
            case "home":
                return "/"
            case "all":
                return "/all"
            case "task":
                return f"/t/{self.task}"
            case "settings":
                return f"/settings/{self.name}"
            case _:
                return f"/p/{self.name}/{self.kind}"


def parse(address: str, *, me: str) -> Route | None:
    """The route that a path and query describe, or None if there is no such page."""
    parts = urlsplit(address)
    shown = Filter.from_query(parts.query, me=me)
    task = parse_qs(parts.query).get("task", [""])[0].upper()
    if parts.path == "/":
        return Route("home", task=task, shown=shown)
    if parts.path == "/all":
        return Route("all", task=task, shown=shown)
    if found := _PROJECT.match(parts.path):
        return Route("board" if found[2] == "board" else "list", found[1].upper(), task, shown)
    if found := _TASK.match(parts.path):
        return Route("task", task=found[1].upper(), shown=shown)
    if found := _SETTINGS.match(parts.path):
        return Route("settings", found[1] or "profile")
    return None


def is_local(target: str) -> bool:
    """Whether a `next=` target stays on this site."""
    return target.startswith("/") and not target.startswith(("//", "/\\")) and not urlsplit(target).netloc
