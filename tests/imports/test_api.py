"""Imports as a client of the API asks for them, and as the job does them."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from backend.core.clock import now
from backend.core.ids import uuid7
from backend.imports import actions
from backend.imports.models import Import, ImportedRow
from backend.imports.writer import alone
from backend.projects.models import Project
from backend.tasks.models import StoredFile, Task
from config.settings import Settings
from tests.files import MULTIPART, multipart
from tests.follow import Follower
from tests.imports.conftest import BOARDS, raw
from tests.world import Answer, Caller, Json, World

CSV = b"Title,Status,Due\nBring the pallets,Doing,2026-12-01\nSweep the pier,,soon\n"


@pytest.fixture
def ann(world: World) -> Caller:
    """Ann, the owner."""
    return Caller(world.ann)


def send(
    caller: Caller, world: World, content: bytes, name: str = "board.json", path: str = "", **values: str
) -> Answer:
    """Send a file to be imported."""
    fields = {"workspace_id": str(world.harbour.id), "source": "trello" if name.endswith("json") else "csv"} | values
    key = {"Idempotency_Key": fields.pop("key")} if "key" in fields else {}
    body = multipart(content, name, **fields)
    return caller.call("POST", f"/api/imports{path}", body, Content_Type=MULTIPART, **key)


def jobs() -> list[str]:
    """The imports that are enqueued."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'import_id' FROM procrastinate_jobs WHERE task_name = 'imports.run' ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]


def test_ann_sends_a_board_and_sees_what_became_of_it(world: World, ann: Caller) -> None:
    content = (BOARDS / "new.json").read_bytes()
    sent = send(ann, world, content)
    assert sent.status == 201, sent.text
    assert {name: sent.json[name] for name in ("state", "source", "file_name", "project_name", "total", "done")} == {
        "state": "waiting",
        "source": "trello",
        "file_name": "board.json",
        "project_name": "Quay repairs 🛠",
        "total": 24,
        "done": 0,
    }
    assert jobs() == [sent.json["id"]]
    follower = Follower()
    follower.check()

    actions.run_import(UUID(sent.json["id"]))
    follower.check()
    found = ann.get(f"/api/imports/{sent.json['id']}").json
    project = Project.objects.get(key="QR")
    assert (found["state"], found["done"], found["project_id"]) == ("done", 24, str(project.id))
    assert found["counts"]["task"] == {"created": 15}
    assert {"row": "card 17", "reason": "is not an object: not taken"} in found["problems"]
    assert found["problem_count"] == len(found["problems"]) == len(listed(ann, found))
    assert world.events()[-1] == "import.updated"
    assert StoredFile.objects.get().removed_at is not None
    assert ann.get(f"/api/imports?workspace={world.harbour.id}").items == [found]

    again = send(ann, world, content).json["id"]
    actions.run_import(UUID(again))
    assert ann.get(f"/api/imports/{again}").json["counts"]["task"] == {"unchanged": 15}
    actions.run_import(UUID(again))  # a job may run twice
    follower.check()


def listed(caller: Caller, found: Json) -> list[Json]:
    return caller.get(f"/api/imports/{found['id']}/problems").items


