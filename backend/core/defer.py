"""Jobs, enqueued by name. The only way to enqueue one.

The backend does not import the worker's code: a job is its name and its arguments, and the first word of the name is
its queue. The row goes in over Django's own connection, so a job exists exactly if the change that wanted it does.
Task objects would not do: inside a worker theirs is the worker's connection, which knows nothing of a transaction here.
"""

from collections.abc import Mapping

from django.db import OperationalError, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from backend.core.clock import now
from backend.core.errors import Conflict
from backend.core.sql import fetch_one

Argument = str | int | float | bool | None  # what JSON keeps as it is


def defer(name: str, **arguments: Argument) -> None:
    """Enqueue the job `name` (`notify.events`) in the present transaction of this thread's connection."""
    try:
        JobManager(DjangoConnector()).defer_job(job(name, arguments))
    except ConnectorException as error:
        # Callers know the database's own errors, not those of one of its users.
        raise OperationalError(str(error.__cause__ or error)) from error


def retry(job_id: int) -> None:
    """Enqueue once more a job that has failed for good. `Conflict` for any other."""
    with transaction.atomic():
        if (
            fetch_one("SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE", [job_id])
            is None
        ):
            raise Conflict("Only a job that has failed is tried again.")
        try:
            with transaction.atomic():
                JobManager(DjangoConnector()).retry_job_by_id(job_id, now())
        except UniqueViolation:
            raise Conflict("The same work waits in the queue already.") from None


def job(name: str, arguments: Mapping[str, Argument]) -> Job:
    """The job, not yet enqueued."""
    queue, _, rest = name.partition(".")
    if not rest:
        raise ValueError(f"a job is called queue.verb, not {name}")
    return Job(id=None, lock=None, queueing_lock=None, task_name=name, queue=queue, task_kwargs=dict(arguments))
