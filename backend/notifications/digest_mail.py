"""What the mail in the morning says."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from backend.accounts.models import User
from backend.core.clock import now
from backend.notifications.mails import domain, due_text, one_line
from backend.notifications.stopping import DIGEST, one_click_url, stop_url
from backend.tasks.models import Task
from config.settings import load


def digest_mail(user: User, day: date, tasks: Sequence[Task], unread: int) -> EmailMultiAlternatives:
    """The mail of a day about these tasks, which are overdue or due on it."""
    late = [task for task in tasks if task.due_at is not None and task.due_at <= now()]
    today = [task for task in tasks if task not in late]
    groups = [("Overdue", late), ("Due today", today)]
    context = {
        "reader": user.first_name or user.name,
        "day": f"{day:%A}, {day.day} {day:%B}",
        "groups": [(title, [_line(task, user) for task in some]) for title, some in groups if some],
        "unread": unread,
        "inbox": f"{load().public_url}/inbox",
        "stop": stop_url(user.id, [DIGEST]),
    }
    mail = EmailMultiAlternatives(
        subject=_subject(len(late), len(today), unread),
        body=render_to_string("notifications/digest.txt", context),
        to=[str(user.email)],
        headers={
            "Message-ID": f"<{user.id.hex}.{day.isoformat()}@{domain()}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{one_click_url(user.id, [DIGEST])}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(render_to_string("notifications/digest.html", context), "text/html")
    return mail


def _subject(late: int, today: int, unread: int) -> str:
    """`Your day: 2 overdue, 1 due today, 5 unread`."""
    counts = ((late, "overdue"), (today, "due today"), (unread, "unread"))
    return f"Your day: {', '.join(f'{count} {what}' for count, what in counts if count)}"


def _line(task: Task, user: User) -> dict[str, str]:
    workspace = task.project.workspace
    return {
        "key": task.key,
        "title": one_line(task.title),
        "workspace": workspace.name,
        "due": due_text(task.due_at, user.timezone),
        "url": f"{load().public_url}/t/{task.key}?{urlencode({'workspace': workspace.slug})}",
    }
