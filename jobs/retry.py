"""When a job that failed is tried again."""

import random
from datetime import timedelta

from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from backend.core.clock import now
from backend.core.errors import NotFound
from backend.notifications.errors import Undeliverable
from jobs.room import NoRoom

ATTEMPTS = 20  # nine hours, with these delays
FIRST_DELAY = 1.0  # seconds
LONGEST_DELAY = 3600.0
FOR_ROOM = 10.0  # until a job without room is tried again, however often that is
# Trying again changes nothing about these.
FINAL = (Undeliverable, NotFound, TypeError)


class Retry(BaseRetryStrategy):
    """After 1, 2, 4 … seconds, an hour at the most; each delay shortened at random by up to half, so that the jobs
    which one outage made fail do not all come back in the same second."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try `job` again; None where it failed for good. `job.attempts` counts the earlier tries."""
        if isinstance(exception, NoRoom):
            return RetryDecision(retry_at=now() + timedelta(seconds=FOR_ROOM))
        if isinstance(exception, FINAL) or job.attempts + 1 >= ATTEMPTS:
            return None
        return RetryDecision(retry_at=now() + timedelta(seconds=delay(job.attempts)))


def delay(attempts: int) -> float:
    """Seconds to wait after `attempts` earlier tries and one more."""
    longest = min(FIRST_DELAY * 2.0 ** min(attempts, 30), LONGEST_DELAY)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
