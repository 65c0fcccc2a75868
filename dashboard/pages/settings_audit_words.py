"""Entries of the log in words, for the audit log and its CSV."""

import csv
import io
import re
from collections.abc import Iterable
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import times
from dashboard.documents import Event

NOUNS = {
    "task": "task",
    "comment": "comment",
    "attachment": "attachment",
    "link": "link",
    "watcher": "watcher",
    "reminder": "reminder",
    "project": "project",
    "status": "column",
    "field": "custom field",
    "template": "template",
    "project_template": "template of projects",
    "label": "label",
    "view": "view",
    "member": "member",
    "invitation": "invitation",
    "user": "person",
    "workspace": "workspace",
    "webhook": "webhook",
}
VERBS = {
    "created": "created",
    "updated": "changed",
    "deleted": "deleted",
    "restored": "restored",
    "purged": "deleted for good",
    "archived": "archived",
    "unarchived": "took out of the archive",
    "moved": "moved to another project",
    "left": "moved away",
    "added": "added",
    "removed": "removed",
    "accepted": "accepted",
    "withdrawn": "withdrew",
    "sent": "was reminded of",
    "member_added": "let somebody see",
    "member_removed": "closed to somebody",
}
# the types that `POST /api/events/{seq}/undo` takes back
UNDOABLE = frozenset(
    {f"task.{verb}" for verb in ("created", "updated", "moved", "archived", "unarchived", "deleted", "restored")}
    | {"comment.created", "comment.updated", "attachment.added", "attachment.removed", "link.created", "link.deleted"}
    | {"label.created", "label.updated", "view.created", "view.updated", "workspace.updated"}
    | {f"status.{verb}" for verb in ("created", "updated", "archived", "unarchived")}
    | {f"project.{verb}" for verb in ("created", "updated", "archived", "unarchived", "member_added", "member_removed")}
    | {"member.added", "member.updated", "member.removed"}
)
_HIDDEN = {"version", "updated_at", "position"}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def verb_of(event: Event) -> str:
    """`changed the task`."""
    kind, _, verb = event["type"].partition(".")
    return f"{VERBS.get(verb, verb)} the {NOUNS.get(kind, kind.replace('_', ' '))}"


def name_of(event: Event) -> str:
    """What the thing is called."""
    data = event["data"]
    key = event["object"]["key"] if event["object"]["type"] in {"task", "project"} else ""
    for field in ("title", "name", "email", "body"):
        if isinstance(data.get(field), str) and data[field]:
            return (f"{key} " if key else "") + str(data[field])
    user = data.get("user")
    return str(user.get("name", "")) if isinstance(user, dict) else key or ""


def changes_of(event: Event, here: ZoneInfo) -> list[tuple[str, str, str]]:
    """Each field that changed: its name, what it was, what it is."""
    return [
        (field.replace("_at", "").replace("_", " ").capitalize(), shown(old, here), shown(new, here))
        for field, (old, new) in event["changes"].items()
        if field not in _HIDDEN
    ]


def shown(value: object, here: ZoneInfo) -> str:
    """A value of a document, for people."""
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return "yes" if value else "no"
        case str() if _INSTANT.fullmatch(value):
            return times.short_day(value, here)
        case dict():
            named = cast("dict[str, object]", value)
            listed = ", ".join(f"{key}: {shown(one, here)}" for key, one in named.items())
            return str(named.get("name") or listed or "–")
        case list():
            return ", ".join(shown(one, here) for one in value)
        case _:
            return str(value)


def as_csv(events: Iterable[Event], projects: dict[str, str], here: ZoneInfo) -> str:
    """What is shown, for a spreadsheet, which must not take anybody's words for a formula (CWE-1236)."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(("Number", "Time (UTC)", "Person", "Type", "Thing", "Project", "Changes"))
    for event in events:
        changes = "; ".join(f"{field}: {old} → {new}" for field, old, new in changes_of(event, here))
        row = (
            str(event["seq"]),
            event["at"],
            event["actor"]["name"] if event["actor"] else "",
            event["type"],
            name_of(event),
            projects.get(event["project_id"] or "", ""),
            changes,
        )
        writer.writerow([_harmless(cell) for cell in row])
    return made.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
