"""The five operations, as the requests that clients would send."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from random import Random
from typing import Protocol
from urllib.parse import urlencode
from uuid import UUID

from backend.tasks.models import Task
from bench.api.crowd import Crowd
from bench.seed.words import ENGLISH, Writer

PAGES = 4
SEARCH_LIMIT = 20


@dataclass(frozen=True)
class Request:
    """What one client sends. `body` is JSON, or nothing."""

    method: str
    path: str
    user: UUID
    body: str = ""


class Walker(Protocol):
    """A side that can be paged through: each has cursors of its own."""

    def next_cursor(self, path: str, user: UUID) -> str | None:
        """The cursor of the page after, if there is one."""


Requests = Iterator[Request]


@dataclass(frozen=True)
class Operation:
    """`requests` never end. `writes`: each request is one event."""

    name: str
    requests: Callable[[Sequence[Crowd], Random, Walker], Requests]
    writes: bool = False


def lists(crowds: Sequence[Crowd], random: Random, walker: Walker) -> Requests:
    """Pages of 50: the first ones of everybody, by keyset."""
    pages = [page for crowd in crowds for user in crowd.people for page in _pages(crowd, user, walker)]
    while True:
        yield random.choice(pages)


def gets(crowds: Sequence[Crowd], random: Random, walker: Walker) -> Requests:
    """One task."""
    del walker
    while True:
        crowd = random.choice(crowds)
        yield Request("GET", f"/api/tasks/{random.choice(crowd.tasks)}", random.choice(crowd.people))


def creates(crowds: Sequence[Crowd], random: Random, walker: Walker) -> Requests:
    """New tasks with a label; a quarter of them is assigned to somebody, who is to be told."""
    del walker
    writer = Writer(random)
    for index in count():
        crowd = crowds[index % len(crowds)]
        user = random.choice(crowd.people)
        body = {
            "project_id": str(random.choice(crowd.projects)),
            "title": f"{writer.title(ENGLISH)} ({index})",
            "description": writer.description(ENGLISH),
            "priority": random.choice(("none", "low", "medium", "high", "urgent")),
            "labels": [str(random.choice(crowd.labels))],
            "due_at": _instant(random),
        }
        if index % 4 == 0:
            body["assignees"] = [str(random.choice([one for one in crowd.people if one != user]))]
        yield Request("POST", "/api/tasks", user, json.dumps(body, ensure_ascii=False))


def patches(crowds: Sequence[Crowd], random: Random, walker: Walker) -> Requests:
    """One field of a task: its status, priority, due date or title, and never to what it is already."""
    del walker
    known = _present([task for crowd in crowds for task in crowd.tasks])
    writer = Writer(random)
    for turn in count():
        for index in range(len(crowds[0].tasks)):
            for crowd in crowds:
                task = crowd.tasks[index]
                body = _change(index % 4, turn, known[task], random, writer)
                yield Request("PATCH", f"/api/tasks/{task}", random.choice(crowd.people), json.dumps(body))


def searches(crowds: Sequence[Crowd], random: Random, walker: Walker) -> Requests:
    """The newest tasks that hold two words."""
    del walker
    words = [(thing, place.split()[-1]) for thing in ENGLISH.things for place in ENGLISH.places]
    pairs = [pair for pair in words if all(word.isascii() and word.isalpha() and len(word) > 3 for word in pair)]
    while True:
        crowd, pair = random.choice(crowds), random.choice(pairs)
        query = urlencode({"workspace": str(crowd.id), "search": " ".join(pair).lower(), "limit": SEARCH_LIMIT})
        yield Request("GET", f"/api/tasks?{query}", random.choice(crowd.people))


OPERATIONS = (
    Operation("list", lists),
    Operation("get", gets),
    Operation("create", creates, writes=True),
    Operation("patch", patches, writes=True),
    Operation("search", searches),
)


def some(operation: Operation, crowds: Sequence[Crowd], walker: Walker, *, number: int, seed: int) -> list[Request]:
    """The first `number` requests."""
    return list(islice(operation.requests(crowds, Random(seed), walker), number))


def _pages(crowd: Crowd, user: UUID, walker: Walker) -> Requests:
    path = f"/api/tasks?{urlencode({'workspace': str(crowd.id), 'limit': 50})}"
    for _ in range(PAGES):
        yield Request("GET", path, user)
        cursor = walker.next_cursor(path, user)
        if cursor is None:
            return
        path = f"/api/tasks?{urlencode({'workspace': str(crowd.id), 'limit': 50, 'cursor': cursor})}"


def _present(tasks: Sequence[UUID]) -> Mapping[UUID, tuple[str, int]]:
    rows = Task.objects.filter(id__in=tasks).values_list("id", "status__name", "priority")
    return {task: (status, priority) for task, status, priority in rows}


def _change(kind: int, turn: int, present: tuple[str, int], random: Random, writer: Writer) -> dict[str, object]:
    status, priority = present
    match kind:
        case 0:
            return {"status": _other(("Todo", "Doing"), status, turn)}
        case 1:
            return {"priority": _other(("low", "high"), ("none", "low", "medium", "high", "urgent")[priority], turn)}
        case 2:
            return {"due_at": _instant(random)}
        case _:
            return {"title": f"{writer.title(ENGLISH)} ({random.getrandbits(32)})"}


def _other(two: tuple[str, str], present: str, turn: int) -> str:
    first = two[0] if present != two[0] else two[1]
    second = two[1] if first == two[0] else two[0]
    return (first, second)[turn % 2]


def _instant(random: Random) -> str:
    at = datetime.now(UTC) + timedelta(microseconds=random.randrange(10**13))
    return at.isoformat().replace("+00:00", "Z")
