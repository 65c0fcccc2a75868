"""What a person who may only look does beside a task: watching it, being reminded of it."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.core.errors import NotFound, Unavailable
from backend.projects.actions.project import require_open
from backend.projects.models import Project
from backend.tasks.actions.lock import TRIES
from backend.tasks.models import Task


def lock_seen(task_id: UUID, actor: User) -> Task:
    """The living task, if the actor sees it, locked; its project is kept, and open."""
    for _ in range(TRIES):
        # So that a failed try lets go of its locks: added to them, those of another project would be out of order.
        with suppress(_Moved), transaction.atomic():
            return _locked(task_id, actor)
    raise Unavailable("This task is being moved about; try again.")


class _Moved(Exception):
    """It is not in the project any more in which it was seen."""


def _locked(task_id: UUID, actor: User) -> Task:
    seen = Task.objects.visible_to(actor).living().filter(id=task_id)
    # Kept: neither archived nor deleted until this transaction ends.
    projects = Project.objects.all().kept(seen.values_list("project_id", flat=True))
    if not projects or projects[0].deleted_at is not None:
        raise NotFound
    require_open(projects[0])
    task = Task.objects.living().filter(id=task_id).locked().first()
    if task is None:
        raise NotFound
    if task.project_id != projects[0].id:
        raise _Moved
    return task
