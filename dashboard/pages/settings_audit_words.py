"""Entries of the log in words, for the audit log and its CSV."""

import csv
import io
import re
from collections.abc import Iterable
from typing import cast
from zoneinfo import ZoneInfo

from dashboard import times
from dashboard.documents import Event
from dashboard.language import _

THINGS = {
    "task": _("the task"),
    "comment": _("the comment"),
    "attachment": _("the attachment"),
    "link": _("the link"),
    "watcher": _("the watcher"),
    "reminder": _("the reminder"),
    "project": _("the project"),
    "status": _("the column"),
    "field": _("the custom field"),
    "template": _("the template"),
    "project_template": _("the template of projects"),
    "label": _("the label"),
    "view": _("the view"),
    "member": _("the member"),
    "invitation": _("the invitation"),
    "user": _("the person"),
    "workspace": _("the workspace"),
    "webhook": _("the webhook"),
    "import": _("the import"),
    "export": _("the export"),
}
KINDS = {
    "task": _("Tasks"),
    "comment": _("Comments"),
    "attachment": _("Attachments"),
    "link": _("Links"),
    "watcher": _("Watchers"),
    "reminder": _("Reminders"),
    "project": _("Projects"),
    "status": _("Columns"),
    "field": _("Custom fields"),
    "template": _("Templates"),
    "project_template": _("Templates of projects"),
    "label": _("Labels"),
    "view": _("Views"),
    "member": _("Members"),
    "invitation": _("Invitations"),
    "user": _("People"),
    "workspace": _("Workspaces"),
    "webhook": _("Webhooks"),
    "import": _("Imports"),
    "export": _("Exports"),
}
FIELDS = {
    "title": _("Title"),
    "description": _("Description"),
    "status": _("Status"),
    "priority": _("Priority"),
    "assignees": _("Assignees"),
    "labels": _("Labels"),
    "estimate": _("Estimate"),
    "start_at": _("Start"),
    "due_at": _("Due"),
    "completed_at": _("Completed"),
    "archived_at": _("Archived"),
    "deleted_at": _("Deleted"),
    "edited_at": _("Edited"),
    "parent_id": _("Parent"),
    "project_id": _("Project"),
    "recurrence": _("Recurrence"),
    "recurrence_by": _("Recurrence by"),
    "fields": _("Fields"),
    "is_blocked": _("Is blocked"),
    "is_muted": _("Is muted"),
    "is_shared": _("Is shared"),
    "comment_count": _("Comment count"),
    "attachment_count": _("Attachment count"),
    "subtask_count": _("Subtask count"),
    "subtask_done": _("Subtask done"),
    "name": _("Name"),
    "key": _("Key"),
    "slug": _("Slug"),
    "color": _("Color"),
    "category": _("Category"),
    "visibility": _("Visibility"),
    "members": _("Members"),
    "options": _("Options"),
    "role": _("Role"),
    "email": _("Email"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "timezone": _("Timezone"),
    "avatar": _("Avatar"),
    "body": _("Body"),
    "reactions": _("Reactions"),
    "q": _("Q"),
    "layout": _("Layout"),
    "expires_at": _("Expires"),
}
DONE = {
    "created": _("created {thing}"),
    "updated": _("changed {thing}"),
    "deleted": _("deleted {thing}"),
    "restored": _("restored {thing}"),
    "purged": _("deleted for good {thing}"),
    "archived": _("archived {thing}"),
    "unarchived": _("took out of the archive {thing}"),
    "moved": _("moved to another project {thing}"),
    "left": _("moved away {thing}"),
    "added": _("added {thing}"),
    "removed": _("removed {thing}"),
    "accepted": _("accepted {thing}"),
    "withdrawn": _("withdrew {thing}"),
    "sent": _("was reminded of {thing}"),
    "member_added": _("let somebody see {thing}"),
    "member_removed": _("closed to somebody {thing}"),
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
    kind, _dot, verb = event["type"].partition(".")
    return DONE.get(verb, verb).format(thing=THINGS.get(kind, kind.replace("_", " ")))


def name_of(event: Event) -> str:
    """What the thing is called."""
    data = event["data"]
    key = event["object"]["key"] if event["object"]["type"] in {"task", "project"} else ""
    for field in ("title", "name", "email", "body", "project_name", "file_name"):
        if isinstance(data.get(field), str) and data[field]:
            return (f"{key} " if key else "") + str(data[field])
    user = data.get("user")
    return str(user.get("name", "")) if isinstance(user, dict) else key or ""


def changes_of(event: Event, here: ZoneInfo) -> list[tuple[str, str, str]]:
    """Each field that changed: its name, what it was, what it is."""
    return [
        (FIELDS.get(field) or field.replace("_", " ").capitalize(), shown(old, here), shown(new, here))
        for field, (old, new) in event["changes"].items()
        if field not in _HIDDEN
    ]


def shown(value: object, here: ZoneInfo) -> str:
    """A value of a document, for people."""
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return _("yes") if value else _("no")
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
    writer.writerow((_("Number"), _("Time (UTC)"), _("Person"), _("Type"), _("Thing"), _("Project"), _("Changes")))
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
