"""Where files lie: a bucket of a real S3 server, and what happens when the storage or the database fails meanwhile."""

import errno
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import boto3
import pytest
import time_machine
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.http import HttpResponse
from moto.server import ThreadedMotoServer
from pytest_django import Settings
from storages.backends.s3 import S3Storage

from backend.core.clock import now
from backend.core.sql import execute
from backend.settings import _storage
from backend.tasks import storage
from backend.tasks.actions.file import attachment_files, make_thumbnail, remove_files, sweep_files, take_out_removed
from backend.tasks.models import Attachment, StoredFile, Task
from config.settings import ConfigurationError, read
from runtime.ports import free_port
from tests.files import download, kept, multipart, picture, upload
from tests.world import Caller, World

PLACE = {"TASKTIDE_S3_BUCKET": "tide", "TASKTIDE_S3_REGION": "eu-central-1"}
KEYS = {"TASKTIDE_S3_KEY": "a-key", "TASKTIDE_S3_SECRET": "a-secret"}


class S3:
    """An S3 server that can be stopped."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
        self._server.start()
        self._client: Any = boto3.client(
            "s3", endpoint_url=self.url, region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x"
        )
        # All servers of one process have the same buckets.
        if not self._client.list_buckets()["Buckets"]:
            self._client.create_bucket(Bucket="tide", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})

    def keys(self) -> list[str]:
        """What lies in the bucket."""
        return [one["Key"] for one in self._client.list_objects_v2(Bucket="tide").get("Contents", [])]

    def empty(self) -> None:
        """Remove everything."""
        for key in self.keys():
            self._client.delete_object(Bucket="tide", Key=key)

    def stop(self) -> None:
        """Be away."""
        self._client.close()
        self._server.stop()


@pytest.fixture(scope="module")
def server() -> Iterator[S3]:
    """A running S3 server."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    found = S3()
    yield found
    found.stop()


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    """Close the connections to a server that is not the next story's."""
    yield
    if isinstance(storages["default"], S3Storage):
        storages["default"].connection.meta.client.close()


@pytest.fixture
def s3(server: S3, settings: Settings) -> S3:
    """The story's files are kept there."""
    server.empty()
    use(settings, server.url)
    return server


def use(settings: Settings, url: str) -> None:
    """Keep files on the S3 server there."""
    chosen = read({**PLACE, **KEYS, "TASKTIDE_S3_ENDPOINT": url})
    settings.STORAGES = settings.STORAGES | {"default": _storage(chosen)}


def test_a_bucket_keeps_files_and_gives_parts_of_them(world: World, ann: Caller, s3: S3) -> None:
    made = upload(ann, world.url(world.task(), "/files"), picture("JPEG", 900, 600), "gate.jpg").json
    (key,) = s3.keys()
    assert key.startswith(f"{world.harbour.id}/")
    path = f"/api/attachments/{made['id']}/content"
    whole = download(ann, path)
    assert (whole.status, len(whole.content), whole.content[:2]) == (200, made["size"], b"\xff\xd8")
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    part = download(ann, path, Range="bytes=100-199")
    assert (part.status, part.content) == (206, whole.content[100:200])
    make_thumbnail(StoredFile.objects.get().id)
    assert s3.keys() == [key, f"{key}.webp"]
    assert download(ann, f"/api/attachments/{made['id']}/thumbnail").status == 200
    assert storage.check() == "bucket tide"
    ann.delete(world.url(Task.objects.get(), f"/attachments/{made['id']}"))
    take_out_removed()
    assert (s3.keys(), StoredFile.objects.count()) == ([], 0)


def test_a_large_file_goes_into_a_bucket_in_pieces(world: World, ann: Caller, s3: S3) -> None:
    content = bytes(range(256)) * 4 * 1024 * 20
    made = upload(ann, world.url(world.task(), "/files"), content, "large.bin").json
    assert (made["size"], made["content_type"]) == (20 * 1024 * 1024, "application/octet-stream")
    assert download(ann, f"/api/attachments/{made['id']}/content").content == content
    assert len(s3.keys()) == 1


def test_while_the_bucket_is_away_nothing_is_recorded(world: World, ann: Caller, settings: Settings) -> None:
    server = S3()
    use(settings, server.url)
    task = world.task()
    made = upload(ann, world.url(task, "/files"), picture()).json
    file = StoredFile.objects.get()
    server.stop()
    before = world.last
    refused = upload(ann, world.url(task, "/files"), b"x")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json["detail"].startswith("The storage of files does not answer")
    assert (world.last, Attachment.objects.count()) == (before, 1)
    assert download(ann, f"/api/attachments/{made['id']}/content").status == 503
    with pytest.raises(storage.StorageDown):
        make_thumbnail(file.id)
    assert ann.delete(world.url(task, f"/attachments/{made['id']}")).status == 204
    with pytest.raises(storage.StorageDown):
        take_out_removed()
    assert StoredFile.objects.filter(id=file.id).exists()
    with pytest.raises(storage.StorageDown):
        sweep_files()
    again = S3()
    use(settings, again.url)
    take_out_removed()
    assert StoredFile.objects.count() == 0
    again.stop()


