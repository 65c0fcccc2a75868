"""Whatever happens, in whatever order: lists that were read once and followed since are what the API shows."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.events.live.lists import Clock, Crew
from tests.events.live.other_steps import OtherSteps
from tests.events.live.task_steps import TaskSteps

WALKS = settings(
    max_examples=3,
    stateful_step_count=16,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)


def test_lists_stay_true_on_a_random_walk(crew: Crew, clock: Clock) -> None:
    failed: list[str] = []
    steps = type("Steps", (TaskSteps, OtherSteps), {"crew": crew, "clock": clock, "failures": failed})
    try:
        run_state_machine_as_test(steps, settings=WALKS)
    except Exception:
        # Hypothesis walks once more, and it may end otherwise: what counts is the first time.
        assert not failed, failed[0]
        raise
