"""Changes of tasks through the API at a fixed rate, whether or not the ones before are through."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from threading import Event, Thread

import httpx
import psycopg

RATE = 20.0  # a second
MARK = "Tide"  # stands before the number in a changed title
PRIORITIES = ("low", "medium", "high", "urgent")
THREADS = 4

_numbers = count(1)


@dataclass
class Changes:
    """What was sent: when, by the number in its title, in milliseconds since 1970. And what was refused."""

    sent: dict[int, float] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def committed(self, database: str) -> dict[int, float]:
        """When each was recorded, just before its commit, by the log's own word."""
        statement = (
            "SELECT substring(data ->> 'title' FROM %s)::int, extract(epoch FROM at) * 1000 FROM eventlog_event"
            " WHERE type = 'task.updated' AND data ->> 'title' LIKE %s"
        )
        with psycopg.connect(database) as connection:
            found = connection.execute(statement, (f"{MARK} ([0-9]+)$", f"%{MARK} %")).fetchall()
        return {number: float(at) for number, at in found if number in self.sent}


@contextmanager
def changing(client: httpx.Client, tasks: Sequence[str], rate: float = RATE) -> Iterator[Changes]:
    """Change the title and the priority of one task after the other until the end of the block."""
    changes, ending = Changes(), Event()
    with ThreadPoolExecutor(THREADS) as pool:
        beat = Thread(target=_beat, args=(pool, client, tasks, rate, changes, ending))
        beat.start()
        try:
            yield changes
        finally:
            ending.set()
            beat.join()


def _beat(
    pool: ThreadPoolExecutor, client: httpx.Client, tasks: Sequence[str], rate: float, changes: Changes, ending: Event
) -> None:
    pending: list[Future[None]] = []
    started = time.monotonic()
    for index, task, priority in zip(count(), cycle(tasks), cycle(PRIORITIES), strict=False):
        if ending.wait(max(0.0, started + index / rate - time.monotonic())):
            break
        pending.append(pool.submit(_change, client, task, priority, changes))
    changes.failures += [str(one.exception()) for one in pending if one.exception() is not None]


def _change(client: httpx.Client, task: str, priority: str, changes: Changes) -> None:
    number = next(_numbers)
    changes.sent[number] = time.time() * 1000
    client.patch(f"/api/tasks/{task}", json={"title": f"{MARK} {number}", "priority": priority}).raise_for_status()
