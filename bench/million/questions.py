"""What people ask a large workspace: each filter alone, the likeliest combinations, sorts, deep pages, searches."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from backend.tasks.models import Task
from bench.seed.place import Place
from bench.seed.words import ENGLISH, GERMAN, JAPANESE

# Milliseconds at the median. The last one is for what is not promised: orders across projects that no index has, and
# exact counts; it is when a statement is given up.
QUICK, QUICK_SEARCH, NOT_PROMISED = 50, 100, 2_000
UNINDEXED = {"number", "-number", "position", "-position"}
DEEP_PAGE = 10_000
# One task of a hundred is in the trash: a page of so many of them is as deep as that.
TRASH_PAGES = DEEP_PAGE * 50 // 100 // 200

Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Question:
    """`parameters` of GET /api/tasks, others each time; or the `path` of something else. `deep`: page 10,000."""

    name: str
    parameters: Callable[[Random], Parameters]
    limit_ms: int = QUICK
    deep: bool = False
    path: Callable[[Random], str] | None = None


def questions(place: Place) -> list[Question]:
    """All of them."""
    return [*_alone(place), *_combined(place), *_sorted(place), *_deep(), *_single(place), *_searched(place)]


def _alone(place: Place) -> Iterator[Question]:
    for name, parameters in _filters(place).items():
        yield Question(f"filter {name}", parameters)


def _filters(place: Place) -> dict[str, Callable[[Random], Parameters]]:
    projects = [board.id for board in place.boards if len(board.people) == len(place.people)]
    keys = [board.key for board in place.boards]
    statuses = [status for board in place.boards for status in board.statuses.values()]
    parents = _ids(subtask_count__gt=0)
    email = f"{place.owner.email}"
    return {
        "nothing": lambda _: {},
        "project": lambda random: {"project": random.choice(projects)},
        "project by key": lambda random: {"project": random.choice(keys)},
        "two projects": lambda random: {"project": random.sample(projects, 2)},
        "status category": lambda random: {"status": random.choice(("backlog", "todo", "active", "done", "cancelled"))},
        "status name": lambda random: {"status": random.choice(("Todo", "Doing"))},
        "status id": lambda random: {"status": random.choice(statuses)},
        "priority": lambda random: {"priority": random.choice(("none", "low", "medium", "high", "urgent"))},
        "two priorities": lambda _: {"priority": "high,urgent"},
        "assignee me": lambda _: {"assignee": "me"},
        "assignee none": lambda _: {"assignee": "none"},
        "assignee id": lambda random: {"assignee": random.choice(place.people)},
        "assignee address": lambda _: {"assignee": email},
        "author me": lambda _: {"author": "me"},
        "author id": lambda random: {"author": random.choice(place.people)},
        "label, popular": lambda random: {"label": random.choice(place.labels[:5])},
        "label, rare": lambda random: {"label": random.choice(place.labels[-50:])},
        "label by name": lambda random: {"label": f"{random.choice(('bug', 'idea', 'audit'))} {random.randrange(20)}"},
        "two labels": lambda random: {"label": random.sample(place.labels, 2)},
        "label none": lambda _: {"label": "none"},
        "parent": lambda random: {"parent": random.choice(parents)},
        "parent none": lambda _: {"parent": "none"},
        "due before": lambda random: {"due_before": _day(random, -30, 30)},
        "due after": lambda random: {"due_after": _day(random, -30, 30)},
        "created after": lambda random: {"created_after": _day(random, -700, -1)},
        "updated after": lambda random: {"updated_after": _day(random, -700, -1)},
        "completed": lambda _: {"completed": "true"},
        "not completed": lambda _: {"completed": "false"},
        "overdue": lambda _: {"overdue": "true"},
        "not overdue": lambda _: {"overdue": "false"},
        "archived": lambda _: {"archived": "true"},
        "archived any": lambda _: {"archived": "any"},
        "trash": lambda _: {"deleted": "true"},
    }


def _combined(place: Place) -> Iterator[Question]:
    one = _filters(place)
    person = {"assignee": "me"}
    combinations: dict[str, tuple[Callable[[Random], Parameters], Parameters]] = {
        "mine, open": (one["nothing"], person | {"completed": "false"}),
        "mine, overdue": (one["nothing"], person | {"overdue": "true"}),
        "mine, active": (one["nothing"], person | {"status": "active"}),
        "mine, next due first": (one["nothing"], person | {"completed": "false", "sort": "due_at"}),
        "mine, by label": (one["label, popular"], person),
        "mine, pressing": (one["two priorities"], person | {"completed": "false", "sort": "-priority"}),
        "column of a board": (one["project"], {"status": "todo", "sort": "position"}),
        "done column of a board": (one["project"], {"status": "done", "sort": "-completed_at"}),
        "project, open, last touched": (one["project"], {"completed": "false", "sort": "-updated_at"}),
        "project by label": (one["project"], {"label": place.labels[3]}),
        "project by rare label": (one["project"], {"label": place.labels[-3]}),
        "project, unassigned, open": (one["project"], {"assignee": "none", "completed": "false"}),
        "project, pressing": (one["project"], {"priority": "high,urgent"}),
        "project, top level, open": (one["project"], {"parent": "none", "completed": "false"}),
        "project, archived": (one["project"], {"archived": "true"}),
        "project's calendar": (lambda random: {**one["project"](random), **_fortnight(random)}, {"sort": "due_at"}),
        "calendar of all": (_fortnight, {"sort": "due_at"}),
        "label, open": (one["label, popular"], {"completed": "false"}),
        "overdue and urgent": (one["nothing"], {"overdue": "true", "priority": "urgent"}),
        "active and pressing": (one["nothing"], {"status": "active", "priority": "high,urgent", "sort": "-priority"}),
        "by me, open": (one["author me"], {"completed": "false"}),
        "touched since, newest first": (one["updated after"], {"sort": "-updated_at"}),
        "unassigned, urgent, open": (one["nothing"], {"assignee": "none", "priority": "urgent", "completed": "false"}),
        "somebody's, open": (one["assignee id"], {"completed": "false", "sort": "due_at"}),
    }
    for name, (parameters, more) in combinations.items():
        yield Question(f"both {name}", lambda random, p=parameters, m=more: {**p(random), **m})  # type: ignore[misc]


SORTS = (
    "created_at", "updated_at", "start_at", "due_at", "completed_at", "title", "number", "position", "priority",
    "estimate",
)  # fmt: skip


def _sorted(place: Place) -> Iterator[Question]:
    one = _filters(place)
    for name in SORTS:
        for sort in (name, f"-{name}"):
            limit = NOT_PROMISED if sort in UNINDEXED else QUICK
            yield Question(f"sort {sort}", lambda _, s=sort: {"sort": s}, limit)  # type: ignore[misc]
    for sort in ("-priority", "title", "due_at"):
        yield Question(f"sort {sort} in a project", lambda random, s=sort: {**one["project"](random), "sort": s})  # type: ignore[misc]
    yield Question("sort -priority,due_at", lambda _: {"sort": "-priority,due_at"}, NOT_PROMISED)


def _deep() -> Iterator[Question]:
    for sort in ("-created_at", "created_at", "-updated_at", "due_at", "title", "-priority"):
        yield Question(f"page 10,000 by {sort}", lambda _, s=sort: {"sort": s}, deep=True)  # type: ignore[misc]


def _single(place: Place) -> Iterator[Question]:
    tasks, keys = _ids(project__visibility="workspace"), [board.key for board in place.boards[:4]]
    yield Question("one task", lambda _: {}, path=lambda random: f"/api/tasks/{random.choice(tasks)}")
    yield Question(
        "one task by its key",
        lambda _: {"workspace": place.id},
        path=lambda random: f"/api/tasks/{random.choice(keys)}-{random.randrange(1, 10_000)}",
    )
    yield Question("count of all", lambda _: {"count": "true"}, NOT_PROMISED)
    open_ones = {"count": "true", "completed": "false", "project": keys[0]}
    yield Question("count of a project's open", lambda _: open_ones, NOT_PROMISED)


def _searched(place: Place) -> Iterator[Question]:
    things = [thing.split()[-1] for thing in ENGLISH.things]
    places = [where.split()[-1] for where in ENGLISH.places]
    searches: dict[str, Callable[[Random], str]] = {
        "a common word": lambda random: random.choice(things),
        "two words": lambda random: f"{random.choice(things)} {random.choice(places)}".lower(),
        "a beginning": lambda random: random.choice(things)[:4],
        "a rare number": lambda random: str(random.randrange(100, 100_000)),
        "German with umlaut": lambda random: random.choice(GERMAN.people).split()[-1],
        "Japanese": lambda random: random.choice(JAPANESE.things),
        "two Japanese letters": lambda random: random.choice(JAPANESE.places)[:2],
        "nothing found": lambda random: f"xyzzy{random.randrange(100)}",
    }
    for name, words in searches.items():
        yield Question(f"search {name}", lambda random, w=words: {"search": w(random)}, QUICK_SEARCH)  # type: ignore[misc]
        yield Question(
            f"search everything {name}",
            lambda random, w=words: {"workspace": place.id, "q": w(random)},  # type: ignore[misc]
            QUICK_SEARCH,
            path=lambda _: "/api/search",
        )
    first = place.boards[0].id
    for name, more in {"in a project": {"project": first}, "among my own": {"assignee": "me"}}.items():
        yield Question(
            f"search a common word {name}",
            lambda random, m=more: {"search": random.choice(things), **m},  # type: ignore[misc]
            QUICK_SEARCH,
        )


def _ids(**conditions: object) -> list[UUID]:
    rows = Task.objects.filter(deleted_at=None, **conditions).order_by("-created_at")
    return list(rows.values_list("id", flat=True)[:500])


def _fortnight(random: Random) -> Parameters:
    return {"due_after": _day(random, -14, 0), "due_before": _day(random, 1, 14)}


def _day(random: Random, first: int, last: int) -> str:
    at = datetime.now(UTC) + timedelta(days=random.randint(first, last))
    return f"{at:%Y-%m-%d}T08:00:00Z"
