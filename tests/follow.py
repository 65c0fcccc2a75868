"""A reader of the log that holds a copy of everything and compares it with the tables after each change.

It knows nothing but the events: replace by id, drop what was deleted, carry names to where they are shown. If it and
the tables disagree, a change has been made that its events do not tell, or told that it has not made.
"""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection

from backend.core.documents import Document
from backend.eventlog.write import own_facts
from backend.exports.documents import EXPORT
from backend.imports.documents import IMPORT
from backend.notifications.documents import NOTIFICATION
from backend.projects.documents import FIELD, LABEL, PROJECT, STATUS
from backend.tasks.documents import ATTACHMENT, COMMENT, LINK, PROJECT_TEMPLATE, REMINDER, TASK, TEMPLATE, VIEW, WATCHER
from backend.webhooks.documents import WEBHOOK
from backend.workspaces.documents import INVITATION, MEMBER, WORKSPACE
from tests.event_schema import assert_described

Data = dict[str, Any]
State = dict[str, dict[str, Data]]

DOCUMENTS: tuple[Document, ...] = (
    WORKSPACE,
    MEMBER,
    INVITATION,
    PROJECT,
    STATUS,
    LABEL,
    FIELD,
    TEMPLATE,
    PROJECT_TEMPLATE,
    TASK,
    COMMENT,
    ATTACHMENT,
    LINK,
    WATCHER,
    REMINDER,
    VIEW,
    NOTIFICATION,
    EXPORT,
    WEBHOOK,
    IMPORT,
)
_OF_WORKSPACES = {
    "workspace",
    "member",
    "invitation",
    "project",
    "label",
    "project_template",
    "export",
    "webhook",
}
_LIVING = {
    "workspace": "id IN (SELECT id FROM workspaces_workspace WHERE deleted_at IS NULL)",
    "project": "id IN (SELECT id FROM projects_project WHERE deleted_at IS NULL)",
}


def tables() -> State:
    """What the tables hold, of living workspaces and projects."""
    state = {document.name: _rows(document) for document in DOCUMENTS}
    for name, rows in state.items():
        if name != "workspace":
            _keep(rows, "workspace_id", state["workspace"])
        if name not in _OF_WORKSPACES:
            _keep(rows, "project_id", state["project"])
    return state


def _rows(document: Document) -> dict[str, Data]:
    with connection.cursor() as cursor:
        condition = _LIVING.get(document.name, "id IS NOT NULL")
        cursor.execute(f"SELECT d.document::text FROM ({document.select}) d WHERE d.{condition}")
        return {data["id"]: data for data in (json.loads(row[0]) for row in cursor.fetchall())}


def _keep(rows: dict[str, Data], column: str, containers: dict[str, Data]) -> None:
    for key in [key for key, data in rows.items() if data[column] not in {None, *containers}]:
        del rows[key]


