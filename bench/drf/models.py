"""Tasktide's tables, as far as the five operations touch them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from uuid6 import uuid7

CLOSED = ("done", "cancelled")


class User(AbstractBaseUser):
    id = models.UUIDField(primary_key=True)
    email = models.EmailField(unique=True)
    name = models.TextField()
    is_active = models.BooleanField(default=True)
    # Tasktide keeps the time of the last log-in with the sessions.
    last_login = None

    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "accounts_user"


class Member(models.Model):
    WRITERS = ("owner", "admin", "member")

    id = models.UUIDField(primary_key=True)
    workspace_id = models.UUIDField()
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10)

    class Meta:
        managed = False
        db_table = "workspaces_member"


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(
            Q(visibility="workspace") | Q(id__in=ProjectMember.objects.filter(user=user).values("project_id")),
            deleted_at=None,
            workspace_id__in=Member.objects.filter(user=user).values("workspace_id"),
        )


class Project(models.Model):
    id = models.UUIDField(primary_key=True)
    workspace_id = models.UUIDField()
    key = models.CharField(max_length=10)
    visibility = models.CharField(max_length=10)
    last_number = models.PositiveIntegerField()
    archived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "projects_project"


class ProjectMember(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        managed = False
        db_table = "projects_projectmember"


class Status(models.Model):
    id = models.UUIDField(primary_key=True)
    project = models.ForeignKey(Project, models.CASCADE, related_name="statuses")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=10)
    position = models.TextField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "projects_status"
        ordering = ["position", "id"]


class Label(models.Model):
    id = models.UUIDField(primary_key=True)
    workspace_id = models.UUIDField()
    name = models.CharField(max_length=120)
    color = models.CharField(max_length=7)

    class Meta:
        managed = False
        db_table = "projects_label"


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user), deleted_at=None)

    def with_details(self):
        """Everything that the serializer shows, in a fixed number of queries."""
        return self.select_related("project", "status", "created_by").prefetch_related(
            Prefetch("assignments", Assignment.objects.select_related("user").order_by("id")),
            Prefetch("task_labels", TaskLabel.objects.select_related("label").order_by("id")),
            Prefetch("links_in", Link.objects.order_by("id")),
            Prefetch("links_out", Link.objects.order_by("id")),
        )


class Task(models.Model):
    class Priority(models.IntegerChoices):
        NONE = 0, "none"
        LOW = 1, "low"
        MEDIUM = 2, "medium"
        HIGH = 3, "high"
        URGENT = 4, "urgent"

    id = models.UUIDField(primary_key=True, default=uuid7)
    workspace_id = models.UUIDField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40, default="task")
    title = models.CharField(max_length=500)
    description = models.TextField(default="", blank=True)
    status = models.ForeignKey(Status, models.PROTECT, related_name="tasks")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NONE)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="subtasks")
    position = models.TextField()
    start_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    estimate = models.FloatField(null=True)
    is_blocked = models.BooleanField(default=False)
    recurrence = models.TextField(null=True)
    recurrence_by = models.CharField(max_length=10, default="completion")
    recurrence_zone = models.CharField(max_length=64, null=True)
    fields = models.JSONField(default=dict)
    link_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    attachment_count = models.PositiveIntegerField(default=0)
    subtask_count = models.PositiveIntegerField(default=0)
    subtask_done = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = TaskQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "tasks_task"


class Assignment(models.Model):
    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        managed = False
        db_table = "tasks_assignment"


class TaskLabel(models.Model):
    workspace_id = models.UUIDField()
    task = models.ForeignKey(Task, models.CASCADE, related_name="task_labels")
    label = models.ForeignKey(Label, models.CASCADE, related_name="+")

    class Meta:
        managed = False
        db_table = "tasks_tasklabel"


class Link(models.Model):
    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    source = models.ForeignKey(Task, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Task, models.CASCADE, related_name="links_in")

    class Meta:
        managed = False
        db_table = "tasks_link"


class Comment(models.Model):
    id = models.UUIDField(primary_key=True)
    task = models.ForeignKey(Task, models.CASCADE, related_name="comments")
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "tasks_comment"


class TaskSearch(models.Model):
    task = models.ForeignKey(Task, models.CASCADE, related_name="words")
    comment = models.OneToOneField(Comment, models.CASCADE, null=True, related_name="words")
    workspace_id = models.UUIDField()
    text = models.TextField()
    vector = SearchVectorField()
    fields = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "tasks_tasksearch"


class Counter(models.Model):
    workspace_id = models.UUIDField(primary_key=True)
    seq = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "eventlog_counter"


class Event(models.Model):
    pk = models.CompositePrimaryKey("workspace_id", "seq")
    workspace_id = models.UUIDField()
    seq = models.BigIntegerField()
    type = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    project_id = models.UUIDField(null=True)
    task_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField()
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    object_key = models.CharField(max_length=40, null=True)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=64)
    admins_only = models.BooleanField(default=False)
    user_id = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = "eventlog_event"
