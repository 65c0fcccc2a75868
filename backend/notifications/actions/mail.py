"""Mails about what happened: a little later, so that who has read it in the app gets none, and several in one."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.sql import fetch
from backend.notifications.errors import Undeliverable
from backend.notifications.mails import news_mail
from backend.notifications.models import Channel, Delivery, Letter, News, Notification, Told
from backend.notifications.preferences import unwanted
from backend.notifications.transport import send
from backend.tasks.models import Assignment, Mention, Task

DELAY = timedelta(minutes=2)
AGAIN = timedelta(hours=12)  # after which a job is lost, or has failed as often as it may

_TAKE = """
    UPDATE notifications_letter SET next_run_at = %s WHERE next_run_at <= %s
    RETURNING user_id, workspace_id"""
_PLACE = ("workspace_id", "seq")
_EVENT = ("user_id", *_PLACE)
_ABOUT_DATES = frozenset({News.DUE_SOON, News.OVERDUE})


def post(letters: Sequence[Letter]) -> None:
    """Let these wait, but for what was mailed before and what people do without. In the transaction that tells it."""
    people = {letter.user_id for letter in letters}
    off, seqs = unwanted(people, Channel.EMAIL), {letter.seq for letter in letters if letter.seq}
    sent = set(Delivery.objects.filter(user_id__in=people, seq__in=seqs).values_list(*_EVENT))
    wanted = [one for one in letters if (one.user_id, one.kind) not in off and _event(one) not in sent]
    for letter in wanted:
        letter.next_run_at = now() + DELAY
    Letter.objects.bulk_create(wanted, ignore_conflicts=True)


def hand_over() -> None:
    """Enqueue a job for each person and workspace with news that have waited long enough."""
    with transaction.atomic():
        for user_id, workspace_id in sorted(set(fetch(_TAKE, [now() + AGAIN, now()]))):
            defer("email.news", user_id=str(user_id), workspace_id=str(workspace_id))


def send_news(*, user_id: UUID, workspace_id: UUID) -> None:
    """One mail with all that waits and is still news for him; with what has not waited long enough, too."""
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    with transaction.atomic():
        # Whoever runs the same job at the same moment waits here until this mail is sent, or is not.
        rows = Letter.objects.filter(user_id=user_id, workspace_id=workspace_id, next_run_at__isnull=False)
        rows = rows.order_by("happened_at", "id")
        letters = list(
            rows.select_for_update(of=("self",)).select_related("task__project__workspace", "task__status", "comment")
        )
        wanted = [] if user is None else list(_news(user, letters))
        refusal = _mail(user, wanted) if user is not None and wanted else None
        _put_away(letters)
    if refusal is not None:
        raise refusal


def _mail(user: User, letters: Sequence[Letter]) -> Undeliverable | None:
    """Send them; the refusal, if the server refuses it for good: then nothing was delivered, nor will be."""
    try:
        with transaction.atomic():
            Delivery.objects.bulk_create(
                [
                    Delivery(user_id=user.id, workspace_id=one.workspace_id, seq=one.seq, channel=Channel.EMAIL)
                    for one in letters
                    if one.seq is not None
                ]
            )
            send(news_mail(user, letters))
    except Undeliverable as refusal:
        return refusal
    return None


def _put_away(letters: Sequence[Letter]) -> None:
    """They wait no more. Those about dates stay: nothing else says that these were told."""
    rows = Letter.objects.filter(id__in=[letter.pk for letter in letters])
    rows.filter(due_at=None).delete()
    rows.update(next_run_at=None)


def _event(letter: Letter) -> tuple[UUID, UUID, int | None]:
    return letter.user_id, letter.workspace_id, letter.seq


def _news(user: User, letters: Sequence[Letter]) -> Iterator[Letter]:
    """Those that he wants, has not read, and that are still so."""
    tasks = {letter.task_id for letter in letters}
    seen = set(Task.objects.visible_to(user).living().filter(id__in=tasks).values_list("id", flat=True))
    unfinished = set(Task.objects.open().filter(id__in=tasks).values_list("id", flat=True))
    mine = set(Assignment.objects.filter(user=user, task_id__in=tasks).values_list("task_id", flat=True))
    said = {letter.comment_id for letter in letters if letter.comment_id is not None}
    named = set(Mention.objects.filter(user=user, comment_id__in=said).values_list("comment_id", flat=True))
    off, known = unwanted([user.id], Channel.EMAIL), _Known(user, letters)
    for letter in letters:
        if letter.task_id not in seen or (user.id, letter.kind) in off or known.has(letter):
            continue
        is_about_said = letter.comment is not None and letter.comment.deleted_at is None
        match News(letter.kind):
            case News.ASSIGNED:
                is_so = letter.task_id in mine
            case News.MENTIONED:
                is_so = is_about_said and letter.comment_id in named
            case News.COMMENTED:
                is_so = is_about_said
            case News.REMINDER:
                is_so = letter.task_id in unfinished
            case News.DUE_SOON | News.OVERDUE:
                is_so = letter.task_id in unfinished & mine and letter.task.due_at == letter.due_at
            case _:
                is_so = True
        if is_so:
            yield letter


class _Known:
    """What he has read, or put away, in the app; and what has been mailed to him while it was told once more."""

    def __init__(self, user: User, letters: Sequence[Letter]) -> None:
        done = Q(read_at__isnull=False) | Q(archived_at__isnull=False)
        rows = Notification.objects.filter(done, user=user, task_id__in={letter.task_id for letter in letters})
        told = Told.objects.filter(notification__in=rows)
        mailed = Delivery.objects.filter(user_id=user.id, seq__in={letter.seq for letter in letters if letter.seq})
        self._events = set(told.values_list(*_PLACE)) | set(mailed.values_list(*_PLACE))
        self._dates = set(rows.exclude(due_at=None).values_list("task_id", "kind", "due_at"))

    def has(self, letter: Letter) -> bool:
        """Whether this is among it."""
        if letter.kind in _ABOUT_DATES:
            return (letter.task_id, letter.kind, letter.due_at) in self._dates
        return (letter.workspace_id, letter.seq) in self._events
