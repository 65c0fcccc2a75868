"""Whatever people do in a workspace, at random: mostly sensible, often late, sometimes nonsense."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.core.errors import Conflict
from backend.workspaces.actions import add_member
from tests.world import Answer, Caller, World

NEWEST = 10  # of each kind, that people still think of
Deed = Callable[["Chance"], Answer]


@dataclass
class Chance:
    """One person's next move. What there is to choose from is shared by all, and goes out of date."""

    world: World
    caller: Caller
    random: random.Random
    things: dict[str, list[str]] = field(default_factory=dict)

    def one(self, kind: str) -> str:
        """One of the newest things, perhaps gone by now; a task's id where there is none."""
        known = self.things.get(kind) or self.things["task"]
        return self.random.choice(known[-NEWEST:])

    def some(self, kind: str, most: int = 3) -> list[str]:
        """A few of them, perhaps none, perhaps one twice."""
        return [self.one(kind) for _ in range(self.random.randint(0, most))]

    def remember(self, kind: str, answer: Answer) -> Answer:
        """What was made can be chosen from now on."""
        if answer.status in {200, 201}:
            self.things.setdefault(kind, []).append(answer.json["id"])
        return answer

    def make(self, kind: str, path: str, /, **body: Any) -> Answer:
        """Create something."""
        return self.remember(kind, self.caller.post(path, body))

    def task(self, rest: str = "") -> str:
        """The path of a task."""
        return f"/api/tasks/{self.one('task')}{rest}"

    def project(self, rest: str = "") -> str:
        """The path of a project."""
        return f"/api/projects/{self.one('project')}{rest}"

    def workspace(self, rest: str = "") -> str:
        """The path of the workspace."""
        return f"/api/workspaces/{self.world.harbour.id}{rest}"

    def soon(self) -> str:
        """An instant of the next days."""
        return (datetime.now(UTC) + timedelta(hours=self.random.randint(1, 200))).isoformat()


def _create(chance: Chance) -> Answer:
    body: dict[str, Any] = {"project_id": chance.one("project"), "title": "t", "assignees": chance.some("person")}
    body["parent_id"] = chance.random.choice([None, chance.one("task")])
    if chance.random.random() < 0.4:
        body |= {"due_at": chance.soon(), "recurrence": "FREQ=DAILY", "recurrence_by": "completion"}
    return chance.make("task", "/api/tasks", **body)


def _change(chance: Chance) -> Answer:
    values: dict[str, Callable[[], object]] = {
        "title": lambda: chance.random.choice(["new", "newer"]),
        "status": lambda: chance.random.choice(["Done", "Doing", "Todo", "Cancelled"]),
        "labels": lambda: chance.some("label"),
        "assignees": lambda: chance.some("person"),
        "due_at": lambda: chance.random.choice([None, chance.soon()]),
        "parent_id": lambda: chance.random.choice([None, chance.one("task")]),
        "project_id": lambda: chance.one("project"),
        "after": lambda: chance.one("task"),
        "recurrence": lambda: chance.random.choice([None, "FREQ=WEEKLY"]),
        "fields": lambda: {"crane": chance.random.choice([None, "north", "south"])},
    }
    names = chance.random.sample(sorted(values), chance.random.choice([1, 1, 2]))
    return chance.caller.patch(chance.task(), {name: values[name]() for name in names})


def _bulk(chance: Chance) -> Answer:
    changes: Sequence[dict[str, object]] = (
        {"status": "Done", "add_assignees": chance.some("person")},
        {"status": "Doing", "add_labels": chance.some("label")},
        {"project_id": chance.one("project"), "priority": "high"},
        {"archived": chance.random.random() < 0.3},
        {"deleted": chance.random.random() < 0.3},
        {"before": chance.one("task"), "remove_labels": chance.some("label")},
    )
    named = {"ids": [chance.one("task"), *chance.some("task")]}
    found = {"q": "is:open", "workspace_id": str(chance.world.harbour.id)}
    which: dict[str, object] = {**(named if chance.random.random() < 0.8 else found)}
    return chance.caller.post("/api/tasks/bulk", which | {"changes": chance.random.choice(changes)})


def _link(chance: Chance) -> Answer:
    kind = chance.random.choice(["blocks", "blocked_by", "relates", "duplicates"])
    return chance.make("link", chance.task("/links"), kind=kind, task_id=chance.one("task"))


def _undo(chance: Chance) -> Answer:
    seq = max(1, chance.world.last - chance.random.randint(0, 12))
    return chance.caller.post(f"/api/events/{seq}/undo?workspace={chance.world.harbour.id}")


def _leave(chance: Chance) -> Answer:
    """Cleo or Vic leaves, and is taken in again at once."""
    user = chance.random.choice([chance.world.cleo, chance.world.vic])
    answer = chance.caller.delete(chance.workspace(f"/members/{user.id}"))
    with suppress(Conflict):
        add_member(chance.world.harbour.id, actor=chance.world.ann, user=user)
    return answer


