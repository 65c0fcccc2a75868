"""The workspace that is measured: a board of 400 tasks, a list of 5,000, and somebody who may see and change both.

All titles are English: letters of other alphabets bring the part of the font that has them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random
from uuid import UUID

import httpx
from django.db import transaction

from backend.accounts.models import User
from backend.core.ranks import ranks
from backend.projects.models import Category, Project
from backend.tasks.models import Task, TaskSearch
from backend.workspaces.actions import add_member
from bench.seed.fill import analyse, write
from bench.seed.place import Board, Place, furnish
from bench.seed.tasks import Batch, Inventor
from bench.seed.words import ENGLISH
from tests.e2e.system import Account, sign_up

PEOPLE, LABELS = 12, 20


@dataclass(frozen=True)
class Measured:
    """Where it is measured, and by whom."""

    account: Account
    workspace: UUID
    board: str
    list: str
    tasks: Sequence[str]

    @property
    def board_path(self) -> str:
        """The page of the board."""
        return f"/p/{self.board}/board"

    @property
    def list_path(self) -> str:
        """The page of the list."""
        return f"/p/{self.list}/list"


def place(client: httpx.Client, cards: int, rows: int) -> Measured:
    """Make it; `client` speaks to the API for its person from then on."""
    account, random = sign_up(client, "Ann"), Random(1)
    made = furnish(random, name="Harbour", people=PEOPLE, projects=2, labels=LABELS)
    add_member(made.id, actor=made.owner, user=User.objects.get(id=account.id), role="admin")
    board, long = made.boards
    tasks = _fill(random, made, board, cards)
    _fill(random, made, long, rows)
    analyse("VACUUM ANALYZE", (Task, TaskSearch))
    return Measured(account, made.id, board.key, long.key, tasks)


def _fill(random: Random, made: Place, board: Board, count: int) -> list[str]:
    """So many tasks in one project, all of them in sight: their ids, from top to bottom."""
    inventor = Inventor(random, replace(made, boards=[board]), count)
    (batch,) = inventor.batches(count)
    _flatten(batch, board)
    for task in batch.tasks:
        task["title"] = inventor.writer.title(ENGLISH)
    with transaction.atomic():
        write(batch)
        Project.objects.filter(id=board.id).update(last_number=count)
    return [str(task["id"]) for task in batch.tasks]


def _flatten(batch: Batch, board: Board) -> None:
    """No task below another, none put away, and as many in one status as in the next."""
    batch.links.clear()
    places = ranks(len(batch.tasks))
    for task, position, (category, status) in zip(batch.tasks, places, cycle(board.statuses.items()), strict=False):
        task.update(
            status_id=status,
            position=position,
            completed_at=task["updated_at"] if category == Category.DONE else None,
            parent_id=None,
            subtask_count=0,
            subtask_done=0,
            link_count=0,
            is_blocked=False,
            archived_at=None,
            deleted_at=None,
        )
