"""What the mails say: a subject, a text and the same in HTML."""

import re
from datetime import UTC, datetime
from email.utils import parseaddr
from hashlib import blake2b
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from backend.accounts.models import User
from backend.eventlog.models import Event
from backend.tasks.models import Comment, Priority, Task
from config.settings import load

SUBJECT_LIMIT = 120  # characters
EXCERPT_LIMIT = 280


def assigned_mail(user: User, task: Task, event: Event) -> EmailMultiAlternatives:
    """The mail to `user` about `task`, which `event` gave to him."""
    return _task_mail("assigned", user, task, event, excerpt(task.description))


def mentioned_mail(user: User, comment: Comment, event: Event) -> EmailMultiAlternatives:
    """The mail to `user` about `comment`, which names him since `event`."""
    return _task_mail("mentioned", user, comment.task, event, excerpt(comment.body))


def reminder_mail(user: User, task: Task, event: Event) -> EmailMultiAlternatives:
    """The mail that reminds `user` of `task`."""
    return _task_mail("reminder", user, task, event, excerpt(task.description), about="Reminder: ")


def _task_mail(
    template: str, user: User, task: Task, event: Event, quoted: str, *, about: str = ""
) -> EmailMultiAlternatives:
    key = f"{task.project.key}-{task.number}"
    context = {
        "title": one_line(task.title),
        "key": key,
        "project": task.project.name,
        "workspace": task.project.workspace.name,
        "status": task.status.name,
        "priority": "" if task.priority == Priority.NONE else Priority(task.priority).label,
        "actor": event.actor_name or "Tasktide",
        "due": due_text(task.due_at, user.timezone),
        "excerpt": quoted,
        "url": f"{load().public_url}/t/{key}?{urlencode({'workspace': task.project.workspace.slug})}",
        "reader": user.first_name or user.name,
    }
    mail = EmailMultiAlternatives(
        subject=shortened(f"{about}{key} {context['title']}", SUBJECT_LIMIT),
        body=render_to_string(f"notifications/{template}.txt", context),
        to=[str(user.email)],
        headers={
            # The same mail sent twice, after a crash between sending and noting it, is one for most mail clients.
            "Message-ID": message_id(event, user),
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"notifications/{template}.html", context), "text/html")
    return mail


def message_id(event: Event, user: User) -> str:
    """Always the same for one event told to one person. Short: a folded Message-ID is not understood everywhere."""
    digest = blake2b(f"{event.workspace_id} {event.seq} {user.id}".encode(), digest_size=12)
    return f"<{digest.hexdigest()}@{domain()}>"


def one_line(text: str) -> str:
    """`text` without line breaks and control characters, as a header may carry it."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text).split())


def shortened(text: str, limit: int) -> str:
    """`text` of at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def excerpt(description: str) -> str:
    """The beginning of a description in Markdown, without the most common marks."""
    # Of what is longer only the beginning: brackets without end would be looked through once for each of them.
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", description[: 10 * EXCERPT_LIMIT])
    # Marks stand at the beginning of a line or around words: `snake_case`, `a > b` and `C#` have none.
    plain = re.sub(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[*+-][ \t]+)+", "", plain)
    plain = re.sub(r"(?<!\w)(?:[*_~]{1,3}|`+)(?=\S)|(?<=\S)(?:[*_~]{1,3}|`+)(?!\w)", "", plain)
    return shortened(one_line(plain), EXCERPT_LIMIT)


def due_text(due_at: datetime | None, timezone: str) -> str:
    """`Fri 4 December 2026, 17:00 (Europe/Berlin)`, in the reader's time zone; "" without a date."""
    if due_at is None:
        return ""
    try:
        zone: ZoneInfo | None = ZoneInfo(timezone)
    except (ValueError, OSError, KeyError):
        zone = None
    local = due_at.astimezone(zone or UTC)
    return f"{local:%a} {local.day} {local:%B %Y, %H:%M} ({timezone if zone else 'UTC'})"


def domain() -> str:
    """Where our mails come from."""
    return parseaddr(load().mail_from)[1].partition("@")[2] or "localhost"
