"""No list that somebody asks for may keep PostgreSQL busy for long."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg.errors
from django.db import OperationalError, connection

from backend.core.errors import Fault, Invalid
from backend.core.sql import framed
from backend.core.statements import Statement

LIMIT: Final = 2_000  # milliseconds


class TooExpensive(Invalid):
    """Takes too long: ask for less."""

    code = "too_expensive"

    def __init__(self) -> None:
        message = f"takes longer than {LIMIT / 1000:g} s: ask for one project, or add a term"
        super().__init__([Fault(("query",), message, self.code)])


@contextmanager
def limited() -> Iterator[None]:
    """Statements inside take `LIMIT` at most, else `TooExpensive`. The setting travels with them.

    It ends with the transaction, which is that of these statements alone unless there is another one.
    """
    after = [Statement("SET LOCAL statement_timeout TO DEFAULT")] if connection.in_atomic_block else []
    try:
        with framed([Statement("SELECT set_config('statement_timeout', %s, true)", [str(LIMIT)])], after):
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, psycopg.errors.QueryCanceled) and "statement timeout" in str(error):
            raise TooExpensive from None
        raise
