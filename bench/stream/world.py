"""What is told to whom: workspaces that stand in the log, the people who read them, and one event after another."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from uuid import uuid4

import psycopg

from events.wire import Cursor, Envelope
from runtime import postgres, valkey
from tests.events.documents import NOBODY, body
from tests.events.world import Person

MARK = b"~tide~"  # follows an event's number, so that readers find it by its bytes
DIGITS = 10
KIND = "task.updated"
EPOCH = "k3f9"

_VIEWS = Path(__file__).parents[2] / "tests/events/views.sql"
_PLACE = "~number~"
_SIGNED_IN = 3600.0  # seconds


@dataclass(frozen=True)
class Story:
    """The text of every event, but for its number. The document is a real one, with little in it."""

    before: str
    after: str

    def told(self, number: int) -> str:
        """The event of this number."""
        return f"{self.before}{number:0{DIGITS}}{MARK.decode()}{self.after}"


def story(size: int | None) -> Story:
    """Events as the backend writes them, or of so many bytes."""
    event = body(KIND, request_id=_PLACE)
    if size is not None:
        event = {"seq": 1, "type": KIND, "request_id": _PLACE, "data": {"title": ""}}
        event["data"]["title"] = "x" * max(0, size - len(json.dumps(event)) - DIGITS)
    before, _, after = json.dumps(event).partition(_PLACE)
    return Story(before, after)


@dataclass(eq=False)
class Topic:
    """A workspace. `sent`: when each event was committed, or handed over where there is no log; they begin with 1."""

    story: Story
    id: str = field(default_factory=lambda: str(uuid4()))
    sent: list[float] = field(default_factory=lambda: [0.0])

    @property
    def number(self) -> int:
        """Of the newest event."""
        return len(self.sent) - 1

    def next(self) -> Envelope:
        """The event that comes next, not sent yet."""
        number = len(self.sent)
        return Envelope(number, KIND, None, None, False, None, NOBODY, self.story.told(number))

    def note(self) -> None:
        """It goes out now."""
        self.sent.append(monotonic())

    def cursor(self, number: int) -> str:
        """As clients say it."""
        return str(Cursor(EPOCH, number))


@dataclass(frozen=True)
class Place:
    """PostgreSQL and Valkey, and a folder for whatever else."""

    folder: Path
    database: postgres.Server
    bell: valkey.Server
    story: Story

    def topic(self, people: Sequence[Person]) -> Topic:
        """A workspace of these people, who have sessions."""
        topic = Topic(self.story)
        members = [(topic.id, person.id) for person in people]
        sessions = [(person.session_id, person.id) for person in people]
        with psycopg.connect(self.database.url) as connection, connection.cursor() as cursor:
            cursor.execute("INSERT INTO counter VALUES (%s, %s, 0, 1)", (topic.id, EPOCH))
            cursor.executemany("INSERT INTO member VALUES (%s, %s, 'member')", members)
            cursor.executemany("INSERT INTO session VALUES (%s, %s, now() + interval '1 day')", sessions)
        return topic


def crowd(count: int) -> tuple[list[Person], list[str]]:
    """So many people, and the access token of each."""
    people = [Person(f"Reader {number}") for number in range(count)]
    return people, [person.token(seconds=_SIGNED_IN) for person in people]


@contextmanager
def place(folder: Path, size: int | None) -> Iterator[Place]:
    """Servers for one run. They may use both cores, whoever is measured."""
    database = postgres.start(folder / "postgres", durable=False)
    bell = valkey.start(folder / "valkey")
    try:
        with psycopg.connect(database.url, autocommit=True) as connection:
            connection.execute(_VIEWS.read_bytes())
        yield Place(folder, database, bell, story(size))
    finally:
        bell.stop()
        database.stop()
