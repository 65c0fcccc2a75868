"""`/p/{KEY}/board`."""

from dashboard.components.board import Board, BoardEvents, Move
from dashboard.documents import Project, Status, TaskChanges
from dashboard.filters import Filter, url
from dashboard.hub import Batch
from dashboard.tab import Tab


class BoardView:
    """A project's tasks in the columns of its statuses."""

    def __init__(self, tab: Tab, project: Project) -> None:
        self._tab = tab
        self._project = project
        self._archived = tab.route.shown.archived
        events = BoardEvents(tab.open_task, self._moved, self._added)
        columns = self._columns()
        self._board = Board(self._url(), project["id"], columns, tab.route.shown, writable=tab.can_write, events=events)

    def show(self, shown: Filter) -> None:
        """Filter what is there; archived cards are fetched when they are first wanted."""
        self._board.show(shown)
        if shown.archived != self._archived:
            self._archived = shown.archived
            self._board.props["url"] = self._url()
            self._board.set_columns(self._columns())

    def select(self, task_id: str | None) -> None:
        """Mark the open card."""
        self._board.select(task_id)

    def settle(self, task_id: str) -> None:
        """Let a moved card go where the server has it."""
        card = self._tab.store.cards.get(task_id)
        self._board.settle(task_id, card if card is not None else {"id": task_id, "gone": True})

    def on_batch(self, batch: Batch) -> None:
        """Patch the cards; redraw the columns if they changed."""
        if "status" in batch.change.kinds:
            self._board.set_columns(self._columns())
        if batch.change.is_reset:
            self._board.reload()
        elif batch.change.cards:
            self._board.apply(batch.patches)

    def _columns(self) -> list[Status]:
        return self._tab.store.columns(self._project["id"], archived=self._archived)

    def _url(self) -> str:
        query = {"workspace": self._project["workspace_id"], "project": self._project["id"]}
        return url("/data/tasks", {**query, **({"archived": "1"} if self._archived else {})})

    async def _moved(self, move: Move) -> None:
        changes: TaskChanges = {"status": move.status}
        if move.after is not None:
            changes["after"] = move.after
        elif move.before is not None:
            changes["before"] = move.before
        await self._tab.move(move.id, changes)

    async def _added(self, status: str) -> None:
        self._tab.frame.open_create(status)
