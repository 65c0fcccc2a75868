"""One view of the database for as long as an export reads, whatever others write meanwhile."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

ROWS_AT_ONCE = 500


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything that is read inside is of the same instant. Not to be entered inside a transaction."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def rows(text: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[str, ...]]:
    """The rows of a statement, fetched in pieces: any number of them takes the same memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(text, parameters)
        while found := cursor.fetchmany(ROWS_AT_ONCE):
            yield from found
