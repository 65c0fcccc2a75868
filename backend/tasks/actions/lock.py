"""Locking so that no two writers wait for each other in a circle: the workspace where it is taken at all,
projects, tasks in order of id, status, labels.

Who writes a task keeps its project: it is neither archived nor deleted meanwhile. Who changes what is above what, and
so which tasks belong together, locks it against others who do the same. Who may change what another task's document
says, through a link, locks that task too.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.core import rows
from backend.core.errors import Conflict, NotFound, Unavailable, invalid
from backend.core.sql import among, fetch
from backend.eventlog.change import Log
from backend.projects.actions.project import require_open, require_unarchived
from backend.projects.models import Project
from backend.tasks.actions.lineage import families_of, is_at_or_above
from backend.tasks.documents import TASK
from backend.tasks.models import Link, LinkKind, Task
from backend.tasks.sight import SEEN
from backend.workspaces.access import allow
from backend.workspaces.roles import Permission, Role

TRIES = 5


class Below(Enum):
    """Which tasks below one belong to it."""

    ALIKE = auto()  # in the trash since the same moment, or as little as it
    ALL = auto()


class Ties(Enum):
    """Which tasks a link ties to one."""

    BLOCKED = auto()  # those that it blocks
    LINKED = auto()  # all of them


@dataclass(frozen=True, slots=True)
class Reach:
    """What is locked besides tasks and those directly above them.

    `whole_project` also keeps others from changing what is above what. `into`: a project into which tasks move.
    `counted`: with the tasks directly above, which count them; not needed for what does not change the counts.
    `writes`: the fields that the actor is about to change, as the API names them; his role must allow it.
    """

    also: frozenset[UUID] = frozenset()
    whole_project: bool = False
    below: Below | None = None
    ties: Ties | None = None
    into: UUID | None = None
    counted: bool = True
    writes: frozenset[str] = frozenset()


class Locked(NamedTuple):
    """`named`: the tasks asked for, in that order. `family`: these and those below them, each after the one above."""

    named: list[Task]
    family: list[Task]


def lock_task(
    task_id: UUID, actor: User, *, also: Iterable[UUID | None] = (), whole_project: bool = False, blocked: bool = False
) -> Task:
    """The living task, locked together with the task above it and those in `also`; see `Reach`.

    `blocked`: for who may open or close it. `NotFound` where the actor does not see the task, or it is in the trash.
    """
    others = frozenset(one for one in also if one is not None)
    reach = Reach(others, whole_project=whole_project, ties=Ties.BLOCKED if blocked else None)
    return lock_living(task_id, actor, reach).named[0]


def lock_living(task_id: UUID, actor: User, reach: Reach, log: Log | None = None) -> Locked:
    """The same for any reach."""
    locked = lock_tasks([task_id], actor, reach, log)
    if locked.named[0].deleted_at is not None:
        raise NotFound
    return locked


def lock_family(task_id: UUID, actor: User | None) -> Locked:
    """The task and those below it that are in the trash since the same moment, or as little as it."""
    return lock_tasks([task_id], actor, Reach(whole_project=True, below=Below.ALIKE, ties=Ties.BLOCKED))


def lock_tasks(task_ids: Iterable[UUID], actor: User | None, reach: Reach, log: Log | None = None) -> Locked:
    """Tasks that the actor sees and may change, locked at once; nobody is the system, which may.

    `log` watches the family from then on. `NotFound` where he does not see one of them.
    """
    wanted = list(dict.fromkeys(task_ids))
    if len(wanted) == 1 and not reach.counted and reach.ties is None:
        # Of a task alone there is nothing that could come out of order.
        with suppress(_Moved):
            return _locked(wanted, actor, reach, log)
    for _ in range(TRIES):
        # So that a failed try lets go of its locks: added to them, others would come out of order.
        with suppress(_Moved), transaction.atomic():
            return _locked(wanted, actor, reach, log)
    raise Unavailable("These tasks are being moved about; try again.")


def require_same_project(parent: Task | None, project_id: UUID) -> Task:
    """A subtask lies in its parent's project; 422 otherwise."""
    if parent is None or parent.project_id != project_id:
        raise invalid("parent_id", "no task of this project has this id")
    return parent


def require_no_circle(task: Task, parent: Task) -> None:
    """`Conflict` where the task would end up below itself."""
    if is_at_or_above(task.id, parent.id):
        raise Conflict("A task cannot stand below itself.")


class _Moved(Exception):
    """What was looked up before the locks were had is no longer so."""


class _Seen(NamedTuple):
    """What a task was like before it was locked."""

    project_id: UUID
    parent_id: UUID | None
    link_count: int
    recurrence: str | None
    role: str | None
    key: str
    is_archived: bool


_LOOK = """SELECT t.id, t.project_id, t.parent_id, t.link_count, t.recurrence, {role}, p.key, p.archived_at IS NOT NULL
    FROM tasks_task t JOIN projects_project p ON p.id = t.project_id {member}
    WHERE {tasks} AND {seen} {kept}"""
_MEMBER = "JOIN workspaces_member m ON m.workspace_id = t.workspace_id AND m.user_id = %s"
_LOCK = "SELECT id FROM tasks_task WHERE {tasks} AND {projects} ORDER BY id FOR NO KEY UPDATE"
_DOCUMENT = f"(SELECT d.document::text FROM ({TASK.select}) d WHERE d.id = own.id)"


