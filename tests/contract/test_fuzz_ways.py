"""Operations are called one after the other, each with what the one before has made."""

from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.core.transport import Response
from schemathesis.generation.stateful import run_state_machine_as_test

from tests.contract.calls import EXAMPLES, described, takes_what_it_describes
from tests.contract.conftest import as_made
from tests.roles.places import Scene


@pytest.mark.django_db
def test_whatever_comes_after_whatever(scene: Scene) -> None:
    class Ways(described(things_in_paths=False).as_state_machine()):  # type: ignore[misc]
        """One way: it begins in the world, and leaves it as it was."""

        def setup(self) -> None:
            self.ending = ExitStack()
            self.ending.enter_context(as_made(scene))

        def teardown(self) -> None:
            self.ending.close()

        def validate_response(self, response: Response, case: Case[Any], **options: Any) -> None:
            super().validate_response(response, case, additional_checks=[takes_what_it_describes], **options)

    run_state_machine_as_test(
        Ways,
        settings=settings(
            max_examples=20 * EXAMPLES,
            stateful_step_count=8,
            phases=[Phase.generate],
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
