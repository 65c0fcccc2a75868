"""Files on tasks and comments: sent, found to be what they are, removed."""

import hashlib
from datetime import timedelta
from pathlib import Path

from backend.core.clock import now
from backend.tasks.actions.file import make_thumbnail, sweep_files, take_out_removed
from backend.tasks.models import Attachment, StoredFile
from config.settings import load
from tests.files import MULTIPART, attached, content, kept, multipart, picture, upload
from tests.world import Caller, World


def test_a_file_comes_back_as_it_was_sent(world: World, ann: Caller, vic: Caller, folder: Path) -> None:
    task = world.task()
    before = world.last
    sent = upload(ann, f"/api/tasks/OPS-1/files?workspace={world.harbour.id}", b"hello\n", "notes.txt")
    assert sent.status == 201
    assert world.events(before) == ["attachment.added", "task.updated"]
    expected = {
        "task_id": str(task.id),
        "comment_id": None,
        "kind": "file",
        "name": "notes.txt",
        "url": None,
        "content_type": "text/plain",
        "size": 6,
        "sha256": hashlib.sha256(b"hello\n").hexdigest(),
        "width": None,
        "height": None,
        "has_thumbnail": False,
    }
    assert {name: sent.json[name] for name in expected} == expected
    assert vic.get(world.url(task, "/attachments")).items == [sent.json]
    assert vic.get(world.url(task, f"/attachments/{sent.json['id']}")).json == sent.json
    assert ann.get(world.url(task)).json["attachment_count"] == 1
    assert content(vic, sent.json).content == b"hello\n"
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_on_a_comment_goes_with_it(world: World, ann: Caller, cleo: Caller, bob: Caller, folder: Path) -> None:
    task = world.task()
    comment = cleo.post(world.url(task, "/comments"), {"body": "See"}).json["id"]
    path = world.url(task, "/files")
    assert upload(bob, path, b"x", comment_id=comment).status == 403
    made = upload(cleo, path, b"x", comment_id=comment)
    assert (made.status, made.json["comment_id"]) == (201, comment)
    other = ann.post(world.url(world.task(), "/comments"), {"body": "Else"}).json["id"]
    assert upload(ann, path, b"x", comment_id=other).faults == {
        "body.comment_id": "no comment on this task has this id"
    }
    assert len(kept(folder)) == 1
    assert cleo.delete(world.url(task, f"/comments/{comment}")).status == 204
    take_out_removed()
    assert (kept(folder), StoredFile.objects.count()) == ([], 0)
    assert ann.get(world.url(task)).json["attachment_count"] == 0


def test_what_hangs_on_a_comment_is_taken_off_by_its_author_and_admins(
    world: World, ann: Caller, cleo: Caller, bob: Caller
) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "See"}).json["id"]
    made = upload(ann, world.url(task, "/files"), b"x", comment_id=comment).json
    path = world.url(task, f"/attachments/{made['id']}")
    assert cleo.delete(path).status == 403
    assert bob.delete(path, If_Match='"7"').status == 412
    assert bob.delete(path).status == 204


def test_a_file_that_is_taken_off_leaves_the_storage(world: World, ann: Caller, folder: Path) -> None:
    made = attached(world, ann, picture())
    make_thumbnail(StoredFile.objects.get().id)
    assert len(kept(folder)) == 2
    ann.delete(f"/api/tasks/{made['task_id']}/attachments/{made['id']}")
    assert content(ann, made).status == 404
    take_out_removed()
    assert (kept(folder), StoredFile.objects.count()) == ([], 0)


def test_sent_twice_it_is_one(world: World, ann: Caller, folder: Path) -> None:
    path = world.url(world.task(), "/files")
    first = upload(ann, path, b"hello", key="one")
    again = upload(ann, path, b"hello", key="one")
    assert (first.status, again.status, first.json) == (201, 200, again.json)
    assert upload(ann, path, b"other", key="one").status == 409
    chosen = "01936f3e-0000-7000-8000-00000000000a"
    assert upload(ann, path, b"hello", id=chosen).json["id"] == chosen
    assert upload(ann, path, b"hello", id=chosen).status == 200
    assert (len(kept(folder)), StoredFile.objects.count()) == (2, 2)


def test_who_may_only_look_sends_nothing(world: World, vic: Caller, eve: Caller, folder: Path) -> None:
    path = world.url(world.task(), "/files")
    before = world.last
    assert (upload(vic, path, b"x").status, upload(eve, path, b"x").status) == (403, 404)
    assert upload(Caller(), path, b"x").status == 401
    assert (world.last, kept(folder), StoredFile.objects.count()) == (before, [], 0)


def test_what_is_no_upload_is_refused(world: World, ann: Caller, folder: Path) -> None:
    path = world.url(world.task(), "/files")
    before = world.last
    assert upload(ann, path, b"").faults == {"body.file": "is empty"}
    assert ann.post(path, {"file": "x"}).status == 415
    assert ann.call("POST", path, multipart(b"x", field="other"), Content_Type=MULTIPART).status == 422
    assert upload(ann, path, b"x", colour="red").status == 422
    assert upload(ann, path, b"x", comment_id="no id").faults.keys() == {"body.comment_id"}
    assert ann.call("POST", path, b"garbage", Content_Type=MULTIPART).status in {400, 422}
    assert ann.call("POST", path, b"garbage", Content_Type="multipart/form-data").status == 400
    assert ann.call("POST", world.url(world.task(), "/comments"), multipart(b"x"), Content_Type=MULTIPART).status == 415
    assert world.events(before) == ["task.created"]
    assert (kept(folder), StoredFile.objects.count()) == ([], 0)


def test_a_file_is_as_large_as_the_limit_and_no_larger(world: World, ann: Caller, folder: Path) -> None:
    limit = load().attachment_limit
    path = world.url(world.task(), "/files")
    assert upload(ann, path, b"x" * limit).json["size"] == limit
    for size in (limit + 1, limit + 1_000_000):
        refused = upload(ann, path, b"x" * size)
        assert (refused.status, refused.json["detail"]) == (413, f"A file holds at most {limit} bytes.")
    assert len(kept(folder)) == 1


def test_what_never_came_to_its_end_is_swept(world: World, ann: Caller, folder: Path) -> None:
    made = attached(world, ann)
    key = f"{world.harbour.id}/left"
    (folder / key).write_bytes(b"left behind")
    lost = StoredFile.objects.create(
        workspace_id=world.harbour.id, content_type="text/plain", size=11, sha256="0", created_at=now()
    )
    (folder / key).rename(folder / lost.key)
    sweep_files()
    assert len(kept(folder)) == 2
    StoredFile.objects.update(created_at=now() - timedelta(hours=25))
    sweep_files()
    assert (kept(folder), Attachment.objects.count()) == ([b"hello\n"], 1)
    assert content(ann, made).status == 200
