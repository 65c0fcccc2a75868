"""The mails that the API has asked for, as a worker sends them."""

import re
from typing import Any

from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from jobs.app import load

Arguments = dict[str, Any]


def jobs() -> list[tuple[str, Arguments]]:
    """Name and arguments of each job that waits."""
    return list(ProcrastinateJob.objects.filter(status="todo").order_by("id").values_list("task_name", "args"))


def run(waiting: list[tuple[str, Arguments]]) -> list[EmailMultiAlternatives]:
    """Do these jobs, as often as they are given; the mails that they sent."""
    before = len(mail.outbox)
    for name, arguments in waiting:
        load().tasks[name].func(**arguments)
    return [one for one in mail.outbox[before:] if isinstance(one, EmailMultiAlternatives)]


def deliver() -> list[EmailMultiAlternatives]:
    """Do all jobs that wait, once; the mails that they sent."""
    waiting = jobs()
    forget()
    return run(waiting)


def token_in(letter: EmailMultiAlternatives) -> str:
    """The token of the link in a mail, which is the same in text and HTML."""
    html = str(letter.alternatives[0][0])
    (found,) = set(re.findall(r"\?token=([\w.:-]+)", f"{letter.body}\n{html}"))
    return str(found)


def forget() -> None:
    """Django does not empty tables that it does not manage."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events CASCADE")
