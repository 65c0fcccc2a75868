"""What the stories of the writer begin with and look at."""

from backend.accounts.models import User
from backend.imports.board import Board
from backend.imports.report import Kind, Outcome, Report
from backend.imports.writer import write
from backend.tasks.models import Task
from tests.world import World


def bring(world: World, board: Board, actor: User | None = None) -> Report:
    return write(board, actor=actor or world.ann, workspace=world.harbour)


def counts(report: Report, outcome: Outcome) -> dict[str, int]:
    return {kind.value: report.counts[kind, outcome] for kind in Kind if report.counts[kind, outcome]}


def task(number: int, key: str = "QR") -> Task:
    return Task.objects.select_related("status", "created_by").get(project__key=key, number=number)


def in_order(column: str) -> list[str]:
    rows = Task.objects.filter(project__key="QR", status__name=column, parent=None).order_by("position", "id")
    return [row.title[:12] for row in rows]


def names(of: Task) -> list[str]:
    return [User.objects.get(id=one.user_id).name for one in of.assignments.order_by("id")]
