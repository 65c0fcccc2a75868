"""A piece of work: something with a status, wherever it is done."""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from backend.accounts.models import User
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


class Task(Resource):
    """A task. `number` counts within the project; with the project's key it is what people say (`OPS-12`)."""

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
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
        ]
        indexes = [
            models.Index(fields=["project", "status", "position", "id"], name="task_on_board"),
            models.Index(fields=["workspace_id", "created_at", "id"], name="task_by_creation"),
            models.Index(fields=["workspace_id", "updated_at", "id"], name="task_by_update"),
            models.Index(fields=["workspace_id", "due_at", "id"], name="task_by_due"),
        ]


class Assignment(models.Model):
    """A person to whom a task is assigned, in the order in which they were."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["Assignment"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="assignment_once")]


class TaskLabel(models.Model):
    """A label that a task carries, in the order in which they were added."""

    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="task_labels")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager["TaskLabel"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "label"], name="task_label_once")]


class TaskSearch(models.Model):
    """What is searched of a task: title, description, comments, folded; beside the task, whose rows stay slim so."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, primary_key=True, related_name="words")
    workspace_id = models.UUIDField()
    text = models.TextField()
    vector = SearchVectorField()

    objects: ClassVar[models.Manager["TaskSearch"]] = models.Manager()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="task_search_words"),
            GinIndex(fields=["text"], name="task_search_trigrams", opclasses=["gin_trgm_ops"]),
        ]
