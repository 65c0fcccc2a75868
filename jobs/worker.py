"""The worker process: takes jobs from every queue until it is asked to stop.

It ends by itself when it loses the database, and whoever started it starts it again: reconnecting in place has too many
half-dead states (a listener without connection, heartbeats that nobody sees).
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, connection
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker
from psycopg import Error
from psycopg_pool import PoolTimeout

from backend.core.context import begin
from config.settings import Settings
from config.settings import load as load_settings
from jobs.app import QUEUES, connected
from jobs.app import load as load_app
from jobs.rescue import rescue

CONCURRENCY = 4
POLL = 1.0  # seconds; for scheduled jobs, and for wake-ups that got lost

_logger = logging.getLogger("tasktide.jobs")


def run() -> int:
    """Work until SIGTERM or SIGINT (0), or until the database is lost (1)."""
    app = load_app()
    try:
        # The pool would try for half a minute.
        connection.ensure_connection()
    except DatabaseError as error:
        return _give_up(error)
    with connected(app) as connector:
        return asyncio.run(_run(app, connector, load_settings()))


async def _run(app: App, connector: PsycopgConnector, settings: Settings) -> int:
    loop = asyncio.get_running_loop()
    # Sync jobs run in the loop's executor, whose size has nothing to do with the worker's concurrency otherwise.
    loop.set_default_executor(ThreadPoolExecutor(CONCURRENCY, thread_name_prefix="job"))
    lost: list[BaseException] = []
    asked = asyncio.Event()
    try:
        async with app.open_async():
            worker = _worker(app, settings)
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, _stop, worker, asked)
            await _work(app, connector, worker, settings)
    except* (ConnectorException, DatabaseError, Error, PoolTimeout) as group:
        lost.append(_innermost(group))
    if lost:
        return _give_up(lost[0])
    if not asked.is_set():
        _logger.error("the worker ended without having been asked to")
    return 0 if asked.is_set() else 1


def _stop(worker: Worker, asked: asyncio.Event) -> None:
    asked.set()
    worker.stop()  # type: ignore[no-untyped-call]


async def _work(app: App, connector: PsycopgConnector, worker: Worker, settings: Settings) -> None:
    async with asyncio.TaskGroup() as group:
        companions = [
            group.create_task(_rescue_for_ever(app, connector, settings)),
            group.create_task(_stay_alive(app, connector, worker, settings)),
        ]
        await worker.run()  # type: ignore[no-untyped-call]
        for companion in companions:
            companion.cancel()


def _worker(app: App, settings: Settings) -> Worker:
    return Worker(
        app=app,
        queues=list(QUEUES),
        concurrency=CONCURRENCY,
        fetch_job_polling_interval=POLL,
        update_heartbeat_interval=settings.worker_heartbeat,
        stalled_worker_timeout=settings.worker_stalled_after,
        delete_jobs="successful",
        install_signal_handlers=False,
        task_middleware=[*(app.worker_defaults.get("task_middleware") or ()), _in_its_own_context],
    )


def _in_its_own_context(call_next: Callable[[], object], context: JobContext, worker: Worker) -> object:  # noqa: ARG001
    """Events that a job writes carry the job's name as their request."""
    begin(f"job-{context.job.id}")
    return call_next()


async def _rescue_for_ever(app: App, connector: PsycopgConnector, settings: Settings) -> None:
    """At the start, and then often enough that no job waits longer than one and a half times the threshold."""
    while True:
        await rescue(app, connector, stalled_after=settings.worker_stalled_after)
        await asyncio.sleep(settings.worker_stalled_after / 2)


async def _stay_alive(app: App, connector: PsycopgConnector, worker: Worker, settings: Settings) -> None:
    """Heartbeats until the last job has ended; the worker's own stop with the request to stop, so that a long job
    would be started a second time elsewhere.

    One connection is held all the time: where it breaks the listener's has broken too, which would go on in silence.
    """
    async with connector.pool.connection() as held:
        await held.set_autocommit(True)
        while True:
            await asyncio.sleep(settings.worker_heartbeat)
            await held.execute("SELECT 1")
            if worker.worker_id is not None:
                await app.job_manager.update_heartbeat(worker.worker_id)


def _give_up(error: BaseException) -> int:
    _logger.error("the worker ends, because the database does not serve it: %s", " ".join(str(error).split()))
    return 1


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error.__cause__ or error
