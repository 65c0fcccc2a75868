"""Telling people what happened, once."""

from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.defer import defer
from backend.core.ids import NOBODY
from backend.eventlog.models import Event
from backend.notifications.audience import NEWS, reachable
from backend.notifications.mails import assigned_mail, mentioned_mail, reminder_mail
from backend.notifications.models import Delivery
from backend.notifications.transport import send
from backend.tasks.models import Comment, Task

EMAIL = "email"


def tell(workspace_id: UUID, first: int, last: int) -> None:
    """A job for each person whom one of the events `first` … `last` concerns; all of them, or none."""
    events = Event.objects.filter(workspace_id=workspace_id, seq__range=(first, last), type__in=NEWS).order_by("seq")
    with transaction.atomic():
        for event in events:
            for job, audience in NEWS[event.type].items():
                for user in reachable(event.task_id or NOBODY, audience(event)):
                    defer(job, user_id=str(user.id), workspace_id=str(workspace_id), seq=event.seq)


def send_assigned(*, user_id: UUID, workspace_id: UUID, seq: int) -> None:
    """A mail about the task that event `seq` gave to a person, if he still has it, still sees it and was not told."""
    event = Event.objects.filter(workspace_id=workspace_id, seq=seq).first()
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    if event is None or user is None:
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
    if event is None or user is None:
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
    if event is None or event.task_id is None or user is None:
        return
    task = Task.objects.visible_to(user).living().open().filter(id=event.task_id).first()
    if task is None:
        return
    with transaction.atomic():
        if _claim(user_id, workspace_id, seq):
            send(reminder_mail(user, task, event))


def _claim(user_id: UUID, workspace_id: UUID, seq: int) -> bool:
    try:
        with transaction.atomic():
            Delivery.objects.create(user_id=user_id, workspace_id=workspace_id, seq=seq, channel=EMAIL)
    except IntegrityError:
        return False
    return True
