"""Keyset pages: a page begins after the last row of the page before, whatever was inserted or removed meanwhile.

Rows without a value come last in both directions; ties are broken by id, so every sort is total.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q, QuerySet
from ninja import Schema
from pydantic import Field

from backend.core.documents import Document, read_texts
from backend.core.errors import invalid
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
    order = _order(query.sort or sortable.default, sortable)
    columns = [column for column, _ in order]
    total = rows.count() if query.count else None
    wanted = rows.order_by(*(_by(column, descending=descending) for column, descending in order))
    if query.cursor is not None:
        wanted = wanted.filter(_after(order, _decode(query.cursor, order)))
    found = list(wanted.values_list("id", *columns)[: query.limit + 1])
    shown = found[: query.limit]
    texts = read_texts(document, [row[0] for row in shown]) if shown else {}
    items = [texts[row[0]] for row in shown if row[0] in texts]
    more = len(found) > query.limit
    return Page(items, _encode(order, shown[-1][1:]) if more else None, total)


Order = Sequence[tuple[str, bool]]


def _order(sort: str, sortable: Sortable) -> Order:
    """(column, descending) of each part of `sort`, id last."""
    order: list[tuple[str, bool]] = []
    for part in filter(None, (part.strip() for part in sort.split(","))):
        name = part.removeprefix("-")
        if name not in sortable.columns:
            known = ", ".join(sortable.columns)
            raise invalid(
                "sort", f"cannot sort by {name!r}{nearest(name, sortable.columns)} Known: {known}", where="query"
            )
        if sortable.columns[name] not in {column for column, _ in order}:
            order.append((sortable.columns[name], part.startswith("-")))
    return [*order, ("id", bool(order) and order[-1][1])]


def _by(column: str, *, descending: bool) -> Any:  # noqa: ANN401  # Django keeps the type of its expressions private
    return F(column).desc(nulls_last=True) if descending else F(column).asc(nulls_last=True)


def _after(order: Order, values: Sequence[object]) -> Q:
    """The rows after `values`: equal in the first columns and beyond in the next one."""
    condition, equal = Q(pk__in=[]), Q()
    for (column, descending), value in zip(order, values, strict=True):
        if value is not None:
            beyond = Q(**{f"{column}__{'lt' if descending else 'gt'}": value})
            condition |= equal & (beyond if column == "id" else beyond | Q(**{f"{column}__isnull": True}))
        equal &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return condition


def _sign(order: Order) -> str:
    return ",".join(f"{'-' if descending else ''}{column}" for column, descending in order)


def _encode(order: Order, values: Sequence[object]) -> str:
    text = json.dumps([_sign(order), *values], cls=_Encoder, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


class _Encoder(DjangoJSONEncoder):
    def default(self, o: object) -> object:
        # Django's own cuts microseconds, which would repeat rows of the same millisecond.
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _decode(cursor: str, order: Order) -> list[object]:
    try:
        sign, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        UUID(values[-1])
    except (ValueError, TypeError, IndexError, AttributeError):
        sign, values = "", []
    if sign != _sign(order) or len(values) != len(order) or any("\0" in str(value) for value in values):
        raise invalid("cursor", "is not a cursor of this list in this order", where="query")
    return list(values)
