"""Custom fields change while their values are written: really committed, on connections of their own."""

from uuid import UUID

import pytest

from backend.core.errors import Conflict, Invalid
from backend.projects.actions.field import archive_field, create_field, update_field
from backend.projects.models import Field
from backend.tasks.actions.field import delete_field
from backend.tasks.actions.task import update_task
from backend.tasks.models import Task
from tests.backend.writers import at_once, while_open
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def size(world: World) -> Field:
    """A select."""
    options = [{"key": key, "name": key, "color": None} for key in ("small", "large")]
    return create_field(world.ops.id, actor=world.ann, name="Size", type="select", options=options)  # type: ignore[arg-type]


def fields(task_id: UUID) -> object:
    """The values that a task has now."""
    return Task.objects.values_list("fields", flat=True).get(id=task_id)


def test_a_value_that_is_being_written_goes_with_its_field(world: World, size: Field) -> None:
    task = world.task()
    before = world.last
    results = while_open(
        lambda: update_task(task.id, actor=world.ann, fields={"size": "small"}),
        lambda: delete_field(world.ops.id, size.id, actor=world.bob),
    )
    assert not [one for one in results if isinstance(one, Exception)]
    assert (world.events(before), fields(task.id)) == (["task.updated", "field.deleted"], {})


def test_a_field_that_is_being_deleted_takes_no_value(world: World, size: Field) -> None:
    task = world.task()
    before = world.last
    _, refused = while_open(
        lambda: delete_field(world.ops.id, size.id, actor=world.bob),
        lambda: update_task(task.id, actor=world.ann, fields={"size": "small"}),
    )
    assert isinstance(refused, Invalid)
    assert (world.events(before), fields(task.id)) == (["field.deleted"], {})


def test_an_option_that_is_being_chosen_stays(world: World, size: Field) -> None:
    task = world.task()
    _, refused = while_open(
        lambda: update_task(task.id, actor=world.ann, fields={"size": "small"}),
        lambda: update_field(
            world.ops.id, size.id, actor=world.bob, options=[{"key": "large", "name": "large", "color": None}]
        ),
    )
    assert isinstance(refused, Conflict)
    assert (fields(task.id), len(Field.objects.get(id=size.id).options)) == ({"size": "small"}, 2)


def test_a_field_that_is_being_archived_takes_no_value(world: World, size: Field) -> None:
    task = world.task()
    _, refused = while_open(
        lambda: archive_field(world.ops.id, size.id, actor=world.bob, archived=True),
        lambda: update_task(task.id, actor=world.ann, fields={"size": "small"}),
    )
    assert isinstance(refused, Invalid)
    assert fields(task.id) == {}


def test_two_who_write_different_values_at_once_both_win(world: World, size: Field) -> None:
    create_field(world.ops.id, actor=world.ann, name="Cost", type="number")
    task = world.task()
    at_once(
        lambda: update_task(task.id, actor=world.ann, fields={"size": "small"}),
        lambda: update_task(task.id, actor=world.bob, fields={"cost": 5}),
    )
    assert fields(task.id) == {"size": "small", "cost": 5}


def test_one_key_is_given_once(world: World) -> None:
    works = [
        lambda actor=actor: create_field(world.ops.id, actor=actor, name="Cost", key="cost", type="number")
        for actor in (world.ann, world.bob)
    ]
    made = at_once(*works)
    assert sorted(type(one).__name__ for one in made) == ["Conflict", "Field"]
    unnamed = at_once(*[lambda: create_field(world.ops.id, actor=world.ann, name="Day", type="date")] * 2)
    assert {one.key for one in unnamed if isinstance(one, Field)} == {"day", "day_2"}
