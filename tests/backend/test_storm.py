"""Eight people do at random whatever can be done to a few tasks at once; what is left must add up."""

import random
import time
from collections import Counter
from collections.abc import Callable

import pytest

from backend.projects.models import Category
from backend.tasks.models import Task
from tests.backend.writers import at_once
from tests.world import Answer, Caller, World

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 3.0
Deed = Callable[[Caller, str, str], Answer]


def test_a_storm_ends_without_a_deadlock_and_with_right_counts(world: World, ann: Caller) -> None:
    tasks = [str(world.task(str(number)).id) for number in range(6)]
    deeds, answers, failures = _deeds(world, ann), Counter[int](), list[str]()

    def storm(caller: Caller, seed: int) -> None:
        chance, end = random.Random(seed), time.monotonic() + SECONDS
        while time.monotonic() < end:
            answer = chance.choice(deeds)(caller, f"/api/tasks/{chance.choice(tasks)}", chance.choice(tasks))
            answers[answer.status] += 1
            if answer.status >= 500:
                failures.append(answer.text)

    callers = [Caller(user) for user in (world.ann, world.bob) for _ in range(4)]
    results = at_once(*[lambda pair=pair: storm(pair[1], pair[0]) for pair in enumerate(callers)])
    assert results == [None] * 8
    assert set(answers) <= {200, 201, 204, 404, 409, 422}, failures
    for task in Task.objects.select_related("status"):
        below = task.subtasks.filter(deleted_at=None)
        done = below.filter(status__category=Category.DONE).count()
        assert task.deleted_at or (task.subtask_count, task.subtask_done) == (below.count(), done)
        assert task.comment_count == task.comments.count()
        assert (task.completed_at is not None) == (task.status.category == Category.DONE)


def _deeds(world: World, ann: Caller) -> list[Deed]:
    """Each with a task's path and the id of another."""
    project = f"/api/projects/{world.ops.id}"
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    column = ann.post(f"{project}/statuses", {"name": "Check"}).json["id"]
    check = f"{project}/statuses/{column}"
    return [
        lambda caller, path, _: caller.post(f"{path}/comments", {"body": "x"}),
        lambda caller, path, _: caller.delete(path),
        lambda caller, path, _: caller.post(f"{path}/restore"),
        lambda caller, path, other: caller.patch(path, {"parent_id": other}),
        lambda caller, path, _: caller.patch(path, {"parent_id": None}),
        lambda caller, path, _: caller.patch(path, {"status": "Check"}),
        lambda caller, path, _: caller.patch(path, {"status": "Done", "labels": [label]}),
        lambda caller, path, _: caller.patch(path, {"status": "Doing", "labels": []}),
        lambda caller, path, other: caller.patch(path, {"after": other}),
        lambda caller, _, other: caller.post(
            "/api/tasks", {"project_id": str(world.ops.id), "title": "below", "parent_id": other}
        ),
        lambda caller, _, other: caller.patch(f"/api/labels/{label}", {"name": other}),
        lambda caller, _, __: caller.patch(check, {"category": "done"}),
        lambda caller, _, __: caller.patch(check, {"category": "active"}),
        lambda caller, _, __: caller.post(f"{project}/archive"),
        lambda caller, _, __: caller.post(f"{project}/unarchive"),
        lambda caller, _, __: caller.post(f"{project}/unarchive"),
    ]
