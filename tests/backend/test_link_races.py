"""Tasks are linked, finished and thrown away at the same moment."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import transaction

from backend.accounts.models import User
from backend.core.errors import Conflict
from backend.tasks.actions import lock
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.link import link_tasks, unlink_tasks
from backend.tasks.actions.lock import lock_task
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task, restore_task
from backend.tasks.models import Link, Task
from tests.backend.writers import another_connection, at_once, outcome, while_open
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_let_tasks_block_each_other_one_succeeds(world: World) -> None:
    one, other = world.task("One"), world.task("Other")
    results = at_once(
        lambda: link_tasks(one.id, actor=world.ann, kind="blocks", other_id=other.id),
        lambda: link_tasks(other.id, actor=world.bob, kind="blocks", other_id=one.id),
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]
    assert Link.objects.count() == 1


def test_two_links_that_close_a_circle_together_are_not_both_made(world: World) -> None:
    """They share no task, so the locks of tasks alone would let both through."""
    first, second, third, fourth = (world.task(title) for title in ("A", "B", "C", "D"))
    link_tasks(second.id, actor=world.ann, kind="blocks", other_id=third.id)
    link_tasks(fourth.id, actor=world.ann, kind="blocks", other_id=first.id)
    made, refused = while_open(
        lambda: link_tasks(first.id, actor=world.ann, kind="blocks", other_id=second.id),
        lambda: link_tasks(third.id, actor=world.bob, kind="blocks", other_id=fourth.id),
    )
    assert isinstance(made, Link)
    assert isinstance(refused, Conflict)
    assert "OPS-3 → OPS-4 → OPS-1 → OPS-2 → OPS-3" in str(refused)


def test_a_task_that_is_finished_while_it_begins_to_block_blocks_nothing(world: World) -> None:
    blocker, waiting = world.task("Blocker"), world.task("Waiting")
    for first, second in (
        (
            lambda: link_tasks(blocker.id, actor=world.ann, kind="blocks", other_id=waiting.id),
            lambda: update_task(blocker.id, actor=world.bob, status="Done"),
        ),
        (
            lambda: update_task(blocker.id, actor=world.bob, status="Todo"),
            lambda: unlink_tasks(waiting.id, Link.objects.get().id, actor=world.ann),
        ),
    ):
        results = while_open(first, second)
        assert not [one for one in results if isinstance(one, Exception)]
        assert Task.objects.get(id=waiting.id).is_blocked is False


def test_many_who_touch_linked_tasks_at_once_do_not_wait_in_a_circle(world: World) -> None:
    tasks = [world.task(f"Task {number}") for number in range(4)]
    for task in tasks[1:]:
        link_tasks(tasks[0].id, actor=world.ann, kind="blocks", other_id=task.id)
    link_tasks(tasks[3].id, actor=world.ann, kind="blocks", other_id=tasks[1].id)

    def often(work: Any) -> None:
        for turn in range(6):
            work(turn)

    def delete_and_restore(turn: int) -> None:
        delete_task(tasks[3].id, actor=world.cleo)
        restore_task(tasks[3].id, actor=world.cleo)

    results = at_once(
        lambda: often(lambda turn: update_task(tasks[0].id, actor=world.ann, status=("Done", "Todo")[turn % 2])),
        lambda: often(lambda turn: update_task(tasks[1].id, actor=world.bob, title=f"New {turn}")),
        lambda: often(lambda turn: add_comment(tasks[2].id, actor=world.bob, body=f"Said {turn}")),
        lambda: often(delete_and_restore),
    )
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Task.objects.get(id=tasks[2].id).is_blocked is True


def test_who_finds_a_new_link_when_he_has_the_task_holds_the_other_one_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker, waiting = world.task("Blocker"), world.task("Waiting")
    look = lock._look

    def looked(task_ids: Collection[Any], actor: User | None, *, keep: bool) -> dict[Any, lock._Seen]:
        monkeypatch.setattr(lock, "_look", look)
        found = look(task_ids, actor, keep=keep)
        with ThreadPoolExecutor(1, thread_name_prefix="writer") as pool:
            link = pool.submit(
                outcome, lambda: link_tasks(blocker.id, actor=world.bob, kind="blocks", other_id=waiting.id)
            )
            assert isinstance(link.result(), Link)
        return found

    monkeypatch.setattr(lock, "_look", looked)
    with transaction.atomic(), another_connection() as other:
        lock_task(blocker.id, world.ann, blocked=True)
        free = other.execute("SELECT id FROM tasks_task ORDER BY id FOR NO KEY UPDATE SKIP LOCKED").fetchall()
    assert free == []
