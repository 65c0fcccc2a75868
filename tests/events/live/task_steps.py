"""Steps of the walk: what is done to tasks."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from backend.core.clock import now
from backend.projects.models import Label, Project
from tests.events.live.walk import SOME, Walk

HOURS = (-30, -2, -0.05, 0.01, 0.5, 3, 20, 26, 60)
DAYS = ("2026-11-20", "2026-11-22", "2026-12-31")


class TaskSteps(Walk):
    """None of them makes a list be read again."""

    @rule(project=SOME, title=st.sampled_from(["Crane", "Gate 4", "crash ops-2"]), hours=st.sampled_from(HOURS))
    def create(self, project: int, title: str, hours: float) -> None:
        self.ground.call(
            "POST",
            "/api/tasks",
            project_id=str(self.ground.one(Project, project).id),
            title=title,
            due_at=(now() + timedelta(hours=hours)).isoformat(),
        )

    @rule(number=SOME, value=st.sampled_from(["urgent", "low"]))
    def weigh(self, number: int, value: str) -> None:
        self.ground.call("PATCH", self.task(number), priority=value)

    @rule(number=SOME, hours=st.sampled_from(HOURS))
    def put_off(self, number: int, hours: float) -> None:
        self.ground.call("PATCH", self.task(number), due_at=(now() + timedelta(hours=hours)).isoformat())

    @rule(number=SOME, status=st.sampled_from(["Todo", "Doing", "Done", "Cancelled"]))
    def advance(self, number: int, status: str) -> None:
        self.ground.call("PATCH", self.task(number), status=status)

    @rule(number=SOME, labels=st.lists(SOME, max_size=2), people=st.lists(SOME, max_size=2))
    def attach(self, number: int, labels: list[int], people: list[int]) -> None:
        chosen = {str(self.ground.one(Label, one).id) for one in labels if self.ground.all(Label)}
        assigned = {str(self.ground.people[one % 3].id) for one in people}
        self.ground.call("PATCH", self.task(number), labels=sorted(chosen), assignees=sorted(assigned))

    @rule(number=SOME, size=st.integers(1, 5), day=st.sampled_from(DAYS), owner=SOME)
    def fill(self, number: int, size: int, day: str, owner: int) -> None:
        fields = {"size": size, "day": day, "owner": str(self.ground.people[owner % 3].id), "note": "a crane"}
        self.ground.call("PATCH", self.task(number), fields=fields)

    @rule(number=SOME, project=SOME)
    def move(self, number: int, project: int) -> None:
        self.ground.call("PATCH", self.task(number), project_id=str(self.ground.one(Project, project).id))

    @rule(number=SOME, deed=st.sampled_from(["archive", "unarchive", "restore", "purge"]))
    def put_away(self, number: int, deed: str) -> None:
        self.ground.call("POST", f"{self.task(number)}/{deed}")

    @rule(number=SOME)
    def throw_away(self, number: int) -> None:
        self.ground.call("DELETE", self.task(number))

    @rule(number=SOME)
    def comment(self, number: int) -> None:
        self.ground.call("POST", f"{self.task(number)}/comments", body="Well")

    @rule(number=SOME, other=SOME, kind=st.sampled_from(["blocks", "relates"]))
    def link(self, number: int, other: int, kind: str) -> None:
        self.ground.call("POST", f"{self.task(number)}/links", kind=kind, task_id=self.task(other)[11:])

    @rule(number=SOME, other=SOME)
    def hang_below(self, number: int, other: int) -> None:
        self.ground.call("PATCH", self.task(number), parent_id=self.task(other)[11:])
