"""A search over everything in a workspace: what is found, best first, as its documents and with the words marked."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.accounts.documents import PERSON
from backend.accounts.models import User
from backend.core.documents import Document, DocumentData, read_texts
from backend.core.sql import fetch
from backend.projects.documents import PROJECT
from backend.search.found import BY_KEY, Found, best
from backend.search.marks import Marks
from backend.search.names import people_called, projects_called
from backend.search.schemas import KindName
from backend.search.texts import comments_with, task_by_key, tasks_with
from backend.tasks.documents import COMMENT, TASK

KINDS: tuple[KindName, ...] = ("task", "comment", "project", "person")

_DOCUMENTS: Mapping[KindName, Document] = {"task": TASK, "comment": COMMENT, "project": PROJECT, "person": PERSON}
# What is looked at, in order; those of the first line are shown whole.
_WHOLE = frozenset({"key", "title", "name", "email"})
_FIELDS: Mapping[KindName, tuple[str, ...]] = {
    "task": ("title", "description"),
    "comment": ("body",),
    "project": ("key", "name", "description"),
    "person": ("name", "email"),
}
_REFS = """SELECT c.id, json_build_object('id', t.id, 'key', p.key || '-' || t.number, 'title', t.title)
    FROM tasks_comment c JOIN tasks_task t ON t.id = c.task_id JOIN projects_project p ON p.id = t.project_id
    WHERE c.id = ANY(%s)"""


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in a workspace."""

    text: str
    workspace_id: UUID
    reader: User
    kinds: Collection[KindName]
    limit: int

    def hits(self) -> list[str]:
        """What is found, as JSON."""
        found = best(self._found(), self.limit)
        texts = {kind: read_texts(document, _ids(found, kind)) for kind, document in self._wanted(found)}
        shown = [(one, texts[one.kind][one.id]) for one in found if one.id in texts[one.kind]]
        data = [json.loads(text) for _, text in shown]
        refs: dict[UUID, DocumentData] = dict(fetch(_REFS, [_ids(found, "comment")]))
        marks = Marks(self.text, {text for (one, _), row in zip(shown, data, strict=True) for text in _texts(one, row)})
        return [
            _as_json(one, text, _highlights(one, row, marks), refs.get(one.id))
            for (one, text), row in zip(shown, data, strict=True)
        ]

    def _found(self) -> list[Found]:
        text, workspace_id, reader = self.text, self.workspace_id, self.reader
        ways: Sequence[tuple[KindName, Callable[[], list[Found]]]] = (
            ("task", lambda: task_by_key(text, workspace_id, reader)),
            ("task", lambda: tasks_with(text, workspace_id, reader)),
            ("comment", lambda: comments_with(text, workspace_id, reader)),
            ("project", lambda: projects_called(text, workspace_id, reader)),
            ("person", lambda: people_called(text, workspace_id)),
        )
        return [one for kind, way in ways if kind in self.kinds for one in way()]

    def _wanted(self, found: Sequence[Found]) -> list[tuple[KindName, Document]]:
        kinds = {one.kind for one in found}
        return [(kind, document) for kind, document in _DOCUMENTS.items() if kind in kinds]


def _ids(found: Sequence[Found], kind: KindName) -> list[UUID]:
    return [one.id for one in found if one.kind == kind]


def _texts(one: Found, row: DocumentData) -> list[str]:
    """The texts of a document in which the words may be."""
    return [str(row[name]) for name in _FIELDS[one.kind] if row[name]]


def _highlights(one: Found, row: DocumentData, marks: Marks) -> list[DocumentData]:
    highlights: list[DocumentData] = []
    if one.kind == "task" and one.score >= BY_KEY:
        name, key = ("former_key", one.former_key) if one.former_key else ("key", str(row["key"]))
        highlights.append({"field": name, "text": key, "ranges": [(0, len(key))]})
    for name in _FIELDS[one.kind]:
        text = str(row[name] or "")
        if text:
            shown, ranges = (text, marks.ranges(text)) if name in _WHOLE else marks.excerpt(text)
            highlights += [{"field": name, "text": shown, "ranges": ranges}] if ranges else []
    return highlights


def _as_json(one: Found, text: str, highlights: list[DocumentData], task: DocumentData | None) -> str:
    """The document stays as PostgreSQL has built it."""
    frame = {
        "id": str(one.id),
        "score": round(one.score, 4),
        "is_archived": one.is_archived,
        "highlights": highlights,
        "kind": one.kind,
    } | ({"task": task} if task else {})
    return f'{json.dumps(frame)[:-1]}, "data": {text}}}'
