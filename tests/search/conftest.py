"""The harbour crew, as elsewhere."""

import pytest

from tests.world import Caller, World


@pytest.fixture
def world(db: None) -> World:
    """The harbour crew."""
    return World()


@pytest.fixture
def ann(world: World) -> Caller:
    """The owner."""
    return Caller(world.ann)


@pytest.fixture
def cleo(world: World) -> Caller:
    """A member."""
    return Caller(world.cleo)


@pytest.fixture
def eve(world: World) -> Caller:
    """A stranger."""
    return Caller(world.eve)