def _comment(chance: Chance) -> Answer:
    path = chance.task("/comments")
    answer = chance.caller.post(path, {"body": "x @bob"})
    if answer.status == 201:
        chance.things.setdefault("comment path", []).append(f"{path}/{answer.json['id']}")
    return answer


def _said(chance: Chance) -> str:
    """The path of a comment."""
    return chance.one("comment path") if chance.things.get("comment path") else chance.task("/comments/x")


def _column(chance: Chance) -> Answer:
    return chance.make("status", chance.project("/statuses"), name="Check", category="active")


ORDINARY: Sequence[Deed] = (
    _create,
    _change,
    _bulk,
    _link,
    _comment,
    lambda chance: chance.caller.patch(_said(chance), {"body": chance.random.choice(["y @ann", "z"])}),
    lambda chance: chance.caller.delete(_said(chance)),
    lambda chance: chance.caller.put(_said(chance) + "/reactions/%F0%9F%91%8D"),
    lambda chance: chance.caller.delete(_said(chance) + "/reactions/%F0%9F%91%8D"),
    lambda chance: chance.caller.delete(chance.task(f"/links/{chance.one('link')}")),
    lambda chance: chance.caller.delete(chance.task()),
    lambda chance: chance.caller.post(chance.task("/restore")),
    lambda chance: chance.caller.post(chance.task("/archive")),
    lambda chance: chance.caller.post(chance.task("/unarchive")),
    lambda chance: chance.remember("task", chance.caller.post(chance.task("/duplicate"), {})),
    lambda chance: chance.make("attachment", chance.task("/attachments"), name="a", url="https://example.org/a"),
    lambda chance: chance.caller.delete(chance.task(f"/attachments/{chance.one('attachment')}")),
    lambda chance: chance.caller.put(chance.task(f"/watchers/{chance.one('person')}")),
    lambda chance: chance.caller.put(chance.task("/watchers/me"), {"is_muted": True}),
    lambda chance: chance.caller.delete(chance.task("/watchers/me")),
    lambda chance: chance.caller.post(chance.task("/reminders"), {"before_due": "PT1H"}),
    lambda chance: chance.caller.post(chance.task("/skip")),
)
RARE: Sequence[Deed] = (
    _undo,
    _leave,
    _column,
    lambda chance: chance.caller.patch(
        chance.project(f"/statuses/{chance.one('status')}"), {"category": chance.random.choice(["done", "active"])}
    ),
    lambda chance: chance.caller.delete(
        chance.project(f"/statuses/{chance.one('status')}") + f"?move_to={chance.one('status')}"
    ),
    lambda chance: chance.make(
        "label", "/api/labels", workspace_id=str(chance.world.harbour.id), name=f"l{chance.random.random()}"
    ),
    lambda chance: chance.caller.patch(f"/api/labels/{chance.one('label')}", {"color": "#123456"}),
    lambda chance: chance.caller.post(f"/api/labels/{chance.one('label')}/merge", {"into": chance.one("label")}),
    lambda chance: chance.caller.delete(f"/api/labels/{chance.one('label')}"),
    lambda chance: chance.make("field", chance.project("/fields"), name="Crane", type="text"),
    lambda chance: chance.caller.delete(chance.project(f"/fields/{chance.one('field')}")),
    lambda chance: chance.caller.patch(
        chance.project(), {"visibility": chance.random.choice(["private", "workspace", "workspace"])}
    ),
    lambda chance: chance.caller.put(chance.project(f"/members/{chance.one('person')}")),
    lambda chance: chance.caller.delete(chance.project(f"/members/{chance.one('person')}")),
    lambda chance: chance.caller.post(chance.project("/archive")),
    lambda chance: chance.caller.post(chance.project("/unarchive")),
    lambda chance: chance.caller.post(chance.project("/unarchive")),
    lambda chance: chance.caller.post(chance.task("/purge")),
    lambda chance: chance.caller.post(chance.task("/template"), {"name": "again"}),
    lambda chance: chance.make(
        "project template", "/api/project-templates", project_id=chance.one("project"), name="p"
    ),
    lambda chance: chance.caller.patch("/api/me", {"first_name": chance.random.choice(["Annie", "Bobby"])}),
    lambda chance: chance.make(
        "view", "/api/views", workspace_id=str(chance.world.harbour.id), name="v", project_id=chance.one("project")
    ),
    lambda chance: chance.caller.patch(f"/api/views/{chance.one('view')}", {"is_shared": chance.random.random() < 0.5}),
    lambda chance: chance.make(
        "invitation",
        chance.workspace("/invitations"),
        email=f"{chance.random.randint(1, 5)}@example.com",
        role="member",
    ),
    lambda chance: chance.caller.delete(chance.workspace(f"/invitations/{chance.one('invitation')}")),
)


def next_deed(chance: Chance) -> Deed:
    """What is done to tasks is done more often than the rest."""
    return chance.random.choice(ORDINARY if chance.random.random() < 0.8 else RARE)
