"""What a file seems to be, before anybody decides."""

from pathlib import PurePath

from backend.imports import csv_board, sources
from backend.imports.board import BrokenFileError, Problem
from backend.imports.csv_columns import chosen, recognised
from backend.imports.csv_text import Table, read_table
from backend.imports.schemas import ColumnOut, PreviewOut, ProblemRowOut
from backend.imports.sources import TRELLO, Wish

ROWS = 10
EXAMPLES = 3
LONGEST = 200  # characters of a cell that are shown
SHOWN_PROBLEMS = 200


def preview(data: bytes, wish: Wish) -> PreviewOut:
    """The columns with what they would be taken for, and the first rows. `BrokenFileError` as when it is imported."""
    if wish.source == TRELLO:
        board = sources.read(data, wish)
        return _seen(wish, "trello", board.name, len(board.cards), board.problems)
    table = read_table(data)
    csv_board.require_known(table, wish.mapping)
    try:
        problems = sources.read(data, wish).problems
    except BrokenFileError:
        problems = ()  # no column is said to hold the titles, yet
    name = PurePath(wish.file_name).stem
    return _seen(wish, recognised(table.header), name, len(table.rows), problems, table)


def _seen(
    wish: Wish, source: str, name: str, count: int, problems: tuple[Problem, ...], table: Table | None = None
) -> PreviewOut:
    rows = [[cell[:LONGEST] for cell in row.cells] for row in table.rows[:ROWS]] if table else []
    return PreviewOut(
        source="trello" if wish.source == TRELLO else "csv",
        recognised=source,
        project_name=name,
        count=count,
        columns=_columns(table, wish) if table else [],
        rows=rows,
        problem_count=len(problems),
        problems=[ProblemRowOut(row=one.row, reason=one.reason) for one in problems[:SHOWN_PROBLEMS]],
    )


def _columns(table: Table, wish: Wish) -> list[ColumnOut]:
    fields = chosen(table.header, wish.mapping)
    return [
        ColumnOut(name=name, field=field or "", examples=_examples(table, index))
        for index, (name, field) in enumerate(zip(table.header, fields, strict=True))
    ]


def _examples(table: Table, index: int) -> list[str]:
    """What stands in a column first, each once."""
    found: dict[str, None] = {}
    for row in table.rows:
        if cell := " ".join(row.cells[index].split()):
            found[cell[:LONGEST]] = None
        if len(found) == EXAMPLES:
            break
    return list(found)
