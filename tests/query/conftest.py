"""What the stories of the query language stand on."""

import pytest
from hypothesis import settings

from tests.query.harbour import Harbour
from tests.world import Caller, World

settings.register_profile("query", derandomize=True, deadline=None)
settings.load_profile("query")


@pytest.fixture
def world(db: None) -> World:
    """The harbour crew."""
    return World()


@pytest.fixture
def ann(world: World) -> Caller:
    """The owner."""
    return Caller(world.ann)


@pytest.fixture
def harbour(world: World) -> Harbour:
    """The harbour with some hundred tasks that differ in everything."""
    return Harbour(world)
