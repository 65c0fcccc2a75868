"""What the API really sends to PostgreSQL, read from the server's own log while single requests are answered."""

import os
import re
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.api.operations import Request
from bench.api.sides import Side

# What each line of the log begins with; the lines of one statement that follow begin with a tab.
_PREFIX = "@@%p "
_RECORD = re.compile(r"^@@\d+ ", re.MULTILINE)
_STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*)", re.DOTALL)
_PARAMETERS = re.compile(r"DETAIL:  [Pp]arameters: (.*)", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
_PLACEHOLDER = re.compile(r"'(?:[^']|'')*'|\$(\d+)")
# Django asks so whether a connection still lives; it is no part of the operation.
_NOISE = frozenset({"SELECT 1", ""})
_SETTLE = 0.03


@dataclass(frozen=True)
class Captured:
    """The statements of one request, with their values in them, and what the request was answered."""

    request: Request
    answer: httpx.Response
    statements: Sequence[str]


@contextmanager
def logged(folder: Path) -> Iterator[Path]:
    """All statements of the server of `folder` are logged, as long as the block lasts: the log."""
    cluster = folder / "cluster"
    settings = cluster / "postgresql.conf"
    before = settings.read_text(encoding="utf-8")
    extra = f"\nlog_statement = 'all'\nlog_line_prefix = '{_PREFIX}'\nlog_parameter_max_length = -1\n"
    try:
        _configure(cluster, before + extra)
        yield folder / "postgres.log"
    finally:
        _configure(cluster, before)


def capture(side: Side, requests: Sequence[Request], log: Path) -> list[Captured]:
    """The statements of each of the requests, which are sent one after the other."""
    found = []
    tokens = side.sign_in(list({request.user for request in requests}))
    for request in requests:
        start = log.stat().st_size
        token = tokens[request.user]
        answer = side.call(request.method, request.path, request.user, request.body, token=token).raise_for_status()
        time.sleep(_SETTLE)
        with log.open("rb") as handle:
            handle.seek(start)
            text = handle.read().decode()
        found.append(Captured(request, answer, [one for one in _statements(text) if one not in _NOISE]))
    return found


def _statements(text: str) -> list[str]:
    """The statements of a piece of the log, parameters put in."""
    statements: list[str] = []
    for record in _RECORD.split(text)[1:]:
        # The server indents further lines of one message by a tab.
        message = record.rstrip("\n").replace("\n\t", "\n")
        if match := _STATEMENT.match(message):
            statements.append(match[1].strip().rstrip(";"))
        elif match := _PARAMETERS.match(message):
            statements[-1] = _filled(statements[-1], dict(_PARAMETER.findall(match[1])))
    return statements


def _filled(statement: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]] if match[1] else match[0], statement)


def _configure(cluster: Path, text: str) -> None:
    (cluster / "postgresql.conf").write_text(text, encoding="utf-8")
    os.kill(int((cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]), signal.SIGHUP)
    # It takes up its settings between two statements.
    time.sleep(0.3)
