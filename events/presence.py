"""Who is where just now: told to whoever may see the thing, only as it is at that moment, and never kept.

A board per room knows everybody; an onlooker per reader knows whom it has been told of. Whoever moves to where a reader
may not look is gone for that reader.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from events import frames, metrics
from events.log import Log, LogUnavailable, Scope
from events.selection import Selection
from events.store import Store
from events.wire import PRESENCE_SECONDS, Presence, decode_presence

SETTLING: Final = 0.2  # seconds: what happens within them is told together

_logger = logging.getLogger("tasktide.events")


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody, as readers are told. `until`: when silence ends it, by the loop's clock."""

    presence: Presence
    shown: bytes
    gone: bytes
    until: float


class Board:
    """Everybody in a workspace. `tell` is called with the keys of those who came, moved or left."""

    def __init__(self, workspace_id: str, tell: Callable[[Collection[str]], None]) -> None:
        self.here: dict[str, Here] = {}
        self._workspace_id = workspace_id
        self._tell = tell
        self._private: set[str] = set()
        self._changed: dict[str, None] = {}
        self._settling: asyncio.TimerHandle | None = None
        self._looking: asyncio.Task[None] | None = None
        self._heard: set[str] = set()

    def close(self) -> None:
        """Nothing of the board goes on."""
        for running in (self._settling, self._looking):
            if running is not None:
                running.cancel()

    def hear(self, data: bytes) -> None:
        """A message of Redis."""
        try:
            presence = decode_presence(data)
        except ValueError as error:
            _logger.warning("a message of presence cannot be read: %s", error)
            return
        self._heard.add(presence.key)
        self._put(presence, PRESENCE_SECONDS)

    def look(self, store: Store, log: Log) -> None:
        """Find out who is here already: called when messages begin to come, or come again."""
        if self._looking is None or self._looking.done():
            self._heard.clear()
            self._looking = asyncio.create_task(self._look(store, log))

    def expire(self, now: float) -> None:
        """Those who have been silent for too long are gone. Called about once a second with the loop's time."""
        for key in [key for key, here in self.here.items() if here.until <= now]:
            self._leave(key)

    def enclose(self, project_id: str, *, is_private: bool) -> None:
        """A project is private now, or no longer; who says where he is may have said so before."""
        (self._private.add if is_private else self._private.discard)(project_id)

    def may_see(self, here: Here, scope: Scope) -> bool:
        """Whether somebody with this access may know."""
        project_id = here.presence.project_id
        is_private = here.presence.private_project_id is not None or project_id in self._private
        return not is_private or project_id in scope.private_project_ids

    async def _look(self, store: Store, log: Log) -> None:
        try:
            self._private = set(await log.private_projects(self._workspace_id))
        except LogUnavailable:
            return  # whoever is here says so again
        for presence, seconds in await store.presences(self._workspace_id):
            if presence.key not in self._heard:
                self._put(presence, seconds)

    def _put(self, presence: Presence, seconds: float) -> None:
        if presence.shown is None:
            self._leave(presence.key)
            return
        until = asyncio.get_running_loop().time() + seconds
        known = self.here.get(presence.key)
        shown, gone = frames.ephemeral(presence.shown), frames.ephemeral(presence.gone)
        self.here[presence.key] = Here(presence, shown, gone, until)
        if known is None or known.presence != presence:
            self._note(presence.key)

    def _leave(self, key: str) -> None:
        if self.here.pop(key, None):
            self._note(key)

    def _note(self, key: str) -> None:
        """The first change is told at once, those that follow it soon together."""
        self._changed[key] = None
        if self._settling is None:
            self._settle()

    def _settle(self) -> None:
        changed, self._changed = self._changed, {}
        self._settling = asyncio.get_running_loop().call_later(SETTLING, self._settle) if changed else None
        if changed:
            self._tell(changed)


class Onlooker:
    """What one reader has been told, and of whom it is to be told next: of each only what is true by then."""

    __slots__ = ("_board", "_changed", "_selection", "_shown", "_told", "has_news", "is_curious")

    def __init__(self, board: Board, selection: Selection) -> None:
        self.is_curious = selection.wants_presence
        self.has_news = False
        self._board = board
        self._selection = selection
        self._changed: dict[str, None] = {}
        self._told: dict[str, bytes] = {}  # what is to be said when they have gone
        self._shown: dict[str, bytes] = {}

    def look(self, keys: Collection[str]) -> None:
        """These came, moved or left."""
        self._changed.update(dict.fromkeys(keys))
        self.has_news = True

    def look_again(self) -> None:
        """At everybody: the reader begins, or begins anew."""
        self._shown.clear()
        if self.is_curious:
            self.look([*self._told, *self._board.here])

    def news(self, scope: Scope) -> bytes:
        """What it is to be told, with the access that it has now."""
        said = [message for key in self._changed if (message := self._message(key, scope))]
        self._changed.clear()
        self.has_news = False
        metrics.PRESENCES.inc(len(said))
        return b"".join(said)

    def _message(self, key: str, scope: Scope) -> bytes | None:
        here = self._board.here.get(key)
        if here and self._selection.covers(here.presence.project_id) and self._board.may_see(here, scope):
            if self._shown.get(key) == here.shown:
                return None  # the reader took it before it was told of it
            self._told[key], self._shown[key] = here.gone, here.shown
            return here.shown
        self._shown.pop(key, None)
        return self._told.pop(key, None)
