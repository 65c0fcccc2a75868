"""Real servers: one PostgreSQL, one Valkey and one event service for most of these stories."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import pytest_asyncio

from runtime import postgres, valkey
from tests.events.follower import Follower
from tests.events.service import Service, serving
from tests.events.world import Person, Workspace

Follow = Callable[..., Follower]


@pytest.fixture(scope="package")
def folder() -> Iterator[Path]:
    """Where the servers keep their files; as root PostgreSQL runs as somebody else, who must get there too."""
    with TemporaryDirectory(prefix="tasktide-events-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="package")
def database(folder: Path) -> Iterator[postgres.Server]:
    """A database with the views."""
    server = postgres.start(folder / "postgres", durable=False)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(Path(__file__).with_name("views.sql").read_bytes())
    yield server
    server.stop()


@pytest.fixture(scope="package")
def bell(folder: Path) -> Iterator[valkey.Server]:
    """A Valkey that nobody kills."""
    server = valkey.start(folder / "valkey")
    yield server
    server.stop()


@pytest.fixture(scope="package")
def service(folder: Path, database: postgres.Server, bell: valkey.Server) -> Iterator[Service]:
    """The service that nobody kills; it reads the log by the role that can read the views and nothing else."""
    with serving(folder, database.reader_url, bell.url) as service:
        yield service


@pytest.fixture
def ann() -> Person:
    """A member."""
    return Person("Ann")


@pytest.fixture
def bob() -> Person:
    """Another one."""
    return Person("Bob")


@pytest_asyncio.fixture
async def workspace(
    database: postgres.Server, bell: valkey.Server, ann: Person, bob: Person
) -> AsyncIterator[Workspace]:
    """Ann's and Bob's, with an empty log."""
    workspace = Workspace(database.url, bell.url)
    await workspace.begin(ann, bob)
    yield workspace


@pytest.fixture
def follow(service: Service, workspace: Workspace, ann: Person) -> Follow:
    """Open a stream on the workspace, as Ann if nobody else is named."""

    def open_stream(person: Person = ann, query: str = "", cursor: str = "") -> Follower:
        headers = {"Last-Event-ID": cursor} if cursor else {}
        return Follower(service.url, person.token(), workspace.id, query, headers)

    return open_stream
