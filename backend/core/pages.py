"""Keyset pages: a page begins after the last row of the page before, whatever was inserted or removed meanwhile.

Rows without a value come last in both directions; ties are broken by id, so every sort is total.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from ninja import Schema
from pydantic import Field

from backend.core.documents import Document, read_texts
from backend.core.errors import Invalid, invalid
from config.names import nearest


class PageQuery(Schema):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=200, description="How many items a page holds.")] = 50
    cursor: Annotated[str | None, Field(max_length=4000, description="`next` of the page before.")] = None
    sort: Annotated[
        str | None, Field(max_length=200, description="Fields, comma-separated; `-` before one turns it round.")
    ] = None
    count: Annotated[bool, Field(description="Also count all items, as `total`.")] = False


@dataclass(frozen=True, slots=True)
class Sortable:
    """What a list may be sorted by: public name → column. `default` as a client would write it."""

    columns: Mapping[str, str]
    default: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: documents as text, in order."""

    items: Sequence[str]
    next: str | None
    total: int | None

    def as_json(self) -> str:
        """The body of a list's answer."""
        total = "" if self.total is None else f', "total": {self.total}'
        return f'{{"items": [{",".join(self.items)}], "next": {json.dumps(self.next)}{total}}}'


def page(rows: QuerySet[Any], query: PageQuery, *, sortable: Sortable, document: Document) -> Page:
    """The page of `rows` that `query` asks for. Two statements: ids with their sort values, then their documents."""
    order = _order(query.sort or sortable.default, sortable, rows.model)
    total = rows.count() if query.count else None
    wanted = rows.order_by(*(key.ordering() for key in order))
    if query.cursor is not None:
        wanted = wanted.filter(_after(order, _decode(query.cursor, order)))
    found = list(wanted.values_list("id", *(key.column for key in order))[: query.limit + 1])
    shown = found[: query.limit]
    texts = read_texts(document, [row[0] for row in shown]) if shown else {}
    items = [texts[row[0]] for row in shown if row[0] in texts]
    more = len(found) > query.limit
    return Page(items, _encode(order, shown[-1][1:]) if more else None, total)


@dataclass(frozen=True, slots=True)
class _Key:
    """One part of an order."""

    column: str
    descending: bool
    nullable: bool

    def ordering(self) -> Any:  # noqa: ANN401  # Django keeps the type of its expressions private
        column = F(self.column)
        # Said only where it matters: an index without it serves the others.
        last = True if self.nullable else None
        return column.desc(nulls_last=last) if self.descending else column.asc(nulls_last=last)

    def beyond(self, value: object, *, inclusive: bool = False) -> Q:
        operator = ("lt" if self.descending else "gt") + ("e" if inclusive else "")
        condition = Q(**{f"{self.column}__{operator}": value})
        return condition | Q(**{f"{self.column}__isnull": True}) if self.nullable else condition

    def equal(self, value: object) -> Q:
        return Q(**{f"{self.column}__isnull": True}) if value is None else Q(**{self.column: value})


Order = Sequence[_Key]


def _order(sort: str, sortable: Sortable, model: type[Model]) -> Order:
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
        order.setdefault(column, _Key(column, descending, _is_nullable(model, column)))
    return [*order.values(), _Key("id", descending, nullable=False)]


def _is_nullable(model: type[Any], column: str) -> bool:
    *path, name = column.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model  # noqa: SLF001  # Django's public way to its fields
    nullable: bool = model._meta.get_field(name).null  # noqa: SLF001
    return nullable


def _after(order: Order, values: Sequence[object]) -> Q:
    """The rows after `values`: equal in the first columns and beyond in the next one."""
    condition, equal = Q(pk__in=[]), Q()
    for key, value in zip(order, values, strict=True):
        if value is not None:
            condition |= equal & key.beyond(value)
        equal &= key.equal(value)
    # Follows from the rest, and lets an index begin where the page begins.
    return condition if values[0] is None else order[0].beyond(values[0], inclusive=True) & condition


def _sign(order: Order) -> str:
    return ",".join(f"{'-' if key.descending else ''}{key.column}" for key in order)


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
