"""Writing a board, whatever it was read from: the same actions as the API's, so each row has its event.

In transactions small enough that others are not kept waiting, and an open board fills up while the import runs. A row
and the note that it was imported are one transaction: whatever stops an import, running it again goes on behind the
last whole batch.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection

from backend.accounts.models import User
from backend.core.errors import Conflict
from backend.imports.board import Board
from backend.imports.cards import Cards
from backend.imports.frame import Frame
from backend.imports.ledger import Ledger
from backend.imports.people import People
from backend.imports.report import Report
from backend.imports.rows import Desk
from backend.projects.models import Project
from backend.workspaces.access import require
from backend.workspaces.models import Workspace
from backend.workspaces.roles import Permission

CARDS_AT_ONCE = 50
PARTS_AT_ONCE = 100  # of what hangs on cards; two events each

Step = Callable[[], None]
Progress = Callable[[int, Report], None]


class Occupied(Conflict):
    """Another import into this workspace is running."""


def write(
    board: Board,
    *,
    actor: User,
    workspace: Workspace,
    into: UUID | None = None,
    since: datetime | None = None,
    on_progress: Progress | None = None,
) -> Report:
    """Bring `workspace` up to what `board` says; the project `into`, or the board's own.

    `on_progress` hears how many of `size(board)` rows a batch had, and what has been done so far. `since`: when this
    import began for the first time. `Forbidden` where the actor may not, `Occupied` while another import runs.
    """
    require(actor, workspace.id, Permission.WRITE_PROJECTS)
    report = Report(problems=list(board.problems))
    with alone(workspace.id):
        desk = Desk(actor, workspace, Ledger(workspace.id, board.source, since))
        frame, people = Frame(desk, into), People(desk)
        with desk.batch():
            people.take(board)
            frame.take(board)
        report.add(desk.report)
        report.project_id = frame.project_id
        for steps in _batches(board, Cards(desk, board, frame, people)):
            with desk.batch():
                # As every action does, the project before its tasks: or one who waits for a task could have it.
                Project.objects.filter(id=frame.project_id).locked().first()
                for step in steps:
                    step()
            report.add(desk.report)
            if on_progress is not None:
                on_progress(len(steps), report)
    return report


def size(board: Board) -> int:
    """Rows that `write` reports progress of."""
    return sum(1 + len(card.subtasks) + len(card.attachments) + len(card.comments) for card in board.cards)


def _batches(board: Board, cards: Cards) -> Iterator[Sequence[Step]]:
    """Cards first, oldest first, so that their numbers here follow their numbers there."""
    by_number = sorted(board.cards, key=lambda card: (card.number is None, card.number))
    phases: tuple[tuple[int, list[Step]], ...] = (
        (CARDS_AT_ONCE, [partial(cards.take_card, card) for card in by_number]),
        (PARTS_AT_ONCE, [partial(cards.take_subtask, card, each) for card in by_number for each in card.subtasks]),
        (
            PARTS_AT_ONCE,
            [partial(cards.take_attachment, card, each) for card in by_number for each in card.attachments],
        ),
        (PARTS_AT_ONCE, [partial(cards.take_comment, card, each) for card in by_number for each in card.comments]),
    )
    for length, steps in phases:
        for start in range(0, len(steps), length):
            yield steps[start : start + length]


@contextmanager
def alone(workspace_id: UUID) -> Iterator[None]:
    """One import of a workspace at a time: two of the same file would each make what the other has not yet.

    `Occupied` where there is one. Inside itself it is let through.
    """
    key = int.from_bytes(workspace_id.bytes[-7:])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise Occupied
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
