"""A resource's JSON, built by PostgreSQL: the one form in which list, get, event, export and search show it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from backend.core.errors import NotFound
from backend.core.sql import Condition, among, fetch_one, fetch_together
from backend.core.statements import Parameters, Statement

DocumentData = dict[str, object]


def utc(column: str) -> str:
    """SQL of an instant as RFC 3339 in UTC with microseconds, or null."""
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def dates(alias: str) -> str:
    """SQL of the members that end every document: two instants and the version."""
    created, updated = utc(f"{alias}.created_at"), utc(f"{alias}.updated_at")
    return f"'created_at', {created}, 'updated_at', {updated}, 'version', {alias}.version"


def person(alias: str) -> str:
    """SQL of the small form of a person, from the joined table `alias`; null where there is nobody."""
    return f"CASE WHEN {alias}.id IS NOT NULL THEN json_build_object('id', {alias}.id, 'name', {alias}.name) END"


@dataclass(frozen=True, slots=True)
class Document:
    """`select` yields the columns `id`, `workspace_id` and `document` (json) of every row of the resource."""

    name: str
    select: str

    def __post_init__(self) -> None:
        if "%" in self.select:
            raise ValueError("a document takes no parameters")


class Read(NamedTuple):
    """One document as text, with the cursor of its workspace at the same instant ('' where it has none)."""

    text: str
    cursor: str
    workspace_id: UUID | None


_CURSOR = "(SELECT c.epoch || '-' || c.seq FROM eventlog_counter c WHERE c.workspace_id = d.workspace_id)"


def read_one(document: Document, object_id: UUID) -> Read:
    """The document of one row and its cursor, from one statement. `NotFound` where there is no such row."""
    return _read(
        f"SELECT d.document::text, {_CURSOR}, d.workspace_id FROM ({document.select}) d WHERE d.id = %s", [object_id]
    )


def read_where(document: Document, condition: Condition) -> Read:
    """The same of the row that meets a condition, which speaks of the aliases inside the document's SQL."""
    rows = f"{document.select} WHERE {condition.sql}"
    return _read(f"SELECT d.document::text, {_CURSOR}, d.workspace_id FROM ({rows}) d", condition.parameters)


def _read(text: str, parameters: Parameters) -> Read:
    row = fetch_one(text, parameters)
    if row is None:
        raise NotFound
    return Read(row[0], row[1] or "", row[2])


def texts_of(document: Document, ids: Iterable[UUID]) -> Statement:
    """The statement that yields id and document as text of the rows that exist."""
    wanted = among("d.id", list(ids))
    return Statement(f"SELECT d.id, d.document::text FROM ({document.select}) d WHERE {wanted.sql}", wanted.parameters)


def read_texts(document: Document, ids: Iterable[UUID]) -> dict[UUID, str]:
    """id → document as text, for the rows that exist."""
    return dict(fetch_together([texts_of(document, ids)])[0])


def read(document: Document, ids: Iterable[UUID]) -> dict[UUID, DocumentData]:
    """id → document as Python data, for the rows that exist."""
    return {key: json.loads(text) for key, text in read_texts(document, ids).items()}
