"""Statements that go to PostgreSQL together, and those that are put off until something goes there anyway."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from backend.core import statements
from backend.core.sql import execute, execute_later, fetch, fetch_one, fetch_together
from backend.core.statements import Statement
from tests.backend.writers import another_connection

pytestmark = pytest.mark.django_db(transaction=True)

_ADD = "INSERT INTO things (name) VALUES (%s)"


@pytest.fixture(autouse=True)
def things() -> Iterator[None]:
    execute("CREATE TABLE things (name text PRIMARY KEY)")
    yield
    connection.close()
    execute("DROP TABLE things")


def names() -> list[str]:
    with another_connection() as other:
        return [name for (name,) in other.execute("SELECT name FROM things ORDER BY name")]


def test_each_sees_what_the_one_before_it_did() -> None:
    first, second, third = fetch_together(
        [
            Statement("INSERT INTO things VALUES (%s) RETURNING name", ["anchor"]),
            Statement("SELECT count(*), %s::text FROM things", ["50 %"]),
            Statement("SELECT name FROM things WHERE name LIKE 'an%%' AND name <> %s", [""], prepare=False),
        ]
    )
    assert (first, second, third) == ([("anchor",)], [(1, "50 %")], [("anchor",)])


@pytest.mark.parametrize("is_in_transaction", [False, True])
def test_if_one_fails_none_has_happened(is_in_transaction: bool) -> None:
    batch = [Statement(_ADD, ["anchor"]), Statement(_ADD, ["anchor"]), Statement(_ADD, ["buoy"])]
    with pytest.raises(IntegrityError, match="things_pkey"):
        if is_in_transaction:
            with transaction.atomic():
                fetch_together(batch)
        else:
            fetch_together(batch)
    assert names() == []
    # Nor does the connection remember what was never prepared.
    assert execute(_ADD, ["anchor"]) == 1
    assert names() == ["anchor"]


def test_a_mistake_in_one_names_it_and_leaves_the_connection_whole() -> None:
    with pytest.raises(DataError, match="division by zero"):
        fetch_together([Statement("SELECT 1"), Statement("SELECT 1 / %s", [0]), Statement("SELECT 2")])
    assert fetch("SELECT %s::int", [3]) == [(3,)]


def test_values_come_back_as_they_went() -> None:
    value = "Ünïcode 港 \U0001f6a2 % %s $1 ' \\"
    assert fetch_one("SELECT %s, %s::int[], %s::jsonb, NULL", [value, [1, 2], '{"a": [1]}']) == (
        value,
        [1, 2],
        '{"a": [1]}',
        None,
    )
    assert fetch_one("SELECT 1 WHERE false") is None
    with pytest.raises(DataError, match="NUL"):
        fetch("SELECT %s", ["a\0b"])
    assert fetch("SELECT 1") == [(1,)]


def test_who_is_put_off_goes_before_whatever_is_sent_next_and_in_order() -> None:
    with transaction.atomic():
        execute_later(_ADD, ["anchor"])
        execute_later("UPDATE things SET name = %s WHERE name = 'anchor'", ["buoy"])
        assert fetch("SELECT name FROM things") == [("buoy",)]
        execute_later(_ADD, ["crate"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM things")
            assert cursor.fetchone() == (2,)
        execute_later(_ADD, ["dock"])
    assert names() == ["buoy", "crate", "dock"]


def test_what_was_put_off_is_dropped_with_its_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        execute_later(_ADD, ["anchor"])
        raise ZeroDivisionError
    with transaction.atomic():
        execute_later(_ADD, ["buoy"])
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            execute_later(_ADD, ["crate"])
            raise ZeroDivisionError
        execute_later(_ADD, ["dock"])
    assert names() == ["buoy", "dock"]


def test_an_error_of_what_was_put_off_ends_the_transaction() -> None:
    with pytest.raises(IntegrityError, match="things_pkey"), transaction.atomic():
        execute_later(_ADD, ["anchor"])
        execute_later(_ADD, ["anchor"])
    assert names() == []
    assert fetch("SELECT 1") == [(1,)]


def test_a_connection_keeps_only_so_many_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "PREPARED_MOST", 5)
    connection.close()
    for number in [*range(20), *range(20)]:
        assert fetch(f"SELECT {number} + %s", [1]) == [(number + 1,)]
    kept = fetch("SELECT count(*) FROM pg_prepared_statements", prepare=False)
    assert kept == [(5,)]


def test_the_plan_follows_the_types_of_the_values() -> None:
    for value in (1, 2**40, None, 1.5, 2, "7"):
        assert fetch("SELECT %s::float8", [value]) == [(None if value is None else float(value),)]


def test_postgresql_ends_the_connection_under_a_statement() -> None:
    [(process,)] = fetch("SELECT pg_backend_pid()")

    def end() -> None:
        time.sleep(0.3)
        with another_connection() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [process])

    ending = threading.Thread(target=end)
    ending.start()
    with pytest.raises(OperationalError):
        fetch_together([Statement(_ADD, ["anchor"]), Statement("SELECT pg_sleep(20)")])
    ending.join()
    connection.close_if_unusable_or_obsolete()
    assert fetch("SELECT count(*) FROM things") == [(0,)]


def test_other_threads_run_while_one_waits() -> None:
    def wait() -> None:
        fetch("SELECT pg_sleep(1)")
        connection.close()

    waiting = threading.Thread(target=wait)
    waiting.start()
    turns = 0
    while waiting.is_alive():
        turns += 1
        time.sleep(0.01)
    assert turns > 10
