"""Days of everything at once: whatever was done, log and tables tell the same afterwards."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from backend.accounts.models import User
from backend.activity.verify import Outcome, verify
from backend.projects.actions.project import create_project
from tests.activity.deeds import Chance, next_deed
from tests.backend.writers import at_once
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)

DEEDS = 300
SECONDS = 3.0


@dataclass
class Storm:
    """The harbour crew, what they found to play with, and what they were told."""

    world: World = field(default_factory=World)
    answers: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        crew = self.world
        yard = create_project(actor=crew.ann, workspace_id=crew.harbour.id, key="YARD", name="Yard")
        self.things = {
            "project": [str(crew.ops.id), str(yard.id)],
            "task": [str(crew.task(str(number)).id) for number in range(6)],
            "person": [str(one.id) for one in (crew.ann, crew.bob, crew.cleo, crew.vic)],
            "status": [str(crew.status(name).id) for name in ("Todo", "Doing", "Done")],
        }

    def chance(self, user: User, seed: int) -> Chance:
        """What somebody will do."""
        return Chance(self.world, Caller(user), random.Random(seed), self.things)

    def go_on(self, chance: Chance) -> None:
        """One more deed."""
        answer = next_deed(chance)(chance)
        self.answers[answer.status] += 1
        if answer.status >= 500:
            self.failures.append(answer.text)


@pytest.fixture
def storm(db: None) -> Storm:
    """It is about to begin."""
    del db
    return Storm()


def test_the_log_tells_all_of_it(storm: Storm) -> None:
    crew = storm.world
    chances = [
        storm.chance(user, seed) for seed, user in enumerate((crew.ann, crew.bob, crew.cleo, crew.vic, crew.eve))
    ]
    turns = random.Random(1841)

    for _ in range(DEEDS):
        storm.go_on(turns.choices(chances, weights=(6, 4, 2, 1, 1))[0])

    assert storm.failures == []
    assert list(verify(Outcome())) == []
    assert storm.answers[200] + storm.answers[201] + storm.answers[204] > DEEDS / 5, storm.answers


def test_the_log_tells_all_of_it_when_everybody_writes_at_the_same_time(storm: Storm) -> None:
    crew = storm.world

    def blow(chance: Chance) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            storm.go_on(chance)

    chances = [
        storm.chance(user, seed) for seed, user in enumerate((crew.ann, crew.ann, crew.bob, crew.bob, crew.cleo))
    ]
    results = at_once(*[lambda chance=chance: blow(chance) for chance in chances])

    assert results == [None] * len(chances)
    assert storm.failures == []
    assert list(verify(Outcome())) == []
