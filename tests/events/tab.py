"""A browser as the stream sees it: cookies, an `EventSource` in each tab, no other headers than its own."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import quote

import httpx

from tests.events.follower import Follower
from tests.events.world import Person, Workspace


def ticket_of(person: Person, workspace: Workspace, query: str = "", *, seconds: float = 30) -> str:
    """As the API signs it."""
    return person.token(seconds=seconds, token_type="ticket", query=f"workspace={workspace.id}{query}")


@dataclass
class Tab(Follower):
    """An open `EventSource`. What the service leaves on the browser is there for its other tabs."""

    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.cookies.update(self._client.cookies)
        return self

    def _request(self) -> httpx.Request:
        self._client.cookies = self.cookies
        return self._client.build_request("GET", f"{self.url}{self.query}", headers=self.headers)

    @property
    def retry(self) -> int:
        """In how many milliseconds it comes back."""
        return int(self.raw.rpartition(b"retry: ")[2].split()[0])


@dataclass
class Browser:
    """One with its cookies."""

    url: str
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def tab(self, ticket: str, rest: str = "", **headers: str) -> Tab:
        """Open the address of a ticket; `headers` with underscores: `Last_Event_ID`."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return Tab(self.url, "", "", f"/events?ticket={quote(ticket)}{rest}", said, cookies=self.cookies)
