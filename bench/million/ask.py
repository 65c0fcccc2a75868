"""Asks over HTTP, one request after the other, and takes the time."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode
from uuid import UUID

import httpx

from backend.projects.models import Label, Project, ProjectMember, Status, Visibility
from backend.workspaces.models import Member, Workspace
from bench.api.operations import Request
from bench.api.sides import Side, ours
from bench.api.statements import capture, logged
from bench.million.plans import explained
from bench.million.questions import TRASH_PAGES, Question
from bench.seed.fill import fill
from bench.seed.place import Board, Place

NAME = "A million things"
ALL_CORES = "0,1"


@dataclass(frozen=True)
class Answered:
    """Milliseconds."""

    name: str
    median: float
    p95: float
    asked: int
    limit_ms: int
    remark: str

    @property
    def is_slow(self) -> bool:
        """Slower than promised, or refused."""
        return self.median > self.limit_ms or bool(self.remark)

    def line(self) -> str:
        """A row of the table."""
        mark = self.remark or (f"more than {self.limit_ms}" if self.is_slow else "")
        return f"{self.name:44}{self.median:9.1f}{self.p95:9.1f}  {mark}"


@contextmanager
def asked(variables: Mapping[str, str], folder: Path, tasks: int) -> Iterator[tuple["Asker", Place]]:
    """The API over the filled database, which is filled first if need be."""
    place = _place() or fill(
        name=NAME, tasks=tasks, people=300, projects=20, labels=200, seed=1, events=False, say=print
    )
    with ours(variables, folder, cores=ALL_CORES) as side, httpx.Client(base_url=side.url, timeout=60) as client:
        yield Asker(side, client, place, folder), place


class Asker:
    """Two people who ask in turn."""

    def __init__(self, side: Side, client: httpx.Client, place: Place, folder: Path) -> None:
        self.side, self.client, self.place, self.folder = side, client, place, folder
        self.people = (place.owner.id, place.people[1])

    def ask(self, question: Question, *, repeat: int, seconds: float) -> Answered:
        """As often as `repeat`, or until `seconds` are over; the first time of each person does not count."""
        random, remark = Random(question.name), ""
        times: list[float] = []
        tokens = self.side.sign_in(self.people)
        try:
            cursors = {user: self._deep_cursor(question, tokens[user]) for user in self.people if question.deep}
            until = time.monotonic() + seconds
            while len(times) < repeat + len(self.people) and (len(times) < 4 or time.monotonic() < until):
                user = self.people[len(times) % len(self.people)]
                path = self._path(question, random, cursors.get(user))
                times.append(self._time(path, tokens[user]))
        except httpx.HTTPStatusError as error:
            remark = f"{error.response.status_code}: {error.response.text[:120]}"
        counted = sorted(times[len(self.people) :]) or [0.0]
        p95 = counted[ceil(len(counted) * 0.95) - 1]
        return Answered(question.name, median(counted), p95, len(counted), question.limit_ms, remark)

    def explain(self, question: Question, folder: Path) -> None:
        """Write the plans of the statements that took long."""
        user = self.people[0]
        cursor = self._deep_cursor(question, self.side.sign_in([user])[user]) if question.deep else None
        path = self._path(question, Random(question.name), cursor)
        try:
            with logged(self.folder / "postgres") as log:
                captured = capture(self.side, [Request("GET", path, user)], log)
        except httpx.HTTPStatusError:
            return
        folder.mkdir(parents=True, exist_ok=True)
        name = "-".join(part for part in question.name.replace(",", "").split())
        (folder / f"{name}.txt").write_text(explained(path, captured[0].statements), encoding="utf-8")

    def _path(self, question: Question, random: Random, cursor: str | None) -> str:
        values = dict(question.parameters(random))
        if question.path is not None:
            return f"{question.path(random)}?{urlencode(values)}"
        extra = {"cursor": cursor} if cursor else {}
        return f"/api/tasks?{urlencode({'workspace': self.place.id, **values, **extra}, doseq=True)}"

    def _time(self, path: str, token: str) -> float:
        start = time.perf_counter()
        answer = self.client.get(path, headers={"Authorization": f"Bearer {token}"})
        spent = (time.perf_counter() - start) * 1000
        answer.raise_for_status()
        return spent

    def _deep_cursor(self, question: Question, token: str) -> str:
        """In the same order through the trash, which is as far in fewer steps: a cursor names a place in the order."""
        cursor: str | None = None
        for _ in range(TRASH_PAGES):
            values = {**question.parameters(Random(0)), "deleted": "true", "limit": 200, "workspace": self.place.id}
            path = f"/api/tasks?{urlencode(values | ({'cursor': cursor} if cursor else {}))}"
            answer = self.client.get(path, headers={"Authorization": f"Bearer {token}"}).raise_for_status()
            following: str | None = answer.json()["next"]
            cursor = following or cursor
        return cursor or ""


def _place() -> Place | None:
    """The workspace as `fill` left it."""
    workspace = Workspace.objects.filter(name=NAME).first()
    if workspace is None:
        return None
    members = Member.objects.filter(workspace=workspace).select_related("user").order_by("created_at", "id")
    people = [member.user for member in members]
    labels = list(Label.objects.filter(workspace=workspace).order_by("created_at").values_list("id", flat=True))
    projects = Project.objects.filter(workspace=workspace).order_by("created_at", "id")
    everybody = [person.id for person in people]
    boards = [_board(project, everybody) for project in projects]
    return Place(workspace.id, workspace.name, people[0], everybody, boards, labels)


def _board(project: Project, everybody: Sequence[UUID]) -> Board:
    own = ProjectMember.objects.filter(project=project).values_list("user_id", flat=True)
    statuses = dict(Status.objects.filter(project=project).values_list("category", "id"))
    people = list(own) if project.visibility == Visibility.PRIVATE else everybody
    return Board(project.id, project.key, statuses, people)
