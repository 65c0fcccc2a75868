"""Who looks at what just now, as the stream tells it. Where one's own tab is, `dashboard.stay` says."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypedDict

from dashboard.documents import EventObject, Person

QUIET = 0.05  # seconds in which changes are told to the pages together
GRACE = 2.0  # seconds after a break of the stream within which those who are still here are told of again


class PresenceMessage(TypedDict):
    """`presence.updated`, as the stream carries it."""

    user: Person
    client: str
    object: EventObject | None
    field: str | None
    state: Literal["viewing", "editing", "gone"]


class Here(NamedTuple):
    """Somebody's window, at what it is, and in which field ("" for none)."""

    person: Person
    client: str
    kind: str
    object_id: str
    field: str
    state: Literal["viewing", "editing"]


@dataclass
class Presence:
    """Everybody who is somewhere in one workspace. `changed` hears of each thing where somebody came, moved or left.

    The stream says who is gone, silence included. Only while it is broken nobody does: then everybody is forgotten
    who is not told of again.
    """

    changed: Callable[[str, str], None]
    _here: dict[tuple[str, str], Here] = field(default_factory=dict)
    _doubted: set[tuple[str, str]] = field(default_factory=set)
    _changed: set[tuple[str, str]] = field(default_factory=set)

    def at(self, kind: str, object_id: str, besides: str = "") -> list[Here]:
        """Who looks at this thing, in the order in which they came to where they are; `besides`: the own client."""
        found = [one for one in self._here.values() if (one.kind, one.object_id) == (kind, object_id)]
        return [one for one in found if one.client != besides]

    def is_here(self, person_id: str) -> bool:
        """Whether somebody is anywhere in the workspace."""
        return any(user == person_id for user, _ in self._here)

    def editor(self, kind: str, object_id: str, in_field: str, besides: str = "") -> Here | None:
        """Who else has this field: of several who edit it the first, so that everybody sees the same one."""
        found = [one for one in self.at(kind, object_id) if (one.state, one.field) == ("editing", in_field)]
        return found[0] if found and found[0].client != besides else None

    def take(self, message: PresenceMessage) -> None:
        """The stream told of somebody."""
        person, about = message["user"], message["object"]
        key = (person["id"], message["client"])
        self._doubted.discard(key)
        if about is None or message["state"] == "gone":
            self._forget(key)
            return
        here = Here(person, message["client"], about["type"], about["id"], message["field"] or "", message["state"])
        if here != self._here.get(key):
            self._forget(key)
            self._here[key] = here
            self._note(here)

    def doubt(self) -> None:
        """The stream broke: whoever is not told of again soon is forgotten."""
        if self._here:
            self._doubted = set(self._here)
            asyncio.get_running_loop().call_later(GRACE, self._forget_doubted)

    def _forget_doubted(self) -> None:
        for key in self._doubted:
            self._forget(key)
        self._doubted.clear()

    def _forget(self, key: tuple[str, str]) -> None:
        known = self._here.pop(key, None)
        if known is not None:
            self._note(known)

    def _note(self, here: Here) -> None:
        if not self._changed:
            asyncio.get_running_loop().call_later(QUIET, self._tell)
        self._changed.add((here.kind, here.object_id))

    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        for kind, object_id in changed:
            self.changed(kind, object_id)
