"""Jobs of workers that died: killed, out of memory, cut off. Nobody else takes them up again."""

import logging

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg.errors import RaiseException

from jobs.retry import ATTEMPTS

_logger = logging.getLogger("tasktide.jobs")
_LOCK = 0x7A5C_71DE  # of PostgreSQL's advisory locks: one worker rescues at a time


async def rescue(app: App, connector: PsycopgConnector, *, stalled_after: float) -> None:
    """Hand back the running jobs whose worker has not been heard of for `stalled_after` seconds."""
    async with connector.pool.connection() as connection, connection.transaction():
        cursor = await connection.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = await cursor.fetchone()
        if row is None or not row[0]:
            return
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after):
            await _hand_back(app, job)


async def _hand_back(app: App, job: Job) -> None:
    """To be tried once more, or, after as many tries as there are, failed for good."""
    if job.id is None:
        return
    if job.attempts + 1 >= ATTEMPTS:
        _logger.error("%s took its worker down %s times: given up", job.call_string, ATTEMPTS)
        await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
        return
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        # The same work waits in the queue already, under the same queueing lock.
        await app.job_manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
    except ConnectorException as error:
        if not isinstance(error.__cause__, RaiseException):
            raise
        # Its worker was only slow, and has finished it meanwhile.
        return
    _logger.warning("%s was left by a worker that died: it is tried again", job.call_string)
