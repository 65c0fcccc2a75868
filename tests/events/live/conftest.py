"""The harbour crew's real workspace, lists that are kept by real streams, and a clock that can be moved for both."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import time_machine
from django.db import connection

from config.settings import load
from tests.events.live.kept import Keeper
from tests.events.live.lists import Clock, Crew
from tests.events.service import Service, serving


@pytest.fixture(scope="package")
def service(django_db_setup: None) -> Iterator[Service]:
    """It reads what the backend under test has written."""
    with TemporaryDirectory(prefix="tasktide-live-") as folder:
        database, settings = connection.settings_dict, load()
        url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
        with serving(
            Path(folder),
            url,
            settings.redis_url,
            module="tests.events.live.moved",
            TASKTIDE_JWT_PUBLIC_KEY=settings.jwt_public_key,
        ) as service:
            yield service


@pytest.fixture
def clock(service: Service) -> Iterator[Clock]:
    """As late as it is, until the story moves on."""
    with time_machine.travel(datetime.now(UTC), tick=True) as traveller:
        traveller.shift(time_machine.escape_hatch.time.time() - time.time())
        clock = Clock(service, traveller)
        yield clock
        clock.back()


@pytest.fixture
def crew(transactional_db: None, service: Service) -> Iterator[Crew]:
    """Really committed."""
    with Keeper(service.url) as keeper:
        yield Crew(keeper)
