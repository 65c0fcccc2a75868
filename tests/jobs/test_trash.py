"""What nobody wants any more is put in order by a worker."""

from datetime import timedelta

from procrastinate.contrib.django.models import ProcrastinateJob

from backend.core.clock import now
from backend.core.defer import defer
from backend.projects.actions.project import create_project, delete_project
from backend.tasks.actions.link import link_tasks
from backend.tasks.actions.task import create_task
from backend.tasks.actions.trash import delete_task
from backend.tasks.models import Task
from tests.jobs.conftest import StartWorker, wait_until
from tests.world import Caller, World


def is_done() -> bool:
    return not ProcrastinateJob.objects.exclude(status="failed").exists()


def test_the_trash_is_emptied_after_as_many_days_as_are_set(world: World, start_worker: StartWorker) -> None:
    old, recent, living = (world.task(title) for title in ("Old", "Recent", "Living"))
    for task, days in ((old, 8), (recent, 6)):
        delete_task(task.id, actor=world.ann)
        Task.objects.filter(id=task.id).update(deleted_at=now() - timedelta(days=days))
    before = world.last
    defer("maintenance.empty_trash", timestamp=0)
    start_worker(TASKTIDE_TRASH_DAYS="7")
    wait_until(is_done)
    assert set(Task.objects.values_list("id", flat=True)) == {recent.id, living.id}
    assert world.events(before) == ["task.purged"]


def test_nobody_waits_for_a_task_of_a_deleted_project(world: World, start_worker: StartWorker) -> None:
    sea = create_project(actor=world.ann, workspace_id=world.harbour.id, key="SEA", name="Sea")
    storm, waiting = create_task(actor=world.ann, project_id=sea.id, title="Storm"), world.task("Waiting")
    link_tasks(storm.id, actor=world.ann, kind="blocks", other_id=waiting.id)
    delete_project(sea.id, actor=world.ann)
    start_worker()
    wait_until(is_done)
    shown = Caller(world.ann).get(world.url(waiting)).json
    assert (shown["is_blocked"], shown["blocked_by"]) == (False, [])
