"""What is exported and imported is the same again, however often, and whatever comes between."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.models import CharField, Value
from django.db.models.functions import Concat

from backend.accounts.models import User
from backend.activity.verify import Outcome, verify
from backend.core.errors import Forbidden
from backend.eventlog.models import Event
from backend.imports.board import BrokenFileError
from backend.imports.report import Kind, Report
from backend.imports.report import Outcome as Done
from backend.imports.tasktide.archive import read_archive
from backend.imports.tasktide.tasks import Tasks
from backend.imports.tasktide.writer import size, write_archive
from backend.projects.models import Project
from backend.tasks.models import Task
from backend.workspaces.actions import create_workspace
from backend.workspaces.models import Member
from tests.exports.conftest import Lines, exported, lines
from tests.files import picture, upload
from tests.world import Caller, Json, World

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What an import makes anew: ids, versions, and when something was last touched or put away.
_NEW = {"id", "workspace_id", "version", "updated_at"}


@pytest.fixture
def original(world: World, ann: Caller, tmp_path: Path) -> Path:
    """The file of Ann's export, with a few things more."""
    fields = {"project_id": str(world.ops.id), "priority": "high"}
    gaps = [ann.post("/api/tasks", fields | {"title": f"gap {number}"}).json["id"] for number in range(3)]
    ann.delete(f"/api/tasks/{gaps[1]}")
    ann.post(f"/api/tasks/{gaps[0]}/archive")
    ann.put(f"/api/tasks/{gaps[0]}/watchers/{world.cleo.id}")
    ann.put(f"/api/tasks/{gaps[2]}/watchers/me", {"is_muted": True})
    upload(ann, f"/api/tasks/{gaps[0]}/files", picture(), "the same again.png")
    body = f"@[Cleo](user:{world.cleo.id}) and @bob"
    said = Caller(world.bob).post(f"/api/tasks/{gaps[0]}/comments", {"body": body}).json["id"]
    Caller(world.vic).put(f"/api/tasks/{gaps[0]}/comments/{said}/reactions/%F0%9F%91%8D")
    path = tmp_path / "harbour.zip"
    path.write_bytes(exported(ann, world.harbour.id, format="json"))
    return path


def test_exporting_and_importing_gives_the_same_workspace(world: World, original: Path) -> None:
    copy = create_workspace(actor=world.ann, name="Copy")
    archive = read_archive(original)
    heard: list[int] = []
    report = write_archive(archive, actor=world.ann, workspace=copy, on_progress=heard.append)
    assert report.problems == []
    assert sum(heard) == size(archive)
    assert {outcome for _, outcome in report.counts} <= {Done.CREATED, Done.UNCHANGED}
    again = exported(Caller(world.ann), copy.id, format="json")
    before, after = _plain(lines(original.read_bytes())), _plain(lines(again))
    for name, rows in before.items():
        assert after[name] == rows, name
    assert _files(again) == _files(original.read_bytes())

    for workspace in (copy, world.harbour):
        last = Event.objects.filter(workspace_id=workspace.id).latest("seq").seq
        report = write_archive(archive, actor=world.ann, workspace=workspace)
        assert {outcome for _, outcome in report.counts} == {Done.UNCHANGED}
        assert world.events(last, workspace.id) == []

    ann, later = Caller(world.ann), original.with_name("later.zip")
    mine = Task.objects.get(workspace_id=copy.id, title="gap 2")
    ann.patch(f"/api/tasks/{mine.id}", {"description": "written here"})
    theirs = Task.objects.get(workspace_id=world.harbour.id, title="gap 2")
    ann.patch(f"/api/tasks/{theirs.id}", {"title": "no gap", "status": "Done"})
    later.write_bytes(exported(ann, world.harbour.id, format="json"))
    report = write_archive(read_archive(later), actor=world.ann, workspace=copy)
    assert report.counts[Kind.TASK, Done.UPDATED] == 1
    mine.refresh_from_db()
    assert (mine.title, mine.description, mine.status.name) == ("no gap", "written here", "Done")
    _verified()


def test_an_import_goes_on_where_it_was_stopped(world: World, original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = create_workspace(actor=world.ann, name="Copy")
    archive = read_archive(original)
    # Files are unpacked where there is room: /tmp is memory in many a container.
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Tasks, "take_link", killed)
        with pytest.raises(KeyboardInterrupt):
            write_archive(archive, actor=world.ann, workspace=copy)
    report = write_archive(archive, actor=world.ann, workspace=copy)
    assert report.counts[Kind.TASK, Done.UNCHANGED] == len(archive.tasks)
    assert report.counts[Kind.LINK, Done.CREATED] == len(archive.links)
    again = _plain(lines(exported(Caller(world.ann), copy.id, format="json")))
    assert again == _plain(lines(original.read_bytes()))
    _verified()


