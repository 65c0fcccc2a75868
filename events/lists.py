"""The lists of tasks that live queries ask for: what a query means to its reader, and the stream that keeps it true."""

from functools import partial

from events.access import Claims
from events.live import Meaning, meaning
from events.live_log import LiveLog
from events.live_reader import LiveReader
from events.log import Log, LogUnavailable
from events.passages import Passages
from events.problems import Invalid, NotFound, Unavailable
from events.room import Room
from events.selection import Selection, StreamRequest, query_fault
from query.errors import QueryError
from query.parse import parse
from query.resolve import personal, resolve, sources
from query.tree import All, Among, listed


class Lists:
    """One per process."""

    def __init__(self, log: Log) -> None:
        self._log = LiveLog(log)
        self._passages = Passages(self._log)

    async def meaning(self, claims: Claims, wanted: StreamRequest) -> Meaning:
        """What the request's query means to the bearer. Raises a `Problem`."""
        try:
            return await self._meaning(wanted.workspace_id, claims.user_id, wanted.selection)
        except QueryError as error:
            fault = query_fault(error)
            raise Invalid(f"q: {error.message}", [fault]) from None
        except LogUnavailable:
            raise Unavailable from None

    def reader(self, room: Room, claims: Claims, wanted: StreamRequest, meaning: Meaning, start: int) -> LiveReader:
        """The stream of a list whose query got its `meaning` when the log stood at `start`, or later."""
        resolve = partial(self._meaning, wanted.workspace_id, claims.user_id, wanted.selection)
        return LiveReader(
            room, claims, wanted.selection, start=start, meaning=meaning, resolve=resolve, passages=self._passages
        )

    async def _meaning(self, workspace_id: str, user_id: str, selection: Selection) -> Meaning:
        """As `GET /api/tasks?q=…` understands the same text of the same reader. Raises `QueryError`."""
        tree = parse(selection.query or "").tree
        names = await self._log.names(workspace_id, user_id, tree)
        if names is None:
            raise NotFound
        meant = personal(resolve(tree, names), user_id)
        if selection.projects:
            meant = All((meant, Among("project", selection.projects)))
        return meaning(listed(meant), names.zone, names.archived, sources(tree))
