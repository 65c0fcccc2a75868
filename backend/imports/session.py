"""An import as a person at a terminal sees it: checked first, then a bar, a summary and what could not be taken."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from backend.accounts.models import User
from backend.core.errors import NotFound
from backend.imports.board import Board
from backend.imports.report import Kind, Outcome, Report
from backend.imports.trello import read_file
from backend.imports.writer import size, write
from backend.workspaces.models import Workspace


def import_files(files: Sequence[Path], *, workspace: str, email: str) -> None:
    """Import boards into the workspace with that id or slug, as the person with that address.

    Every file is read before the first row is written, so that a broken one changes nothing (`BrokenFileError`).
    """
    boards = [read_file(path) for path in files]
    actor = _actor(email)
    target = _workspace(workspace, actor)
    console = Console()
    for board in boards:
        _show(console, board, _with_bar(console, board, actor, target))


def _actor(email: str) -> User:
    actor = User.objects.able_to_log_in().by_email(email).first()
    if actor is None:
        raise NotFound(f"Nobody can log in as {email}.")
    return actor


def _workspace(wanted: str, actor: User) -> Workspace:
    visible = Workspace.objects.visible_to(actor)
    try:
        found = visible.filter(id=UUID(wanted)).first()
    except ValueError:
        found = visible.filter(slug=wanted).first()
    if found is None:
        known = ", ".join(visible.order_by("slug").values_list("slug", flat=True)) or "none"
        raise NotFound(f"{actor.email} is in no workspace {wanted!r} (but in: {known}).")
    return found


def _with_bar(console: Console, board: Board, actor: User, workspace: Workspace) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(Text(board.name).plain, total=size(board))
        return write(board, actor=actor, workspace=workspace, on_progress=lambda rows: progress.advance(bar, rows))


def _show(console: Console, board: Board, report: Report) -> None:
    table = Table("", *(outcome.value for outcome in Outcome), title=Text(board.name), title_justify="left")
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
