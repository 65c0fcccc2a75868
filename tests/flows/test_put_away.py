"""A task that nobody can change just now says so, and offers nothing that would be refused."""

from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.desk import until

# What changes a task that is open, or what hangs on it.
CHANGING = {
    "Edit the description",
    "Status",
    "Priority",
    "Assignees",
    "Labels",
    "Due date",
    "Remind me",
    "Watchers",
    "Project",
    "Add a subtask",
    "Add a relation",
    "Attach files",
    "Add a link",
    "Send (Ctrl Enter)",
}

FILTER = {"Status", "Priority", "Project"}  # what its buttons are called, too


async def test_who_has_a_task_open_sees_it_go_into_the_trash_and_brings_it_back(settle: Settle, crew: Crew) -> None:
    task = crew.task("Paint the hull", status="Todo")
    desk = await settle().sign_in(crew.ann)
    await desk.open("/all?task=OPS-1")
    await desk.sees("Live")
    await until(lambda: set(desk.buttons()) >= CHANGING, lambda: f"{CHANGING - set(desk.buttons())} is missing")
    crew.bob.client.delete(f"/api/tasks/{task['id']}").raise_for_status()
    await desk.sees("This task is in the trash. It cannot be changed.")
    assert set(desk.buttons()) & CHANGING == FILTER
    assert desk.field("Title").props["readonly"]
    await desk.press("Restore")
    await desk.misses("This task is in the trash.")
    await until(lambda: set(desk.buttons()) >= CHANGING, lambda: f"{CHANGING - set(desk.buttons())} is missing")


async def test_the_tasks_of_an_archived_project_can_be_read_and_not_changed(settle: Settle, crew: Crew) -> None:
    crew.task("Paint the hull", status="Todo")
    desk = await settle().sign_in(crew.ann)
    await desk.open("/?task=OPS-1")
    await until(lambda: set(desk.buttons()) >= CHANGING, lambda: f"{CHANGING - set(desk.buttons())} is missing")
    crew.ann.post(f"/api/projects/{crew.project['id']}/archive")
    await desk.sees("Its project is archived.")
    assert set(desk.buttons()) & CHANGING == FILTER
    await desk.press("More")
    await desk.press("Copy the link")
    assert not {"Duplicate", "Archive", "Delete"} & set(desk.buttons())
    crew.ann.post(f"/api/projects/{crew.project['id']}/unarchive")
    await desk.misses("Its project is archived.")
    await until(lambda: set(desk.buttons()) >= CHANGING, lambda: f"{CHANGING - set(desk.buttons())} is missing")
