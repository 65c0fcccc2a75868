"""A world with something of everything in it, which every call finds as it was made."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from pytest_django import DjangoDbBlocker

from tests.contract.gateway import world
from tests.roles.places import Place, Scene, Who
from tests.world import Caller

RENEWED_AFTER = 300.0  # seconds, of the ten minutes that a token lives

_signed_in = {"at": 0.0}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The world of this module."""
    with django_db_blocker.unblock(), undone():
        scene = Scene(Place.SHARED)
        world.update(scene.names(Who.OWNER))
        _sign_in(scene)
        with within_one_transaction():
            yield scene


@contextmanager
def as_made(scene: Scene) -> Iterator[None]:
    """What the owner does inside has not happened."""
    if monotonic() - _signed_in["at"] > RENEWED_AFTER:
        _sign_in(scene)
    with undone():
        yield


def _sign_in(scene: Scene) -> None:
    """With a token of the moment: that of the beginning ends before a long run does."""
    world["access"], _signed_in["at"] = Caller(scene.people[Who.OWNER]).token, monotonic()


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def within_one_transaction() -> Iterator[None]:
    """Requests leave the connection open, with all that has not been committed."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
