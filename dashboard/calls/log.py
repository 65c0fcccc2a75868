"""What one asks of the API about what happened."""

from dataclasses import dataclass
from typing import cast

from dashboard.client import Api
from dashboard.documents import Event

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries of the log: empty means all. `since`, `until` are instants."""

    actor: str = ""
    kind: str = ""
    project: str = ""
    since: str = ""
    until: str = ""

    def query(self, workspace: str) -> dict[str, str | int]:
        """As the API takes it, newest first."""
        given = {
            "actor": self.actor,
            "type": self.kind,
            "project": self.project,
            "since": self.since,
            "until": self.until,
        }
        return {
            "workspace": workspace,
            "sort": "-seq",
            "limit": PAGE,
            **{key: value for key, value in given.items() if value},
        }


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, and the cursor of the next ones ("" at the end)."""

    events: list[Event]
    next: str


async def read(api: Api, workspace: str, asked: Asked, cursor: str = "") -> Page:
    """A page of the log."""
    query = {**asked.query(workspace), **({"cursor": cursor} if cursor else {})}
    body = (await api.call("GET", "/api/events", query=query)).json()
    told = [event for event in body["items"] if not event["type"].startswith("notification.")]  # one's own news
    return Page(cast("list[Event]", told), body["next"] or "")


async def undo(api: Api, workspace: str, seq: int) -> None:
    """Take one entry back."""
    await api.call("POST", f"/api/events/{seq}/undo", query={"workspace": workspace})
