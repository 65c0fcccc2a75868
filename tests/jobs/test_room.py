"""Long jobs leave room for short ones."""

import threading
from contextlib import ExitStack
from pathlib import Path

from procrastinate.contrib.django.models import ProcrastinateJob

from backend.core.defer import defer
from backend.exports.actions.export import create_export
from backend.exports.models import Export
from backend.imports.models import Import
from jobs.room import AT_ONCE, NoRoom, room
from jobs.worker import CONCURRENCY
from tests.jobs.conftest import StartWorker, wait_until
from tests.world import World


def test_there_is_room_for_fewer_long_jobs_than_threads() -> None:
    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(room())
        refused = list[NoRoom]()

        def another() -> None:
            try:
                with room():
                    pass
            except NoRoom as error:
                refused.append(error)

        thread = threading.Thread(target=another)
        thread.start()
        thread.join()
        assert len(refused) == 1
    with room():
        pass
    assert AT_ONCE < CONCURRENCY


def test_without_room_an_export_comes_again_an_import_is_left_and_the_others_go_on(
    start_worker: StartWorker, world: World, tmp_path: Path
) -> None:
    start_worker(FULL="1")
    export = create_export(actor=world.ann, workspace_id=world.harbour.id, format="csv")
    left = Import(workspace_id=world.harbour.id, created_by=world.ann, source="csv", file_name="a.csv")
    left.insert()
    defer("imports.run", import_id=str(left.id))
    defer("maintenance.quick", path=str(tmp_path / "notes"))
    wait_until((tmp_path / "notes").exists)
    wait_until(lambda: ProcrastinateJob.objects.filter(task_name="exports.make", attempts__gte=1).exists())
    wait_until(lambda: not ProcrastinateJob.objects.filter(task_name="imports.run").exists())
    assert Import.objects.get(id=left.id).state == "waiting"
    waiting = ProcrastinateJob.objects.get(task_name="exports.make")
    assert (waiting.status, Export.objects.get(id=export.id).state) == ("todo", "waiting")
