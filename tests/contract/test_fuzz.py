"""Every operation is called with all that its schema allows and forbids, and answers as the schema says."""

from typing import Any

import pytest
from schemathesis import Case

from tests.contract.calls import labels, make_calls, takes_what_it_describes
from tests.contract.conftest import as_made
from tests.roles.places import Scene


@pytest.mark.django_db
@pytest.mark.parametrize("label", labels())
def test_it_does_what_it_says(label: str, scene: Scene) -> None:
    def call(case: Case[Any]) -> None:
        with as_made(scene):
            case.call_and_validate(additional_checks=[takes_what_it_describes])

    make_calls(label, call)
