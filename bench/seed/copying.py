"""Rows of models by COPY, without indexes and foreign keys meanwhile."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Field, GeneratedField, JSONField, Model
from psycopg import Cursor
from psycopg.types.json import Jsonb

Row = Mapping[str, object]


def copy(model: type[Model], rows: Iterable[Row]) -> int:
    """Insert `rows`, mappings of the same attributes; the others get the model's defaults. How many there were."""
    given = iter(rows)
    first = next(given, None)
    if first is None:
        return 0
    fields = [field for field in model._meta.concrete_fields if _is_written(field, first)]
    shared = {field.attname: _value(field, field.get_default()) for field in fields if field.attname not in first}
    json = {field.attname for field in fields if isinstance(field, JSONField)} - shared.keys()
    names = [field.attname for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    count = 0
    with _raw() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as sink:
        for row in chain([first], given):
            values = {**shared, **row}
            sink.write_row([Jsonb(values[name]) if name in json else values[name] for name in names])
            count += 1
    return count


@contextmanager
def unindexed(models: Sequence[type[Model]]) -> Iterator[None]:
    """Drop the tables' foreign keys and plain indexes, and make them again in the end, all in one transaction."""
    tables = [model._meta.db_table for model in models]
    keys = _run(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        [tables],
    )
    indexes = _run(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i"
        " WHERE indrelid = ANY(%s::regclass[])"
        " AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        [tables],
    )
    for table, name, _ in keys:
        _run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _ in indexes:
        _run(f"DROP INDEX {name}")
    yield
    _run("SET LOCAL maintenance_work_mem = '512MB'")
    for _, definition in indexes:
        _run(definition)
    for table, name, definition in keys:
        _run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def _is_written(field: "Field[Any, Any]", row: Row) -> bool:
    """Not what the database makes itself: numbers of rows and generated columns."""
    return field.attname in row or not (field.primary_key or isinstance(field, GeneratedField))


def _value(field: "Field[Any, Any]", value: object) -> object:
    return Jsonb(value) if isinstance(field, JSONField) and value is not None else value


@contextmanager
def _raw() -> "Iterator[Cursor[Any]]":
    """The driver's own cursor: Django's knows no COPY."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        yield cursor


def _run(sql: str, parameters: Sequence[list[str]] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