def test_elsewhere_people_come_without_log_in_and_can_be_claimed(world: World, original: Path) -> None:
    """As in another installation: nobody there has these addresses, nor these ids."""
    User.objects.exclude(id=world.eve.id).update(email=Concat(Value("old-"), "email", output_field=CharField()))
    copy = create_workspace(actor=world.eve, name="Copy")
    report = write_archive(read_archive(original), actor=world.eve, workspace=copy)
    people = {member.user.email: member for member in Member.objects.filter(workspace=copy).select_related("user")}
    assert {email: member.role for email, member in people.items()} == {
        "eve@example.org": "owner",
        "ann@example.org": "owner",
        "bob@example.org": "admin",
        "cleo@example.org": "member",
        "vic@example.org": "viewer",
    }
    assert [member.user.email for member in people.values() if member.user.has_login] == ["eve@example.org"]
    cleo = people["cleo@example.org"].user
    task = Task.objects.get(workspace_id=copy.id, title="gap 0")
    comment = task.comments.get()
    assert (comment.author, comment.body) == (people["bob@example.org"].user, f"@[Cleo](user:{cleo.id}) and @bob")
    assert {watcher.user for watcher in task.watchers.all()} == {cleo}
    # What was Ann's own alone is not Eve's.
    assert {problem.row.split(" ")[0] for problem in report.problems} == {"reminder", "watcher", "view"}
    _verified()


def test_a_broken_file_is_refused_as_a_whole(original: Path) -> None:
    broken = original.with_name("broken.zip")
    for damage in ("half", "text", "no manifest", "newer", "bad line", "fewer", "flipped"):
        broken.write_bytes(_damaged(original.read_bytes(), damage))
        with pytest.raises(BrokenFileError, match=r"broken\.zip"):
            read_archive(broken)
    broken.unlink()
    with pytest.raises(BrokenFileError, match=r"broken\.zip cannot be read: no such file"):
        read_archive(broken)


def test_bad_lines_taken_keys_and_who_may_not(world: World, original: Path) -> None:
    changed = original.with_name("changed.zip")

    def spoil(name: str, content: bytes) -> bytes:
        if name == "tasks.ndjson":
            return content.replace(b'"title": "gap 0"', b'"title": ""')
        return content.replace(b'"created_at": "2', b'"created_at": "x2', 1) if name == "labels.ndjson" else content

    changed.write_bytes(_rewritten(original.read_bytes(), spoil))
    copy = create_workspace(actor=world.ann, name="Copy")
    Caller(world.ann).post("/api/projects", {"workspace_id": str(copy.id), "key": "OPS", "name": "Own"})
    report = write_archive(read_archive(changed), actor=world.ann, workspace=copy)
    assert set(Project.objects.filter(workspace=copy).values_list("key", flat=True)) == {"OPS", "OPS2", "SEC"}
    assert any(problem.row.startswith("tasks, line") for problem in report.problems)
    assert not Task.objects.filter(workspace_id=copy.id, title="gap 0").exists()
    assert Task.objects.filter(workspace_id=copy.id, title="gap 2").exists()
    assert _skipped(report) >= {Kind.COMMENT, Kind.WATCHER}
    _verified()
    events = Event.objects.count()
    with pytest.raises(Forbidden):
        write_archive(read_archive(original), actor=world.cleo, workspace=world.harbour)
    assert Event.objects.count() == events


def _verified() -> None:
    assert list(verify(Outcome())) == []


def _skipped(report: Report) -> set[Kind]:
    return {kind for kind, outcome in report.counts if outcome is Done.SKIPPED}


def _plain(found: Lines) -> dict[str, list[str]]:
    """What an export says, with names in place of ids, in one order."""
    names: dict[str, str] = {}
    for kind, rows in found.items():
        for row in rows:
            # Of the things that have no name, what they say of others is enough.
            known = row.get("key") or row.get("name") or row.get("body") or kind
            names[row["id"]] = f"{kind}:{known}"
    for row in [*found["statuses"], *found["fields"]]:
        # They stand in their order; by which letters that is said is nobody's business.
        del row["position"]
    for row in found["statuses"]:
        names[row["id"]] = f"status:{names[row['project_id']]}:{row['name']}"
    return {kind: sorted(json.dumps(_row(row, names), sort_keys=True) for row in rows) for kind, rows in found.items()}


def _row(value: Json, names: dict[str, str], *, is_top: bool = True) -> Json:
    match value:
        case dict():
            items: Iterator[tuple[str, Any]] = iter(value.items())
            kept = {name: one for name, one in items if not (is_top and name in _NEW)}
            if is_top and kept.get("archived_at"):
                kept["archived_at"] = "then"
            plain = {name: _row(one, names, is_top=False) for name, one in kept.items()}
            # Related tasks stand in the order of ids.
            return plain | {name: sorted(plain[name]) for name in ("relates_to",) if name in plain}
        case list():
            return [_row(one, names, is_top=False) for one in value]
        case str():
            return _ID.sub(lambda match: names.get(match[0], match[0]), value)
        case _:
            return value


def _files(archive: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return {name for name in file.namelist() if name.startswith("files/")}


def _rewritten(archive: bytes, change: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def _damaged(archive: bytes, damage: str) -> bytes:
    def change(name: str, content: bytes) -> bytes | None:
        match damage, name:
            case "no manifest", "manifest.json":
                return None
            case "newer", "manifest.json":
                return content.replace(b'"version": 1,', b'"version": 99,', 1)
            case "bad line", "tasks.ndjson":
                return content + b"{\n"
            case "fewer", "comments.ndjson":
                return b"".join(content.splitlines(keepends=True)[1:])
        return content

    match damage:
        case "half":
            return archive[: len(archive) // 2]
        case "text":
            return b"not a zip"
        case "flipped":
            at = archive.index(b"tasks.ndjson") + 200
            return archive[:at] + bytes([archive[at] ^ 255]) + archive[at + 1 :]
    return _rewritten(archive, change)
