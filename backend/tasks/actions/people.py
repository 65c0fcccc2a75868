"""Who and what is put on a task: people and labels."""

from collections.abc import Iterable
from uuid import UUID

from backend.core.errors import invalid
from backend.projects.models import Label
from backend.tasks.models import Assignment, Task, TaskLabel
from backend.workspaces.models import Member


def set_assignees(task: Task, user_ids: Iterable[UUID]) -> bool:
    """Assign exactly these members of the workspace. Whether anything changed.

    Somebody who left the workspace may stay assigned, but is not assigned anew.
    """
    wanted = list(dict.fromkeys(user_ids))
    present = set(Assignment.objects.filter(task=task).values_list("user_id", flat=True))
    added = [user_id for user_id in wanted if user_id not in present]
    members = Member.objects.filter(workspace_id=task.workspace_id, user_id__in=added).values_list("user_id", flat=True)
    _refuse("assignees", set(added) - set(members), "member of this workspace")
    Assignment.objects.filter(task=task).exclude(user_id__in=wanted).delete()
    Assignment.objects.bulk_create(
        Assignment(workspace_id=task.workspace_id, task=task, user_id=user_id) for user_id in added
    )
    return bool(added) or present != set(wanted)


def set_labels(task: Task, label_ids: Iterable[UUID]) -> bool:
    """Put exactly these labels of the workspace on a task. Whether anything changed."""
    wanted = list(dict.fromkeys(label_ids))
    present = set(TaskLabel.objects.filter(task=task).values_list("label_id", flat=True))
    added = [label_id for label_id in wanted if label_id not in present]
    known = {label.id for label in Label.objects.all().kept(added) if label.workspace_id == task.workspace_id}
    _refuse("labels", set(added) - known, "label of this workspace")
    TaskLabel.objects.filter(task=task).exclude(label_id__in=wanted).delete()
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace_id=task.workspace_id, task=task, label_id=label_id) for label_id in added
    )
    return bool(added) or present != set(wanted)


def _refuse(field: str, unknown: set[UUID], what: str) -> None:
    if unknown:
        raise invalid(field, f"{', '.join(sorted(map(str, unknown)))}: no {what} has this id")
