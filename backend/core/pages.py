"""Keyset pages: a page begins after the last row of the page before, whatever was inserted or removed meanwhile.

Rows without a value come last in both directions; ties are broken by id, so every sort is total.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

from backend.core.documents import Document
from backend.core.errors import Invalid, invalid
from backend.core.sql import ALWAYS, NEVER, Condition, answer, fetch
from config.names import nearest


class PageQuery(Schema):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=200, description="How many items a page holds.")] = 50
    cursor: Annotated[str | None, Field(max_length=4000, description="`next` of the page before.")] = None
    sort: Annotated[
        str | None, Field(max_length=200, description="Fields, comma-separated; `-` before one turns it round.")
    ] = None
    count: Annotated[bool, Field(description="Also count all items, as `total`.")] = False


class Column(NamedTuple):
    """What a list is sorted by, as SQL."""

    sql: str
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Sortable:
    """What a list may be sorted by: public name → path of Django, or column of a `Selection`.

    `default` as a client would write it.
    """

    columns: Mapping[str, "str | Column"]
    default: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows to choose a page from, as SQL. `id`: the column of their ids.

    `prepare`: whether PostgreSQL plans it once, for whatever values; not where one value means ten rows and another a
    million.
    """

    source: str
    where: Condition
    id: str
    prepare: bool = True


Rows = Selection | QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: documents as text in UTF-8, in order."""

    items: Sequence[bytes]
    next: str | None
    total: int | None

    def as_json(self) -> bytes:
        """The body of a list's answer."""
        total = "" if self.total is None else f', "total": {self.total}'
        return b'{"items": [%b], "next": %b}' % (b",".join(self.items), f"{json.dumps(self.next)}{total}".encode())


def page(rows: Rows, query: PageQuery, *, sortable: Sortable, document: Document) -> Page:
    """The page of `rows` that `query` asks for: its documents, chosen and built by one statement."""
    order = _order(query.sort or sortable.default, sortable, rows)
    chosen, prepare = _chosen(rows, order), not isinstance(rows, Selection) or rows.prepare
    total = _count(chosen, prepare=prepare) if query.count else None
    after = None if query.cursor is None else _decode(query.cursor, order)
    keys = _keys(chosen, order, after, query.limit + 1)
    names = ", ".join(key.name for key in order)
    text = f"""
        WITH {keys.sql}
        SELECT {names}, d.document::text FROM page JOIN ({document.select}) d USING (id) ORDER BY {_by(order)}"""
    found = answer(text, keys.parameters, prepare=prepare)
    more = len(found) > query.limit
    following = _encode(order, found.rows(query.limit - 1, query.limit)[0][:-1]) if more else None
    return Page(found.texts(query.limit), following, total)


@dataclass(frozen=True, slots=True)
class _Key:
    """One part of an order: what it is called in the statement, in cursors, and for Django or PostgreSQL."""

    name: str
    column: "str | Column"
    descending: bool
    nullable: bool

    def ordering(self) -> str:
        direction = " DESC" if self.descending else ""
        # Said only where it matters: an index without it serves the others.
        return f"{self.name}{direction}{' NULLS LAST' if self.nullable else ''}"

    def beyond(self, value: object, *, inclusive: bool = False) -> Condition:
        operator = ("<" if self.descending else ">") + ("=" if inclusive else "")
        condition = Condition(f"{self.name} {operator} %s", (value,))
        return condition | Condition(f"{self.name} IS NULL") if self.nullable else condition

    def equal(self, value: object) -> Condition:
        return Condition(f"{self.name} IS NULL") if value is None else Condition(f"{self.name} = %s", (value,))


Order = Sequence[_Key]


def _order(sort: str, sortable: Sortable, rows: Rows) -> Order:
    """The keys that `sort` names, id last."""
    order: dict[str, _Key] = {}
    descending = False
    for part in filter(None, (part.strip() for part in sort.split(","))):
        name, descending = part.removeprefix("-"), part.startswith("-")
        if name not in sortable.columns:
            known = ", ".join(sortable.columns)
            raise invalid(
                "sort", f"cannot sort by {name!r}{nearest(name, sortable.columns)} Known: {known}", where="query"
            )
        column = sortable.columns[name]
        order.setdefault(name, _Key(f"k{len(order)}", column, descending, _is_nullable(rows, column)))
    own = Column(rows.id) if isinstance(rows, Selection) else "id"
    return [*order.values(), _Key("id", own, descending, nullable=False)]


def _is_nullable(rows: Rows, column: "str | Column") -> bool:
    if isinstance(column, Column) or isinstance(rows, Selection):
        return isinstance(column, Column) and column.nullable
    model: type[Any] = rows.model
    *path, name = column.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model  # noqa: SLF001  # Django's public way to its fields
    nullable: bool = model._meta.get_field(name).null  # noqa: SLF001
    return nullable


