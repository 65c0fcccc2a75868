"""What people are told in the app, what was sent to whom, and which news somebody does without."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import ExpressionWrapper, Q

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.models import Resource, ResourceQuerySet
from backend.projects.models import Project
from backend.tasks.models import Comment, Task


class News(models.TextChoices):
    """What a person is told."""

    ASSIGNED = "assigned", "A task is assigned to you"
    MENTIONED = "mentioned", "A comment names you"
    COMMENTED = "commented", "A task that you watch has a new comment"
    CHANGED = "changed", "A task that you watch changes"
    REMINDER = "reminder", "The time of your reminder has come"
    DUE_SOON = "due_soon", "Your task is due within a day"
    OVERDUE = "overdue", "Your task is overdue"


class Channel(models.TextChoices):
    """How somebody is told."""

    APP = "app"
    EMAIL = "email"


class Delivery(models.Model):
    """One event told to one person over one channel. The row is what makes a job that runs twice tell once."""

    workspace_id = models.UUIDField()
    seq = models.BigIntegerField()
    user_id = models.UUIDField()
    channel = models.CharField(max_length=20)
    sent_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["Delivery"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "workspace_id", "seq", "channel"], name="delivered_once"),
        ]


class Letter(models.Model):
    """News that waits to be told by mail. What waits for one person and workspace goes in one mail, and then the rows.

    `seq`: the event; none where a date has come, which is then `due_at`. `next_run_at`: when it is handed over to the
    job that sends it, again should it still be there; null where it waits no more: those about dates are kept then.
    """

    workspace_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=News.choices)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    actor_name = models.CharField(max_length=300)
    seq = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField(default=now)
    next_run_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Letter"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=News.values), name="letter_kind_known"),
            models.UniqueConstraint(fields=["user", "workspace_id", "seq"], name="letter_once"),
        ]
        indexes = [
            models.Index(fields=["next_run_at"], name="letter_to_hand_over", condition=Q(next_run_at__isnull=False)),
        ]


class NotificationQuerySet(ResourceQuerySet["Notification"]):
    """Questions about notifications."""

    def visible_to(self, user: User) -> Self:
        """His own, of tasks that he may still see, and that are not in the trash."""
        projects = Project.objects.visible_to(user).values("id")
        return self.filter(user=user, task__deleted_at=None, task__project__in=projects)

    def unread(self) -> Self:
        """Neither read nor put away."""
        return self.filter(is_unread=True, archived_at=None)


class Notification(Resource):
    """What one person is told of one event, or of several changes of a task by somebody shortly after each other.

    `seq`: the newest of these events; none where a date has come, which is then `due_at`. `happened_at`: its time.
    `changes`: what it was that changed, as events have it. `excerpt`: of `comment`, or of the task's description.
    """

    workspace_id = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=News.choices)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notifications")
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    seq = models.BigIntegerField(null=True)
    count = models.PositiveIntegerField(default=1)
    excerpt = models.TextField(default="")
    changes = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    happened_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    is_unread = models.GeneratedField(
        expression=ExpressionWrapper(Q(read_at__isnull=True), models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects: ClassVar[NotificationQuerySet] = NotificationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=News.values), name="notification_kind_known"),
            models.UniqueConstraint(
                fields=["user", "task", "kind", "due_at"], name="date_told_once", condition=Q(due_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "workspace_id", "is_unread", "happened_at", "id"], name="notification_in_inbox"
            ),
            models.Index(fields=["happened_at"], name="notification_by_age"),
        ]


class Told(models.Model):
    """One event that a notification tells: the row is what makes a job that runs twice tell once."""

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="told")
    workspace_id = models.UUIDField()
    user_id = models.UUIDField()
    seq = models.BigIntegerField()

    objects: ClassVar[models.Manager["Told"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "workspace_id", "seq"], name="told_once")]


class Preference(models.Model):
    """That somebody does without one kind of news over one channel. Without a row he is told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=News.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)

    objects: ClassVar[models.Manager["Preference"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")]


class Digest(models.Model):
    """That somebody wants a mail each morning. `next_run_at`: his next morning; `sent_on`: the day of the last one."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    next_run_at = models.DateTimeField(db_index=True)
    sent_on = models.DateField(null=True)

    objects: ClassVar[models.Manager["Digest"]] = models.Manager()
