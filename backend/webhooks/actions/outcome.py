"""What comes of a try: for the delivery, and for the webhook, which is switched off if nothing reaches it for days."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.defer import defer
from backend.eventlog.change import Log, change
from backend.webhooks.actions.delivery import give_up
from backend.webhooks.courier import Answer
from backend.webhooks.documents import WEBHOOK
from backend.webhooks.kinds import WEBHOOK_KINDS
from backend.webhooks.models import Delivery, State, Webhook
from backend.webhooks.timetable import PATIENCE, delay
from backend.workspaces.models import Member
from backend.workspaces.roles import MANAGERS

GONE = 410  # that nobody shall call again, RFC 9110 §15.5.11
GONE_REASON = "The receiver answered 410 Gone."
SILENT_REASON = f"Nothing was delivered for {PATIENCE.days} days."


@dataclass(frozen=True, slots=True)
class Try:
    """One try of a delivery, and how its webhook stood when it began."""

    delivery_id: UUID
    webhook_id: UUID
    seq: int | None
    attempts: int
    is_active: bool
    failing_since: datetime | None

    @property
    def is_test(self) -> bool:
        """Of no event: it says nothing of the webhook, and is not repeated."""
        return self.seq is None


def settle(what: Try, answer: Answer, *, is_final: bool = False) -> None:
    """Note what came of a try. `is_final`: another one would change nothing, and the receiver is not to blame."""
    with change(None) as log:
        # The webhook before its deliveries, as everybody locks.
        webhook = None if is_final or what.is_test else _concerned(what, answer)
        reason = _judge(log, webhook, answer) if webhook else None
        _note(what, answer, is_last=is_final or what.is_test or not what.is_active or reason is not None)
        if webhook and reason:
            give_up(webhook.id, reason)


def _concerned(what: Try, answer: Answer) -> Webhook | None:
    """The webhook, locked, if this try may change how it stands; most do not."""
    since = what.failing_since
    if answer.is_success:
        is_news = since is not None
    else:
        is_news = since is None or now() - since >= PATIENCE or answer.code == GONE
    return Webhook.objects.filter(id=what.webhook_id, is_active=True).locked().first() if is_news else None


def _judge(log: Log, webhook: Webhook, answer: Answer) -> str | None:
    """It works, fails, or is switched off: then the reason."""
    log.watch(WEBHOOK, webhook)
    values: dict[str, object] = {"failing_since": None if answer.is_success else webhook.failing_since or now()}
    reason = _reason(webhook, answer)
    if reason:
        values |= {"is_active": False, "disabled_reason": reason}
    if log.revise(webhook, **values):
        log.record(WEBHOOK_KINDS["updated"], webhook, admins_only=True)
    if reason:
        for user_id in _managers(webhook.workspace_id):
            defer("email.webhook_off", user_id=str(user_id), webhook_id=str(webhook.id), version=webhook.version)
    return reason


def _reason(webhook: Webhook, answer: Answer) -> str | None:
    if answer.is_success:
        return None
    if answer.code == GONE:
        return GONE_REASON
    is_over = webhook.failing_since is not None and now() - webhook.failing_since >= PATIENCE
    return SILENT_REASON if is_over else None


def _managers(workspace_id: UUID) -> list[UUID]:
    managing = Member.objects.filter(workspace_id=workspace_id, role__in=MANAGERS).values("user_id")
    return list(User.objects.able_to_log_in().filter(id__in=managing).order_by("id").values_list("id", flat=True))


def _note(what: Try, answer: Answer, *, is_last: bool) -> None:
    wait = None if answer.is_success or is_last else delay(what.attempts)
    status = State.SUCCEEDED if answer.is_success else State.FAILED if wait is None else State.PENDING
    # Somebody may have asked for it again, or given it up, while it was on its way: that stands.
    Delivery.objects.filter(id=what.delivery_id, status=State.PENDING, attempts=what.attempts).update(
        status=status,
        next_try_at=None if wait is None else now() + wait,
        response_code=answer.code,
        response_body=answer.body,
        error=answer.error,
        duration_ms=answer.duration_ms,
    )
