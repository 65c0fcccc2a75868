"""An import as a person at a terminal sees it: checked first, then a bar, a summary and what could not be taken."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db.models import Q
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from backend.accounts.models import User
from backend.imports.board import Board, BrokenFileError
from backend.imports.report import Kind, Outcome, Report
from backend.imports.sources import CSV, Wish, read
from backend.imports.trello import content_of, read_file
from backend.imports.writer import size, write
from backend.projects.models import Project
from backend.workspaces.models import Workspace
from backend.workspaces.terminal import person_called, workspace_called


def import_files(files: Sequence[Path], *, workspace: str, email: str) -> None:
    """Import boards into the workspace with that id or slug, as the person with that address.

    Every file is read before the first row is written, so that a broken one changes nothing (`BrokenFileError`).
    """
    boards = [read_file(path) for path in files]
    actor = person_called(email)
    target = workspace_called(workspace, actor)
    console = Console()
    for board in boards:
        show(console, board.name, _with_bar(console, board, actor, target))


def import_table(file: Path, *, workspace: str, email: str, project: str | None, mapping: Mapping[str, str]) -> None:
    """Import a table into a project, given by its key or name, or into a new one of that name or the file's."""
    data = content_of(file)
    actor = person_called(email)
    target = workspace_called(workspace, actor)
    mine = Project.objects.visible_to(actor).filter(workspace=target)
    known = mine.filter(Q(key__iexact=project) | Q(name__iexact=project)).first() if project else None
    wish = Wish(target.id, CSV, file.name, mapping, known.id if known else None, None if known else project)
    try:
        board = read(data, wish)
    except BrokenFileError as error:
        raise BrokenFileError(f"{file.name} {error}") from None
    console = Console()
    show(console, board.name, _with_bar(console, board, actor, target, wish.project_id))


def _with_bar(console: Console, board: Board, actor: User, workspace: Workspace, into: UUID | None = None) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(Text(board.name).plain, total=size(board))
        advance = partial(_advance, progress, bar)
        return write(board, actor=actor, workspace=workspace, into=into, on_progress=advance)


def _advance(progress: Progress, bar: TaskID, rows: int, _: Report) -> None:
    progress.advance(bar, rows)


def show(console: Console, name: str, report: Report) -> None:
    """A table of what was done, and what could not be taken."""
    table = Table("", *(outcome.value for outcome in Outcome), title=Text(name), title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for kind in Kind:
        counts = [report.counts[kind, outcome] for outcome in Outcome]
        if any(counts):
            table.add_row(kind.value, *(str(count) if count else "·" for count in counts))
    console.print(table)
    if report.problems:
        console.print(f"Not taken as it stands ({len(report.problems)}):", style="bold")
    for problem in report.problems:
        console.print(Text(f"  {problem.row}: {problem.reason}"), soft_wrap=True)
