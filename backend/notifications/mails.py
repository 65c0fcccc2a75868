"""What the mails say: a subject, a text and the same in HTML."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parseaddr
from hashlib import blake2b
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from backend.accounts.models import User
from backend.notifications.models import Letter, News
from backend.notifications.stopping import one_click_url, stop_url
from backend.tasks.models import Priority
from config.settings import load

SUBJECT_LIMIT = 120  # characters
EXCERPT_LIMIT = 280


_ABOUT = {News.REMINDER: "Reminder: ", News.DUE_SOON: "Due soon: ", News.OVERDUE: "Overdue: "}
_DEEDS = {
    News.ASSIGNED: "assigned it to you",
    News.MENTIONED: "mentioned you in a comment",
    News.COMMENTED: "commented",
    News.REMINDER: "You wanted to be reminded",
    News.DUE_SOON: "Due within a day",
    News.OVERDUE: "Overdue",
}


def news_mail(user: User, letters: Sequence[Letter]) -> EmailMultiAlternatives:
    """One mail with the news of one workspace, each by itself or by its task."""
    kinds = list(dict.fromkeys(News(letter.kind) for letter in letters))
    context = {
        "reader": user.first_name or user.name,
        "workspace": letters[0].task.project.workspace.name,
        "stop": stop_url(user.id, kinds),
    }
    if len(letters) == 1:
        [letter] = letters
        template, context = letter.kind, context | _task(user, letter) | _deed(letter, user.timezone)
        subject = f"{_ABOUT.get(kinds[0], '')}{context['key']} {context['title']}"
    else:
        tasks: dict[UUID, list[Letter]] = {}
        for letter in letters:
            tasks.setdefault(letter.task_id, []).append(letter)
        parts = [_task(user, own[0]) | {"deeds": [_deed(one, user.timezone) for one in own]} for own in tasks.values()]
        template, context = "several", context | {"tasks": parts, "count": len(letters)}
        subject = f"{len(letters)} updates in {one_line(str(context['workspace']))}"
    return _mail(user, template, subject, context, letters)


def _task(user: User, letter: Letter) -> dict[str, object]:
    """What a mail says of a task."""
    task = letter.task
    key = f"{task.project.key}-{task.number}"
    return {
        "title": one_line(task.title),
        "key": key,
        "project": task.project.name,
        "status": task.status.name,
        "priority": "" if task.priority == Priority.NONE else Priority(task.priority).label,
        "due": due_text(task.due_at, user.timezone),
        "url": f"{load().public_url}/t/{key}?{urlencode({'workspace': task.project.workspace.slug})}",
    }


def _deed(letter: Letter, timezone: str) -> dict[str, object]:
    """What was done, and by whom; what was said with it."""
    said = letter.comment.body if letter.comment is not None else ""
    if letter.kind in {News.ASSIGNED, News.REMINDER}:
        said = letter.task.description
    return {
        "actor": letter.actor_name or "Tasktide",
        "is_date": letter.kind in _ABOUT,
        "deed": _DEEDS.get(News(letter.kind), "changed it"),
        "changes": _changes(letter, timezone),
        "excerpt": excerpt(said),
    }


def _changes(letter: Letter, timezone: str) -> list[str]:
    """`Status: Todo → Doing`, and so on."""
    lines = []
    for name, (old, new) in letter.changes.items():
        match name:
            case "status":
                lines.append(f"Status: {one_line(old['name'])} → {one_line(new['name'])}")
            case "due_at":
                lines.append(f"Due: {due_text(datetime.fromisoformat(new), timezone) if new else 'no date any more'}")
            case "assignees":
                lines.append(f"Assigned to: {', '.join(one_line(one['name']) for one in new) or 'nobody'}")
            case "archived_at":
                lines.append("Put into the archive" if new else "Taken out of the archive")
            case "project_id":
                lines.append("Moved to another project")
    return lines


def _mail(
    user: User, template: str, subject: str, context: dict[str, object], letters: Sequence[Letter]
) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=shortened(subject, SUBJECT_LIMIT),
        body=render_to_string(f"notifications/{template}.txt", context),
        to=[str(user.email)],
        headers={
            # The same mail sent twice, after a crash between sending and noting it, is one for most mail clients.
            "Message-ID": message_id(letters),
            "Auto-Submitted": "auto-generated",
            # One click (RFC 8058): mail programs show a button for it.
            "List-Unsubscribe": f"<{one_click_url(user.id, [News(letter.kind) for letter in letters])}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(render_to_string(f"notifications/{template}.html", context), "text/html")
    return mail


def message_id(letters: Sequence[Letter]) -> str:
    """Always the same for the same news told to one person. Short: a folded Message-ID is not understood everywhere."""
    told = [
        f"{one.user_id} {one.workspace_id} {one.seq} {one.task_id} {one.kind} {one.due_at}"
        for one in sorted(letters, key=lambda one: one.pk)
    ]
    digest = blake2b("\n".join(told).encode(), digest_size=12)
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
