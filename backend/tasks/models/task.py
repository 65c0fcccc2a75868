"""A piece of work: something with a status, wherever it is done."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core import rows
from backend.core.models import Resource, ResourceQuerySet
from backend.projects.models import CLOSED, Label, Project, Status


class Priority(models.IntegerChoices):
    """How pressing a task is; stored as a number so that it sorts."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    URGENT = 4

    @classmethod
    def named(cls, name: str) -> "Priority":
        """`high` → `HIGH`."""
        return cls[name.upper()]


class RecurrenceBy(models.TextChoices):
    """When a recurring task makes the next one: once it is done, or when its date has come."""

    COMPLETION = "completion"
    DATE = "date"


class TaskQuerySet(ResourceQuerySet["Task"]):
    """Questions about tasks."""

    def visible_to(self, user: User) -> Self:
        """The tasks of the projects that `user` may see, those in the trash included."""
        return self.filter(project__in=Project.objects.visible_to(user).values("id"))

    def living(self) -> Self:
        """Not in the trash."""
        return self.filter(deleted_at=None)

    def open(self) -> Self:
        """Neither done nor cancelled."""
        return self.exclude(status__category__in=CLOSED)


def _of_some(column: str, *, name: str) -> models.Index:
    """The order by a column that may be empty, of the tasks where it is not."""
    return models.Index(fields=["workspace_id", column, "id"], name=name, condition=Q((f"{column}__isnull", False)))


class Task(Resource):
    """A task. `number` counts within the project; with the project's key it is what people say (`OPS-12`).

    `fields`: the values of the project's custom fields by their keys. `link_count`: how many links touch the task.
    `next_run_at`: when a recurrence by date makes the next one. `recurrence_wall`: the date and time of day that are
    meant, where the clock skips them; `repeated_as`: the task to which the recurrence went on.
    """

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40, default="task")
    title = models.CharField(max_length=500)
    description = models.TextField(default="", blank=True)
    status = models.ForeignKey(Status, on_delete=models.PROTECT, related_name="tasks")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NONE)
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="subtasks")
    position = models.TextField(db_collation="C")
    start_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    estimate = models.FloatField(null=True)
    is_blocked = models.BooleanField(default=False)
    recurrence = models.TextField(null=True)
    recurrence_by = models.CharField(max_length=10, choices=RecurrenceBy.choices, default=RecurrenceBy.COMPLETION)
    recurrence_zone = models.CharField(max_length=64, null=True)
    recurrence_wall = models.CharField(max_length=32, null=True)
    repeated_as: "models.UUIDField[UUID | None, UUID | None]" = models.UUIDField(null=True)
    next_run_at = models.DateTimeField(null=True)
    fields = models.JSONField(default=dict)
    link_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    attachment_count = models.PositiveIntegerField(default=0)
    subtask_count = models.PositiveIntegerField(default=0)
    subtask_done = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="task_number_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
            models.CheckConstraint(condition=Q(priority__lte=4), name="task_priority_known"),
            models.CheckConstraint(
                condition=Q(recurrence=None) | Q(due_at__isnull=False) | Q(start_at__isnull=False),
                name="task_recurs_from_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "status", "position", "id"], name="task_on_board"),
            models.Index(fields=["workspace_id", "created_at", "id"], name="task_by_creation"),
            models.Index(fields=["workspace_id", "updated_at", "id"], name="task_by_update"),
            models.Index(fields=["workspace_id", "title", "id"], name="task_by_title"),
            models.Index(fields=["workspace_id", "priority", "id"], name="task_by_priority"),
            # Lists show tasks with a date first, and few have one: the others cost these nothing.
            _of_some("due_at", name="task_by_due"),
            _of_some("start_at", name="task_by_start"),
            _of_some("completed_at", name="task_by_completion"),
            _of_some("estimate", name="task_by_estimate"),
            # Equal entries are kept once, so this is small, and tasks are counted in it.
            models.Index(
                fields=["workspace_id", "project", "status"],
                name="task_living",
                condition=Q(deleted_at__isnull=True, archived_at__isnull=True),
            ),
            # Tasks without custom fields cost it nothing; whoever wants it says `fields <> '{}'`.
            GinIndex(fields=["fields"], name="task_by_field", opclasses=["jsonb_path_ops"], condition=~Q(fields={})),
            models.Index(fields=["next_run_at"], name="task_to_repeat", condition=Q(next_run_at__isnull=False)),
            models.Index(fields=["deleted_at"], name="task_in_trash", condition=Q(deleted_at__isnull=False)),
        ]

    def write(self, *fields: str) -> None:
        """Write these fields of the row, on the way of the next statement: none of them is taken by another task."""
        rows.update(self, fields, later=True)

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def key(self) -> str:
        """What people call it: `OPS-12`."""
        return f"{self.project.key}-{self.number}"


class Assignment(models.Model):
    """A person to whom a task is assigned, in the order in which they were."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["Assignment"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="assignment_once")]
        indexes = [models.Index(fields=["user", "task"], name="assignment_of_person")]


class TaskLabel(models.Model):
    """A label that a task carries, in the order in which they were added."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="task_labels", db_index=False)
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["TaskLabel"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "label"], name="task_label_once")]
        indexes = [models.Index(fields=["label", "task"], name="task_label_of_label")]
