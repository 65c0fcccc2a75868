"""Every story of the backend is followed: after each change the log and the tables must tell the same."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from backend.accounts.models import User
from backend.eventlog.write import Pending, write
from tests.follow import Follower
from tests.world import Caller, World


@pytest.fixture(autouse=True)
def _followed(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Check at the end of each change, still inside its transaction.

    Threads called "writer…" change things at the same time, so there the check waits for the end of the story.
    """
    follower = Follower()

    def checked(actor: User | None, pending: Sequence[Pending], *, tell: bool) -> None:
        write(actor, pending, tell=tell)
        if not threading.current_thread().name.startswith("writer"):
            follower.check()

    monkeypatch.setattr("backend.eventlog.change.write", checked)
    yield
    follower.check()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is noon of 1 December 2026, a Tuesday, until the story moves on."""
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def world() -> World:
    """The harbour crew."""
    return World()


@pytest.fixture
def ann(world: World) -> Caller:
    """The owner."""
    return Caller(world.ann)


@pytest.fixture
def bob(world: World) -> Caller:
    """The admin."""
    return Caller(world.bob)


@pytest.fixture
def cleo(world: World) -> Caller:
    """A member."""
    return Caller(world.cleo)


@pytest.fixture
def vic(world: World) -> Caller:
    """A viewer."""
    return Caller(world.vic)


@pytest.fixture
def eve(world: World) -> Caller:
    """A stranger."""
    return Caller(world.eve)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where the files of a story lie, if it looks at them."""
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    return tmp_path / "attachments"
