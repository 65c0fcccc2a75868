"""Unexpected errors told to Sentry, where `SENTRY_DSN` names one; without it its package is not even imported.

What is told of an error: its traceback without the values of variables, the service, the release, the request id.
Nothing of requests, of people, of SQL; and what looks like a secret in a message is blotted out.
"""

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from config.settings import load

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

_BLOT = "[hidden]"
# Everything unexpected is logged where it is met, so no framework has to add its requests.
_NOTHING_ELSE: dict[str, Any] = dict.fromkeys(
    (
        "send_default_pii",
        "include_local_variables",
        "include_source_context",
        "auto_session_tracking",
        "send_client_reports",
        "default_integrations",
        "auto_enabling_integrations",
    ),
    False,
)
_UNTOLD = frozenset({"logentry", "extra", "modules", "breadcrumbs"})
_SECRETS = re.compile(
    r"\beyJ[\w-]+\.[\w.-]+|\btt_[\w-]+"  # access and personal tokens
    r"|(?<=://)[^/\s@]+(?=@)"  # who logs in at a server
    r"|(?<=bearer )\S+"
    r"|(?<=/invitations/)[\w.:-]+"
    r"|(?<=ticket=)[^&\s\"']+|(?<=token=)[^&\s\"']+|(?<=cookie: )[^\r\n]+"
    r"|(?s:(?<=DETAIL: ).*)|(?<=input_value=).*?(?=, input_type)"  # what PostgreSQL and pydantic quote
    r"|[\w.+-]+@[\w-]+\.[\w.-]+",  # addresses of people
    re.IGNORECASE,
)


def report_errors(service: str, request_id: Callable[[], str] = str) -> None:
    """From now on, if this process is to and does not yet: errors that are logged with their traceback are told.

    `request_id`: of whatever this thread or task is doing; "" where it is none.
    """
    settings = load()
    if not settings.sentry_dsn:
        return
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    if sentry_sdk.is_initialized():
        return

    def told(event: "Event", hint: "Hint") -> "Event | None":
        if "exc_info" not in hint:
            return None
        event["tags"] = {"service": service, **({"request_id": known} if (known := request_id()) else {})}
        # The line of the log may name people, and arguments of jobs; the traceback says what went wrong.
        kept: Event = scrubbed({key: value for key, value in event.items() if key not in _UNTOLD})
        return kept

    sentry_sdk.init(
        dsn=settings.sentry_dsn,
        release=settings.release or "unnamed",  # or it would ask git
        server_name=service,
        **_NOTHING_ELSE,
        max_breadcrumbs=0,
        # What is logged on two floors is told once; what ends a process, before it ends.
        integrations=[
            LoggingIntegration(level=None, event_level=logging.ERROR),
            DedupeIntegration(),
            ExcepthookIntegration(),
            AtexitIntegration(callback=lambda _pending, _patience: None),
        ],
        before_send=told,
    )


def scrubbed(value: Any) -> Any:  # noqa: ANN401  # JSON
    """The same JSON without what looks like a secret."""
    match value:
        case str():
            return _SECRETS.sub(_BLOT, value)
        case dict():
            return {key: scrubbed(one) for key, one in value.items()}
        case list() | tuple():
            return [scrubbed(one) for one in value]
        case _:
            return value
