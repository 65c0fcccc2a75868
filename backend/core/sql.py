"""SQL by hand, where it pays: statements that PostgreSQL plans once per connection, and conditions made of parts.

Statements run on Django's own connection, so in its transactions. Each text is prepared on its first use: values are
parameters always, and the number of different texts stays small (a text per shape of filter, not per value).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from backend.core.postgres.base import DatabaseWrapper
from backend.core.statements import Answer, Parameters, Row, Statement


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


def among(column: str, values: Collection[object]) -> Condition:
    """`column` is one of `values`. A single one is compared as such: PostgreSQL then plans the statement but once."""
    if len(values) == 1:
        return Condition(f"{column} = %s", tuple(values))
    return Condition(f"{column} = ANY(%s)", (list(values),))


def fetch(text: str, parameters: Parameters = (), *, prepare: bool = True) -> list[Row]:
    """The rows of a statement. Without `prepare` PostgreSQL plans it for just these values."""
    return answer(text, parameters, prepare=prepare).rows()


def fetch_one(text: str, parameters: Parameters = (), *, prepare: bool = True) -> Row | None:
    """The first row, if there is any."""
    found = answer(text, parameters, prepare=prepare)
    return found.rows(0, 1)[0] if len(found) else None


def fetch_together(statements: Sequence[Statement]) -> list[list[Row]]:
    """The rows of several statements that are sent in one go and run one after the other."""
    return [one.rows() for one in _send(statements)]


def execute(text: str, parameters: Parameters = (), *, prepare: bool = True) -> int:
    """Run a statement. How many rows it touched."""
    return answer(text, parameters, prepare=prepare).touched


def execute_later(text: str, parameters: Parameters = ()) -> None:
    """Run a statement of the open transaction before whatever is sent next, and together with that.

    An error of it is raised there: not for what somebody expects to fail.
    """
    _here().later.append(Statement(text, parameters))


@contextmanager
def framed(before: Sequence[Statement], after: Sequence[Statement]) -> Iterator[None]:
    """Each statement that is sent inside goes between these, on the same way."""
    with _here().framed(before, after):
        yield


def answer(text: str, parameters: Parameters = (), *, prepare: bool = True) -> Answer:
    """What PostgreSQL says to a statement, for who does not want all of it as Python values."""
    return _send([Statement(text, parameters, prepare)])[-1]


def _send(statements: Sequence[Statement]) -> Sequence[Answer]:
    here = _here()
    here.close_if_health_check_failed()
    here.ensure_connection()
    here.validate_no_broken_transaction()
    return here.send(statements)


def _here() -> DatabaseWrapper:
    # Not `django.db.connection`, which looks this thread's up anew for each word.
    here = connections[DEFAULT_DB_ALIAS]
    if not isinstance(here, DatabaseWrapper):
        raise ImproperlyConfigured(f"the engine of the database is to be {DatabaseWrapper.__module__}")
    return here
