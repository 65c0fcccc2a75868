"""Doing an import, in a job that may be killed and begins again: what is there already is found in the ledger."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import NotFound, TasktideError, Unavailable
from backend.core.problems import is_passing
from backend.eventlog.change import change
from backend.imports.board import Board, BrokenFileError
from backend.imports.documents import IMPORT
from backend.imports.kinds import IMPORT_KINDS
from backend.imports.models import Import, State
from backend.imports.report import Outcome, Report
from backend.imports.sources import TRELLO, Wish, read
from backend.imports.writer import Occupied, alone, size, write
from backend.projects.models import Project
from backend.tasks import storage
from backend.tasks.actions.file import remove_files
from backend.workspaces.models import Workspace

TOLD_EVERY = 1.0  # seconds
MOST_PROBLEMS = 5_000
MOST_ATTEMPTS = 5
_LOST = "The import did not come to its end within a day. Start it again to go on."
_GONE = "The file, or who sent it, is not there any more."
_TOO_MUCH = "The import was begun five times and never came to its end: the file may be too large. Divide it."
_FAILED = "The import failed for a reason of the installation; its log says which. Start it again to go on."


def run_import(import_id: UUID) -> None:
    """Do an import, unless it has been done. One of a workspace at a time: what comes later waits."""
    found = Import.objects.unfinished().filter(id=import_id).select_related("created_by", "file").first()
    if found is None:
        return
    try:
        with alone(found.workspace_id):
            if _may_begin(found.id):
                _attempt(found)
            else:
                _finish(found.id, State.FAILED, error=_TOO_MUCH)
    except Occupied:
        return  # whoever is at it looks for the next one at the end
    _go_on(found.workspace_id)


def give_up(import_id: UUID) -> None:
    """Nobody has brought it to its end."""
    _finish(import_id, State.FAILED, error=_LOST)


def _may_begin(import_id: UUID) -> bool:
    """Count an attempt before the file is opened: a file may be the end of the worker that opens it."""
    waiting = Import.objects.unfinished().filter(id=import_id, attempts__lt=MOST_ATTEMPTS)
    return waiting.update(attempts=F("attempts") + 1) > 0


def _attempt(found: Import) -> None:
    try:
        report = _run(found)
    except storage.Missing:
        _finish(found.id, State.FAILED, error=_GONE)
    except Unavailable:
        # It was not this file's fault. The job is tried again.
        Import.objects.filter(id=found.id).update(attempts=F("attempts") - 1)
        raise
    except BrokenFileError as error:
        _finish(found.id, State.FAILED, error=f"{found.file_name} {error}")
    except TasktideError as error:
        _finish(found.id, State.FAILED, error=error.detail)
    except Exception as error:
        if not is_passing(error):
            _finish(found.id, State.FAILED, error=_FAILED)
        raise
    else:
        _finish(found.id, State.DONE, report=report)


def _run(found: Import) -> Report:
    """The file is read again, whole, before the first row is written."""
    if found.file is None or found.created_by is None:
        raise NotFound(_GONE)
    board = read(storage.whole(found.file.key), _wish(found))
    workspace = Workspace.objects.visible_to(found.created_by).filter(id=found.workspace_id).first()
    if workspace is None:
        raise NotFound("You are no member of this workspace any more.")
    since = found.started_at or now()
    telling = _Telling(found.id, board, told=found.done)
    _tell(found.id, lambda row: {"state": State.RUNNING, "started_at": row.started_at or since})
    # What became of a board of Trello's, the ledger knows.
    into = None if found.source == TRELLO else found.project_id
    return write(
        board, actor=found.created_by, workspace=workspace, into=into, since=since, on_progress=telling.on_progress
    )


@dataclass(slots=True)
class _Telling:
    """Says how far it is, but not more often than anybody can read, and in transactions of its own.

    `told`: how far it was when it was interrupted; nobody hears of the way back to there.
    """

    import_id: UUID
    board: Board
    told: int
    done: int = 0
    told_at: float = 0.0

    def on_progress(self, rows: int, report: Report) -> None:
        """So many more have been looked at."""
        self.done += rows
        if self.done >= self.told and time.monotonic() - self.told_at >= TOLD_EVERY:
            self.told_at = time.monotonic()
            facts = {"done": min(self.done, size(self.board)), **_facts(report)}
            _tell(self.import_id, lambda _: facts)


def _finish(import_id: UUID, state: State, *, report: Report | None = None, error: str = "") -> None:
    """The end: the file is wanted no more."""

    def facts(row: Import) -> dict[str, object]:
        if row.file_id is not None:
            remove_files([row.file_id])
        last = {"state": state, "error": error, "finished_at": now(), "file": None}
        if report is None:
            return last
        problems = [{"row": one.row, "reason": one.reason} for one in report.problems[:MOST_PROBLEMS]]
        return last | {"done": row.total, "problems": problems, **_facts(report)}

    _tell(import_id, facts)


def _tell(import_id: UUID, facts: Callable[[Import], dict[str, object]]) -> None:
    """Change an import that is not finished yet."""
    with change(None) as log:
        row = Import.objects.unfinished().filter(id=import_id).locked().first()
        if row is None:
            return
        log.watch(IMPORT, row)
        if log.revise(row, **facts(row)):
            log.record(IMPORT_KINDS["updated"], row, user_id=row.created_by_id)


def _facts(report: Report) -> dict[str, object]:
    counts: dict[str, dict[str, int]] = {}
    for (kind, outcome), number in sorted(report.counts.items()):
        called = "refused" if outcome is Outcome.SKIPPED else outcome.value
        counts.setdefault(kind.value, {})[called] = number
    project = Project.objects.filter(id=report.project_id).first() if report.project_id else None
    return {"counts": counts, "problem_count": len(report.problems), "project": project}


def _wish(found: Import) -> Wish:
    name = found.project_name or None
    return Wish(found.workspace_id, found.source, found.file_name, found.mapping, found.project_id, name)


def _go_on(workspace_id: UUID) -> None:
    """Now the next one that waits."""
    waiting = Import.objects.unfinished().filter(workspace_id=workspace_id).order_by("created_at", "id").first()
    if waiting is not None:
        defer("imports.run", import_id=str(waiting.id))
