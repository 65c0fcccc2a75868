"""A worker in a process of its own: what it does, and what is left of what a dead one did."""

import re
import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from backend.core.defer import defer
from jobs.app import connected, load
from jobs.retry import ATTEMPTS
from tests.jobs.conftest import StartWorker, wait_until
from tests.world import World


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def statuses() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("status", flat=True))


def test_a_job_that_succeeded_leaves_nothing_and_knows_its_name(start_worker: StartWorker, tmp_path: Path) -> None:
    start_worker()
    defer("maintenance.quick", path=str(tmp_path / "notes"))
    job = ProcrastinateJob.objects.values_list("id", flat=True).first()
    wait_until(lambda: statuses() == [])
    assert lines(tmp_path / "notes") == [f"job-{job}"]


def fail_after_enqueueing() -> None:
    """A change that does not come about."""
    with transaction.atomic():
        defer("maintenance.quick", path="nowhere")
        assert statuses() == ["todo"]
        raise RuntimeError("half way")


@pytest.mark.usefixtures("world")
def test_a_change_that_is_rolled_back_leaves_no_job() -> None:
    with pytest.raises(RuntimeError, match="half way"):
        fail_after_enqueueing()
    assert statuses() == []


@pytest.mark.usefixtures("world")
def test_nor_does_it_where_the_application_has_a_workers_connector() -> None:
    with connected(load()), pytest.raises(RuntimeError, match="half way"):
        fail_after_enqueueing()
    assert statuses() == []


def test_a_job_enqueued_by_a_job_joins_its_transaction(start_worker: StartWorker, tmp_path: Path) -> None:
    start_worker()
    defer("maintenance.half", path=str(tmp_path / "notes"))
    wait_until(lambda: lines(tmp_path / "notes.second") and statuses() == [])
    assert lines(tmp_path / "notes") == ["half", "half"]
    assert lines(tmp_path / "notes.first") == []


def test_the_job_of_a_killed_worker_is_done_by_the_next(start_worker: StartWorker, tmp_path: Path) -> None:
    first = start_worker()
    defer("maintenance.slow", path=str(tmp_path / "notes"))
    wait_until(lambda: lines(tmp_path / "notes") == ["began"])
    first.kill()
    assert statuses() == ["doing"]
    (tmp_path / "notes.go").touch()
    start_worker()
    wait_until(lambda: statuses() == [])
    assert lines(tmp_path / "notes") == ["began", "began", "ended"]


def test_a_living_neighbour_takes_it_up_as_well(start_worker: StartWorker, tmp_path: Path) -> None:
    first = start_worker()
    defer("maintenance.slow", path=str(tmp_path / "notes"))
    wait_until(lambda: lines(tmp_path / "notes") == ["began"])
    start_worker()
    wait_until(lambda: ProcrastinateWorker.objects.count() == 2)
    first.kill()
    (tmp_path / "notes.go").touch()
    wait_until(lambda: statuses() == [])
    assert lines(tmp_path / "notes") == ["began", "began", "ended"]


def test_asked_to_stop_it_finishes_what_it_does_and_nobody_starts_it_again(
    start_worker: StartWorker, tmp_path: Path
) -> None:
    first = start_worker()
    defer("maintenance.slow", path=str(tmp_path / "notes"))
    wait_until(lambda: lines(tmp_path / "notes") == ["began"])
    start_worker()
    first.ask_to_stop()
    time.sleep(4)  # longer than a silent worker is believed in
    (tmp_path / "notes.go").touch()
    assert first.end() == (0, "")
    assert lines(tmp_path / "notes") == ["began", "ended"]
    assert statuses() == []


def test_a_job_that_takes_long_does_not_stop_the_others(start_worker: StartWorker, tmp_path: Path) -> None:
    start_worker()
    defer("maintenance.slow", path=str(tmp_path / "slow"))
    wait_until(lambda: lines(tmp_path / "slow") == ["began"])
    for number in range(10):
        defer("maintenance.quick", path=str(tmp_path / f"quick{number}"))
    wait_until(lambda: statuses() == ["doing"])
    assert lines(tmp_path / "slow") == ["began"]


def test_a_job_that_nobody_knows_is_kept_as_failed(start_worker: StartWorker, tmp_path: Path) -> None:
    start_worker()
    defer("maintenance.unheard_of")
    defer("maintenance.quick", path=str(tmp_path / "notes"))
    wait_until(lambda: statuses() == ["failed"])
    assert lines(tmp_path / "notes") != []


def test_a_job_that_took_down_all_its_workers_is_given_up(start_worker: StartWorker, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        dead = cursor.fetchone()[0]
        defer("maintenance.quick", path=str(tmp_path / "notes"))
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = %s", [ATTEMPTS - 1, dead]
        )
    start_worker()
    wait_until(lambda: statuses() == ["failed"])
    assert lines(tmp_path / "notes") == []


def test_without_a_database_it_ends_with_one_sentence(start_worker: StartWorker) -> None:
    worker = start_worker(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    code, complained = worker.end()
    assert code == 1
    assert "the worker ends" in complained
    assert "Traceback" not in complained


def test_it_ends_when_the_database_was_started_anew(start_worker: StartWorker, tmp_path: Path) -> None:
    worker = start_worker()
    defer("maintenance.quick", path=str(tmp_path / "notes"))
    wait_until(lambda: statuses() == [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    code, complained = worker.end()
    assert code == 1
    assert "tasktide.jobs the worker ends, because the database does not serve it: " in complained


def test_every_job_that_the_backend_enqueues_exists(world: World) -> None:
    del world
    root = Path(__file__).parents[2] / "backend"
    texts = [path.read_text() for path in root.rglob("*.py")]
    names = {
        name for text in texts for name in re.findall(r'"((?:notify|email|webhooks|schedule|maintenance)\.\w+)"', text)
    }
    assert {"notify.events", "email.news"} <= names
    assert names <= load().tasks.keys()
