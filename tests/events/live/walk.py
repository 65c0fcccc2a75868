"""A random walk: what is true at each step, and how time and the network take part in it."""

import sys
import time
import traceback
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backend.accounts.models import User
from backend.tasks.models import Task
from tests.events.live.ground import Ground
from tests.events.live.kept import Kept, Refused, require_true, until_refused
from tests.events.live.lists import Clock, Crew

QUERIES = (
    "",
    "is:open label:bug,crane or ops-1",
    "is:any -status:doing priority:>=high",
    "due:<2d -is:overdue",
    "is:overdue or due:today or field.day:<tomorrow",
    "field.size:>=3 or field.owner:cleo or field.note:crane",
    "assignee:me or author:cleo or -project:OPS",
    "updated:>-1h (label:none or has:comment or is:blocked or is:subtask)",
    "is:archived or completed:>-2h or blocks:OPS-1",
)
SOME = st.integers(0, 5)


class Walk(RuleBasedStateMachine):
    """`failures`: what went wrong, and all that was done before."""

    crew: ClassVar[Crew]
    clock: ClassVar[Clock]
    failures: ClassVar[list[str]]

    def __init__(self) -> None:
        super().__init__()
        self.ground = Ground(self.crew)
        self.lists: list[Kept] = []
        self.others_done = 0
        for query in QUERIES:
            self.keep(self.crew.ann, query)
        for query in QUERIES[:7:2]:
            self.keep(self.crew.cleo, query)

    def keep(self, user: User, query: str) -> None:
        """A list of somebody."""
        kept = self.crew.keeper.keep(self.crew.caller(user), self.ground.id, query)
        kept.user = user
        self.lists.append(kept)

    def task(self, number: int) -> str:
        """Where a task is."""
        return f"/api/tasks/{self.ground.one(Task, number).id}"

    def others(self, method: str, path: str, **body: object) -> None:
        """What is no task's own change may make lists be read again, once."""
        self.others_done += 1
        self.ground.call(method, path, **body)

    @invariant()
    def lists_are_true(self) -> None:
        """Unless what they name is gone: then they have ended, and begin anew if it is there again."""
        time.sleep(0.05)  # mostly enough, and cheaper than asking again
        for kept in [kept for kept in self.lists if not kept.is_offline]:
            try:
                require_true(kept)
            except Refused:
                until_refused(kept)
                self.lists.remove(kept)
                if kept.user:
                    self.keep(kept.user, kept.q)
            assert len(kept.resets) <= self.others_done, (kept, kept.resets)

    @rule(seconds=st.sampled_from([40, 700, 4_000, 11_000, 50_000, 90_000]))
    def wait(self, seconds: float) -> None:
        self.clock.shift(seconds)

    @rule(number=st.integers(0, 20))
    def cut(self, number: int) -> None:
        self.crew.keeper.cut(self.lists[number % len(self.lists)])

    @rule(number=st.integers(0, 20))
    def lose_the_network(self, number: int) -> None:
        self.crew.keeper.cut(self.lists[number % len(self.lists)], is_offline=True)

    @precondition(lambda self: any(kept.is_offline for kept in self.lists))
    @rule()
    def find_the_network(self) -> None:
        for kept in self.lists:
            kept.is_offline = False

    def teardown(self) -> None:
        if error := sys.exc_info()[1]:
            self.failures.append("".join([*traceback.format_exception(error)[-3:], *self.ground.done]))
        else:
            self.find_the_network()
            self.lists_are_true()
        for kept in self.lists:
            self.crew.keeper.end(kept)