class Follower:
    """The copy, and the last number of each log that it has applied."""

    def __init__(self) -> None:
        self.state: State = {document.name: {} for document in DOCUMENTS}
        self.seen: dict[str, int] = {}

    def check(self) -> None:
        """Apply what is new and compare."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT workspace_id::text, seq, body FROM stream_event ORDER BY workspace_id, seq")
            for workspace_id, seq, body in cursor.fetchall():
                if seq > self.seen.get(workspace_id, 0):
                    assert seq == self.seen.get(workspace_id, 0) + 1, "the numbers have a hole"
                    self.seen[workspace_id] = seq
                    self._apply(json.loads(body))
        assert self.state == tables()

    def _apply(self, event: Data) -> None:
        kind, _, verb = event["type"].partition(".")
        assert_described(event["type"], event)
        data, known = event["data"], self.state.get(kind, {}).get(event["object"]["id"])
        if known is not None and verb not in {"deleted", "removed", "left", "purged"}:
            self._check_version(event, known)
        special: Callable[[Data], None] | None = getattr(self, f"_{kind}_{verb}", None)
        if special is not None:
            special(data)
        elif verb in {"deleted", "removed"}:
            del self.state[kind][data["id"]]
        else:
            self.state[kind][data["id"]] = data

    def _check_version(self, event: Data, known: Data) -> None:
        """The version rises by one, and the old values put back give the document before."""
        data = event["data"]
        assert data["version"] == known["version"] + 1, event
        if event["type"] == "task.moved" and not event["changes"]:
            return  # out of a private project: nothing is said of what it was there
        before = data | {name: old for name, (old, _) in event["changes"].items()} | {"version": known["version"]}
        # A label that is taken off may have been renamed after it was read and before its number was taken.
        assert {name: own_facts(value) for name, value in before.items()} == {
            name: own_facts(value) for name, value in known.items()
        }, event

    def _workspace_deleted(self, data: Data) -> None:
        for rows in self.state.values():
            for key in [key for key, row in rows.items() if row.get("workspace_id", row["id"]) == data["id"]]:
                del rows[key]

    def _project_deleted(self, data: Data) -> None:
        for rows in self.state.values():
            for key in [key for key, row in rows.items() if row.get("project_id", row["id"]) == data["id"]]:
                del rows[key]

    def _project_updated(self, data: Data) -> None:
        self.state["project"][data["id"]] = data
        for task in self.state["task"].values():
            if task["project_id"] == data["id"]:
                task["key"] = f"{data['key']}-{task['number']}"

    def _status_updated(self, data: Data) -> None:
        self.state["status"][data["id"]] = data
        for task in self.state["task"].values():
            if task["status"]["id"] == data["id"]:
                task["status"] = {name: data[name] for name in ("id", "name", "category")}

    def _task_deleted(self, data: Data) -> None:
        self.state["task"][data["id"]] = data

    def _task_left(self, data: Data) -> None:
        """Whoever sees where it went hears of that next."""
        assert self.state["task"][data["id"]]["project_id"] == data["project_id"]

    def _view_left(self, data: Data) -> None:
        """Whoever still sees it hears of that next."""
        assert self.state["view"][data["id"]]["project_id"] == data["project_id"]

    def _task_moved(self, data: Data) -> None:
        """What hangs on a task moves with it; a link belongs to the project of its source."""
        self.state["task"][data["id"]] = data
        for row in self._hanging(data["id"]):
            if row.get("target_id") != data["id"]:
                row["project_id"] = data["project_id"]

    def _task_purged(self, data: Data) -> None:
        gone = self._hanging(data["id"])
        del self.state["task"][data["id"]]
        for rows in self.state.values():
            for key in [key for key, row in rows.items() if any(row is one for one in gone)]:
                del rows[key]

    def _hanging(self, task_id: str) -> list[Data]:
        rows = [row for rows in self.state.values() for row in rows.values()]
        return [row for row in rows if task_id in (row.get("task_id"), row.get("source_id"), row.get("target_id"))]

    def _comment_deleted(self, data: Data) -> None:
        self.state["comment"][data["id"]] = data

    def _label_updated(self, data: Data) -> None:
        self.state["label"][data["id"]] = data
        small = {name: data[name] for name in ("id", "name", "color")}
        for task in self.state["task"].values():
            task["labels"] = [small if label["id"] == data["id"] else label for label in task["labels"]]

    def _label_deleted(self, data: Data) -> None:
        del self.state["label"][data["id"]]
        for task in self.state["task"].values():
            task["labels"] = [label for label in task["labels"] if label["id"] != data["id"]]

    def _field_deleted(self, data: Data) -> None:
        del self.state["field"][data["id"]]
        for task in self.state["task"].values():
            if task["project_id"] == data["project_id"]:
                task["fields"].pop(data["key"], None)

    def _user_updated(self, data: Data) -> None:
        """The name is carried to wherever the person is shown; other facts to the membership."""
        for rows in self.state.values():
            for row in rows.values():
                _rename(row, data)
        for watcher in self.state["watcher"].values():
            if watcher["user"]["id"] == data["id"]:
                watcher["user"] = {"id": data["id"], "name": data["name"]}
        for member in self.state["member"].values():
            if member["user"]["id"] == data["id"]:
                member["user"] = {name: data[name] for name in member["user"]}


def _rename(row: Data, user: Data) -> None:
    small = {"id": user["id"], "name": user["name"]}
    for name in ("created_by", "author", "owner", "actor"):
        if row.get(name) and row[name]["id"] == user["id"]:
            row[name] = small
    for reaction in row.get("reactions", ()):
        _rename(reaction, user)
    for name in ("assignees", "members", "mentions", "users"):
        if name in row:
            row[name] = [small if one["id"] == user["id"] else one for one in row[name]]
