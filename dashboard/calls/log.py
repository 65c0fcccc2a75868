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
    return Page([event for event in cast("list[Event]", body["items"]) if is_told(event)], body["next"] or "")


def is_told(event: Event) -> bool:
    """Whether it is an entry for people: one's own news are not, nor how far an import is."""
    is_progress = event["type"] == "import.updated" and "state" not in event["changes"]
    return not is_progress and not event["type"].startswith("notification.")


async def undo(api: Api, workspace: str, seq: int) -> None:
    """Take one entry back."""
    await api.call("POST", f"/api/events/{seq}/undo", query={"workspace": workspace})
