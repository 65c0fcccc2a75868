"""Invents tasks: families of a task and its subtasks, with people, labels, links, comments and words to search."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from fractional_indexing import generate_key_between

from backend.projects.models import Category
from backend.tasks.models import LinkKind, Priority
from backend.tasks.search import parts
from bench.seed.copying import Row
from bench.seed.place import TOPICS, Board, Place
from bench.seed.words import Language, Writer
from query.fold import searchable
from query.predicate import task_text

YEARS = 4
CATEGORIES = (Category.DONE, Category.TODO, Category.ACTIVE, Category.BACKLOG, Category.CANCELLED)
CATEGORY_WEIGHTS = (62, 14, 9, 10, 5)
PRIORITY_WEIGHTS = (45, 15, 22, 13, 5)
MARKS_WEIGHTS = (35, 30, 20, 10, 5)
ASSIGNEES_WEIGHTS = (25, 55, 15, 5)
# About so many of a hundred.
PARENTS, GRANDPARENTS, ARCHIVED_OF_DONE, TRASHED, BLOCKED, COMMENTED, DATED, WITH_FIELDS = 12, 15, 30, 1, 3, 25, 45, 40

# Workspace, task, comment or nothing, what stands before the words, the words, parts of them, folded fields as JSON.
Words = tuple[object, object, object, str, str, list[str], str]


@dataclass
class Batch:
    """Rows by what they are."""

    tasks: list[dict[str, object]] = field(default_factory=list)
    assignments: list[Row] = field(default_factory=list)
    labels: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


class Inventor:
    """Invents the tasks of a place in the order of their creation."""

    def __init__(self, random: Random, place: Place, count: int) -> None:
        self.random, self.place, self.count = random, place, count
        self.writer = Writer(random)
        self.numbers = dict.fromkeys((board.id for board in place.boards), 0)
        self.positions: dict[UUID, str] = {}
        self.now = datetime.now(UTC)
        self.at = self.now - timedelta(days=365 * YEARS)
        self.step = (self.now - self.at) / (count + 1)
        self.board_weights = _skewed(len(place.boards))
        self.label_weights = _skewed(len(place.labels))

    def batches(self, size: int) -> Iterator[Batch]:
        """All tasks, `size` or a few more at a time: no family is torn apart."""
        made = 0
        while made < self.count:
            batch = Batch()
            wanted = min(size, self.count - made)
            while len(batch.tasks) < wanted:
                board = self.random.choices(self.place.boards, self.board_weights)[0]
                self._family(batch, board, None, wanted - len(batch.tasks) - 1)
            made += len(batch.tasks)
            yield batch

    def _family(self, batch: Batch, board: Board, parent: dict[str, object] | None, room: int) -> dict[str, object]:
        """A task and those below it, at most `room`; how many there are it knows itself."""
        task = self._task(batch, board, parent)
        chance = PARENTS if parent is None else GRANDPARENTS
        if task["deleted_at"] is None and room > 0 and self._happens(chance):
            start = len(batch.tasks)
            children: list[dict[str, object]] = []
            while len(children) < self.random.randint(1, 6) and len(batch.tasks) - start < room:
                children.append(self._family(batch, board, task, room - (len(batch.tasks) - start) - 1))
            living = [child for child in children if child["deleted_at"] is None]
            task["subtask_count"] = len(living)
            task["subtask_done"] = sum(child["status_id"] == board.statuses[Category.DONE] for child in living)
        elif self._happens(BLOCKED) and batch.tasks[:-1]:
            self._link(batch, batch.tasks[-2], task)
        return task

    def _task(self, batch: Batch, board: Board, parent: dict[str, object] | None) -> dict[str, object]:
        random, language = self.random, self.writer.language()
        self.at += self.step
        category = random.choices(CATEGORIES, CATEGORY_WEIGHTS)[0]
        ended = min(self.now, self.at + timedelta(days=random.expovariate(1 / 20)))
        touched = ended if category in {Category.DONE, Category.CANCELLED} else self.at
        due = self.at + timedelta(days=random.randint(0, 120)) if self._happens(DATED) else None
        archived = ended if category == Category.DONE and self._happens(ARCHIVED_OF_DONE) else None
        trashed = ended if self._happens(TRASHED) else None
        self.numbers[board.id] += 1
        task: dict[str, object] = {
            "id": _uuid7(random, self.at),
            "workspace_id": self.place.id,
            "project_id": board.id,
            "number": self.numbers[board.id],
            "title": self.writer.title(language),
            "description": self.writer.description(language),
            "status_id": board.statuses[category],
            "priority": random.choices(list(Priority), PRIORITY_WEIGHTS)[0].value,
            "parent_id": None if parent is None else parent["id"],
            "position": self._position(board.statuses[category]),
            "start_at": due - timedelta(days=random.randint(1, 30)) if due and self._happens(50) else None,
            "due_at": due,
            "completed_at": ended if category == Category.DONE else None,
            "estimate": random.choice((0.5, 1.0, 2.0, 3.0, 5.0, 8.0)) if self._happens(30) else None,
            "is_blocked": False,
            "link_count": 0,
            "fields": self._fields(board) if self._happens(WITH_FIELDS) else {},
            "comment_count": random.randint(1, 5) if self._happens(COMMENTED) else 0,
            "subtask_count": 0,
            "subtask_done": 0,
            "created_by_id": random.choice(board.people),
            "archived_at": archived,
            "deleted_at": trashed,
            "created_at": self.at,
            "updated_at": trashed or touched,
        }
        batch.tasks.append(task)
        self._around(batch, board, task, language)
        return task

    def _around(self, batch: Batch, board: Board, task: dict[str, object], language: Language) -> None:
        """What hangs on a task."""
        random, shared = self.random, {"workspace_id": self.place.id, "task_id": task["id"]}
        people = dict.fromkeys(random.choices(board.people, k=random.choices(range(4), ASSIGNEES_WEIGHTS)[0]))
        marks = dict.fromkeys(
            random.choices(self.place.labels, self.label_weights, k=random.choices(range(5), MARKS_WEIGHTS)[0])
        )
        batch.assignments += [{**shared, "user_id": person} for person in people]
        batch.labels += [{**shared, "label_id": label} for label in marks]
        text = task_text(str(task["title"]), str(task["description"]))
        batch.words.append(
            (self.place.id, task["id"], None, f"-{task['number']}\n", text, parts(text), _texts(task["fields"]))
        )
        for number in range(int(str(task["comment_count"]))):
            at = self.at + timedelta(hours=number + 1)
            comment = {
                **shared,
                "id": _uuid7(random, at),
                "author_id": random.choice(board.people),
                "body": self.writer.comment(language),
                "created_at": at,
                "updated_at": at,
            }
            batch.comments.append(comment)
            text = searchable(str(comment["body"]))
            batch.words.append((self.place.id, task["id"], comment["id"], "", text, parts(text), "{}"))

    def _link(self, batch: Batch, source: dict[str, object], target: dict[str, object]) -> None:
        """`source` blocks `target`, as long as it is open."""
        batch.links.append(
            {
                "id": _uuid7(self.random, self.at),
                "workspace_id": self.place.id,
                "kind": LinkKind.BLOCKS,
                "source_id": source["id"],
                "target_id": target["id"],
                "created_by_id": target["created_by_id"],
                "created_at": self.at,
                "updated_at": self.at,
            }
        )
        closed = {status for board in self.place.boards for status in _closed(board)}
        for task in (source, target):
            task["link_count"] = int(str(task["link_count"])) + 1
        target["is_blocked"] = target["is_blocked"] or (
            source["status_id"] not in closed and source["deleted_at"] is None
        )

    def _fields(self, board: Board) -> dict[str, object]:
        random = self.random
        values: dict[str, object] = {
            "team": random.choice(TOPICS[:8]),
            "tags": sorted(random.sample(TOPICS[:8], random.randint(1, 3))),
            "cost": round(random.lognormvariate(5, 1.5), 2),
            "reference": f"R-{random.randrange(10**6):06}",
            "inspected": self.at.date().isoformat(),
            "approved": self._happens(50),
            "buyer": str(random.choice(board.people)),
        }
        return {key: values[key] for key in random.sample(list(values), random.randint(1, 5))}

    def _position(self, status_id: UUID) -> str:
        self.positions[status_id] = generate_key_between(self.positions.get(status_id), None)
        return self.positions[status_id]

    def _happens(self, percent: int) -> bool:
        return self.random.random() * 100 < percent


def _texts(fields: object) -> str:
    """The folded texts among the values of custom fields."""
    values = fields if isinstance(fields, dict) else {}
    return json.dumps({key: searchable(value) for key, value in values.items() if isinstance(value, str)})


def _closed(board: Board) -> tuple[UUID, UUID]:
    return board.statuses[Category.DONE], board.statuses[Category.CANCELLED]


def _skewed(count: int) -> list[float]:
    """A few are used by most, most by a few (Zipf)."""
    return [1 / (rank + 2) for rank in range(count)]


def _uuid7(random: Random, at: datetime) -> UUID:
    """An id as if made at that instant (RFC 9562 §5.7)."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62))
