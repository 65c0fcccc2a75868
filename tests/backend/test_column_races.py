"""Columns of two projects change at the same moment, and their tasks wait for each other."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from backend.accounts.models import User
from backend.projects.actions.project import create_project
from backend.projects.models import Project, Status
from backend.tasks.actions import status as actions
from backend.tasks.actions.link import link_tasks
from backend.tasks.actions.lock import Locked
from backend.tasks.actions.task import create_task
from backend.tasks.models import Task
from tests.backend.writers import at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[World, Project], object]


def doing(project: Project) -> Status:
    """The column of what is being done."""
    return Status.objects.get(project=project, name="Doing")


def complete(world: World, project: Project) -> object:
    """Everything that is being done is done."""
    return actions.update_status(project.id, doing(project).id, actor=world.ann, category="done")


def clear(world: World, project: Project) -> None:
    """The column goes, its tasks are done."""
    done = Status.objects.get(project=project, name="Done")
    actions.delete_status(project.id, doing(project).id, actor=world.bob, move_to=done.id)


@pytest.mark.parametrize(("one", "other"), [(complete, complete), (complete, clear), (clear, clear)])
def test_columns_of_two_projects_whose_tasks_block_each_other_change_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch, one: Act, other: Act
) -> None:
    yard = create_project(actor=world.ann, workspace_id=world.harbour.id, key="YARD", name="Yard")
    waiting = [
        _blocked(world, yard, create_task(actor=world.ann, project_id=world.ops.id, title="Crane", status="Doing")),
        _blocked(world, world.ops, create_task(actor=world.ann, project_id=yard.id, title="Gate", status="Doing")),
    ]
    both, tasks_in = threading.Barrier(2), actions._tasks_in

    def together(status: Status, actor: User) -> Locked:
        """Each has its project; whoever comes second may have to wait until the first is through."""
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return tasks_in(status, actor)

    monkeypatch.setattr(actions, "_tasks_in", together)
    results = at_once(lambda: one(world, world.ops), lambda: other(world, yard))
    assert not [result for result in results if isinstance(result, Exception)], results
    assert [Task.objects.get(id=task.id).is_blocked for task in waiting] == [False, False]


def _blocked(world: World, project: Project, blocker: Task) -> Task:
    waiting = create_task(actor=world.ann, project_id=project.id, title="Waiting")
    link_tasks(blocker.id, actor=world.ann, kind="blocks", other_id=waiting.id)
    return waiting
