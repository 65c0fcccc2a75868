"""Every story of the backend is followed: after each change the log and the tables must tell the same."""

import sys
import threading
from collections.abc import Iterator
from types import FrameType

import pytest

from backend.eventlog import change as changes
from tests.follow import Follower
from tests.world import Caller, World

EXERCISED: set[str] = set()


@pytest.fixture(autouse=True)
def _followed(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Check at the end of each change, still inside its transaction, and note which actions were exercised.

    Threads called "writer…" change things at the same time, so there the check waits for the end of the story.
    """
    follower, write, record = Follower(), changes._write, changes.Log.record

    def checked(log: changes.Log) -> None:
        write(log)
        if not threading.current_thread().name.startswith("writer"):
            follower.check()

    def noted(log: changes.Log, *arguments: object, **options: object) -> None:
        EXERCISED.update(_actions(sys._getframe(1)))
        record(log, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(changes, "_write", checked)
    monkeypatch.setattr(changes.Log, "record", noted)
    yield
    follower.check()


def _actions(frame: FrameType | None) -> Iterator[str]:
    """`tasks.actions.task.create_task` of each action on the stack."""
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("backend.") and ".actions" in module:
            yield f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back


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
