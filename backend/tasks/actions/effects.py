"""What a change of tasks means for others: the next ones of recurring ones, the counts of those above them, and who is
blocked by them."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from backend.eventlog.change import Log
from backend.projects.models import CLOSED, Category
from backend.tasks.actions.recurrence import repeat_done
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Link, LinkKind, Task


class Standing(NamedTuple):
    """What other tasks say of a task. `parent_id`: the one that counts it."""

    parent_id: UUID | None
    is_done: bool
    is_open: bool


NOWHERE = Standing(None, is_done=False, is_open=False)
"""How a task stood before there was one: made as a done one, it has just been done."""


class Turn(NamedTuple):
    """How a locked task stood before and stands after a change."""

    task: Task
    before: Standing
    after: Standing


def standing(task: Task, *, counted: bool | None = None) -> Standing:
    """How a task stands now. `counted`: whether the task above counts it, where that is known.

    In the trash it is counted by a task above that went there with it, and by no other.
    """
    if counted is None:
        counted = task.parent is not None and task.parent.deleted_at == task.deleted_at if task.deleted_at else True
    is_open = task.deleted_at is None and task.status.category not in CLOSED
    return Standing(task.parent_id if counted else None, task.status.category == Category.DONE, is_open)


def settle(log: Log, turns: Iterable[Turn], *, restored: Collection[UUID] = ()) -> None:
    """Make the next ones of those that were done and recur; tell the tasks that count or wait for these.

    Call it last: it reads them afresh. `restored` were in the trash, where nobody tells them whether they are blocked.
    """
    turns = list(turns)
    turned_done = (turn.task for turn in turns if turn.after.is_done and not turn.before.is_done)
    done = [task for task in turned_done if task.deleted_at is None]
    turns += [Turn(one, standing(one, counted=False), standing(one)) for one in repeat_done(log, done)]
    _count(log, turns)
    turned = [turn.task.id for turn in turns if turn.task.link_count and turn.before.is_open != turn.after.is_open]
    if turned or restored:
        refresh_blocked(log, turned, restored)


def refresh_blocked(log: Log, blockers: Collection[UUID], blocked: Collection[UUID] = ()) -> None:
    """Whether the tasks that `blockers` block, and those in `blocked`, are blocked; all of them locked."""
    waiting = Link.objects.filter(kind=LinkKind.BLOCKS, source_id__in=blockers).values("target_id")
    hindered = Link.objects.filter(
        kind=LinkKind.BLOCKS, target=OuterRef("pk"), source__deleted_at=None, source__project__deleted_at=None
    ).exclude(source__status__category__in=CLOSED)
    rows = Task.objects.living().filter(Q(id__in=waiting) | Q(id__in=blocked), project__deleted_at=None)
    differing = rows.annotate(hindered=Exists(hindered)).exclude(is_blocked=F("hindered")).order_by("id")
    tasks = list(differing)
    log.watch(TASK, *tasks)
    for task in tasks:
        log.revise(task, is_blocked=not task.is_blocked)
        log.record(TASK_KINDS["updated"], task)


def _count(log: Log, turns: Iterable[Turn]) -> None:
    """How many subtasks a task has is its own fact, so it changes with its version and event."""
    count, done = Counter[UUID](), Counter[UUID]()
    for turn in turns:
        for one, sign in ((turn.before, -1), (turn.after, 1)):
            if one.parent_id is not None:
                count[one.parent_id] += sign
                done[one.parent_id] += sign * one.is_done
    changed = [parent_id for parent_id in count if count[parent_id] or done[parent_id]]
    if not changed:
        return
    parents = list(Task.objects.filter(id__in=changed).order_by("id"))
    log.watch(TASK, *parents)
    for parent in parents:
        log.revise(
            parent,
            subtask_count=parent.subtask_count + count[parent.id],
            subtask_done=parent.subtask_done + done[parent.id],
        )
        log.record(TASK_KINDS["updated"], parent)
