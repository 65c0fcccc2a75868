"""Boards in both of Trello's forms, and the harbour crew into whose workspace they go."""

import copy
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from backend.imports.board import Board
from backend.imports.trello import read
from config.settings import load
from tests.world import World

BOARDS = Path(__file__).parent / "boards"

Json = Any


def raw(name: str) -> Json:
    """A board as Trello writes it, to be changed at will."""
    return copy.deepcopy(json.loads((BOARDS / f"{name}.json").read_bytes()))


def parsed(data: Json) -> Board:
    """What the reader makes of it."""
    return read(json.dumps(data).encode())


@pytest.fixture
def world(db: None) -> World:
    """The harbour crew."""
    del db
    return World()


def environment(**more: str) -> dict[str, str]:
    """For a process of its own on the database of this test."""
    parts = urlsplit(load().database_url)
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_URL": url, **more}
