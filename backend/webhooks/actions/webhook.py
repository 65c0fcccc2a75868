"""What is done to webhooks. Their events are for admins alone, and no webhook is told of them."""

from typing import TypedDict, Unpack
from urllib.parse import urlsplit
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound, invalid
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.eventlog.models import Counter
from backend.webhooks.actions.delivery import give_up
from backend.webhooks.addresses import Refused, require_public_if_numeric
from backend.webhooks.documents import WEBHOOK
from backend.webhooks.kinds import WEBHOOK_KINDS
from backend.webhooks.matching import require_sensible
from backend.webhooks.models import Webhook, new_secret
from backend.webhooks.types import EVERYTHING
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

MOST = 50  # in one workspace


class _Wishes(TypedDict, total=False):
    """What it is told, and whether."""

    types: list[str]
    q: str
    is_active: bool


class WebhookFields(_Wishes, total=False):
    """What may be written of a webhook."""

    url: str
    name: str


def create_webhook(
    *,
    actor: User,
    workspace_id: UUID,
    url: str,
    name: str | None = None,
    id: UUID | None = None,  # noqa: A002  # the API's name
    **fields: Unpack[_Wishes],
) -> Webhook:
    """A new webhook, which is told what happens from now on."""
    with change(actor) as log:
        require(actor, workspace_id, Permission.MANAGE_WORKSPACE)
        _check_address(url)
        _check_query(fields.get("q", ""), actor, workspace_id)
        if Webhook.objects.filter(workspace_id=workspace_id).count() >= MOST:
            raise Conflict(f"A workspace has at most {MOST} webhooks.")
        webhook = Webhook(
            id=id or uuid7(),
            workspace_id=workspace_id,
            created_by=actor,
            url=url,
            name=name or str(urlsplit(url).hostname)[:120],
            types=_once(fields.get("types", [EVERYTHING])),
            q=fields.get("q", ""),
            is_active=fields.get("is_active", True),
            read_seq=_last_seq(workspace_id),
        )
        try:
            with transaction.atomic():
                webhook.insert()
        except IntegrityError:
            raise Conflict("This id is taken.") from None
        log.record(WEBHOOK_KINDS["created"], webhook, admins_only=True)
    return webhook


def update_webhook(
    webhook_id: UUID, *, actor: User, expected: Versions = None, **fields: Unpack[WebhookFields]
) -> Webhook:
    """Change a webhook. Switched off it is told nothing of that time, and what waited to be sent is given up."""
    with change(actor) as log:
        webhook = _locked(webhook_id, actor)
        check_version(expected, webhook.version, WEBHOOK, webhook.id)
        if "url" in fields:
            _check_address(fields["url"])
        _check_query(fields.get("q", ""), actor, webhook.workspace_id)
        log.watch(WEBHOOK, webhook)
        values: dict[str, object] = dict(fields)
        if "types" in fields:
            values["types"] = _once(fields["types"])
        is_active = fields.get("is_active", webhook.is_active)
        if is_active and not webhook.is_active:
            values |= {"failing_since": None, "disabled_reason": None}
            Webhook.objects.filter(id=webhook.id).update(read_seq=_last_seq(webhook.workspace_id))
        if webhook.is_active and not is_active:
            give_up(webhook.id, "The webhook was switched off before this was delivered.")
        if log.revise(webhook, **values):
            log.record(WEBHOOK_KINDS["updated"], webhook, admins_only=True)
    return webhook


def renew_secret(webhook_id: UUID, *, actor: User, expected: Versions = None) -> Webhook:
    """A new secret; for a day the old one signs beside it, so that receivers change over when they like."""
    with change(actor) as log:
        webhook = _locked(webhook_id, actor)
        check_version(expected, webhook.version, WEBHOOK, webhook.id)
        log.watch(WEBHOOK, webhook)
        log.revise(webhook, secret=new_secret(), old_secret=webhook.secret, secret_made_at=now())
        log.record(WEBHOOK_KINDS["updated"], webhook, admins_only=True)
    return webhook


def delete_webhook(webhook_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a webhook, with the list of what it was told."""
    with change(actor) as log:
        webhook = _locked(webhook_id, actor)
        check_version(expected, webhook.version, WEBHOOK, webhook.id)
        log.watch(WEBHOOK, webhook)
        log.record(WEBHOOK_KINDS["deleted"], webhook, admins_only=True)
        Webhook.objects.filter(id=webhook.id).delete()


def managed_webhook(webhook_id: UUID, actor: User) -> Webhook:
    """A webhook that the actor may look at: `NotFound` for strangers, `Forbidden` for members who manage nothing."""
    webhook = Webhook.objects.of_workspaces_of(actor).filter(id=webhook_id).first()
    if webhook is None:
        raise NotFound
    require(actor, webhook.workspace_id, Permission.MANAGE_WORKSPACE)
    return webhook


def _locked(webhook_id: UUID, actor: User) -> Webhook:
    managed_webhook(webhook_id, actor)
    webhook = Webhook.objects.filter(id=webhook_id).locked().first()
    if webhook is None:
        raise NotFound
    return webhook


def _check_address(url: str) -> None:
    """422 for one that is never called."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise invalid("url", "has a port that is no number from 0 to 65535") from None
    if parts.username is not None or parts.password is not None:
        raise invalid("url", "must not hold a user name or password: check the signature instead")
    try:
        require_public_if_numeric(parts.hostname or "")
    except Refused as refusal:
        raise invalid("url", str(refusal)) from None


def _check_query(q: str, actor: User, workspace_id: UUID) -> None:
    """422 for one that says nothing."""
    if q:
        require_sensible(q, actor=actor, workspace_id=workspace_id)


def _once(types: list[str]) -> list[str]:
    return list(dict.fromkeys(types))


def _last_seq(workspace_id: UUID) -> int:
    return Counter.objects.values_list("seq", flat=True).get(workspace_id=workspace_id)
