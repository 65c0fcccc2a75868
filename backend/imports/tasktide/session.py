"""The import of an export, as a person at a terminal sees it."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from backend.imports.session import show
from backend.imports.tasktide.archive import read_archive
from backend.imports.tasktide.writer import size, write_archive
from backend.workspaces.actions import create_workspace
from backend.workspaces.terminal import person_called, workspace_called


def import_archive(path: Path, *, workspace: str | None, name: str | None, email: str) -> None:
    """Import an export into the workspace with that id or slug, or into a new one called `name`."""
    archive = read_archive(path)
    actor = person_called(email)
    console = Console()
    if workspace is None:
        target = create_workspace(actor=actor, name=name or archive.name)
        console.print(f"New workspace: {target.slug}", markup=False, highlight=False)
    else:
        target = workspace_called(workspace, actor)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(path.name, total=size(archive))
        report = write_archive(
            archive, actor=actor, workspace=target, on_progress=lambda lines: progress.advance(bar, lines)
        )
    show(console, archive.name, report)
