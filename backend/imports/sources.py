"""Which reader reads which file, and how it is told apart from what was imported before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from backend.imports import csv_board, trello
from backend.imports.board import Board
from backend.imports.models import ImportedRow
from backend.imports.report import Kind
from query.fold import fold

TRELLO, CSV = "trello", "csv"


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that is to be imported, and how: of CSV also its columns, and a project or the name of a new one."""

    workspace_id: UUID
    source: str
    file_name: str
    mapping: Mapping[str, str]
    project_id: UUID | None = None
    project_name: str | None = None


def read(data: bytes, wish: Wish) -> Board:
    """The board in a file. `BrokenFileError`'s sentence goes on from the file's name."""
    if wish.source == TRELLO:
        return trello.read(data)
    name = wish.project_name or PurePath(wish.file_name).stem.strip() or "Table"
    return csv_board.read(data, scope=_scope(wish, name), name=name, mapping=wish.mapping)


def _scope(wish: Wish, name: str) -> str:
    """The project, as earlier imports have called it: into that project the same row comes once, however often."""
    if wish.project_id is None:
        return f"project:{fold(name)}"
    known = ImportedRow.objects.filter(
        workspace_id=wish.workspace_id, source=CSV, object_type=Kind.PROJECT, object_id=wish.project_id
    )
    return known.values_list("source_id", flat=True).first() or f"project:{wish.project_id}"
