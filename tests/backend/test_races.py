"""Two people do things to the same things at the same moment: really committed, on connections of their own."""

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.core.errors import Conflict, Invalid, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.eventlog.models import Event
from backend.projects.actions.label import create_label, delete_label, update_label
from backend.projects.actions.project import archive_project, delete_project
from backend.projects.actions.status import create_status, delete_status, update_status
from backend.projects.models import Label, Status
from backend.tasks.actions import lock
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import create_task, update_task
from backend.tasks.actions.trash import delete_task, restore_task
from backend.tasks.models import Task
from backend.workspaces.actions import change_role, create_workspace, delete_workspace
from backend.workspaces.models import Workspace
from tests.backend.writers import another_connection, at_once, outcome, row_locked, until_waiting, while_open
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def review(world: World) -> Status:
    """An empty column."""
    return create_status(world.ops.id, actor=world.ann, name="Review", category="active")


@pytest.fixture
def bug(world: World) -> Label:
    """A label."""
    return create_label(actor=world.ann, workspace_id=world.harbour.id, name="bug")


@pytest.mark.parametrize("in_trash", [False, True], ids=["deleting", "restoring"])
def test_a_family_goes_while_somebody_comments_on_an_older_subtask(world: World, in_trash: bool) -> None:
    """The subtask is older than the task above it, so whoever locks by id has it first."""
    child, sibling = world.task("older"), world.task("living")
    parent = world.task("newer")
    for one in (child, sibling):
        update_task(one.id, actor=world.ann, parent_id=parent.id)
    if in_trash:
        delete_task(parent.id, actor=world.ann)
    with ThreadPoolExecutor(2, thread_name_prefix="writer") as pool:
        with row_locked("tasks_task", parent.id):
            act = restore_task if in_trash else delete_task
            family = pool.submit(outcome, lambda: act(parent.id, actor=world.ann))
            until_waiting(1)
            comment = pool.submit(outcome, lambda: add_comment(child.id, actor=world.bob, body="Wait"))
            until_waiting(2)
        assert family.result() is None
        assert isinstance(comment.result(), NotFound) is not in_trash


