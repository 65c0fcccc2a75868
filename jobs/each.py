"""Doing the same for many, one after the other."""

from collections.abc import Callable, Sequence
from uuid import UUID


def each(ids: Sequence[UUID], act: Callable[[UUID], None]) -> None:
    """Each in a transaction of its own. One that fails stops no other, and is shown at the end."""
    failures: list[Exception] = []
    for one in ids:
        try:
            act(one)
        except Exception as failure:  # noqa: BLE001  # whatever it is, it is raised below
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(ids)} failed", failures)
