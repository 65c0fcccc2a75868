"""Where many tasks change at once, an error says which of them does not allow it."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.core.errors import Conflict, Fault, Invalid, NotFound
from backend.tasks.models import Task


@contextmanager
def blamed_on(task: Task) -> Iterator[None]:
    """Errors inside name the task."""
    try:
        yield
    except Invalid as error:
        raise Invalid([Fault(one.loc, f"{task.key}: {one.msg}", one.kind) for one in error.faults]) from None
    except (Conflict, NotFound) as error:
        raise type(error)(f"{task.key}: {error.detail}") from None


@contextmanager
def within(part: str) -> Iterator[None]:
    """The fields that errors name lie inside this part of the body."""
    try:
        yield
    except Invalid as error:
        faults = [Fault((one.loc[0], part, *one.loc[1:]), one.msg, one.kind) for one in error.faults]
        raise Invalid(faults) from None
