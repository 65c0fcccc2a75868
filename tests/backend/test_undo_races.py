"""Taking the same thing back at the same moment, or while somebody changes it."""

import pytest

from backend.activity.undo import undo_event
from backend.core.errors import Conflict
from backend.tasks.actions.task import update_task
from tests.backend.writers import at_once, while_open
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_at_once_one_takes_it_back(world: World) -> None:
    task = world.task("before")
    update_task(task.id, actor=world.ann, title="after")
    seq = world.last
    results = at_once(*[lambda: undo_event(world.harbour.id, seq, actor=world.ann)] * 2)
    assert sorted(isinstance(one, Conflict) for one in results) == [False, True]
    task.refresh_from_db()
    assert (task.title, world.last) == ("before", seq + 1)


def test_what_somebody_writes_at_the_same_moment_is_not_overwritten(world: World) -> None:
    task = world.task("before")
    update_task(task.id, actor=world.ann, title="after")
    seq = world.last
    _, refused = while_open(
        lambda: update_task(task.id, actor=world.bob, title="Bob's"),
        lambda: undo_event(world.harbour.id, seq, actor=world.ann),
    )
    assert isinstance(refused, Conflict)
    task.refresh_from_db()
    assert task.title == "Bob's"
