"""The named people and things of the stories.

The harbour crew: Ann owns the workspace, Bob is its admin, Cleo a member, Vic may only look. Eve has an account and
nothing to do with it. Their project is Operations (OPS), with the statuses that every project begins with.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

from backend.accounts import sessions
from backend.accounts.models import User
from backend.core.clock import now
from backend.projects.actions.project import create_project
from backend.projects.models import Project, Status
from backend.tasks.actions.task import create_task
from backend.tasks.models import Task
from backend.workspaces.actions import add_member, create_workspace
from backend.workspaces.models import Workspace

Json = Any


@dataclass(frozen=True)
class Answer:
    """What a client got."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Json:
        """The body as data."""
        return json.loads(self.text)

    @property
    def items(self) -> list[Json]:
        """The items of a list."""
        items: list[Json] = self.json["items"]
        return items

    @property
    def faults(self) -> dict[str, str]:
        """Place → message of a 422."""
        return {".".join(map(str, fault["loc"])): fault["msg"] for fault in self.json["errors"]}


class Caller:
    """A client of the API, signed in as somebody or as nobody."""

    def __init__(self, user: User | None = None) -> None:
        self.token = sessions.begin(user, "tests").access if user else ""
        self._client = Client(raise_request_exception=False)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """`headers` with underscores: `If_Match='"1"'`."""
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            extra.setdefault("Authorization", f"Bearer {self.token}")
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = extra.pop("Content-Type", "application/json")
        answer = self._client.generic(method, path, content, content_type=kind, headers=extra)
        return Answer(answer.status_code, dict(answer.headers), answer.getvalue().decode(errors="replace"))

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Answer:
        """POST."""
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Answer:
        """PATCH."""
        return self.call("PATCH", path, body, **headers)

    def put(self, path: str, body: object = None, **headers: str) -> Answer:
        """PUT."""
        return self.call("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Answer:
        """DELETE."""
        return self.call("DELETE", path, **headers)


def person(first_name: str) -> User:
    """Somebody with an account, whose address is verified."""
    email = f"{first_name.lower()}@example.org"
    return User.objects.create(email=email, first_name=first_name, password="!", email_verified_at=now())


class World:
    """The harbour crew."""

    def __init__(self) -> None:
        self.ann, self.bob, self.cleo, self.vic, self.eve = map(person, ("Ann", "Bob", "Cleo", "Vic", "Eve"))
        self.harbour: Workspace = create_workspace(actor=self.ann, name="Harbour crew")
        for user, role in ((self.bob, "admin"), (self.cleo, "member"), (self.vic, "viewer")):
            add_member(self.harbour.id, actor=self.ann, user=user, role=role)
        self.ops: Project = create_project(actor=self.ann, workspace_id=self.harbour.id, key="OPS", name="Operations")

    def status(self, name: str) -> Status:
        """A status of Operations."""
        return Status.objects.get(project=self.ops, name=name)

    def task(self, title: str = "Bring the pallets", *, actor: User | None = None, **fields: Any) -> Task:
        """A task in Operations, made by Ann."""
        return create_task(actor=actor or self.ann, project_id=self.ops.id, title=title, **fields)

    def url(self, task: Task, rest: str = "") -> str:
        """Where a task is."""
        return f"/api/tasks/{task.id}{rest}"

    def events(self, after: int = 0, workspace_id: UUID | None = None) -> list[str]:
        """The types of the events after a number."""
        from backend.eventlog.models import Event

        rows = Event.objects.filter(workspace_id=workspace_id or self.harbour.id, seq__gt=after).order_by("seq")
        return list(rows.values_list("type", flat=True))

    @property
    def last(self) -> int:
        """The number of the newest event."""
        from backend.eventlog.models import Counter

        return Counter.objects.get(workspace_id=self.harbour.id).seq
