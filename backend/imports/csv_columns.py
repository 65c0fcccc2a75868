"""What the columns of a table hold: told by its sender, or recognised by their names."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from query.fold import fold


class Field(StrEnum):
    """What a column may hold."""

    TITLE = "title"
    DESCRIPTION = "description"
    STATUS = "status"
    PRIORITY = "priority"
    ASSIGNEES = "assignees"
    ASSIGNEE_EMAIL = "assignee_email"
    LABELS = "labels"
    START = "start_at"
    DUE = "due_at"
    ESTIMATE = "estimate"
    PARENT = "parent"
    ID = "id"
    OTHER_ID = "other_id"
    CREATED = "created_at"
    COMPLETED = "completed_at"
    AUTHOR = "author"
    COMMENT = "comment"
    KIND = "kind"
    LEVEL = "level"


FIELDS = tuple(field.value for field in Field)
MANY = frozenset({Field.LABELS, Field.COMMENT, Field.DESCRIPTION, Field.ASSIGNEES})
"""Several columns may hold these; of the others the first one that says something counts."""

# Folded, without signs. Where one is found twice in a header, the first field that has it keeps it.
_PLAIN: Mapping[Field, str] = {
    Field.TITLE: "title|name|summary|task|task name|task title|content|subject|card name|titel|aufgabe|titre|titulo",
    Field.DESCRIPTION: "description|notes|note|details|body|card description|beschreibung|notizen|descripcion",
    Field.STATUS: "status|state|section|section column|column|list|list name|stage|bucket|bucket name|liste",
    Field.PRIORITY: "priority|prio|importance|prioritat|priorite|prioridad",
    Field.ASSIGNEES: "assignee|assignees|assigned to|owner|responsible|members|assignee name|zustandig|verantwortlich",
    Field.ASSIGNEE_EMAIL: "assignee email|assignee e mail|assigned email|owner email|email|e mail",
    Field.LABELS: "labels|label|tags|tag|categories|category|etiketten|etiquetas",
    Field.START: "start date|start|starts|start at|start on|begin|startdatum",
    Field.DUE: "due date|due|due on|due at|deadline|date|end date|falligkeitsdatum|fallig|echeance",
    Field.ESTIMATE: "estimate|story points|story point estimate|points|custom field story points"
    "|custom field story point estimate|effort|aufwand",
    Field.PARENT: "parent|parent task|parent id|parent key|parent issue|subtask of|ubergeordnete aufgabe",
    Field.ID: "id|task id|issue key|key|card id|number",
    Field.OTHER_ID: "issue id",
    Field.CREATED: "created|created at|created on|created date|creation date|date created|erstellt",
    Field.COMPLETED: "completed|completed at|completed on|completed date|completion date|date completed|resolved|done"
    "|closed at|closed|erledigt",
    Field.AUTHOR: "author|creator|created by|reporter",
    Field.COMMENT: "comment|comments",
}
_TODOIST: Mapping[Field, str] = {
    Field.KIND: "type",
    Field.TITLE: "content",
    Field.DESCRIPTION: "description",
    Field.PRIORITY: "priority",
    Field.LEVEL: "indent",
    Field.AUTHOR: "author",
    Field.ASSIGNEES: "responsible",
    Field.DUE: "date|deadline",
}
_SIGNS: Mapping[str, frozenset[str]] = {
    "todoist": frozenset({"type", "content", "indent"}),
    "asana": frozenset({"task id", "name", "section column"}),
    "jira": frozenset({"issue key", "summary"}),
}


def recognised(header: Sequence[str]) -> str:
    """Whose export it looks like: `todoist`, `asana`, `jira`, or "" for any other table."""
    names = {plain(name) for name in header}
    return next((source for source, signs in _SIGNS.items() if signs <= names), "")


def proposed(header: Sequence[str]) -> tuple[Field | None, ...]:
    """What each column seems to hold. None: nothing that is known, or what another column holds already."""
    meanings = _meanings(_TODOIST if recognised(header) == "todoist" else _PLAIN)
    taken: set[Field] = set()
    found = []
    for name in header:
        field = meanings.get(plain(name))
        if field in taken and field not in MANY and not _is_repeated(name, header):
            field = None
        if field:
            taken.add(field)
        found.append(field)
    return tuple(found)


def chosen(header: Sequence[str], mapping: Mapping[str, str]) -> tuple[Field | None, ...]:
    """What each column holds, as far as `mapping` (column → field or "") says, else as proposed."""
    given = {name: Field(field) if field else None for name, field in mapping.items()}
    claimed = {field for field in given.values() if field and field not in MANY}
    others = (None if field in claimed else field for field in proposed(header))
    return tuple(given.get(name, other) for name, other in zip(header, others, strict=True))


def plain(name: str) -> str:
    """`Section/Column` → `section column`."""
    return " ".join(re.findall(r"\w+", fold(name)))


def _meanings(names: Mapping[Field, str]) -> dict[str, Field]:
    return {name: field for field, words in names.items() for name in words.split("|")}


def _is_repeated(name: str, header: Sequence[str]) -> bool:
    """Jira writes a column of several values as several columns of one name."""
    return header.count(name) > 1
