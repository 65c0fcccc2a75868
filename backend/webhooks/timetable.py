"""When a delivery is tried again, and for how long a webhook may fail."""

import random
from datetime import timedelta
from typing import Final

# After the first try, the second …: a day in all.
_DELAYS: Final = tuple(timedelta(seconds=one) for one in (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800))
_JITTER: Final = 0.1  # either way, so that what one outage made fail does not come back in the same second

PATIENCE: Final = timedelta(days=3)  # with a receiver that fails
OLD_SECRET: Final = timedelta(days=1)  # for which the secret before the present one signs too
LEASE: Final = timedelta(seconds=60)  # after which a try whose worker has not come back is made again
KEPT: Final = timedelta(days=30)


def delay(attempts: int) -> timedelta | None:
    """How long to wait after so many tries; None where there were enough."""
    if attempts > len(_DELAYS):
        return None
    return _DELAYS[attempts - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311  # no secret
