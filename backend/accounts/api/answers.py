"""Answers that are no documents."""

import json

from django.http import HttpResponse


def secret(body: str, status: int = 200) -> HttpResponse:
    """An answer that nobody on the way may keep (RFC 6749 §5.1)."""
    return HttpResponse(body, "application/json", status, headers={"Cache-Control": "no-store"})


def notice(detail: str) -> HttpResponse:
    """Accepted; what happens next."""
    return HttpResponse(json.dumps({"detail": detail}, ensure_ascii=False), "application/json", 202)
