"""What was imported from where, so that the same file can be imported again; and the imports that people asked for."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.models import Resource, ResourceQuerySet
from backend.projects.models import Project
from backend.tasks.models import StoredFile
from backend.workspaces.models import Member


class ImportedRow(models.Model):
    """A row of a foreign system and what became of it here. `checksums`: field → what it was when last imported.

    Comparing with these, and not with the present state, is what keeps people's own changes: only what changed in the
    source is taken over.
    """

    workspace_id = models.UUIDField()
    source = models.CharField(max_length=40)
    source_id = models.TextField()
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    checksums = models.JSONField(default=dict)
    imported_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["ImportedRow"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace_id", "source", "object_type", "source_id"], name="imported_once"
            ),
        ]


class State(models.TextChoices):
    """How far an import is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNFINISHED = (State.WAITING, State.RUNNING)


class ImportQuerySet(ResourceQuerySet["Import"]):
    """Questions about imports."""

    def visible_to(self, user: User) -> Self:
        """His own, of his workspaces; not those whose project he sees no more."""
        workspaces = Member.objects.filter(user=user, workspace__deleted_at=None).values("workspace_id")
        projects = Project.objects.visible_to(user).values("id")
        return self.filter(Q(project=None) | Q(project__in=projects), created_by=user, workspace_id__in=workspaces)

    def unfinished(self) -> Self:
        """Those that wait or run."""
        return self.filter(state__in=UNFINISHED)


class Import(Resource):
    """A file that somebody gave, and what became of it. The file is kept until then, for a day at most.

    `mapping`: column → field, of CSV. `project`: where the tasks go, or went; until it is made, `project_name` is what
    it will be called. `counts`: kind → outcome → rows. `problems`: `row` and `reason` of each. `attempts`: how often a
    worker has begun, which is nobody's business but the workers'.
    """

    workspace_id = models.UUIDField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="imports")
    mapping = models.JSONField(default=dict)
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, related_name="+")
    project_name = models.CharField(max_length=120, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    problem_count = models.PositiveIntegerField(default=0)
    error = models.TextField(default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="import_state_known")]
        indexes = [
            models.Index(fields=["workspace_id", "created_by", "created_at", "id"], name="import_by_person"),
            models.Index(
                fields=["created_at", "id"], name="import_unfinished", condition=Q(state__in=["waiting", "running"])
            ),
        ]
