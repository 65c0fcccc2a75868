"""What is done to labels that tasks carry."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.defer import defer
from backend.core.errors import Forbidden, Invalid, NotFound, invalid
from backend.eventlog.change import Log, change
from backend.projects.actions.label import delete_label
from backend.projects.documents import LABEL
from backend.projects.models import Label
from backend.tasks.actions.lock import Reach, lock_tasks
from backend.tasks.documents import TASK
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task, TaskLabel
from backend.tasks.models.task import TaskQuerySet
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

BATCH = 500  # tasks in one transaction


def merge_label(label_id: UUID, into: UUID, *, actor: User, expected: Versions = None) -> bool:
    """Let each task that carries a label carry another one instead, and delete the first. Whether that is done.

    Every task of the workspace, whoever sees it. Of more than 500 a job does the rest, 500 in a transaction; meanwhile
    both labels are there.
    """
    with change(actor) as log:
        label, target = _visible(label_id, actor), _target(label_id, into, actor)
        if label.workspace_id != target.workspace_id:
            raise _no_target()
        require(actor, label.workspace_id, Permission.WRITE_TASKS)
        check_version(expected, label.version, LABEL, label.id)
        _relabel(log, label, target)
        # Whoever is putting it on a task is first, or finds it gone.
        Label.objects.filter(id=label.id).sealed().first()
        is_done = not _carriers(label, target).exists()
        if is_done:
            delete_label(label.id, actor=actor, expected=expected)
        else:
            defer("maintenance.merge_label", label_id=str(label.id), into=str(into), user_id=str(actor.id))
    return is_done


def go_on_merging(label_id: UUID, into: UUID, user_id: UUID) -> None:
    """The next batch. Nothing where a label is gone, or whoever began may not any more."""
    actor = User.objects.active().filter(id=user_id).first()
    if actor is None or not Label.objects.visible_to(actor).filter(id=into).exists():
        return
    try:
        merge_label(label_id, into, actor=actor)
    except (NotFound, Forbidden):
        return


def _visible(label_id: UUID, actor: User) -> Label:
    label = Label.objects.visible_to(actor).filter(id=label_id).first()
    if label is None:
        raise NotFound
    return label


def _target(label_id: UUID, into: UUID, actor: User) -> Label:
    target = Label.objects.visible_to(actor).filter(id=into).exclude(id=label_id).first()
    if target is None:
        raise _no_target()
    return target


def _no_target() -> Invalid:
    return invalid("into", "no other label of this workspace has this id")


def _relabel(log: Log, label: Label, target: Label) -> None:
    """A batch of tasks, each with its event. The new label stands where the old one stood."""
    ids = list(_carriers(label, target).order_by("id").values_list("id", flat=True)[:BATCH])
    tasks = lock_tasks(ids, None, Reach()).named if ids else []
    if not Label.objects.all().kept([target.id]):
        raise _no_target()
    # As they are now, under their locks.
    still = set(_carriers(label, target).filter(id__in=ids).values_list("id", flat=True))
    changing = [task for task in tasks if task.id in still]
    log.watch(TASK, *changing)
    TaskLabel.objects.filter(label=label, task__in=changing).update(label=target)
    with log.together():
        for task in changing:
            log.touch(task)
            log.record(TASK_KINDS["updated"], task)


def _carriers(label: Label, target: Label) -> TaskQuerySet:
    """The tasks that carry the one and not the other, those in the trash included."""
    carrying = TaskLabel.objects.filter(label=label).values("task_id")
    having = TaskLabel.objects.filter(label=target).values("task_id")
    return Task.objects.filter(id__in=carrying, project__deleted_at=None).exclude(id__in=having)
