"""Who watches a task.

Its creator, its assignees and those who commented on it hear of it without being watchers: that costs no row. A watcher
is who said so, or whom somebody added; and, muted, who said that he wants to hear nothing.
"""

from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.errors import Forbidden, NotFound
from backend.eventlog.change import change
from backend.tasks.actions.beside import lock_seen
from backend.tasks.documents import WATCHER
from backend.tasks.kinds import WATCHER_KINDS
from backend.tasks.models import Task, Watcher
from backend.workspaces.access import require
from backend.workspaces.roles import Permission


def watch(task_id: UUID, user_id: UUID, *, actor: User, is_muted: bool = False, expected: Versions = None) -> Watcher:
    """Watch a task, or have somebody else watch it, who must see it. Who has muted it himself stays so."""
    with change(actor) as log:
        task = lock_seen(task_id, actor)
        if user_id != actor.id:
            _require_to_add(task, user_id, actor, is_muted=is_muted)
        watcher = Watcher.objects.filter(task=task, user_id=user_id).locked().first()
        if watcher is None:
            watcher = Watcher(workspace_id=task.workspace_id, task=task, user_id=user_id, is_muted=is_muted)
            watcher.insert()
            log.record(WATCHER_KINDS["added"], watcher)
            return watcher
        check_version(expected, watcher.version, WATCHER, watcher.id)
        log.watch(WATCHER, watcher)
        if user_id == actor.id and log.revise(watcher, is_muted=is_muted):
            log.record(WATCHER_KINDS["updated"], watcher)
    return watcher


def unwatch(task_id: UUID, user_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Watch a task no longer, nor mute it any more."""
    with change(actor) as log:
        task = lock_seen(task_id, actor)
        watcher = Watcher.objects.filter(task=task, user_id=user_id).locked().first()
        if user_id != actor.id:
            require(actor, task.workspace_id, Permission.WRITE_TASKS)
            if watcher is not None and watcher.is_muted:
                raise Forbidden("Who has muted a task ends that himself.")
        if watcher is None:
            raise NotFound("This person does not watch this task.")
        check_version(expected, watcher.version, WATCHER, watcher.id)
        log.watch(WATCHER, watcher)
        log.record(WATCHER_KINDS["removed"], watcher)
        Watcher.objects.filter(id=watcher.id).delete()


def _require_to_add(task: Task, user_id: UUID, actor: User, *, is_muted: bool) -> None:
    require(actor, task.workspace_id, Permission.WRITE_TASKS)
    if is_muted:
        raise Forbidden("A task is muted by each for himself.")
    user = User.objects.active().filter(id=user_id).first()
    if user is None or not Task.objects.visible_to(user).filter(id=task.id).exists():
        raise NotFound("Nobody who may see this task has this id.")
