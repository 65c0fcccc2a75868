"""The dashboard in the test's own process, over an API and an event service that are processes of their own."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import httpx
import pytest
from nicegui import app as pages
from nicegui.storage import Storage
from nicegui.testing.general import nicegui_reset_globals

from config.settings import Settings, read
from dashboard.build import build
from runtime.processes import spawn, stop
from tests.e2e.system import Account, Crew, crew_of, sign_up
from tests.e2e.town import Town, town
from tests.flows.desk import Desk


class Settle(Protocol):
    """Gives a browser to whoever comes; `beside`: another tab of that browser."""

    def __call__(self, beside: Desk | None = None) -> Desk:
        """Nobody has signed in."""


@dataclass(frozen=True)
class Place:
    """Where the services are, and the people who use them over HTTP."""

    services: Town
    folder: Path
    clients: ExitStack

    def sign_up(self, first_name: str, last_name: str = "Lee") -> Account:
        """Somebody new."""
        client = httpx.Client(base_url=self.services.api.url, timeout=30)
        return sign_up(self.clients.enter_context(client), first_name, last_name)

    def environment(self) -> dict[str, str]:
        """What the dashboard is told."""
        return {
            "TASKTIDE_API_URL": self.services.api.url,
            "TASKTIDE_EVENTS_URL": self.services.events.url,
            "TASKTIDE_SECRET_KEY": "a secret of the tests, of more than fifty characters in length",
            "TASKTIDE_URL": "http://test",
            "TASKTIDE_DATA": str(self.folder),
        }

    def settings(self, **changed: str) -> Settings:
        """The dashboard's own."""
        return read(self.environment() | changed)


@pytest.fixture(scope="session")
def services() -> Iterator[Town]:
    """PostgreSQL, Valkey, API and event service, once for each process of the run."""
    with TemporaryDirectory(prefix="tasktide-flows-") as name:
        Path(name).chmod(0o755)  # PostgreSQL runs as a user of its own
        with town(Path(name)) as started:
            yield started


@pytest.fixture(scope="session")
def worker(services: Town) -> Iterator[None]:
    """The program that does the jobs."""
    command = [sys.executable, "-m", "jobs"]
    process = spawn(command, environment=services.settings, log=services.folder / "worker.log")
    yield
    stop(process)


@pytest.fixture(scope="session")
def place(services: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The services with people."""
    gc.freeze()  # NiceGUI collects garbage around each test, and would look through all of Django each time
    with ExitStack() as clients:
        yield Place(services, tmp_path_factory.mktemp("dashboard"), clients)
    gc.unfreeze()


@asynccontextmanager
async def dashboard(settings: Settings) -> AsyncIterator[Settle]:
    """The application of these settings, built for this test alone."""
    Storage.path = settings.data / "dashboard/browsers"
    pages.storage = Storage()
    modules = dict(sys.modules)
    desks: list[Desk] = []
    try:
        with nicegui_reset_globals():
            app = build(settings)
            async with app.router.lifespan_context(app):

                def settle(beside: Desk | None = None) -> Desk:
                    http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")
                    desks.append(Desk(beside.http_client if beside else http))
                    return desks[-1]

                yield settle
                for desk in desks:
                    desk.close()
                await _end_tasks()
    finally:
        sys.modules.update(modules)  # from which NiceGUI takes each module that has a page


async def _end_tasks() -> None:
    """As the end of a process ends them, streams above all."""
    running = asyncio.all_tasks() - {asyncio.current_task()}
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


@pytest.fixture
async def settle(place: Place, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Settle]:
    """The dashboard with a desk for whoever comes; nothing may be logged as an error meanwhile."""
    async with dashboard(place.settings()) as seat:
        yield seat
    records = [*caplog.get_records("call"), *caplog.get_records("teardown")]
    told = [logging.Formatter().format(record) for record in records if record.levelno >= logging.ERROR]
    assert not told, "\n".join(told)


@pytest.fixture
def vic(place: Place, crew: Crew) -> Account:
    """Who may look at the crew's workspace, and no more."""
    viewer = place.sign_up("Vic", "Stone")
    asked = {"email": viewer.email, "role": "viewer"}
    invitation = crew.ann.post(f"/api/workspaces/{crew.workspace['id']}/invitations", asked)
    viewer.post(f"/api/invitations/{invitation['token']}/accept")
    return viewer


@pytest.fixture
def crew(place: Place) -> Crew:
    """Ann and Bob, their workspace and its project."""
    return crew_of(place.sign_up("Ann"), place.sign_up("Bob", "Mori"))
