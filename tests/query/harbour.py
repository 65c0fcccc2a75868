"""A few hundred tasks that differ in all that queries ask for, the odd values included."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from backend.core.documents import read
from backend.core.ids import uuid7
from backend.projects.actions.project import create_project
from backend.projects.models import Field, FieldType, Label, Project, ProjectMember, Status, Visibility
from backend.tasks.documents import TASK
from backend.tasks.models import Assignment, Link, LinkKind, Task, TaskLabel
from backend.tasks.search import index_task
from tests.world import World

Choice = TypeVar("Choice")

NOW = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
"""The evening before Europe's clocks go forward: in Berlin it is 23:30."""

TITLES = (
    "Bring the pallets to gate 4",
    "Crane ﬁxed, Ärger über Größe",
    "ＦＵＬＬ width 100% done_today",
    "İstanbul ılık ISPARTA straße",
    "港に荷物がある",
    "dead   letter\tqueue",
    "back\\slash 'quote' \"double\" ops-12",
    "e\u0301tude 🚢 OPS",
    "12 angry men",
)
DESCRIPTIONS = ("", "", "The dead\nletter is in gate-4.", "ops-1 and web-3 wait for it", "荷物 % _ \\ crash", "ΣΊΣΥΦΟΣ")
LABELS = ("bug", "Größe", "needs review", "wontfix")
OPTIONS = [{"key": "alpha", "name": "Alpha"}, {"key": "beta", "name": "Beta Größe"}, {"key": "x1", "name": "none"}]
DAYS = ("2026-03-27", "2026-03-28", "2026-03-29", "2026-04-04", "2026-12-31", "1999-01-01")


class Harbour:
    """Ann sees everything in it but the project of Bob alone."""

    def __init__(self, world: World, count: int = 250) -> None:
        self.world, self._random = world, random.Random(20_260_328)
        self.projects = self._projects()
        self._fields()
        self.labels = Label.objects.bulk_create(Label(workspace=world.harbour, name=name) for name in LABELS)
        self.people = [world.ann, world.bob, world.cleo]
        self.tasks = Task.objects.bulk_create(self._task(number) for number in range(1, count + 1))
        self._hang()
        for task in self.tasks:
            index_task(task)

    def documents(self) -> list[dict[str, Any]]:
        """The tasks that Ann sees, as events carry them."""
        hidden = self.projects[-1].id
        return list(read(TASK, [task.id for task in self.tasks if task.project_id != hidden]).values())

    def _projects(self) -> list[Project]:
        """Operations, one that is archived, a private one of Ann's, and one that she does not see."""
        world = self.world
        others = [
            create_project(actor=actor, workspace_id=world.harbour.id, key=key, name=key)
            for key, actor in (("WEB", world.ann), ("OLD", world.ann), ("SOPS", world.ann), ("BOBS", world.bob))
        ]
        Project.objects.filter(key="OLD").update(archived_at=NOW)
        Project.objects.filter(key__in=["SOPS", "BOBS"]).update(visibility=Visibility.PRIVATE)
        ProjectMember.objects.get_or_create(workspace_id=world.harbour.id, project=others[2], user=world.ann)
        ProjectMember.objects.filter(project=others[3]).exclude(user=world.bob).delete()
        return [world.ops, *others]

    def _fields(self) -> None:
        """The same key may be of another type elsewhere."""
        ops, web, *_ = self.projects
        for project, types in (
            (ops, {"note": "text", "size": "number", "day": "date", "stage": "select", "tags": "multi_select"}),
            (ops, {"owner": "person", "ok": "checkbox"}),
            (web, {"size": "select", "note": "number", "stage": "text", "ok": "checkbox"}),
        ):
            for key, kind in types.items():
                options = OPTIONS if "select" in kind else []
                Field.objects.create(
                    workspace_id=project.workspace_id,
                    project=project,
                    key=key,
                    name=key,
                    type=FieldType(kind),
                    options=options,
                    position="a",
                )

    def _task(self, number: int) -> Task:
        project, due_at = self._one(self.projects), self._instant()
        return Task(
            id=uuid7(),
            workspace_id=project.workspace_id,
            project=project,
            number=self._one((number, number * 1_000, number + 10_000)),
            title=self._one(TITLES),
            description=self._one(DESCRIPTIONS),
            status=self._one(list(Status.objects.filter(project=project))),
            priority=self._random.randrange(5),
            position="a",
            due_at=due_at,
            start_at=self._instant(),
            completed_at=self._instant(),
            created_at=self._instant() or NOW,
            updated_at=self._instant() or NOW,
            archived_at=self._maybe(NOW),
            deleted_at=self._maybe(NOW),
            estimate=self._one((None, 0, 0.1, 2, 2.5, 1_000_000)),
            is_blocked=self._one((True, False)),
            recurrence=self._maybe("FREQ=DAILY") if due_at else None,
            recurrence_zone="Europe/Berlin",
            comment_count=self._one((0, 1)),
            attachment_count=self._one((0, 2)),
            subtask_count=self._one((0, 3)),
            created_by=self._one((None, self.world.ann, self.world.bob)),
            fields=self._values(project),
        )

    def _values(self, project: Project) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in Field.objects.filter(project=project):
            value = {
                "text": self._one(TITLES),
                "number": self._one((0, -1, 2.5, 3, 1e15)),
                "date": self._one(DAYS),
                "select": self._one(("alpha", "beta", "x1")),
                "multi_select": self._random.sample(["alpha", "beta", "x1"], 2),
                "person": str(self._one((self.world.ann, self.world.bob)).id),
                "checkbox": self._one((True, False)),
            }[field.type]
            if self._random.random() < 0.6:
                values[field.key] = value
        return values

    def _hang(self) -> None:
        """Labels, people, parents and links."""
        workspace_id = self.world.harbour.id
        for task in self.tasks:
            for label in self._random.sample(self.labels, self._random.randrange(3)):
                TaskLabel.objects.create(workspace_id=workspace_id, task=task, label=label)
            for person in self._random.sample(self.people, self._random.randrange(3)):
                Assignment.objects.create(workspace_id=workspace_id, task=task, user=person)
            if self._random.random() < 0.2:
                Task.objects.filter(id=task.id).update(parent=self._one(self.tasks[:10]))
        for kind in LinkKind:
            for source in self._random.sample(self.tasks[20:], 20):
                target = self._one(self.tasks[:10])
                Link.objects.create(workspace_id=workspace_id, kind=kind, source=source, target=target)
                Task.objects.filter(id__in=[source.id, target.id]).update(link_count=1)

    def _instant(self) -> datetime | None:
        """None, or an instant at or beside the borders of days in Berlin, Kathmandu and UTC."""
        hours = self._one((0, 1, 1.5, 18.25, 22, 23, 24, -0.5, -1, -22.5))
        aside = timedelta(microseconds=self._one((-1, 0, 0, 1)))
        midnight = datetime(2026, 3, 28, tzinfo=UTC) + timedelta(days=self._one((0, 1, 2, 7, 8, -1, -14, -20, 300)))
        return self._one((None, midnight + timedelta(hours=hours) + aside, NOW, NOW + aside))

    def _maybe(self, value: Choice) -> Choice | None:
        return value if self._random.random() < 0.15 else None

    def _one(self, choices: Sequence[Choice]) -> Choice:
        return self._random.choice(choices)


def key_of(task: Task) -> str:
    """`OPS-12`."""
    return f"{task.project.key}-{task.number}"