def test_an_import_is_the_business_of_who_asked_for_it(world: World, ann: Caller) -> None:
    made = send(ann, world, (BOARDS / "old.json").read_bytes()).json
    before = world.last
    bob, cleo, vic, eve = map(Caller, (world.bob, world.cleo, world.vic, world.eve))
    for caller in (bob, eve):
        assert caller.get(f"/api/imports/{made['id']}").status == 404
        assert caller.get("/api/imports").items == []
    assert bob.get(f"/api/events?workspace={world.harbour.id}&type=import.*").items == []
    assert len(ann.get(f"/api/events?workspace={world.harbour.id}&type=import.*").items) == 1
    assert send(vic, world, CSV, "a.csv").status == 403
    assert send(eve, world, CSV, "a.csv").status == 404
    assert world.last == before
    actions.run_import(UUID(send(cleo, world, (BOARDS / "old.json").read_bytes()).json["id"]))
    told = cleo.get("/api/imports").items[0]
    assert (told["state"], told["error"][:16]) == ("failed", "The file names 森")
    assert (told["problems"], Task.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"{", "b.json", "b.json is not complete JSON: expecting property name enclosed in double quotes in line 1,"),
        (b'{"name": "\xe9"}', "b.json", "b.json is not a text file in UTF-8."),
        (b"[1]", "b.json", "b.json is JSON, but not a Trello board."),
        (b'{"lists": [], "id": "1"}', "b.json", "b.json is JSON, but not a Trello board: it has no cards."),
        (b"[" * 100_000, "b.json", "b.json is not JSON of a sane size and depth."),
        (b'Title\n"half', "t.csv", "t.csv is not complete CSV: a quotation mark is opened and never closed in line 2."),
        (b"PK\x03\x04xxxx", "t.csv", "t.csv is an Excel file or an archive: save the sheet as CSV first."),
        (b"Title\nx\0y", "t.csv", "t.csv holds NUL characters, as no text does."),
        (b"\n \n", "t.csv", "t.csv is empty."),
        (b"a,b\n1,2", "t.csv", "t.csv has no column of titles among “a”, “b”: say which one it is."),
    ],
)
def test_a_broken_file_is_refused_at_once(world: World, ann: Caller, content: bytes, name: str, sentence: str) -> None:
    before = world.last
    refused = send(ann, world, content, name)
    assert refused.status == 422
    assert refused.faults["body.file"].startswith(sentence), refused.text
    assert (world.last, Import.objects.count(), StoredFile.objects.count(), jobs()) == (before, 0, 0, [])


def test_what_is_no_import_is_refused(world: World, ann: Caller) -> None:
    before = world.last
    assert send(ann, world, b"", "a.csv").faults == {"body.file": "is empty"}
    assert send(ann, world, CSV, "a.csv", colour="red").faults.keys() == {"body.colour"}
    assert send(ann, world, CSV, "a.csv", mapping="{").faults.keys() == {"body.mapping"}
    assert send(ann, world, CSV, "a.csv", mapping='{"Titel": "title"}').faults == {
        "body.file": "a.csv has no column “Titel”, did you mean Title?."
    }
    assert "“tittle”" in send(ann, world, CSV, "a.csv", mapping='{"Due": "tittle"}').text
    assert send(ann, world, CSV, "a.csv", project_id=str(uuid7())).faults.keys() == {"body.project_id"}
    assert send(ann, world, CSV, "a.csv", project_name=" ").faults.keys() == {"body.project_name"}
    board = (BOARDS / "old.json").read_bytes()
    assert send(ann, world, board, project_name="Mine").faults.keys() == {"body.source"}
    assert send(ann, world, CSV, "a.csv", source="jira").status == 422
    ann.post(f"/api/projects/{world.ops.id}/archive")
    assert send(ann, world, CSV, "a.csv", project_id=str(world.ops.id)).status == 409
    assert ann.post("/api/imports", {"source": "csv"}).status == 415
    limit = Settings.model_fields["attachment_limit"].default
    assert send(ann, world, b"Title\n" + b"x" * limit, "a.csv").status == 413
    assert (world.events(before), Import.objects.count()) == (["project.archived"], 0)


def test_sent_twice_under_one_key_it_is_one_import(world: World, ann: Caller) -> None:
    first, again = send(ann, world, CSV, "a.csv", key="one"), send(ann, world, CSV, "a.csv", key="one")
    assert (first.status, again.status, again.json["id"]) == (201, 200, first.json["id"])
    assert send(ann, world, CSV + b"x\n", "a.csv", key="one").status == 409
    assert (Import.objects.count(), len(jobs()), StoredFile.objects.count()) == (1, 1, 1)


