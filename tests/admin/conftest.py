"""Rita operates the installation."""

import pytest
from django.test import Client

from backend.accounts.actions import create_user
from backend.accounts.models import User
from tests.accounts.conftest import environment
from tests.backend.conftest import world

__all__ = ["environment", "world"]

PASSWORD = "tide-rises-at-noon"


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every story has one."""


@pytest.fixture
def rita() -> User:
    """The operator."""
    return create_user(email="rita@example.org", password=PASSWORD, first_name="Rita", last_name="Orr", is_admin=True)


@pytest.fixture
def pages(rita: User) -> Client:
    """Rita's browser, signed in."""
    browser = Client()
    answer = browser.post("/admin/login/", {"username": rita.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/admin/"
    return browser