def test_who_finds_the_task_above_changed_lets_go_before_looking_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one is older than the task: locked on top of it, it would come out of order."""
    above, task = world.task("older"), world.task()
    look, looks = lock._look, iter(("before", "after"))

    def both() -> None:
        with another_connection() as other:
            other.execute("SELECT 1 FROM tasks_task WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [[above.id, task.id]])

    def looked(task_ids: Collection[UUID], actor: User | None, *, keep: bool) -> dict[UUID, lock._Seen]:
        monkeypatch.setattr(lock, "_look", look)
        found = look(task_ids, actor, keep=keep)
        if next(looks) == "before":
            moved = pool.submit(outcome, lambda: update_task(task.id, actor=world.ann, parent_id=above.id))
            assert not isinstance(moved.result(), Exception)
            monkeypatch.setattr(lock, "_look", looked)
        else:
            others.append(pool.submit(outcome, both))
            until_waiting(1, *others)
        return found

    others: list[Future[object]] = []
    with ThreadPoolExecutor(2, thread_name_prefix="writer") as pool:
        monkeypatch.setattr(lock, "_look", looked)
        commented = pool.submit(outcome, lambda: add_comment(task.id, actor=world.bob, body="Where is it?"))
        assert not isinstance(commented.result(), Exception)
        assert [other.result() for other in others] == [None]


@pytest.mark.parametrize("act", ["change", "comment", "delete"])
def test_a_task_that_moves_meanwhile_does_not_vanish(world: World, act: str) -> None:
    task = world.task()
    works: dict[str, Callable[[], object]] = {
        "change": lambda: update_task(task.id, actor=world.bob, title="New"),
        "comment": lambda: add_comment(task.id, actor=world.bob, body="Seen"),
        "delete": lambda: delete_task(task.id, actor=world.bob),
    }
    results = while_open(lambda: update_task(task.id, actor=world.ann, status="Doing"), works[act])
    assert not [one for one in results if isinstance(one, Exception)]


def test_a_column_is_not_deleted_under_a_task_that_moves_into_it(world: World, review: Status) -> None:
    task = world.task()
    moved, deleted = while_open(
        lambda: update_task(task.id, actor=world.ann, status="Review"),
        lambda: delete_status(world.ops.id, review.id, actor=world.bob),
    )
    assert not isinstance(moved, Exception)
    assert isinstance(deleted, Conflict)
    assert Caller(world.ann).get(world.url(task)).json["status"]["name"] == "Review"


def test_a_task_does_not_move_into_a_column_that_is_being_deleted(world: World, review: Status) -> None:
    task = world.task()
    before = world.last
    deleted, moved = while_open(
        lambda: delete_status(world.ops.id, review.id, actor=world.bob),
        lambda: update_task(task.id, actor=world.ann, title="New", status="Review"),
    )
    assert deleted is None
    assert isinstance(moved, Invalid)
    assert world.events(before) == ["status.deleted"]


def test_a_task_does_not_slip_into_a_column_that_becomes_a_done_one(world: World, review: Status) -> None:
    task = world.task()
    moved, turned = while_open(
        lambda: update_task(task.id, actor=world.ann, status="Review"),
        lambda: update_status(world.ops.id, review.id, actor=world.bob, category="done"),
    )
    assert not isinstance(moved, Exception)
    assert isinstance(turned, Conflict)


def test_a_task_that_comes_after_its_column_became_a_done_one_is_done(world: World, review: Status) -> None:
    task = world.task()
    turned, moved = while_open(
        lambda: update_status(world.ops.id, review.id, actor=world.bob, category="done"),
        lambda: update_task(task.id, actor=world.ann, status="Review"),
    )
    assert not [one for one in (turned, moved) if isinstance(one, Exception)]
    assert Caller(world.ann).get(world.url(task)).json["completed_at"] is not None


def test_a_label_that_is_being_put_on_a_task_is_taken_off_when_it_is_deleted(world: World, bug: Label) -> None:
    task = world.task()
    before = world.last
    results = while_open(
        lambda: update_task(task.id, actor=world.ann, labels=[bug.id]),
        lambda: delete_label(bug.id, actor=world.bob),
    )
    assert not [one for one in results if isinstance(one, Exception)]
    assert world.events(before) == ["task.updated", "label.deleted"]
    assert Caller(world.ann).get(world.url(task)).json["labels"] == []


def test_a_label_that_is_being_deleted_is_not_put_on_a_task(world: World, bug: Label) -> None:
    task = world.task()
    deleted, labelled = while_open(
        lambda: delete_label(bug.id, actor=world.bob),
        lambda: update_task(task.id, actor=world.ann, labels=[bug.id]),
    )
    assert deleted is None
    assert isinstance(labelled, Invalid)


def test_what_happens_in_a_project_is_told_before_it_is_deleted(world: World) -> None:
    task = world.task()
    before = world.last
    results = while_open(
        lambda: update_task(task.id, actor=world.ann, title="Still in time"),
        lambda: delete_project(world.ops.id, actor=world.bob),
    )
    assert not [one for one in results if isinstance(one, Exception)]
    assert world.events(before) == ["task.updated", "project.deleted"]


@pytest.mark.parametrize(
    ("late", "refusal"),
    [
        (lambda world, task: update_task(task.id, actor=world.ann, title="Too late"), NotFound),
        (lambda world, task: create_task(actor=world.ann, project_id=task.project_id, title="Too late"), Invalid),
        (lambda world, task: add_comment(task.id, actor=world.ann, body="Too late"), NotFound),
        (lambda world, task: delete_task(task.id, actor=world.ann), NotFound),
    ],
    ids=["changing", "creating", "commenting", "deleting"],
)
def test_nothing_happens_any_more_in_a_project_that_is_being_deleted(
    world: World, late: Callable[[World, Task], object], refusal: type[Exception]
) -> None:
    task = world.task()
    before = world.last
    deleted, refused = while_open(
        lambda: delete_project(world.ops.id, actor=world.bob),
        lambda: late(world, task),
    )
    assert deleted is None
    assert isinstance(refused, refusal)
    assert world.events(before) == ["project.deleted"]


def test_a_project_that_is_being_archived_takes_no_more_changes(world: World) -> None:
    task = world.task()
    before = world.last
    _, refused = while_open(
        lambda: archive_project(world.ops.id, actor=world.ann, archived=True),
        lambda: update_task(task.id, actor=world.bob, title="Too late"),
    )
    assert isinstance(refused, Conflict)
    assert world.events(before) == ["project.archived"]


def test_a_workspace_that_is_being_deleted_has_no_members_to_change(world: World) -> None:
    _, refused = while_open(
        lambda: delete_workspace(world.harbour.id, actor=world.ann),
        lambda: change_role(world.harbour.id, world.vic.id, actor=world.bob, role="member"),
    )
    assert isinstance(refused, NotFound)


def test_two_workspaces_of_one_name_made_at_once_get_two_slugs(world: World) -> None:
    results = while_open(
        lambda: create_workspace(actor=world.ann, name="Night shift"),
        lambda: create_workspace(actor=world.bob, name="Night shift"),
    )
    slugs = [one.slug for one in results if isinstance(one, Workspace)]
    assert len(slugs) == 2
    assert slugs[0] == "night-shift"
    assert slugs[1].startswith("night-shift-")


def test_a_label_renamed_meanwhile_is_no_change_of_the_task(world: World, bug: Label) -> None:
    task = world.task(labels=[bug.id])
    before = world.last

    def retitle() -> None:
        with change(world.ann):
            update_task(task.id, actor=world.ann, title="New")
            with ThreadPoolExecutor(1, thread_name_prefix="writer") as pool:
                pool.submit(outcome, lambda: update_label(bug.id, actor=world.bob, name="fault")).result()

    at_once(retitle)
    assert world.events(before) == ["label.updated", "task.updated"]
    told = Event.objects.get(workspace_id=world.harbour.id, seq=before + 2)
    assert set(told.changes) == {"title", "updated_at"}


def test_one_creation_sent_twice_at_once_is_done_once(world: World) -> None:
    body = {"id": str(uuid7()), "project_id": str(world.ops.id), "title": "Once"}
    callers = [Caller(world.ann) for _ in range(4)]
    answers = at_once(*[lambda caller=caller: caller.post("/api/tasks", body) for caller in callers])
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 201]  # type: ignore[attr-defined]
    assert {UUID(answer.json["id"]) for answer in answers} == {UUID(body["id"])}  # type: ignore[attr-defined]
