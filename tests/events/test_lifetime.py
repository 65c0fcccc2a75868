"""Connections do not live for ever: the same well-trodden way back serves deploys, rebalancing and expiry."""

import asyncio
import time
from contextlib import closing
from pathlib import Path

from runtime import postgres, valkey
from tests.events.follower import Follower, Said, eventually
from tests.events.service import serving
from tests.events.test_limits import frozen
from tests.events.world import Person, Workspace

READERS = 12
EVENTS = 120


class Returning:
    """A client that comes back with the last id when it is told to."""

    def __init__(self, url: str, person: Person, workspace: Workspace) -> None:
        self._url, self._person, self._workspace = url, person, workspace
        self.byes: list[Said] = []
        self.numbers: list[int] = []
        self.lived: list[float] = []
        self.waits: set[int] = set()

    async def read(self, last: int) -> None:
        """Until the event `last` has come."""
        cursor = "k3f9-0"
        while last not in self.numbers:
            began = time.monotonic()
            headers = {"Last-Event-ID": cursor}
            async with Follower(self._url, self._person.token(), self._workspace.id, "", headers) as stream:
                await stream.until(lambda stream: stream.is_over or last in stream.numbers)
            assert stream.heard("reset") == []
            self.numbers += stream.numbers
            cursor = stream.said[-1].id
            if stream.is_over:
                self.lived.append(time.monotonic() - began)
                self.byes += stream.heard("bye")
                self.waits.add(int(stream.raw.rpartition(b"retry: ")[2].split()[0]))


async def test_a_stream_says_bye_after_its_lifetime_and_its_reader_misses_nothing(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person
) -> None:
    with serving(tmp_path, database.reader_url, bell.url, TASKTIDE_STREAM_LIFETIME="1.5") as service:
        readers = [Returning(service.url, ann, workspace) for _ in range(READERS)]
        reading = [asyncio.create_task(reader.read(EVENTS)) for reader in readers]
        with closing(frozen(service, workspace, ann)):
            for _ in range(EVENTS):
                await workspace.log()
                await asyncio.sleep(0.03)
            await asyncio.wait_for(asyncio.gather(*reading), 20)
        for reader in readers:
            assert reader.numbers == list(range(1, EVENTS + 1))
            assert {str(bye.data["reason"]) for bye in reader.byes} == {"lifetime"}
            assert all(0 < wait < 200 for wait in reader.waits)
        lived = [seconds for reader in readers for seconds in reader.lived]
        # Looked at about once a second.
        assert min(lived) > 1.1
        assert max(lived) < 10
        assert len({round(seconds, 1) for seconds in lived}) > 2
        await eventually(lambda: service.gauge("tasktide_events_readers") == 0)
        assert service.gauge('tasktide_events_ended_total{reason="lifetime"}') >= len(lived)


async def test_who_does_not_even_take_his_bye_is_cut(
    tmp_path: Path, database: postgres.Server, bell: valkey.Server, workspace: Workspace, ann: Person
) -> None:
    with (
        serving(tmp_path, database.reader_url, bell.url, TASKTIDE_STREAM_LIFETIME="3") as service,
        closing(frozen(service, workspace, ann)),
    ):
        for _ in range(12):
            await workspace.log(count=50, text="x" * 20_000)
        await eventually(lambda: service.gauge("tasktide_events_readers") == 0, patience=14)
        await eventually(lambda: service.sockets() == 0)
