"""Where the next one of a recurring task comes to stand, and what is done from the beginning."""

from uuid import UUID

import pytest

from backend.projects.models import Status
from backend.tasks.actions.status import delete_status, update_status
from backend.tasks.actions.task import update_task
from backend.tasks.models import Task
from tests.backend.recurring import after, done, recurring
from tests.world import Caller, World

pytestmark = pytest.mark.usefixtures("clock")


def without(world: World, *names: str) -> None:
    """These columns go; what is in them is done."""
    for name in names:
        delete_status(world.ops.id, world.status(name).id, actor=world.ann, move_to=world.status("Done").id)


@pytest.mark.parametrize(
    ("gone", "column"),
    [
        ((), "Todo"),
        (("Todo",), "Doing"),
        (("Todo", "Doing"), "Backlog"),
        (("Todo", "Doing", "Backlog"), "Done"),
    ],
)
def test_the_next_one_goes_to_the_first_open_column_that_is_left(
    world: World, gone: tuple[str, ...], column: str
) -> None:
    task = recurring(world, "FREQ=WEEKLY", status="Cancelled")
    without(world, *gone)
    following = done(task, world.ann)
    assert following is not None
    assert (following.status.name, following.completed_at is not None) == (column, column == "Done")
    assert following.recurrence == "FREQ=WEEKLY"


def test_a_backlog_goes_before_what_is_closed_wherever_it_stands(world: World) -> None:
    task = recurring(world, "FREQ=WEEKLY", status="Cancelled")
    without(world, "Todo", "Doing")
    update_status(world.ops.id, world.status("Backlog").id, actor=world.ann, after=world.status("Cancelled").id)
    following = done(task, world.ann)
    assert following is not None
    assert following.status.name == "Backlog"


def test_the_column_of_the_next_one_goes_with_the_last_one_in_it(world: World, ann: Caller) -> None:
    """The task is done by that, so the next one is made while its column is going."""
    task = recurring(world, "FREQ=WEEKLY", status="Todo")
    path = f"/api/projects/{world.ops.id}/statuses/{world.status('Todo').id}"
    assert ann.delete(f"{path}?move_to={world.status('Done').id}").status == 204
    following = after(task)
    assert following is not None
    assert following.status.name == "Doing"
    assert not Status.objects.filter(project=world.ops, name="Todo").exists()


def test_what_is_made_as_done_is_followed_by_the_next_one_once(world: World, ann: Caller) -> None:
    parent = world.task("Cranes")
    before = world.last
    made = ann.post(
        "/api/tasks",
        {
            "project_id": str(world.ops.id),
            "title": "Check the cranes",
            "status": "Done",
            "parent_id": str(parent.id),
            "due_at": "2026-12-02T08:00:00Z",
            "recurrence": "FREQ=WEEKLY",
            "assignees": [str(world.cleo.id)],
        },
    )
    assert (made.status, made.json["recurrence"], made.json["status"]["name"]) == (201, None, "Done")
    task = Task.objects.get(id=UUID(made.json["id"]))
    following = after(task)
    assert following is not None
    assert (following.recurrence, following.status.name, following.completed_at) == ("FREQ=WEEKLY", "Todo", None)
    assert f"{following.due_at:%Y-%m-%d %H:%M}" == "2026-12-09 08:00"
    assert sorted(world.events(before)) == ["task.created", "task.created", "task.updated"]
    shown = ann.get(world.url(parent)).json
    assert (shown["subtask_count"], shown["subtask_done"]) == (2, 1)
    for status in ("Todo", "Done"):
        update_task(task.id, actor=world.ann, status=status)
    assert Task.objects.filter(title="Check the cranes").count() == 2


def test_what_is_made_as_done_by_a_template_is_followed_too_with_what_is_below(world: World, ann: Caller) -> None:
    below = {"title": "Grease them", "status": "Done"}
    usual = {"title": "Check the cranes", "status": "Done", "due_in": "P1D", "recurrence": "FREQ=WEEKLY"}
    path = f"/api/projects/{world.ops.id}/templates"
    template = ann.post(path, {"name": "Usual", "task": {**usual, "subtasks": [below]}}).json["id"]
    made = ann.post(f"{path}/{template}/create", {}).json
    following = after(Task.objects.get(id=UUID(made["id"])))
    assert following is not None
    assert (made["subtask_count"], made["subtask_done"]) == (1, 1)
    assert (following.subtask_count, following.subtask_done, following.status.name) == (1, 0, "Todo")


def test_what_recurs_by_date_waits_for_its_date(world: World) -> None:
    task = recurring(world, "FREQ=WEEKLY", status="Done", recurrence_by="date")
    assert (after(task), Task.objects.get(id=task.id).recurrence) == (None, "FREQ=WEEKLY")
