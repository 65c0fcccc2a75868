"""Where one tab is, told to the others: soon after it went there, and again and again while it stays."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from dashboard.calls.presence import be_at, be_gone
from dashboard.client import Api
from dashboard.errors import DashboardError

SETTLING = 0.15  # seconds that one is in a place before the others hear of it
LOOKING = 1.0  # seconds after which one who was alone looks whether anybody has come
HEARTBEAT = 10.0  # seconds after which they hear of it again, because after 15 s of silence one is gone


class Place(NamedTuple):
    """At what one looks, and the field that one edits ("" for none)."""

    kind: str
    object_id: str
    field: str = ""


class Stay:
    """One tab's place. `is_seen`: whether there is anybody to hear of it and the tab's window is still there."""

    def __init__(self, api: Api, workspace: Callable[[], str], is_seen: Callable[[], bool]) -> None:
        self.client = secrets.token_urlsafe(9)
        self._api = api
        self._workspace = workspace
        self._is_seen = is_seen
        self._place: Place | None = None
        self._said: Place | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._saying = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()
        self._is_hidden = False

    @property
    def place(self) -> Place | None:
        """Where the tab is."""
        return self._place

    def look(self, kind: str, object_id: str) -> None:
        """Be at a `task`, a `project` or a `user`."""
        if self._place is None or self._place[:2] != (kind, object_id):
            self._go(Place(kind, object_id))

    def edit(self, field: str) -> None:
        """Edit a field of what one looks at."""
        if self._place is not None and self._place.field != field:
            self._go(self._place._replace(field=field))

    def rest(self, field: str = "") -> None:
        """Edit nothing, and go on looking. `field`: only if it is still this one, because Quasar tells of the field
        that is left after the one that is entered."""
        if self._place is not None and field in {"", self._place.field}:
            self.edit("")

    def leave(self) -> None:
        """Be nowhere."""
        if self._place is not None:
            self._go(None)

    def hide(self) -> None:
        """The window closes: be nowhere unless it comes back."""
        self._is_hidden = True
        self._wait(0)

    def come_back(self) -> None:
        """The window is there, perhaps after a break: say it at once."""
        self._is_hidden = False
        self._wait(0)

    def _go(self, place: Place | None) -> None:
        self._place = place
        self._wait(SETTLING)

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        task = asyncio.get_running_loop().create_task(self._say())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _say(self) -> None:
        async with self._saying:
            place = None if self._is_hidden else self._place
            with suppress(DashboardError):  # nobody misses what is only for the moment
                if place is not None and self._is_seen():
                    self._said = place
                    await be_at(self._api, self._workspace(), self.client, *place)
                elif place is None and self._said is not None:
                    self._said = None
                    await be_gone(self._api, self._workspace(), self.client)
        if place is not None and place == self._place:
            self._wait(HEARTBEAT if place == self._said and self._is_seen() else LOOKING)