def test_a_bucket_that_refuses_us_is_a_storage_that_does_not_answer(
    world: World, ann: Caller, server: S3, settings: Settings
) -> None:
    chosen = read({**PLACE, **KEYS, "TASKTIDE_S3_BUCKET": "another", "TASKTIDE_S3_ENDPOINT": server.url})
    settings.STORAGES = settings.STORAGES | {"default": _storage(chosen)}
    assert upload(ann, world.url(world.task(), "/files"), b"x").status == 503
    with pytest.raises(storage.StorageDown):
        storage.check()


def test_a_full_disk_is_told_and_leaves_nothing(
    world: World, ann: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("django.core.files.storage.filesystem.file_move_safe", full)
    task = world.task()
    before = world.last
    refused = upload(ann, world.url(task, "/files"), b"x")
    assert (refused.status, refused.json["type"]) == (507, "urn:tasktide:problem:insufficient_storage")
    assert (world.last, StoredFile.objects.count()) == (before, 0)
    assert kept(folder) == []


def test_without_its_folder_the_storage_does_not_answer(world: World, ann: Caller, folder: Path) -> None:
    folder.write_text("no folder")
    assert upload(ann, world.url(world.task(), "/files"), b"x").status == 503
    with pytest.raises(storage.StorageDown):
        storage.check()


def test_a_file_that_got_lost_is_no_server_error(world: World, ann: Caller, folder: Path) -> None:
    made = upload(ann, world.url(world.task(), "/files"), b"hello").json
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    assert download(ann, f"/api/attachments/{made['id']}/content").status == 503


def failing(error: Exception) -> Callable[..., None]:
    """What a broken step does."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(("error", "status"), [(OperationalError("gone"), 503), (RuntimeError("bug"), 500)])
def test_a_change_that_fails_takes_its_file_with_it(
    world: World, ann: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    task = world.task()
    before = world.last
    monkeypatch.setattr("backend.tasks.api.file.add_attachment", failing(error))
    assert upload(ann, world.url(task, "/files"), b"x").status == status
    assert (world.last, StoredFile.objects.count()) == (before, 0)
    assert kept(folder) == []


@pytest.mark.django_db(transaction=True)
def test_what_a_lost_connection_leaves_behind_is_swept(
    world: World, ann: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_arguments: object, **_options: object) -> None:
        execute("SELECT pg_terminate_backend(pg_backend_pid())")

    task = world.task()
    before = world.last
    with monkeypatch.context() as patch:
        patch.setattr("backend.tasks.api.file.add_attachment", lose)
        assert upload(ann, world.url(task, "/files"), b"x").status == 503
    connection.close()
    assert (world.last, Attachment.objects.count()) == (before, 0)
    with time_machine.travel(now() + timedelta(hours=25)):
        sweep_files()
    assert StoredFile.objects.count() == 0
    assert kept(folder) == []


def test_files_of_purged_tasks_are_removed(world: World, ann: Caller, folder: Path) -> None:
    task, other = world.task(), world.task()
    upload(ann, world.url(task, "/files"), b"one")
    upload(ann, world.url(other, "/files"), b"two")
    ids = attachment_files([task.id])
    assert len(ids) == 1
    remove_files([*ids, *attachment_files([other.id])][:1])
    take_out_removed()
    # What still hangs somewhere stays, whoever asks.
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize("name", ["TASKTIDE_S3_ENDPOINT", "TASKTIDE_S3_KEY", "TASKTIDE_S3_SECRET"])
def test_settings_of_a_bucket_need_its_name(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name}: says nothing without TASKTIDE_S3_BUCKET"):
        read({name: "http://127.0.0.1"})


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_breaks_off_leaves_nothing(world: World, ann: Caller, folder: Path) -> None:
    from backend.wsgi import application

    body = multipart(b"x" * 100_000)
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": world.url(world.task(), "/files"),
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "multipart/form-data; boundary=----a-boundary",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": f"Bearer {ann.token}",
        "wsgi.input": io.BytesIO(body[:50_000]),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }

    def sent(**changes: object) -> str:
        answered: list[str] = []

        def start_response(line: str, headers: object, error: object = None, /) -> Callable[[bytes], object]:
            answered.append(line)
            return io.BytesIO().write

        with closing(cast("HttpResponse", application(environ | changes, start_response))) as answer:
            b"".join(answer)
        return answered[0]

    before = world.last
    assert sent().startswith("422 ")
    assert (world.last, StoredFile.objects.count(), Attachment.objects.count()) == (before, 0, 0)
    whole = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    assert sent(**whole) == "201 Created"
    assert storages["default"].size(StoredFile.objects.get().key) == 100_000
