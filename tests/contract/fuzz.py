"""Every operation is called with all that its schema allows and forbids, and answers as the schema says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from schemathesis import Case

from tests.contract.calls import described, takes_what_it_describes
from tests.contract.conftest import undone

schema = described(things_in_paths=True)


@pytest.mark.django_db
@schema.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_it_does_what_it_says(case: Case[Any], scene: None) -> None:
    with undone():
        case.call_and_validate(additional_checks=[takes_what_it_describes])
