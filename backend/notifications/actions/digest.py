"""The mail in the morning: what is overdue, what is due today, and how much is unread. For who wants it."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.zones import zone_of
from backend.notifications.digest_mail import digest_mail
from backend.notifications.models import Digest, Notification
from backend.notifications.transport import send
from backend.tasks.models import Task

MORNING, EVENING = time(8), time(20)  # between which it still is the mail of the morning
MOST = 50  # tasks in one mail


def set_digest(user: User, *, is_on: bool) -> None:
    """Begin with the next morning, or write no more of them. Doing it again changes nothing."""
    if is_on:
        Digest.objects.get_or_create(user=user, defaults={"next_run_at": _next_morning(user)})
    else:
        Digest.objects.filter(user=user).delete()


def has_digest(user_id: UUID) -> bool:
    """Whether somebody wants it."""
    return Digest.objects.filter(user_id=user_id).exists()


def due_digests() -> list[UUID]:
    """Whose morning it is."""
    rows = Digest.objects.filter(next_run_at__lte=now()).order_by("next_run_at", "id")
    return list(rows.values_list("user_id", flat=True))


def begin_day(user_id: UUID) -> None:
    """Enqueue the mail of somebody whose morning it is, once; his next one is tomorrow's. None in the night.

    He may have moved to another zone since, or the worker was away.
    """
    with transaction.atomic():
        rows = Digest.objects.filter(user_id=user_id, next_run_at__lte=now()).select_related("user")
        digest = rows.select_for_update(of=("self",), skip_locked=True).first()
        if digest is not None:
            digest.next_run_at = _next_morning(digest.user)
            digest.save(update_fields=["next_run_at"])
            local = now().astimezone(zone_of(digest.user.timezone))
            if MORNING <= local.time() < EVENING:
                defer("email.digest", user_id=str(user_id), day=local.date().isoformat())


def send_digest(*, user_id: UUID, day: date) -> None:
    """The mail of one day, once, and that day only; none where there is nothing to tell."""
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    if user is None:
        return
    zone = zone_of(user.timezone)
    with transaction.atomic():
        digest = Digest.objects.filter(user=user).select_for_update().first()
        if digest is None or digest.sent_on == day or now().astimezone(zone).date() != day:
            return
        tasks, unread = _due(user, day, zone), Notification.objects.visible_to(user).unread().count()
        if tasks or unread:
            send(digest_mail(user, day, tasks, unread))
        Digest.objects.filter(user=user).update(sent_on=day)


def _due(user: User, day: date, zone: ZoneInfo) -> list[Task]:
    """His open tasks that are due before the day ends, oldest first."""
    end = datetime.combine(day + timedelta(days=1), time.min, zone)
    rows = Task.objects.visible_to(user).living().open()
    mine = rows.filter(assignments__user=user, archived_at=None, project__archived_at=None, due_at__lt=end)
    return list(mine.select_related("project__workspace").order_by("due_at", "id")[:MOST])


def _next_morning(user: User) -> datetime:
    zone = zone_of(user.timezone)
    local = now().astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
