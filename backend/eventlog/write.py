"""The end of a change: its events get their numbers and go into the log.

In this order: deferred constraints; the counters `+k`, in order of workspace id; in a later statement the documents are
read, and then the events inserted; the job; commit; publish. Nothing may lock a row after the counter.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from uuid import UUID

from django.db import transaction

from backend.core.clock import now
from backend.core.context import current
from backend.core.defer import defer
from backend.core.documents import Document, DocumentData, texts_of
from backend.core.sql import fetch, fetch_together
from backend.core.statements import Statement
from backend.eventlog.kinds import Kind
from backend.eventlog.publish import BODY, PRIVATE_PROJECT, publish

# Changed by every change: a reader knows the version before (one less) without being told.
_UNTOLD = frozenset({"version"})

# Foreign keys first: checked at the commit, they would lock rows after the counter.
_CHECK = Statement("SET CONSTRAINTS ALL IMMEDIATE")
# Whether it is told to others over HTTP is asked on the way: a change of a workspace without webhooks does no more.
_ADVANCE = """
    UPDATE eventlog_counter c SET seq = c.seq + %s WHERE c.workspace_id = %s RETURNING c.seq, c.epoch,
        EXISTS (SELECT FROM webhooks_webhook h WHERE h.workspace_id = c.workspace_id AND h.is_active)"""
_INSERT = f"""
    INSERT INTO eventlog_event AS e (workspace_id, seq, type, at, project_id, task_id, actor_id, actor_name,
        object_type, object_id, object_key, changes, data, request_id, admins_only, user_id)
    SELECT %s, %s + n.place - 1, n.type, %s, n.project_id, n.task_id, %s, %s,
        n.object_type, n.object_id, n.object_key, n.changes, n.data, %s, n.admins_only, n.user_id
    FROM ROWS FROM (jsonb_to_recordset(%s::jsonb) AS (type text, project_id uuid, task_id uuid, object_type text,
        object_id uuid, object_key text, changes jsonb, data jsonb, admins_only boolean, user_id uuid))
        WITH ORDINALITY AS n (type, project_id, task_id, object_type, object_id, object_key, changes, data, admins_only,
            user_id, place)
    RETURNING e.seq, e.type, e.project_id, {PRIVATE_PROJECT}, e.admins_only, e.user_id, e.object_id, {BODY}"""

Subject = tuple[str, UUID, UUID, str]


class Person(Protocol):
    """Whoever acts: a user."""

    id: UUID
    name: str


@dataclass(slots=True)
class Pending:
    """An event that has no number yet. `before`: the document as it was watched, if it was.

    `data`: what it carries instead of the document, where it tells nothing of that.
    """

    kind: Kind
    object_id: UUID
    workspace_id: UUID
    before: DocumentData | None
    admins_only: bool
    user_id: UUID | None
    data: DocumentData | None = None

    def subject(self) -> Subject:
        """What it is about, in which log, and for whom else."""
        return self.kind.document.name, self.object_id, self.workspace_id, "" if self.data is None else str(self.data)


def write(actor: Person | None, pending: Sequence[Pending], *, tell: bool) -> None:
    """Write the events of a change. With `tell`, a job reads them and tells the people whom they concern."""
    if not pending:
        return
    current().written = {}
    for workspace_id in sorted({one.workspace_id for one in pending}):
        _write(actor, workspace_id, [one for one in pending if one.workspace_id == workspace_id], tell=tell)


def _write(actor: Person | None, workspace_id: UUID, pending: Sequence[Pending], *, tell: bool) -> None:
    (last, epoch, has_webhooks), texts = _advance(workspace_id, pending)
    first = last - len(pending) + 1
    rows = [_row(one, texts.get((one.kind.document.name, one.object_id))) for one in pending]
    by, called = (actor.id, actor.name) if actor else (None, "")
    frame = (workspace_id, first, now(), by, called, current().request_id)
    written = fetch(_INSERT, [*frame, f"[{','.join(rows)}]"])
    current().cursors[workspace_id] = f"{epoch}-{last}"
    current().written |= texts
    if tell:
        defer("notify.events", workspace_id=str(workspace_id), first=first, last=last)
    if has_webhooks:
        defer("webhooks.read", workspace_id=str(workspace_id))
    transaction.on_commit(partial(publish, workspace_id, epoch, sorted(written)))


def _advance(
    workspace_id: UUID, pending: Sequence[Pending]
) -> tuple[tuple[int, str, bool], dict[tuple[str, UUID], str]]:
    """Take a number for each; other writers of the workspace wait here until this transaction ends.

    The last number, the epoch, and whether there are webhooks. And (resource, id) → the document as it then stands: the
    counter's lock keeps it so.
    """
    wanted: dict[Document, list[UUID]] = {}
    for one in pending:
        wanted.setdefault(one.kind.document, []).append(one.object_id)
    advance = Statement(_ADVANCE, [len(pending), workspace_id])
    _, advanced, *found = fetch_together([_CHECK, advance, *(texts_of(*one) for one in wanted.items())])
    if not advanced:
        raise RuntimeError(f"workspace {workspace_id} has no counter")
    texts = {
        (document.name, row_id): text for document, rows in zip(wanted, found, strict=True) for row_id, text in rows
    }
    return (advanced[0][0], advanced[0][1], advanced[0][2]), texts


def _row(one: Pending, text: str | None) -> str:
    """What differs from event to event, as `_INSERT` takes it: the document goes in as PostgreSQL made it."""
    name = one.kind.document.name
    if one.data is not None:
        text = json.dumps(one.data)
    if text is None:
        if one.before is None:
            raise RuntimeError(f"{one.kind.type} of {one.object_id}: deleted without having been watched")
        text = json.dumps(one.before)
    data: DocumentData = json.loads(text)
    changes = {} if one.before is None or one.data is not None else difference(one.before, data)
    frame = {
        "type": one.kind.type,
        "project_id": data.get("id" if name == "project" else "project_id"),
        "task_id": data.get("id" if name == "task" else "task_id"),
        "object_type": name,
        "object_id": str(one.object_id),
        "object_key": data.get("key") or None,
        "changes": changes,
        "admins_only": one.admins_only,
        "user_id": str(one.user_id) if one.user_id else None,
    }
    return f'{json.dumps(frame)[:-1]}, "data": {text}}}'


def difference(before: DocumentData, after: DocumentData) -> dict[str, list[object]]:
    """field → [old, new] of each field that differs, so that `after` with the old values put back is `before`.

    A label or person that was renamed meanwhile, by somebody else, is the same one.
    """
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if name not in _UNTOLD and own_facts(before.get(name)) != own_facts(value)
    }


def own_facts(value: object) -> object:
    """What a document itself says with the value of a field: of another resource only which one."""
    match value:
        case {"id": object_id}:
            return object_id
        case list():
            return [own_facts(one) for one in value]
        case dict():
            return {name: own_facts(one) for name, one in value.items()}
        case _:
            return value
