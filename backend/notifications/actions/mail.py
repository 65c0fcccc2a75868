"""Mails about what happened, each once."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from backend.accounts.models import User
from backend.eventlog.models import Event
from backend.notifications.mails import assigned_mail, mentioned_mail, reminder_mail
from backend.notifications.models import Channel, Delivery, News, Notification
from backend.notifications.preferences import wants
from backend.notifications.transport import send
from backend.tasks.models import Comment, Task


def send_assigned(*, user_id: UUID, workspace_id: UUID, seq: int) -> None:
    """A mail about the task that event `seq` gave to a person, if he still has it, still sees it and was not told."""
    event = Event.objects.filter(workspace_id=workspace_id, seq=seq).first()
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    if event is None or user is None or not _is_wanted(user, event, News.ASSIGNED):
        return
    task = Task.objects.visible_to(user).living().filter(id=event.object_id, assignments__user=user).first()
    if task is None:
        return
    with transaction.atomic():
        # Whoever runs the same job at the same moment waits here until this mail is sent, or is not.
        if _claim(user_id, workspace_id, seq):
            send(assigned_mail(user, task, event))


def send_mentioned(*, user_id: UUID, workspace_id: UUID, seq: int) -> None:
    """A mail about the comment that names a person since event `seq`, if it still does and he was not told."""
    event = Event.objects.filter(workspace_id=workspace_id, seq=seq).first()
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    if event is None or user is None or not _is_wanted(user, event, News.MENTIONED):
        return
    tasks = Task.objects.visible_to(user).living()
    comment = Comment.objects.living().filter(id=event.object_id, mentions__user=user, task__in=tasks).first()
    if comment is None:
        return
    with transaction.atomic():
        if _claim(user_id, workspace_id, seq):
            send(mentioned_mail(user, comment, event))


def send_reminder(*, user_id: UUID, workspace_id: UUID, seq: int) -> None:
    """A mail about the open task of which event `seq` reminds a person, if he still sees it and was not told."""
    event = Event.objects.filter(workspace_id=workspace_id, seq=seq).first()
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    if event is None or event.task_id is None or user is None or not _is_wanted(user, event, News.REMINDER):
        return
    task = Task.objects.visible_to(user).living().open().filter(id=event.task_id).first()
    if task is None:
        return
    with transaction.atomic():
        if _claim(user_id, workspace_id, seq):
            send(reminder_mail(user, task, event))


def _is_wanted(user: User, event: Event, kind: News) -> bool:
    """Whether he wants such mails, and has not read the news in the app already."""
    told = Notification.objects.filter(
        told__user_id=user.id, told__workspace_id=event.workspace_id, told__seq=event.seq
    )
    is_known = told.filter(Q(read_at__isnull=False) | Q(archived_at__isnull=False)).exists()
    return not is_known and wants(user.id, kind, Channel.EMAIL)


def _claim(user_id: UUID, workspace_id: UUID, seq: int) -> bool:
    try:
        with transaction.atomic():
            Delivery.objects.create(user_id=user_id, workspace_id=workspace_id, seq=seq, channel=Channel.EMAIL)
    except IntegrityError:
        return False
    return True
