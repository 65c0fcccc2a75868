"""Really committed transactions: these stories are about several at once."""

from collections.abc import Callable, Iterator

import pytest

from backend.accounts import keys, tokens
from config.settings import load
from tests.accounts.caller import Caller
from tests.accounts.letters import forget

SetEnvironment = Callable[..., None]


@pytest.fixture(autouse=True)
def _committed(transactional_db: None) -> None:
    """No job is left over from another story."""
    del transactional_db
    forget()


@pytest.fixture
def nobody() -> Caller:
    """A caller without a token."""
    return Caller()


@pytest.fixture
def ann(nobody: Caller) -> Caller:
    """Ann Lee, signed up: the installation's first person."""
    return Caller(nobody.sign_up(first_name="Ann", last_name="Lee").json["access"])


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetEnvironment]:
    """Sets variables as if the process had been started with them."""

    def set_environment(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        _forget()

    yield set_environment
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for cached in (load, keys.signer, keys.verifying, keys.jwks, tokens._verified_access):
        cached.cache_clear()
