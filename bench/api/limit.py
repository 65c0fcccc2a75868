"""PostgreSQL alone: pgbench sends the statements of captured requests, as prepared statements."""

import os
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from urllib.parse import urlsplit
from uuid import UUID

from bench.api.statements import Captured
from runtime import wheels

# Long enough for each client to have prepared every statement of every script.
WARM_UP = 3
_LITERAL = re.compile(r"E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'", re.DOTALL)
_PROGRESS = re.compile(r"^progress: ([\d.]+) s, ([\d.]+) tps", re.MULTILINE)
_TAKEN = "\\gset p_"
_FRESH_ID = "(lpad(to_hex(:n::bigint + :client_id::bigint), 32, '0'))::uuid"
_LOCKED_PROJECT = re.compile(r"projects_project.*(FOR NO KEY UPDATE|FOR UPDATE)", re.DOTALL)
_NUMBERED = re.compile(r"UPDATE \"?projects_project.*RETURNING.*last_number", re.DOTALL)
_COUNTED = re.compile(r"UPDATE \"?eventlog_counter.*RETURNING.*\bseq\b", re.DOTALL)


def scripts(captured: Sequence[Captured]) -> list[str]:
    """A pgbench script for each request. Creations get a new id, number and place in the log each time they run."""
    return [_script(one) for one in captured]


def run(url: str, texts: Sequence[str], *, seconds: int, clients: int, cores: str, threads: int, folder: Path) -> float:
    """Transactions a second, without the time in which the clients prepare their statements."""
    files = []
    for index, text in enumerate(texts):
        file = folder / f"request-{index}.sql"
        file.write_text(text, encoding="utf-8")
        files += ["-f", str(file)]
    command = [
        *("taskset", "-c", cores, str(wheels.postgres("pgbench")), "-n", "-M", "prepared"),
        *("-c", str(clients), "-j", str(threads), "-T", str(seconds + WARM_UP), "-P", "1"),
        *("-D", f"n={time.time_ns()}", *files),
    ]
    done = subprocess.run(command, env=_connection(url), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"pgbench: {done.stderr[-2000:]}")
    rates = [float(rate) for at, rate in _PROGRESS.findall(done.stderr) if float(at) > WARM_UP + 0.5]
    return fmean(rates)


def _script(captured: Captured) -> str:
    statements: Sequence[str] = captured.statements
    if captured.request.method == "POST":
        body = captured.answer.json()
        for spelling in (body["id"], UUID(body["id"]).hex):
            statements = [_substituted(one, spelling, _FRESH_ID) for one in statements]
        statements = _follow(statements, str(body["number"]), _numbered)
    if captured.request.method != "GET":
        seq = captured.answer.headers["Tasktide-Cursor"].rpartition("-")[2]
        statements = _follow(statements, seq, _counted)
    ended = [f"{_packed(one)}{'' if one.endswith(_TAKEN) else ';'}" for one in statements]
    return "\n".join(["\\set n :n + 64", *ended, ""])


def _follow(statements: Sequence[str], value: str, source: Callable[[str], str | None]) -> list[str]:
    """Take a number from the statement that yields it, and use it in those after."""
    for index, statement in enumerate(statements):
        variable = source(statement)
        after = [_substituted(one, value, variable or "") for one in statements[index + 1 :]]
        if variable is not None and after != [*statements[index + 1 :]]:
            return [*statements[:index], f"{statement} {_TAKEN}", *after]
    return [*statements]


def _numbered(statement: str) -> str | None:
    if _NUMBERED.search(statement):
        return ":p_last_number"
    return "(:p_last_number + 1)" if _LOCKED_PROJECT.search(statement) else None


def _counted(statement: str) -> str | None:
    return ":p_seq" if _COUNTED.search(statement) else None


def _substituted(statement: str, old: str, new: str) -> str:
    """`new` for each value that is `old`, quoted, bare or alone in an array; texts in which it only occurs stay."""
    value = re.compile(rf"{_LITERAL.pattern}|(?<![\w.]){re.escape(old)}(?![\w.])", re.DOTALL)
    known = {old: new, f"{{{old}}}": f"ARRAY[{new}]"}
    return value.sub(lambda match: known.get(match[0].strip("'"), match[0]), statement)


def _packed(statement: str) -> str:
    """The statement with the colons of its literals written as escapes: pgbench would take them for variables."""
    return _LITERAL.sub(lambda match: _escaped(match[0]), statement)


def _escaped(literal: str) -> str:
    if not re.search(r":\w", literal):
        return literal
    inner = literal[2:-1] if literal.startswith("E") else literal[1:-1].replace("\\", "\\\\")
    return "E'" + inner.replace(":", "\\x3A") + "'"


def _connection(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    own = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port),
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGDATABASE": parts.path.removeprefix("/"),
        "PGOPTIONS": "-c timezone=UTC",
    }
    return {**os.environ, **{name: value for name, value in own.items() if value}}
