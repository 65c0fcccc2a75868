"""One stack for all stories: two of what is multiplied, one of the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from runtime.ports import free_port
from tests.deploy.gateway import PROGRAM, Gateway, gateway
from tests.deploy.person import Person, sign_up
from tests.deploy.stack import Process, Stack, stack


@dataclass
class Place:
    """A stack behind its gateway."""

    stack: Stack
    gateway: Gateway
    apis: list[Process]
    events: Process
    dashboards: list[Process]


@pytest.fixture(scope="package")
def services() -> Iterator[Stack]:
    """Database and Valkey, migrated."""
    with TemporaryDirectory(prefix="tasktide-deploy-") as name, stack(Path(name)) as running:
        yield running


@pytest.fixture(scope="package")
def place(services: Stack) -> Iterator[Place]:
    """The services behind nginx."""
    if PROGRAM is None:
        pytest.skip("nginx is not installed (apt install nginx-light)")
    apis = [services.begin("api"), services.begin("api")]
    events = services.begin("events")
    services.wait(*apis, events)
    # The dashboards are clients of the gateway, so it is there before them.
    ports = (free_port(), free_port())
    with gateway(
        services.folder / "gateway",
        port=services.gateway_port,
        api=tuple(api.plan.port for api in apis),
        events=(events.plan.port,),
        dashboard=ports,
    ) as before:
        dashboards = [services.begin("dashboard", port) for port in ports]
        services.wait(*dashboards)
        yield Place(services, before, apis, events, dashboards)


@pytest.fixture
def ann(place: Place) -> Iterator[Person]:
    """Ann has just signed up and has a project."""
    with sign_up(place.gateway.url) as person:
        yield person
