"""SQL by hand, where it pays: statements that PostgreSQL plans once per connection, and conditions made of parts.

Statements run on Django's own connection, so in its transactions. Each text is prepared on its first use: values are
parameters always, and the number of different texts stays small (a text per shape of filter, not per value).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

Row = tuple[Any, ...]
Parameters = Sequence[object]


@dataclass(frozen=True, slots=True)
class Condition:
    """The text of a condition, with `%s` for each of its parameters."""

    sql: str
    parameters: tuple[object, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql} AND {other.sql})", self.parameters + other.parameters)

    def __or__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql} OR {other.sql})", self.parameters + other.parameters)

    def __invert__(self) -> "Condition":
        return Condition(f"(NOT {self.sql})", self.parameters)


ALWAYS = Condition("true")
NEVER = Condition("false")


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Every one holds; true where there is none."""
    parts = [one for one in conditions if one is not ALWAYS]
    if not parts:
        return ALWAYS
    parameters = tuple(parameter for part in parts for parameter in part.parameters)
    return Condition(f"({' AND '.join(part.sql for part in parts)})", parameters)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """One of them holds; false where there is none."""
    parts = list(conditions)
    if not parts:
        return NEVER
    parameters = tuple(parameter for part in parts for parameter in part.parameters)
    return Condition(f"({' OR '.join(part.sql for part in parts)})", parameters)


def fetch(text: str, parameters: Parameters = (), *, prepare: bool = True) -> list[Row]:
    """The rows of a statement. Without `prepare` PostgreSQL plans it for just these values."""
    return _run(text, parameters, prepare).fetchall()


def fetch_one(text: str, parameters: Parameters = (), *, prepare: bool = True) -> Row | None:
    """The first row, if there is any."""
    return _run(text, parameters, prepare).fetchone()


def execute(text: str, parameters: Parameters = (), *, prepare: bool = True) -> int:
    """Run a statement. How many rows it touched."""
    return _run(text, parameters, prepare).rowcount


def fetch_last(text: str, parameters: Parameters = ()) -> list[Row]:
    """The rows of the last of several statements, separated by semicolons, that go to PostgreSQL together."""
    cursor = _sent(psycopg.ClientCursor, text, parameters)
    while cursor.nextset():
        pass
    return cursor.fetchall()


def _run(text: str, parameters: Parameters, prepare: bool) -> "psycopg.Cursor[Row]":
    # Django's own cursors put the values into the text, so that nothing could be prepared.
    return _sent(psycopg.Cursor, text, parameters, prepare=prepare)


def _sent(
    kind: "type[psycopg.Cursor[Row]]", text: str, parameters: Parameters, *, prepare: bool = False
) -> "psycopg.Cursor[Row]":
    # Not `django.db.connection`, which looks this thread's up anew for each word.
    here = connections[DEFAULT_DB_ALIAS]
    here.close_if_health_check_failed()
    here.ensure_connection()
    here.validate_no_broken_transaction()
    started = monotonic()
    with here.wrap_database_errors:
        cursor = kind(here.connection)
        cursor.execute(text, parameters, prepare=prepare)
    if here.queries_logged:
        said = psycopg.ClientCursor(here.connection).mogrify(text, parameters)
        here.queries_log.append({"sql": said, "time": f"{monotonic() - started:.3f}"})
    return cursor
