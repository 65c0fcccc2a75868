"""A world with something of everything in it, which every call finds as it was made."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from pytest_django import DjangoDbBlocker

from tests.contract.gateway import world
from tests.roles.places import Place, Scene, Who
from tests.world import Caller


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The world of this module."""
    with django_db_blocker.unblock(), undone():
        scene = Scene(Place.SHARED)
        world.update(scene.names(Who.OWNER), access=Caller(scene.people[Who.OWNER]).token)
        with within_one_transaction():
            yield


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
