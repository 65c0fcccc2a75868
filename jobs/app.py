"""The worker's application with all its jobs, and its own connection to the database.

A job's name is `queue.verb`, as `backend.core.defer` enqueues it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django import connector_params
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.tasks import Task

from jobs.retry import Retry

QUEUES = ("notify", "email", "webhooks", "schedule", "maintenance", "exports", "imports")
CONNECTIONS = 4  # one of them held; the listener has one more
CONNECT_TIMEOUT = 5.0  # seconds, after which the worker ends and its supervisor starts a new one

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def job(
    name: str, *, is_retried: bool = True
) -> Callable[[Callable[Arguments, Result]], Task[Arguments, Result, Arguments]]:
    """Declare the job `name`, tried again with growing delays when it fails; not where it soon comes round anyway."""
    return django_app.task(name=name, queue=name.partition(".")[0], retry=Retry() if is_retried else False)


def periodically(cron: str) -> Callable[[Task[..., None, ...]], Task[..., None, ...]]:
    """Enqueue a job, which takes the `timestamp` of its turn, again and again; times in UTC, as in a crontab."""
    return django_app.periodic(cron=cron)


def load() -> App:
    """The application with every job known to it."""
    from jobs import email, exports, files, imports, maintenance, notify, schedule, webhooks  # noqa: F401  # each declares its jobs

    return django_app


@contextmanager
def connected(app: App) -> Iterator[PsycopgConnector]:
    """Give the application a connector fit for a worker: asynchronous, with a pool and with LISTEN."""
    connector = PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=CONNECTIONS, timeout=CONNECT_TIMEOUT, name="jobs"
    )
    with app.replace_connector(connector):
        yield connector
