"""Reading and writing rows of a model by statements made once per model, and prepared by PostgreSQL.

Where a request has a few of them Django's own way would cost more than everything else.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, GeneratedField, Model

from backend.core.sql import execute, execute_later, fetch
from backend.core.statements import Parameters, Row

Found = TypeVar("Found", bound=Model)
Columns = Sequence["Field[Any, Any]"]


class _Reading(NamedTuple):
    """A model's columns as SQL, their names in Python, and those that Django stores in another form: index → field."""

    model: type[Model]
    columns: str
    names: list[str]
    converted: list[tuple[int, "Field[Any, Any]"]]


def select(model: type[Found], rest: str, parameters: Parameters = ()) -> list[Found]:
    """The rows of a model: `rest` is what stands behind FROM and the table, from WHERE on."""
    table = model._meta.db_table  # noqa: SLF001  # Django's documented way, as everywhere below
    return _made(model, fetch(f"SELECT {_reading(model).columns} FROM {table} {rest}", parameters))


def select_also(model: type[Found], also: str, rest: str, parameters: Parameters = ()) -> list[tuple[Found, Any]]:
    """The same, each with the value of a further expression."""
    reading = _reading(model)
    text = f"SELECT {reading.columns}, {also} AS also FROM {model._meta.db_table} {rest}"  # noqa: SLF001
    return [(_one(reading, row[:-1]), row[-1]) for row in fetch(text, parameters)]


def select_with(
    model: type[Found], related: tuple[str, ...], also: str, rest: str, parameters: Parameters = ()
) -> list[tuple[Found, Any]]:
    """Rows, called `own` in the statement, each with the value of `also`, an expression.

    They hold the rows to which the foreign keys `related` point, of which none is null.
    """
    columns, tables, readings = _joined(model, related)
    found = []
    for row in fetch(f"SELECT {columns}, {also} FROM {tables} {rest}", parameters):
        own, *others = (_one(reading, row[begin:end]) for reading, begin, end in readings)
        for name, other in zip(related, others, strict=True):
            setattr(own, name, other)
        found.append((own, row[-1]))
    return found


def returned(
    model: type[Found], statement: str, parameters: Parameters, *, also: str, asked: Parameters = ()
) -> list[tuple[Found, Any]]:
    """The rows of a model that an UPDATE has changed, as they are now, each with the value of the expression `also`."""
    reading = _reading(model)
    rows = fetch(f"{statement} RETURNING {reading.columns}, {also}", [*parameters, *asked])
    return [(_one(reading, row[:-1]), row[-1]) for row in rows]


def _made(model: type[Found], rows: Sequence[Row]) -> list[Found]:
    reading = _reading(model)
    return [_one(reading, row) for row in rows]


def _one(reading: _Reading, row: Row) -> Any:  # noqa: ANN401  # a row of the reading's model
    values = list(row)
    for index, field in reading.converted:
        values[index] = field.from_db_value(values[index], None, connection)  # type: ignore[attr-defined]
    return reading.model.from_db(connection.alias, reading.names, values)


@cache
def _joined(model: type[Model], related: tuple[str, ...]) -> tuple[str, str, list[tuple[_Reading, int, int]]]:
    """The columns, the tables that are joined, and which part of a row belongs to which model."""
    columns, joins, readings, end = list[str](), list[str](), list[tuple[_Reading, int, int]](), 0
    fields = [model._meta.get_field(name) for name in related]  # noqa: SLF001
    for called, field in [("own", None), *zip(related, fields, strict=True)]:
        met = model if field is None else field.related_model
        reading = _reading(met)
        columns += [f'{called}."{one.column}"' for one in met._meta.concrete_fields]  # type: ignore[union-attr]  # noqa: SLF001
        if field is not None:
            joins.append(f'JOIN {met._meta.db_table} {called} ON {called}.id = own."{field.column}"')  # type: ignore[union-attr]  # noqa: SLF001
        readings.append((reading, end, end := end + len(reading.names)))
    table = model._meta.db_table  # noqa: SLF001
    return ", ".join(columns), f"{table} own {' '.join(joins)}", readings


@cache
def _reading(model: type[Model]) -> _Reading:
    fields = model._meta.concrete_fields  # noqa: SLF001
    columns = ", ".join(f'"{field.column}"' for field in fields)
    converted = [(index, field) for index, field in enumerate(fields) if hasattr(field, "from_db_value")]
    return _Reading(model, columns, [field.attname for field in fields], converted)


def insert(row: Model) -> None:
    """Insert a row, its primary key given. `IntegrityError` where one of its keys is taken."""
    text, columns = _insert(type(row))
    execute(text, _values(row, columns))
    row._state.adding = False  # noqa: SLF001  # as Django's own `save` leaves it
    row._state.db = connection.alias  # noqa: SLF001


def update(row: Model, fields: Iterable[str], *, later: bool = False) -> None:
    """Write these fields of a row that is there. `later`: see `execute_later`."""
    text, columns = _update(type(row), tuple(fields))
    (execute_later if later else execute)(text, [*_values(row, columns), row.pk])


def update_many(rows: Sequence[Model], fields: Iterable[str]) -> None:
    """Write these fields of many rows of one model, in one statement."""
    model, names = type(rows[0]), sorted(fields)
    columns = [_field(model, "pk"), *(_field(model, name) for name in names)]
    arrays = ", ".join(f"%s::{column.db_type(connection)}[]" for column in columns)
    called = ", ".join(f'"{column.column}"' for column in columns)
    assigned = ", ".join(f'"{column.column}" = n."{column.column}"' for column in columns[1:])
    table, primary = model._meta.db_table, columns[0].column  # noqa: SLF001
    text = (
        f'UPDATE {table} AS t SET {assigned} FROM unnest({arrays}) AS n ({called}) WHERE t."{primary}" = n."{primary}"'
    )
    execute(text, [list(values) for values in zip(*(_values(row, columns) for row in rows), strict=True)])


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    meta = model._meta  # noqa: SLF001  # Django's documented way to a model's columns, as everywhere below
    field: Field[Any, Any] = meta.pk if name == "pk" else meta.get_field(name)  # type: ignore[assignment]
    return field


@cache
def _insert(model: type[Model]) -> tuple[str, Columns]:
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
    here = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(getattr(row, field.attname), here) for field in columns]
