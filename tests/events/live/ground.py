"""A workspace to walk in."""

from collections.abc import Sequence
from typing import Any

from backend.projects.models import Project
from backend.workspaces.actions import add_member, create_workspace
from tests.events.live.lists import Crew
from tests.world import Answer, Caller


class Ground:
    """A new workspace of the crew: two projects, a private one, labels, custom fields."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.harbour = create_workspace(actor=crew.ann, name="Walk")
        self.people = [crew.ann, crew.bob, crew.cleo]
        for person in self.people[1:]:
            add_member(self.harbour.id, actor=crew.ann, user=person, role="member")
        self.ann: Caller = crew.caller(crew.ann)
        self.done: list[str] = []
        for key, visibility in (("OPS", "workspace"), ("WEB", "workspace"), ("SEC", "private")):
            self.call("POST", "/api/projects", workspace_id=self.id, key=key, name=key, visibility=visibility)
        for name in ("bug", "crane"):
            self.call("POST", "/api/labels", workspace_id=self.id, name=name)
        ops, web, sec = self.all(Project)
        for project in (ops, sec):
            for name, kind in (("size", "number"), ("day", "date"), ("owner", "person"), ("note", "text")):
                self.call("POST", f"/api/projects/{project.id}/fields", name=name, key=name, type=kind)
        self.call("PUT", f"/api/projects/{sec.id}/members/{crew.cleo.id}")
        for project in (ops, web, sec, ops):
            self.call("POST", "/api/tasks", project_id=str(project.id), title="Bring the pallets")

    @property
    def id(self) -> str:
        """Of the workspace."""
        return str(self.harbour.id)

    def call(self, method: str, path: str, **body: object) -> Answer:
        """As Ann. It may be refused, and must not fail."""
        answer = self.ann.call(method, path, body)
        self.done.append(f"{method} {path} {body} → {answer.status}\n")
        assert answer.status < 500, answer.text
        return answer

    def all(self, model: type[Any]) -> Sequence[Any]:
        """What there is of something, oldest first."""
        return list(model.objects.filter(workspace_id=self.harbour.id).order_by("id"))

    def one(self, model: type[Any], number: int) -> Any:
        """One of them."""
        rows = self.all(model)
        return rows[number % len(rows)] if rows else None
