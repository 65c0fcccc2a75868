"""How tasks are tied to each other. Its links are a task's own facts, so both tasks change with them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.errors import Conflict, NotFound, invalid
from backend.core.ids import uuid7
from backend.core.sql import fetch
from backend.eventlog.change import Log, change
from backend.tasks.actions.effects import refresh_blocked
from backend.tasks.actions.lock import Reach, Ties, lock_living, lock_tasks
from backend.tasks.documents import LINK, TASK
from backend.tasks.kinds import LINK_KINDS, TASK_KINDS
from backend.tasks.models import Link, LinkKind, Task
from backend.workspaces.models import Workspace

MOST = 500  # links of one task: whoever finishes it writes an event for each task that it blocks

_TURNED = {"blocked_by": LinkKind.BLOCKS, "duplicated_by": LinkKind.DUPLICATES}
_CHAIN = """
WITH RECURSIVE ahead AS (
    SELECT k.source_id, k.target_id FROM tasks_link k WHERE k.kind = 'blocks' AND k.source_id = %s
    UNION
    SELECT k.source_id, k.target_id FROM ahead JOIN tasks_link k ON k.kind = 'blocks' AND k.source_id = ahead.target_id
)
SELECT source_id, target_id FROM ahead"""


def link_tasks(
    task_id: UUID,
    *,
    actor: User,
    kind: str,
    other_id: UUID,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Link:
    """Let a task block, relate to or duplicate another one; `blocked_by` and `duplicated_by` turn it round.

    `Conflict` where they are linked so already, or a task would block itself in the end.
    """
    with change(actor) as log:
        workspace_id = _workspace_of(task_id, other_id, actor)
        if kind in {"blocks", "blocked_by"}:
            # Two links in different places may close one circle, so they come one after the other.
            Workspace.objects.filter(id=workspace_id).locked().first()
        task, other = _both(task_id, other_id, actor)
        source, target, kind = (other, task, _TURNED[kind]) if kind in _TURNED else (task, other, LinkKind(kind))
        if kind == LinkKind.RELATES:
            source, target = sorted((task, other), key=lambda one: one.id)
        _require_new(source, target, kind, actor)
        if id is not None and Link.objects.filter(id=id).exists():
            raise Conflict("This id is taken.")
        link = Link(id=id or uuid7(), workspace_id=workspace_id, kind=kind, source=source, target=target)
        link.created_by = actor
        log.watch(TASK, task, other)
        link.insert()
        log.record(LINK_KINDS["created"], link)
        _recount(log, (task, other), 1)
        if kind == LinkKind.BLOCKS:
            refresh_blocked(log, (), [target.id])
    return link


def unlink_tasks(task_id: UUID, link_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Take a link away. Who may write one of the two tasks may free it, whether or not he sees the other one."""
    with change(actor) as log:
        task = lock_living(task_id, actor, Reach(ties=Ties.LINKED)).named[0]
        link = Link.objects.of([task.id]).filter(id=link_id).first()
        if link is None:
            raise NotFound
        check_version(expected, link.version, LINK, link.id)
        drop_links(log, [link])


def unlink_project(project_id: UUID) -> int:
    """Take away what ties other projects' tasks to those of a deleted project. How many links that were.

    Nobody waits for a task that nobody sees any more.
    """
    gone = Task.objects.filter(project_id=project_id, project__deleted_at__isnull=False, link_count__gt=0)
    held = Link.objects.filter(Q(source__in=gone) ^ Q(target__in=gone)).values_list("source_id", "target_id")
    ends = {end for link in held for end in link} - set(gone.values_list("id", flat=True))
    count = 0
    for task_id in sorted(ends):
        with change(None) as log:
            lock_tasks([task_id], None, Reach())
            links = Link.objects.of([task_id]).filter(Q(source__in=gone) | Q(target__in=gone))
            count += len(links)
            drop_links(log, list(links.select_related("source__project")))
    return count


def drop_links(log: Log, links: Sequence[Link], *, untold: Iterable[UUID] = ()) -> None:
    """Delete links between locked tasks; `untold` are tasks that are about to go themselves."""
    links_told = [link for link in links if link.source.project.deleted_at is None]
    log.watch(LINK, *links_told)
    ends = [end for link in links for end in (link.source_id, link.target_id)]
    tasks = list(Task.objects.filter(id__in=set(ends) - set(untold), project__deleted_at=None).order_by("id"))
    log.watch(TASK, *tasks)
    for link in links_told:
        log.record(LINK_KINDS["deleted"], link)
    Link.objects.filter(id__in=[link.id for link in links]).delete()
    for task in tasks:
        _recount(log, [task], -ends.count(task.id))
    refresh_blocked(log, (), [task.id for task in tasks])


def _workspace_of(task_id: UUID, other_id: UUID, actor: User) -> UUID:
    if task_id == other_id:
        raise invalid("task_id", "is the task itself")
    visible = Task.objects.visible_to(actor).living().filter(id__in=(task_id, other_id))
    found = dict(visible.values_list("id", "workspace_id"))
    if task_id not in found:
        raise NotFound
    if other_id not in found:
        raise invalid("task_id", "no task that you know has this id")
    if found[other_id] != found[task_id]:
        raise invalid("task_id", "lies in another workspace")
    return found[task_id]


def _both(task_id: UUID, other_id: UUID, actor: User) -> tuple[Task, Task]:
    task, other = lock_tasks([task_id, other_id], actor, Reach()).named
    if task.deleted_at is not None or other.deleted_at is not None:
        raise NotFound
    return task, other


def _require_new(source: Task, target: Task, kind: LinkKind, actor: User) -> None:
    between = Link.objects.filter(kind=kind, source__in=(source, target), target__in=(source, target)).first()
    if between is not None:
        first, second = (source, target) if between.source_id == source.id else (target, source)
        if kind != LinkKind.BLOCKS or first is source:
            raise Conflict(f"{first.key} {_SAID[kind]} {second.key} already.")
    for task in (source, target):
        if task.link_count >= MOST:
            raise Conflict(f"{task.key} has {MOST} links already, the most that a task may have.")
    if kind == LinkKind.BLOCKS and (chain := _chain(target.id, source.id)):
        raise Conflict(f"{source.key} would block itself: {_told([source.id, *chain], actor)}.")


_SAID = {LinkKind.BLOCKS: "blocks", LinkKind.RELATES: "relates to", LinkKind.DUPLICATES: "duplicates"}


def _chain(first: UUID, last: UUID) -> list[UUID]:
    """The shortest chain of tasks that block each other from one to the other; empty where there is none."""
    blocked: dict[UUID, list[UUID]] = {}
    for source_id, target_id in fetch(_CHAIN, [first]):
        blocked.setdefault(source_id, []).append(target_id)
    chains, reached = [[first]], {first}
    for chain in chains:
        if chain[-1] == last:
            return chain
        following = [one for one in blocked.get(chain[-1], []) if one not in reached]
        reached.update(following)
        chains += [[*chain, one] for one in following]
    return []


def _told(chain: Sequence[UUID], actor: User) -> str:
    """The chain by the keys of its tasks, where the actor sees them."""
    visible = Task.objects.visible_to(actor).filter(id__in=chain).select_related("project")
    keys = {task.id: task.key for task in visible}
    return " → ".join(keys.get(one, "a task that you do not see") for one in chain)


def _recount(log: Log, tasks: Iterable[Task], by: int) -> None:
    for task in tasks:
        log.revise(task, link_count=task.link_count + by)
        log.record(TASK_KINDS["updated"], task)