def _chosen(rows: Rows, order: Order) -> Condition:
    """The statement that selects the keys of all rows, with its parameters."""
    if isinstance(rows, Selection):
        columns = ", ".join(key.column.sql for key in order if isinstance(key.column, Column))
        return Condition(f"SELECT {columns} FROM {rows.source} WHERE {rows.where.sql}", rows.where.parameters)
    wanted = rows.order_by().values_list(*(_path(key.column) for key in order))
    try:
        text, parameters = wanted.query.sql_with_params()
    except EmptyResultSet:
        return Condition(f"SELECT {', '.join('NULL::uuid' for _ in order)} WHERE false")
    return Condition(text, tuple(parameters))


def _count(chosen: Condition, *, prepare: bool) -> int:
    rows = fetch(f"SELECT count(*) FROM ({chosen.sql}) q", chosen.parameters, prepare=prepare)
    count: int = rows[0][0]
    return count


def _keys(chosen: Condition, order: Order, after: Sequence[object] | None, limit: int) -> Condition:
    """The common table `page`: the keys of the first `limit` rows of `chosen` after those with the keys `after`.

    Where the first column may be empty, rows with a value and rows without are walked apart: one index of those with
    a value then serves both directions, and begins where the page begins. The second walk is not begun if the first one
    has filled the page.
    """
    names, first = ", ".join(key.name for key in order), order[0]
    if not first.nullable:
        rows = _walk(chosen, order, order, ALWAYS if after is None else _after(order, after), limit)
        return Condition(f"page ({names}) AS ({rows.sql})", rows.parameters)
    valued = [replace(first, nullable=False), *order[1:]]
    empty, has_value = Condition(f"{first.name} IS NULL"), Condition(f"{first.name} IS NOT NULL")
    if after is not None and after[0] is None:
        rows = _walk(chosen, order, order[1:], empty & _after(order[1:], after[1:]), limit)
        return Condition(f"page ({names}) AS ({rows.sql})", rows.parameters)
    some = _walk(chosen, order, valued, has_value if after is None else has_value & _after(valued, after), limit)
    others = _walk(chosen, order, order[1:], empty, limit)
    # The inner limit is the one that is known when the statement is planned.
    text = f"""valued ({names}) AS ({some.sql}), page ({names}) AS (
            SELECT * FROM valued
            UNION ALL (SELECT * FROM ({others.sql}) o LIMIT {limit} - (SELECT count(*) FROM valued)))"""
    return Condition(text, some.parameters + others.parameters)


def _walk(chosen: Condition, order: Order, by: Order, within: Condition, limit: int) -> Condition:
    """The first `limit` of the rows `within`, in the order `by`, which is `order` as far as it matters here."""
    names = ", ".join(key.name for key in order)
    text = f"SELECT {names} FROM ({chosen.sql}) q ({names}) WHERE {within.sql} ORDER BY {_by(by)} LIMIT {limit}"
    return Condition(text, chosen.parameters + within.parameters)


def _by(order: Order) -> str:
    return ", ".join(key.ordering() for key in order)


def _after(order: Order, values: Sequence[object]) -> Condition:
    """The rows after `values`: equal in the first columns and beyond in the next one."""
    if not any(key.nullable for key in order) and len({key.descending for key in order}) == 1:
        names, marks = ", ".join(key.name for key in order), ", ".join(["%s"] * len(order))
        return Condition(f"({names}) {'<' if order[0].descending else '>'} ({marks})", tuple(values))
    condition, equal = NEVER, ALWAYS
    for key, value in zip(order, values, strict=True):
        if value is not None:
            condition |= equal & key.beyond(value)
        equal &= key.equal(value)
    # Follows from the rest, and lets an index begin where the page begins.
    return condition if values[0] is None else order[0].beyond(values[0], inclusive=True) & condition


def _sign(order: Order) -> str:
    return ",".join(f"{'-' if key.descending else ''}{_path(key.column)}" for key in order)


def _path(column: "str | Column") -> str:
    return column.sql if isinstance(column, Column) else column


def _signer() -> Signer:
    """A cursor is taken back only as it was given: its values need no other check."""
    return Signer(salt="page", sep=".")


def _encode(order: Order, values: Sequence[object]) -> str:
    text = json.dumps([_sign(order), *values], cls=_Encoder, ensure_ascii=False)
    return _signer().sign(base64.urlsafe_b64encode(text.encode()).decode().rstrip("="))


class _Encoder(DjangoJSONEncoder):
    def default(self, o: object) -> object:
        # Django's own cuts microseconds, which would repeat rows of the same millisecond.
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _decode(cursor: str, order: Order) -> list[object]:
    try:
        text = _signer().unsign(cursor)
    except BadSignature:
        raise _no_cursor() from None
    sign, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    if sign != _sign(order):
        raise _no_cursor()
    return list(values)


def _no_cursor() -> Invalid:
    return invalid("cursor", "is not a cursor of this list in this order", where="query")
