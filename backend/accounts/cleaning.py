"""What may be forgotten: it opens nothing any more, or nobody will ask for it again."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from backend.accounts.models import EmailToken, PersonalToken, Session
from backend.core.clock import now
from backend.core.models import Creation

KEPT = timedelta(days=7)  # what ended, so that an answer can still say so; keys of creations
KEPT_TOKENS = timedelta(days=30)  # expired ones, which their owner may want to see
AT_ONCE = 2000


def sweep() -> int:
    """Delete it, a few rows at a time so that nobody waits for their locks; how many."""
    week, month = now() - KEPT, now() - KEPT_TOKENS
    return sum(
        _delete(rows)
        for rows in (
            Session.objects.filter(Q(revoked_at__lt=week) | Q(expires_at__lt=week)),
            EmailToken.objects.filter(expires_at__lt=week),
            PersonalToken.objects.filter(expires_at__lt=month),
            Creation.objects.filter(created_at__lt=week),
        )
    )


def _delete(rows: "QuerySet[Any]") -> int:
    deleted = 0
    while ids := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        deleted += rows.model._default_manager.filter(pk__in=ids).delete()[0]  # noqa: SLF001  # Django's public way
    return deleted
