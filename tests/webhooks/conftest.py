"""The harbour crew, a receiver, and a worker that does what is enqueued when a story says so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import User
from backend.core.sql import execute
from config.settings import load
from jobs.app import load as load_jobs
from tests.backend.conftest import _followed, ann, bob, cleo, clock, eve, vic, world
from tests.webhooks.receiver import Receiver, listening
from tests.world import Caller, World

__all__ = ["_followed", "ann", "bob", "cleo", "clock", "eve", "vic", "world"]

Work = Callable[[], None]


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The receivers of these stories live on this machine."""
    monkeypatch.setenv("TASKTIDE_WEBHOOK_PRIVATE", "1")
    load.cache_clear()
    yield
    monkeypatch.undo()
    load.cache_clear()


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an installation is that says nothing: only public addresses may be called."""
    monkeypatch.setenv("TASKTIDE_WEBHOOK_PRIVATE", "0")
    load.cache_clear()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody's server."""
    with listening() as somebody:
        yield somebody


def work() -> None:
    """Do all jobs of webhooks that are enqueued, as the worker would."""
    tasks = load_jobs().tasks
    while job := ProcrastinateJob.objects.filter(queue_name="webhooks").order_by("id").first():
        execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.id])
        tasks[job.task_name].func(**job.args)


@dataclass(frozen=True)
class Hook:
    """A webhook and its owner."""

    owner: User
    id: str
    secret: str

    @property
    def caller(self) -> Caller:
        """The owner, signed in just now: stories go on for days."""
        return Caller(self.owner)

    @property
    def path(self) -> str:
        """Where it is."""
        return f"/api/webhooks/{self.id}"

    @property
    def state(self) -> dict[str, Any]:
        """How it is now."""
        shown: dict[str, Any] = self.caller.get(self.path).json
        return shown

    def deliveries(self, query: str = "") -> list[dict[str, Any]]:
        """What it was told, newest first."""
        return self.caller.get(f"{self.path}/deliveries{query}").items


MakeHook = Callable[..., Hook]


@pytest.fixture
def make_hook(world: World, receiver: Receiver) -> MakeHook:
    """Makes webhooks of the harbour's workspace, by Ann."""

    def make(**fields: Any) -> Hook:
        made = Caller(world.ann).post(
            "/api/webhooks", {"workspace_id": str(world.harbour.id), "url": receiver.url, **fields}
        )
        assert made.status == 201, made.text
        return Hook(world.ann, made.json["id"], made.json["secret"])

    return make
