"""Tasks that come back: what their stories share."""

from datetime import UTC, datetime
from typing import Any

from backend.accounts.models import User
from backend.tasks.actions.occurrence import due_repetitions, repeat_by_date
from backend.tasks.actions.task import update_task
from backend.tasks.models import Task
from tests.world import World


def at(text: str) -> datetime:
    """`2026-12-01 08:00` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def recurring(world: World, rule: str = "FREQ=WEEKLY", due: str = "2026-12-02 08:00", **fields: Any) -> Task:
    """A task that comes back, made by Ann, who lives by UTC."""
    return world.task("Check the cranes", due_at=at(due), recurrence=rule, **fields)


def done(task: Task, actor: User) -> Task | None:
    """The task is done; the one that comes after it."""
    update_task(task.id, actor=actor, status="Done")
    return after(task)


def after(task: Task) -> Task | None:
    """The one that came after it."""
    return Task.objects.filter(id=Task.objects.get(id=task.id).repeated_as or task.id).exclude(id=task.id).first()


def swept() -> None:
    """What the worker does every minute."""
    for task_id in due_repetitions():
        repeat_by_date(task_id)
