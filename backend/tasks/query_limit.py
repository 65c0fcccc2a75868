"""No list that somebody asks for may keep PostgreSQL busy for long."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg.errors
from django.db import OperationalError, connection

from backend.core.errors import Fault, Invalid

LIMIT: Final = 2_000  # milliseconds


class TooExpensive(Invalid):
    """Takes too long: ask for less."""

    code = "too_expensive"

    def __init__(self) -> None:
        message = f"takes longer than {LIMIT / 1000:g} s: ask for one project, or add a term"
        super().__init__([Fault(("query",), message, self.code)])


@contextmanager
def limited() -> Iterator[None]:
    """Statements inside take `LIMIT` at most, else `TooExpensive`. Costs no round trip of its own.

    In a pipeline the setting travels with the first statement, and ends with the transaction, which is the pipeline's
    own unless there is another one.
    """
    connection.ensure_connection()
    session = connection.connection
    try:
        with session.pipeline():
            session.execute("SELECT set_config('statement_timeout', %s, true)", [str(LIMIT)])
            yield
            if connection.in_atomic_block:
                session.execute("SET LOCAL statement_timeout TO DEFAULT")
    except (OperationalError, psycopg.errors.QueryCanceled) as error:
        cause = error.__cause__ or error
        if isinstance(cause, psycopg.errors.QueryCanceled) and "statement timeout" in str(cause):
            raise TooExpensive from None
        raise
