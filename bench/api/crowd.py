"""The rows and the people of the measurement: workspaces alike, each with four people who write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.accounts.models import User
from backend.projects.models import Label, Project, Visibility
from backend.tasks.models import Task
from backend.workspaces.models import Member, Workspace
from bench.seed.fill import fill

WORKSPACES = 8
WRITERS = 4
# Small enough for a start in half a minute, large enough that nothing is in one page of an index.
PEOPLE, PROJECTS, LABELS = 12, 8, 40
TASKS_IN_HAND = 400
NAME = "Bench {index}"


@dataclass(frozen=True)
class Crowd:
    """A workspace with what requests name of it. `tasks` are living ones of public projects, and no subtasks."""

    id: UUID
    people: Sequence[UUID]
    projects: Sequence[UUID]
    labels: Sequence[UUID]
    tasks: Sequence[UUID]


def crowds(tasks: int) -> list[Crowd]:
    """The workspaces with `tasks` tasks in all; filled if they are not there yet."""
    for index in range(WORKSPACES):
        name = NAME.format(index=index)
        if not Workspace.objects.filter(name=name).exists():
            print(f"filling {name}")
            fill(
                name=name,
                tasks=tasks // WORKSPACES,
                people=PEOPLE,
                projects=PROJECTS,
                labels=LABELS,
                seed=index,
                events=True,
                say=lambda _: None,
            )
    return [_crowd(NAME.format(index=index)) for index in range(WORKSPACES)]


def stranger(crowd: Crowd) -> User:
    """Somebody who is in no workspace of `crowd`."""
    return User.objects.exclude(memberships__workspace=crowd.id).order_by("id")[0]


def named(user_ids: Sequence[UUID]) -> Mapping[UUID, User]:
    """The people with these ids."""
    return User.objects.in_bulk(user_ids)


def _crowd(name: str) -> Crowd:
    workspace = Workspace.objects.get(name=name)
    writers = Member.objects.filter(workspace=workspace, role="member").order_by("id")
    projects = Project.objects.filter(workspace=workspace, visibility=Visibility.WORKSPACE).order_by("id")
    tasks = Task.objects.filter(project__in=projects, parent=None, archived_at=None, deleted_at=None, subtask_count=0)
    return Crowd(
        workspace.id,
        list(writers.values_list("user_id", flat=True)[:WRITERS]),
        list(projects.values_list("id", flat=True)),
        list(Label.objects.filter(workspace=workspace).order_by("id").values_list("id", flat=True)),
        list(tasks.order_by("-created_at").values_list("id", flat=True)[:TASKS_IN_HAND]),
    )
