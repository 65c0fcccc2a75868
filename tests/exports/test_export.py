"""Everything as a zip, and tasks as a table."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
import time_machine
from django.db import connection

from backend.core.clock import now
from backend.eventlog.models import Event
from backend.exports.actions.making import make_export, remove_file, sweep_exports
from backend.exports.models import Export
from backend.tasks import storage
from tests.everything import UNICODE
from tests.exports.conftest import exported, lines
from tests.files import download, kept
from tests.world import Caller, Json, World


def test_an_export_holds_everything_that_its_owner_sees(world: World, ann: Caller, tmp_path: Path) -> None:
    bob = Caller(world.bob)
    bob.post("/api/views", {"workspace_id": str(world.harbour.id), "name": "Bob's own"})
    trashed = ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "trashed"}).json["id"]
    ann.delete(f"/api/tasks/{trashed}")
    archive = exported(ann, world.harbour.id, format="json")
    found = lines(archive)

    tasks = {task["id"]: task for task in found["tasks"]}
    assert trashed not in tasks
    assert [project["key"] for project in found["projects"]] == ["OPS", "SEC"]
    for task_id, task in tasks.items():
        assert task == ann.get(f"/api/tasks/{task_id}").json
    assert all(not comment["deleted_at"] for comment in found["comments"])
    assert "Bob's own" not in {view["name"] for view in found["views"]}
    assert {person["email"] for person in found["people"]} == {
        f"{name}@example.org" for name in ("ann", "bob", "cleo", "vic")
    }
    with ZipFile(io.BytesIO(archive)) as file:
        assert file.testzip() is None
        manifest = json.loads(file.read("manifest.json"))
        [picture] = [one for one in found["attachments"] if one["kind"] == "file"]
        assert hashlib.sha256(file.read(f"files/{picture['sha256']}")).hexdigest() == picture["sha256"]
    assert (manifest["format"], manifest["version"], manifest["missing_files"]) == ("tasktide", 1, [])
    assert manifest["counts"] == {name: len(rows) for name, rows in found.items()}
    for path in (tmp_path / "attachments").rglob("*-*"):
        if path.is_file():
            path.unlink()
    with ZipFile(io.BytesIO(exported(ann, world.harbour.id, format="json"))) as file:
        # A file that is lost stops nothing.
        assert json.loads(file.read("manifest.json"))["missing_files"] == [picture["sha256"]]
    # Of the private project an admin who is not in it learns nothing.
    assert [project["key"] for project in lines(exported(bob, world.harbour.id, format="json"))["projects"]] == ["OPS"]


def test_a_table_has_every_column_and_no_formula(world: World, ann: Caller) -> None:
    body = {"project_id": str(world.ops.id), "title": '=HYPERLINK("x")', "description": "a,b\n-1", "estimate": 2.5}
    parent = ann.post("/api/tasks", body | {"assignees": [str(world.cleo.id), str(world.ann.id)]}).json
    ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "@below", "parent_id": parent["id"]})
    rows = _table(exported(ann, world.harbour.id, format="csv", q="is:any"))
    shown = {row["key"]: row for row in rows}
    first, me = shown[parent["key"]], ann.get("/api/me").json["name"]
    assert (first["title"], first["description"]) == ('\'=HYPERLINK("x")', "a,b\n-1")
    assert (first["estimate"], first["assignees"], first["project"]) == ("2.5", f"Cleo; {me}", "Operations")
    assert [row["title"] for row in rows if row["parent"] == parent["key"]] == ["'@below"]
    [full, *_] = [row for row in rows if row["key"].startswith("SEC") and row["field.own_select"]]
    assert (full["title"], full["field.own_select"], full["field.own_multi_select"]) == (UNICODE.strip(), "A", "A")
    assert (full["field.own_number"], full["field.own_checkbox"]) == ("-1.5", "False")
    assert full["field.own_person"] == me

    vic = Caller(world.vic)
    few = _table(exported(vic, world.harbour.id, format="csv", q='is:any "HYPERLINK"'))
    assert [row["key"] for row in few] == [parent["key"]]
    assert all(row["key"].startswith("OPS") for row in _table(exported(vic, world.harbour.id, format="csv")))


def test_an_export_goes_its_way_and_its_creator_alone_hears_of_it(world: World) -> None:
    ann, cleo = Caller(world.ann), Caller(world.cleo)
    after = world.last
    body = {"workspace_id": str(world.harbour.id), "format": "json"}
    export = ann.post("/api/exports", body).json
    path = f"/api/exports/{export['id']}"
    assert (export["state"], export["size"]) == ("waiting", None)
    assert ann.get(f"{path}/file").status == 409
    assert _jobs() == ["exports.make"]
    make_export(UUID(export["id"]))
    make_export(UUID(export["id"]))
    done = ann.get(path).json
    answer = download(ann, f"{path}/file")
    assert (done["state"], done["size"]) == ("done", len(answer.content))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert f'filename="{export["file_name"]}"' in answer.headers["Content-Disposition"]
    assert [one["id"] for one in ann.get(f"/api/exports?workspace={world.harbour.id}").items] == [export["id"]]
    assert world.events(after) == ["export.created", "export.updated", "export.updated"]
    assert set(Event.objects.filter(type__startswith="export.").values_list("user_id", flat=True)) == {world.ann.id}
    for method, rest in (("GET", ""), ("GET", "/file"), ("DELETE", "")):
        assert cleo.call(method, f"{path}{rest}").status == 404
    assert cleo.get(f"/api/events?workspace={world.harbour.id}&type=export.*").items == []

    assert ann.delete(path, If_Match='"1"').status == 412
    assert ann.delete(path).status == 204
    assert _jobs()[1:] == ["maintenance.remove_export"]
    assert ann.get(path).status == 404
    assert world.events(after)[3:] == ["export.deleted"]


def test_refused(world: World) -> None:
    after = world.last
    here = {"workspace_id": str(world.harbour.id)}
    ann, cleo, eve = Caller(world.ann), Caller(world.cleo), Caller(world.eve)
    assert cleo.post("/api/exports", here | {"format": "json"}).status == 403
    assert eve.post("/api/exports", here | {"format": "csv"}).status == 404
    assert ann.post("/api/exports", here | {"format": "xml"}).status == 422
    assert ann.post("/api/exports", here | {"format": "json", "q": "is:open"}).status == 422
    assert "body.q.7" in ann.post("/api/exports", here | {"format": "csv", "q": "status:nonsense"}).faults
    assert ann.post("/api/exports", here | {"format": "csv", "q": "\0"}).status == 422
    assert world.events(after) == []
    assert not Export.objects.exists()
    statuses = [ann.post("/api/exports", here | {"format": "csv"}).status for _ in range(4)]
    assert statuses == [201, 201, 201, 409]


def test_who_is_no_admin_any_more_gets_no_file(world: World) -> None:
    bob = Caller(world.bob)
    made = bob.post("/api/exports", {"workspace_id": str(world.harbour.id), "format": "json"}).json["id"]
    late = bob.post("/api/exports", {"workspace_id": str(world.harbour.id), "format": "json"}).json["id"]
    make_export(UUID(made))
    Caller(world.ann).patch(f"/api/workspaces/{world.harbour.id}/members/{world.bob.id}", {"role": "member"})
    assert bob.get(f"/api/exports/{made}/file").status == 403
    make_export(UUID(late))
    failed = bob.get(f"/api/exports/{late}").json
    assert (failed["state"], failed["size"]) == ("failed", None)
    assert "member" in failed["error"]


def test_after_seven_days_it_is_gone(world: World, tmp_path: Path) -> None:
    ann = Caller(world.ann)
    exported(ann, world.harbour.id, format="csv")
    waiting = ann.post("/api/exports", {"workspace_id": str(world.harbour.id), "format": "csv"}).json["id"]
    [done] = Export.objects.filter(state="done")
    with time_machine.travel(now() + timedelta(hours=13)):
        sweep_exports()
        assert "Please try again" in str(Export.objects.get(id=waiting).error)
    assert len(kept(tmp_path / "attachments")) == 1
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        sweep_exports()
    remove_file(done.storage_key)
    assert not Export.objects.exists()
    assert kept(tmp_path / "attachments") == []


def test_deleted_while_it_is_made_leaves_nothing(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = Caller(world.ann)
    export = ann.post("/api/exports", {"workspace_id": str(world.harbour.id), "format": "json"}).json["id"]
    put = storage.put

    def put_late(key: str, content: Json) -> None:
        put(key, content)
        assert ann.delete(f"/api/exports/{export}").status == 204

    monkeypatch.setattr(storage, "put", put_late)
    make_export(UUID(export))
    assert kept(tmp_path / "attachments") == []


def test_a_storage_that_does_not_answer_for_one_file_is_asked_again(
    world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ann.post("/api/exports", {"workspace_id": str(world.harbour.id), "format": "json"}).json["id"]

    def down(*_: object) -> storage.Part:
        raise storage.StorageDown

    with monkeypatch.context() as patch, pytest.raises(storage.StorageDown):
        patch.setattr(storage, "part", down)
        make_export(UUID(export))
    assert ann.get(f"/api/exports/{export}").json["state"] == "running"
    # Nor is it written where there may be no room: /tmp is memory in many a container.
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    make_export(UUID(export))
    with ZipFile(io.BytesIO(download(ann, f"/api/exports/{export}/file").content)) as file:
        assert json.loads(file.read("manifest.json"))["missing_files"] == []


def _table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        return [name for (name,) in cursor.fetchall()]
