"""Under which key a task was known before it moved to another project."""

from typing import ClassVar

from django.db import models

from backend.projects.models import Project
from backend.tasks.models.task import Task


class TaskAlias(models.Model):
    """The number that a task had in `project`, so that its old key still finds it. No number is given twice."""

    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="aliases")

    objects: ClassVar[models.Manager["TaskAlias"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="task_alias_once")]
