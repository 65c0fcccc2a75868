"""What a person wants to be reminded of."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.tasks.models.task import Task


class ReminderQuerySet(ResourceQuerySet["Reminder"]):
    """Questions about reminders."""


class Reminder(Resource):
    """A person's own reminder of a task: at an instant, or some time before the task is due.

    `next_run_at`: when it is to be told; null once it was, and while the task has no due date.
    """

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    remind_at = models.DateTimeField(null=True)
    before_due = models.DurationField(null=True)
    next_run_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects: ClassVar[ReminderQuerySet] = ReminderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(remind_at__isnull=True) ^ Q(before_due__isnull=True), name="reminder_has_one_time"
            ),
        ]
        indexes = [
            models.Index(fields=["task", "user"], name="reminder_of_task"),
            models.Index(fields=["next_run_at"], name="reminder_to_send", condition=Q(next_run_at__isnull=False)),
        ]