def _locked(task_ids: Collection[UUID], actor: User | None, reach: Reach, log: Log | None) -> Locked:
    whole = reach.whole_project or reach.into is not None
    seen = _look(task_ids, actor, keep=not whole)
    projects = {one.project_id for one in seen.values()} | ({reach.into} if reach.into else set())
    # Who is done with a recurring task makes the next one, which takes a number of the project.
    if whole or (reach.ties is not None and any(one.recurrence for one in seen.values())):
        _enter(projects, actor)
    for role in {one.role for one in seen.values() if one.role is not None}:
        allow(Role(role), Permission.WRITE_TASKS, writes={"task": reach.writes})
    family = task_ids if reach.below is None else families_of(task_ids, alike=reach.below is Below.ALIKE)
    # Most tasks have no link, and cost nothing here.
    ties = reach.ties if reach.below or any(one.link_count for one in seen.values()) else None
    tied = _tied(family, ties)
    projects |= _keep(set(tied.values()) - projects)
    above = {one.parent_id for one in seen.values() if one.parent_id is not None and reach.counted}
    tasks, documents = _lock({*family, *above, *reach.also, *tied}, projects, read=log is not None)
    _require_as_seen(seen, tasks, reach)
    if reach.ties is not None and any(tasks[one].link_count for one in family) and not _tied_held(family, reach, tasks):
        raise _Moved
    if log is not None:
        for one in family:
            log.remember(tasks[one], json.loads(documents[one]))
    return Locked([tasks[one] for one in task_ids], [tasks[one] for one in family])


def _look(task_ids: Collection[UUID], actor: User | None, *, keep: bool) -> dict[UUID, _Seen]:
    """What the tasks are like. `keep` their projects, which are open then, if there is an actor."""
    kept = "ORDER BY p.id FOR KEY SHARE OF p" if keep else ""
    wanted = among("t.id", task_ids)
    if actor is None:
        text = _LOOK.format(role="NULL", member="", tasks=wanted.sql, seen="p.deleted_at IS NULL", kept=kept)
        found = fetch(text, wanted.parameters)
    else:
        text = _LOOK.format(role="m.role", member=_MEMBER, tasks=wanted.sql, seen=SEEN, kept=kept)
        found = fetch(text, [actor.id, *wanted.parameters, actor.id, actor.id])
    seen = {task_id: _Seen(*rest) for task_id, *rest in found}
    if len(seen) < len(task_ids):
        raise NotFound
    for one in seen.values() if keep and actor is not None else ():
        require_unarchived(one.key, is_archived=one.is_archived)
    return seen


def _enter(project_ids: Collection[UUID], actor: User | None) -> None:
    """Lock the projects; for an actor they are open."""
    found = Project.objects.filter(id__in=project_ids).locked()
    projects = [project for project in found if project.deleted_at is None]
    if len(projects) < len(project_ids):
        raise NotFound
    for project in projects if actor is not None else ():
        require_open(project)


def _tied(family: Collection[UUID], ties: Ties | None) -> dict[UUID, UUID]:
    """Task → project of the tasks that links tie to the family, those of deleted projects left out."""
    if ties is None:
        return {}
    out = Link.objects.filter(source_id__in=family, target__project__deleted_at=None)
    if ties is Ties.BLOCKED:
        return dict(out.filter(kind=LinkKind.BLOCKS).values_list("target_id", "target__project_id"))
    into = Link.objects.filter(target_id__in=family, source__project__deleted_at=None)
    return dict(out.values_list("target_id", "target__project_id")) | dict(
        into.values_list("source_id", "source__project_id")
    )


def _tied_held(family: Collection[UUID], reach: Reach, tasks: Mapping[UUID, Task]) -> bool:
    """Whether a link that came meanwhile is covered: from now on none comes or goes."""
    return _tied(family, reach.ties).keys() <= tasks.keys()


def _keep(project_ids: Collection[UUID]) -> set[UUID]:
    """Of other projects, whose tasks only hear of it: those that are still there."""
    return {project.id for project in Project.objects.all().kept(project_ids) if project.deleted_at is None}


def _lock(
    task_ids: Iterable[UUID], project_ids: Iterable[UUID], *, read: bool
) -> tuple[dict[UUID, Task], dict[UUID, str]]:
    """The tasks, and their documents if they are to be `read`.

    Locked first, read afterwards: of a join PostgreSQL drops the row whose status changed while we waited for it.
    """
    wanted, where = among("id", set(task_ids)), among("project_id", set(project_ids))
    text = _LOCK.format(tasks=wanted.sql, projects=where.sql)
    locked = among("own.id", [task_id for (task_id,) in fetch(text, [*wanted.parameters, *where.parameters])])
    document = _DOCUMENT if read else "NULL"
    found = rows.select_with(Task, ("status", "project"), document, f"WHERE {locked.sql}", locked.parameters)
    return {task.id: task for task, _ in found}, {task.id: text for task, text in found}


def _require_as_seen(seen: Mapping[UUID, _Seen], tasks: Mapping[UUID, Task], reach: Reach) -> None:
    for task_id, one in seen.items():
        task = tasks.get(task_id)
        if task is None or task.project_id != one.project_id:
            raise _Moved
        if reach.counted and task.parent_id != one.parent_id:
            raise _Moved
        if task.recurrence and not one.recurrence:
            raise _Moved
