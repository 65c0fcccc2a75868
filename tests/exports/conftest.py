"""The harbour crew with everything in its workspace, committed: an export reads in a transaction of its own."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from pytest_django import Settings

from backend.exports.actions.making import make_export
from tests.everything import fill
from tests.files import download
from tests.world import Caller, World

Json = Any
Lines = dict[str, list[Json]]


@pytest.fixture
def world(transactional_db: None, tmp_path: Path, settings: Settings) -> World:
    """The harbour crew, and a folder for its files."""
    del transactional_db
    options = settings.STORAGES["default"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_workers CASCADE")
    return World()


@pytest.fixture
def ann(world: World) -> Caller:
    """The owner, whose workspace holds everything there is."""
    ann = Caller(world.ann)
    fill(world, ann)
    return ann


def exported(caller: Caller, workspace_id: object, **body: str) -> bytes:
    """The file of an export, asked for and made."""
    made = caller.post("/api/exports", {"workspace_id": str(workspace_id), **body})
    assert made.status == 201, made.text
    make_export(made.json["id"])
    answer = download(caller, f"/api/exports/{made.json['id']}/file")
    assert answer.status == 200, answer.content
    return answer.content


def lines(archive: bytes) -> Lines:
    """Resource → what the zip says of each."""
    with ZipFile(BytesIO(archive)) as file:
        names = [name for name in file.namelist() if name.endswith(".ndjson")]
        return {
            name.removesuffix(".ndjson"): [json.loads(line) for line in file.read(name).splitlines()] for name in names
        }