def test_a_table_is_known_again_in_the_project_that_it_made(world: World, ann: Caller) -> None:
    first = send(ann, world, CSV, "quay.csv").json["id"]
    actions.run_import(UUID(first))
    done = ann.get(f"/api/imports/{first}").json
    assert (done["counts"]["task"], done["project_name"]) == ({"created": 2}, "quay")
    for wanted in ({"project_id": done["project_id"]}, {"project_name": "Quay"}):
        again = send(ann, world, CSV + b"Mend the net,,\n", "other.csv", **wanted).json["id"]
        actions.run_import(UUID(again))
        found = ann.get(f"/api/imports/{again}").json
        assert found["project_id"] == done["project_id"]
        assert found["counts"]["task"]["unchanged"] >= 2
    assert Task.objects.filter(project_id=done["project_id"]).count() == 3
    ann.delete(f"/api/projects/{done['project_id']}")
    assert ann.get("/api/imports").items == []  # gone with what they made
    assert ann.get(f"/api/imports/{first}").status == 404
    Follower().check()


def test_what_is_interrupted_goes_on_and_tells_what_it_did_in_all(
    world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = raw("old")
    card = data["cards"][0] | {"idMembers": []}
    data["cards"] = [card | {"id": f"538bbe80{n:016x}", "idShort": n, "name": f"Card {n}"} for n in range(1, 121)]
    data["checklists"] = []
    made = send(ann, world, json.dumps(data).encode()).json["id"]

    class Killed(BaseException):
        pass

    def cut(*_: object) -> int:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("backend.imports.actions.run.size", cut)  # asked behind the first batch
        actions.run_import(UUID(made))
    half = ann.get(f"/api/imports/{made}").json
    assert half["state"] == "running"
    assert Task.objects.filter(parent=None).count() == 50
    monkeypatch.setattr("backend.imports.actions.resume.QUIET", timedelta(0))
    actions.resume_imports()
    assert jobs() == [made, made]
    actions.run_import(UUID(made))
    whole = ann.get(f"/api/imports/{made}").json
    assert (whole["state"], whole["counts"]["task"]) == ("done", {"created": 120})
    assert Task.objects.filter(parent=None).count() == 120
    Follower().check()


def test_one_import_of_a_workspace_at_a_time(world: World, ann: Caller) -> None:
    first = send(ann, world, CSV, "one.csv").json["id"]
    second = send(Caller(world.cleo), world, CSV, "two.csv").json["id"]
    actions.run_import(UUID(first))
    assert jobs() == [first, second, second]  # once more, should the first time have come too early
    actions.run_import(UUID(second))
    assert set(Project.objects.filter(workspace=world.harbour).values_list("name", flat=True)) == {
        "Operations",
        "one",
        "two",
    }
    with alone(world.harbour.id), alone(world.harbour.id):
        pass


def test_what_nobody_brings_to_its_end_is_given_up(world: World, ann: Caller) -> None:
    old, gone, left = (send(ann, world, CSV, f"{name}.csv").json["id"] for name in ("old", "gone", "left"))
    Import.objects.filter(id=old).update(created_at=now() - timedelta(days=1))
    actions.resume_imports()
    Import.objects.filter(id=gone).update(file=None)
    actions.run_import(UUID(gone))
    ann.patch(f"/api/workspaces/{world.harbour.id}/members/{world.bob.id}", {"role": "owner"})
    Caller(world.bob).delete(f"/api/workspaces/{world.harbour.id}/members/{world.ann.id}")
    actions.run_import(UUID(left))
    errors = dict(Import.objects.values_list("id", "error"))
    assert {str(key): error for key, error in errors.items()} == {
        old: "The import did not come to its end within a day. Start it again to go on.",
        gone: "The file, or who sent it, is not there any more.",
        left: "You are no member of this workspace any more.",
    }
    assert ImportedRow.objects.count() == 0
    assert StoredFile.objects.filter(removed_at=None).count() == 1  # the one that lost its import, swept later
