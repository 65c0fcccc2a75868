"""Writing one row of a model: the statement is made once per model and set of fields, and PostgreSQL prepares it."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, GeneratedField, Model

from backend.core.sql import execute

Columns = Sequence["Field[Any, Any]"]


def insert(row: Model) -> None:
    """Insert a row, its primary key given. `IntegrityError` where one of its keys is taken."""
    text, columns = _insert(type(row))
    execute(text, _values(row, columns))
    row._state.adding = False  # noqa: SLF001  # as Django's own `save` leaves it
    row._state.db = connection.alias  # noqa: SLF001


def update(row: Model, fields: Iterable[str]) -> None:
    """Write these fields of a row that is there."""
    text, columns = _update(type(row), tuple(fields))
    execute(text, [*_values(row, columns), row.pk])


@cache
def _insert(model: type[Model]) -> tuple[str, Columns]:
    # Django's documented way to a model's columns, as everywhere below.
    columns = [field for field in model._meta.concrete_fields if not isinstance(field, GeneratedField)]  # noqa: SLF001
    names = ", ".join(f'"{field.column}"' for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", columns  # noqa: SLF001


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, Columns]:
    known = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001
    columns = [known[name] for name in names]
    assigned = ", ".join(f'"{field.column}" = %s' for field in columns)
    primary = model._meta.pk.column  # noqa: SLF001
    return f'UPDATE {model._meta.db_table} SET {assigned} WHERE "{primary}" = %s', columns  # noqa: SLF001


def _values(row: Model, columns: Columns) -> list[object]:
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns]
