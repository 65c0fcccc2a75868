"""`tasktide import trello FILE… --workspace ID|SLUG --as EMAIL`, `import csv FILE …`, `import tasktide FILE …`.

Exit codes: 0 done (rows that could not be taken are reported), 1 refused or failed, 2 wrong command line, 130 stopped.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

DONE, FAILED, INTERRUPTED = 0, 1, 130


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    from config.settings import ConfigurationError, load

    try:
        load()
    except ConfigurationError as error:
        return _fail(str(error))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    import django

    django.setup()
    return _run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tasktide import", description="Import boards from other systems.")
    sources = parser.add_subparsers(dest="source", required=True, metavar="trello|csv|tasktide")
    trello = sources.add_parser("trello", help="boards as Trello exports them (JSON)")
    trello.add_argument("files", nargs="+", type=Path, metavar="FILE")
    trello.add_argument("--workspace", required=True, metavar="ID|SLUG", help="where the boards go")
    trello.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="the person who imports")
    table = sources.add_parser("csv", help="a table: any, or what Todoist, Asana or Jira export (CSV)")
    table.add_argument("file", type=Path, metavar="FILE")
    table.add_argument("--workspace", required=True, metavar="ID|SLUG", help="where it goes")
    table.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="the person who imports")
    table.add_argument("--project", metavar="NAME", help="an existing project's key or name, or the name of a new one")
    table.add_argument(
        "--map",
        action="append",
        default=[],
        type=_pair,
        metavar="COLUMN=FIELD",
        help="what a column holds; without a field it is left out",
    )
    own = sources.add_parser("tasktide", help="what Tasktide itself has exported (json)")
    own.add_argument("file", type=Path, metavar="FILE")
    target = own.add_mutually_exclusive_group(required=True)
    target.add_argument("--workspace", metavar="ID|SLUG", help="where it goes")
    target.add_argument("--name", help="of a new workspace, where it goes")
    own.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="the person who imports")
    return parser


def _pair(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not sign:
        raise argparse.ArgumentTypeError(f"{text!r} has no “=”")
    return column, field


def _run(arguments: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from backend.core.errors import TasktideError
    from backend.imports.board import BrokenFileError

    try:
        _import(arguments)
    except BrokenFileError as error:
        return _fail(f"{error} Nothing was imported.")
    except TasktideError as error:
        return _fail(error.detail)
    except DatabaseError as error:
        return _fail(f"The database refuses ({str(error).splitlines()[0]}). Run the command again to go on.")
    except KeyboardInterrupt:
        _fail("Stopped. What was imported stays; run the command again to go on.")
        return INTERRUPTED
    return DONE


def _import(arguments: argparse.Namespace) -> None:
    from backend.imports.session import import_files, import_table
    from backend.imports.tasktide.session import import_archive

    given = arguments
    if given.source == "csv":
        import_table(
            given.file, workspace=given.workspace, email=given.email, project=given.project, mapping=dict(given.map)
        )
    elif given.source == "tasktide":
        import_archive(given.file, workspace=given.workspace, name=given.name, email=given.email)
    else:
        import_files(given.files, workspace=given.workspace, email=given.email)


def _fail(sentence: str) -> int:
    sys.stderr.write(f"tasktide import: {sentence}\n")
    return FAILED
