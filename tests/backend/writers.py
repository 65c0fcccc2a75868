"""Writers at the same time: each on a connection of its own, really committed, one stopped where the story needs it."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import psycopg
from django.db import connection, transaction

PATIENCE = 10.0  # seconds


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do all of them at the same moment; what each returned or raised."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        start.wait()
        return outcome(work)

    with ThreadPoolExecutor(len(works), thread_name_prefix="writer") as pool:
        return list(pool.map(run, works))


def while_open(first: Callable[[], object], second: Callable[[], object]) -> tuple[object, object]:
    """Do `first`, and before it is committed begin `second`; what each returned or raised.

    `first` is committed when `second` waits for it, or has not needed to.
    """
    done, finish = threading.Event(), threading.Event()

    def held() -> object:
        with transaction.atomic():
            result = first()
            done.set()
            finish.wait(PATIENCE)
        return result

    with ThreadPoolExecutor(2, thread_name_prefix="writer") as pool:
        early = pool.submit(outcome, held)
        assert done.wait(PATIENCE), early.result()
        late = pool.submit(outcome, second)
        until_waiting(1, late)
        finish.set()
        return early.result(), late.result()


@contextmanager
def row_locked(table: str, row_id: UUID) -> Iterator[None]:
    """Somebody else holds this row."""
    with another_connection() as other:
        other.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [row_id])
        yield


def until_waiting(count: int, *unless_done: Future[object]) -> None:
    """Come back when `count` connections wait for a lock, or all of `unless_done` are done."""
    deadline = time.monotonic() + PATIENCE
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with another_connection(autocommit=True) as other:
        while time.monotonic() < deadline:
            row = other.execute(waiting).fetchone()
            if (row and row[0] >= count) or (unless_done and all(one.done() for one in unless_done)):
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits")


def outcome(work: Callable[[], object]) -> object:
    """What it returned or raised; its connection is closed."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  # it is looked at by the story
        return error
    finally:
        connection.close()


def another_connection(*, autocommit: bool = False) -> psycopg.Connection:
    """To the same database, of somebody else."""
    database = connection.settings_dict
    return psycopg.connect(
        dbname=database["NAME"],
        host=database["HOST"],
        port=database["PORT"],
        user=database["USER"],
        password=database["PASSWORD"],
        autocommit=autocommit,
    )
