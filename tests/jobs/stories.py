"""Jobs that only tests have. They write what they do as lines of a file."""

import os
import time
from pathlib import Path

from django.db import transaction

from backend.core.context import current
from backend.core.defer import defer
from jobs.app import job
from jobs.room import AT_ONCE, room

# As if long jobs were running that never end.
LONG = [room() for _ in range(AT_ONCE)] if "FULL" in os.environ else []
for place in LONG:
    place.__enter__()


def note(path: str, line: str) -> None:
    """Append a line."""
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@job("maintenance.slow")
def slow(*, path: str) -> None:
    """Go on until somebody says go."""
    note(path, "began")
    while not Path(f"{path}.go").exists():
        time.sleep(0.05)
    note(path, "ended")


@job("maintenance.quick")
def quick(*, path: str) -> None:
    """Take no time."""
    note(path, current().request_id)


@job("maintenance.half")
def half(*, path: str) -> None:
    """Enqueue another job, and fail before that is committed: the first time; the second time succeed."""
    is_first = not Path(path).exists()
    with transaction.atomic():
        defer("maintenance.quick", path=f"{path}.{'first' if is_first else 'second'}")
        note(path, "half")
        if is_first:
            raise RuntimeError("half way")
