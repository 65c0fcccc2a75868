"""`tasktide export json|csv --workspace ID|slug --as EMAIL [-o FILE] [-q QUERY]`.

Exit codes: 0 done, 1 refused or failed, 2 wrong command line, 130 stopped. A file is there as a whole, or not at all.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

DONE, FAILED, INTERRUPTED = 0, 1, 130


def main(argv: Sequence[str]) -> int:
    """Run the command, in a process where Django is set up; its exit code."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    from django.db import DatabaseError

    from backend.core.errors import TasktideError

    try:
        path = _export(arguments)
    except TasktideError as error:
        return _fail(error.detail)
    except DatabaseError as error:
        return _fail(f"The database refuses ({str(error).splitlines()[0]}).")
    except OSError as error:
        return _fail(f"{error.filename or 'The file'} cannot be written: {(error.strerror or str(error)).lower()}.")
    except KeyboardInterrupt:
        _fail("Stopped. Nothing was written.")
        return INTERRUPTED
    sys.stdout.write(f"{path}\n")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tasktide export", description="Write what a workspace has into a file.")
    parser.add_argument(
        "format", choices=("json", "csv"), help="everything as a zip of JSON lines, or a table of tasks"
    )
    parser.add_argument("--workspace", required=True, metavar="ID|SLUG")
    parser.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="the person who exports")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="without it a name made of workspace and day")
    parser.add_argument("-q", "--query", default="", help="csv: which tasks, in the query language")
    return parser


def _export(arguments: argparse.Namespace) -> Path:
    """Where it was written."""
    from backend.core.errors import invalid
    from backend.exports.actions.export import file_name
    from backend.exports.actions.making import write_export
    from backend.exports.models import Format
    from backend.workspaces.terminal import person_called, workspace_called

    reader, form = person_called(arguments.email), Format(arguments.format)
    if arguments.query and form is not Format.CSV:
        raise invalid("q", "goes with csv; json exports everything")
    workspace = workspace_called(arguments.workspace, reader)
    path: Path = arguments.output or Path(file_name(workspace, form))
    made = Path(_beside(path))
    try:
        with made.open("wb") as target:
            write_export(target, workspace.id, form, arguments.query, reader=reader)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return path


def _beside(path: Path) -> str:
    """A new file in the same folder, which the finished one is to be renamed from; for its owner's eyes alone."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        return file.name


def _fail(sentence: str) -> int:
    sys.stderr.write(f"tasktide export: {sentence}\n")
    return FAILED
