"""What comes and goes within one change leaves nothing in the log."""

from datetime import timedelta

import pytest

from backend.core.clock import now
from backend.eventlog.change import change
from backend.projects.actions.label import create_label, delete_label
from backend.projects.actions.member import remove_member
from backend.projects.actions.status import create_status, delete_status
from backend.tasks.actions.comment import add_comment, delete_comment
from backend.tasks.actions.link import link_tasks, unlink_tasks
from backend.tasks.actions.reminder import add_reminder
from backend.tasks.actions.trash import delete_task, purge_task
from backend.workspaces.actions import add_member
from tests.world import Caller, World

pytestmark = pytest.mark.django_db


def test_a_label_that_came_and_went_was_never_there(world: World, ann: Caller) -> None:
    before = world.last
    with change(world.ann):
        label = create_label(actor=world.ann, workspace_id=world.harbour.id, name="bug")
        delete_label(label.id, actor=world.ann)
    assert world.last == before
    assert ann.get(f"/api/labels?workspace={world.harbour.id}").items == []


def test_what_stays_is_told_and_the_numbers_have_no_hole(world: World) -> None:
    before = world.last
    with change(world.ann):
        review = create_status(world.ops.id, actor=world.ann, name="Review")
        kept = create_label(actor=world.ann, workspace_id=world.harbour.id, name="bug")
        delete_status(world.ops.id, review.id, actor=world.ann)
        add_member(world.harbour.id, actor=world.ann, user=world.eve)
        remove_member(world.harbour.id, world.eve.id, actor=world.ann)
    assert world.events(before) == ["label.created"]
    assert kept.version == 1


def test_a_task_that_was_made_and_purged_takes_along_what_hung_on_it(world: World) -> None:
    before = world.last
    with change(world.ann):
        task = world.task()
        add_comment(task.id, actor=world.ann, body="Seen")
        add_reminder(task.id, actor=world.ann, remind_at=now() + timedelta(days=1))
        delete_task(task.id, actor=world.ann)
        purge_task(task.id, actor=world.ann)
    assert world.last == before


def test_what_is_only_marked_as_deleted_is_told_once(world: World) -> None:
    """A comment that is deleted leaves its mark, and a task in the trash is there: one event of each, as it is now."""
    task = world.task()
    before = world.last
    with change(world.ann):
        comment = add_comment(task.id, actor=world.ann, body="Seen")
        delete_comment(task.id, comment.id, actor=world.ann)
        thrown = world.task("Thrown away")
        delete_task(thrown.id, actor=world.ann)
    assert sorted(world.events(before)) == ["comment.created", "task.created", "task.updated"]


def test_a_link_that_came_and_went_leaves_its_tasks_as_they_were_told(world: World) -> None:
    one, other = world.task("One"), world.task("Other")
    before = world.last
    with change(world.ann):
        link = link_tasks(one.id, actor=world.ann, kind="blocks", other_id=other.id)
        unlink_tasks(one.id, link.id, actor=world.ann)
    assert world.events(before) == ["task.updated", "task.updated"]
