"""`tasktide import trello FILE… --workspace ID|slug --as EMAIL`.

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
    return _run(arguments.files, arguments.workspace, arguments.email)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tasktide import", description="Import boards from other systems.")
    sources = parser.add_subparsers(dest="source", required=True, metavar="trello")
    trello = sources.add_parser("trello", help="boards as Trello exports them (JSON)")
    trello.add_argument("files", nargs="+", type=Path, metavar="FILE")
    trello.add_argument("--workspace", required=True, metavar="ID|SLUG", help="where the boards go")
    trello.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="the person who imports")
    return parser


def _run(files: Sequence[Path], workspace: str, email: str) -> int:
    from django.db import DatabaseError

    from backend.core.errors import TasktideError
    from backend.imports.board import BrokenFileError
    from backend.imports.session import import_files

    try:
        import_files(files, workspace=workspace, email=email)
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


def _fail(sentence: str) -> int:
    sys.stderr.write(f"tasktide import: {sentence}\n")
    return FAILED
