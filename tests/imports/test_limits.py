"""Files that would be the end of whoever opens them, and imports that nobody can finish."""

import time
from uuid import UUID

import pytest
from django.db import DataError, OperationalError

from backend.imports import actions
from backend.imports.board import BrokenFileError
from backend.imports.models import Import
from backend.imports.trello import read
from backend.tasks import storage
from tests.imports.test_api import CSV, send
from tests.imports.test_csv import table
from tests.world import Caller, World


class Killed(BaseException):
    """As if the process had gone."""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"cards": [' + b"{}," * 1_000_000 + b"{}]}", "holds more than 1,000,000 objects and lists, which no board"),
        (b'{"cards": [' + b'"a",' * 3_000_001 + b"1]}", "holds more than 3,000,000 values, which no board does."),
    ],
)
def test_a_small_file_of_very_many_things_is_no_board(content: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFileError) as refused:
        read(content)
    assert str(refused.value).startswith(sentence)


def test_a_table_of_very_many_cells_is_refused_before_they_are_made() -> None:
    with pytest.raises(BrokenFileError, match=r"^has more than 2,000,000 cells: divide it\.$"):
        table(b"Title" + b"," * 2_000_001)


def test_what_the_api_is_sent_is_limited_too(world: World) -> None:
    refused = send(Caller(world.ann), world, b"[" + b"{}," * 1_000_000 + b"{}]", "b.json")
    assert refused.status == 422
    assert refused.faults["body.file"].startswith("b.json holds more than 1,000,000 objects")


def test_a_long_chain_of_parents_is_followed_once() -> None:
    rows = [f"{number},t{number},{number + 1}" for number in range(1, 16_000)]
    began = time.process_time()
    board = table("\n".join(["Id,Title,Parent", *rows, "16000,top,"]))
    assert time.process_time() - began < 5  # half a minute, where each goes all the way
    assert [card.title for card in board.cards[:2]] == ["top", "t15999"]
    assert all(card.parent for card in board.cards[1:])


def test_an_import_that_ends_its_worker_is_begun_five_times(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, begun = Caller(world.ann), list[str]()
    made = send(ann, world, CSV, "a.csv").json["id"]

    def killed(key: str) -> bytes:
        begun.append(key)
        raise Killed

    monkeypatch.setattr(storage, "whole", killed)
    for _ in range(5):
        with pytest.raises(Killed):
            actions.run_import(UUID(made))
    actions.run_import(UUID(made))
    found = ann.get(f"/api/imports/{made}").json
    assert (found["state"], len(begun)) == ("failed", 5)
    assert found["error"].startswith("The import was begun five times and never came to its end")


def test_only_what_passes_is_waited_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = Caller(world.ann)
    names = ("storage", "database", "data", "gone")
    ids = {name: send(ann, world, CSV, f"{name}.csv").json["id"] for name in names}

    def fails(name: str, error: type[Exception], times: int = 1) -> dict[str, str]:
        def failing(_key: str) -> bytes:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(storage, "whole", failing)
            for _ in range(times):
                with pytest.raises(error):
                    actions.run_import(UUID(ids[name]))
        found: dict[str, str] = ann.get(f"/api/imports/{ids[name]}").json
        return found

    assert fails("storage", storage.StorageDown, times=7)["state"] == "waiting"
    assert fails("database", OperationalError)["state"] == "waiting"
    assert "for a reason of the installation" in fails("data", DataError)["error"]
    gone = Import.objects.select_related("file").get(id=ids["gone"])
    assert gone.file is not None
    storage.remove(gone.file.key)
    for name in ("gone", "storage"):
        actions.run_import(UUID(ids[name]))
    states = {name: ann.get(f"/api/imports/{key}").json["state"] for name, key in ids.items()}
    assert states == {"storage": "done", "database": "waiting", "data": "failed", "gone": "failed"}
