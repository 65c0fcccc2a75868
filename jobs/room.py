"""Room for jobs that take minutes: never for as many as a worker has threads, so that short ones always find one."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 2  # in one process

_room = BoundedSemaphore(AT_ONCE)


class NoRoom(Exception):
    """As many long jobs as may run at once in this process are running."""


@contextmanager
def room() -> Iterator[None]:
    """Take one of the places, or raise `NoRoom` at once."""
    if not _room.acquire(blocking=False):
        raise NoRoom
    try:
        yield
    finally:
        _room.release()
