"""Bodies and values at the edges of what can be read, stored and shown again."""

import io
import json
from collections.abc import Callable

import pytest
from django.test import RequestFactory

from backend import wsgi
from tests.world import Caller, World


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-12-01T10:00:00+23:59", "2026-11-30T10:01:00.000000Z"),
        ("2026-12-01T10:00:00-23:59", "2026-12-02T09:59:00.000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ("2026-12-01t10:00:00z", "2026-12-01T10:00:00.000000Z"),
    ],
)
def test_instants_with_any_offset_are_kept(world: World, ann: Caller, sent: str, shown: str) -> None:
    task = world.task()
    assert ann.patch(world.url(task), {"due_at": sent}).json["due_at"] == shown
    assert ann.patch(world.url(task), {"title": "Read again"}).json["due_at"] == shown
    assert ann.get("/api/tasks", X_Request_ID="r").items[0]["due_at"] == shown
    assert ann.call("GET", f"/api/tasks?due_after={sent.replace('+', '%2B')}").status == 200


@pytest.mark.parametrize(
    "sent",
    ["0001-01-01T00:00:00+12:00", "9999-12-31T23:59:59-12:00", 5, "5", 1e20, True, "2026-12-01T25:00:00Z", "noon"],
)
def test_instants_that_are_none_or_lie_beyond_the_calendar_are_refused(world: World, ann: Caller, sent: object) -> None:
    task = world.task()
    before = world.last
    assert list(ann.patch(world.url(task), {"due_at": sent}).faults) == ["body.due_at"]
    assert world.last == before


@pytest.mark.parametrize("sent", [b'"2.5"', b"true", b"1e999", b"-0.1", b"1000000.1", b"1" * 400, b"[]"])
def test_estimates_are_numbers_of_a_sane_size(world: World, ann: Caller, sent: bytes) -> None:
    refused = ann.call("PATCH", world.url(world.task()), b'{"estimate": ' + sent + b"}")
    assert (refused.status, list(refused.faults)) == (422, ["body.estimate"])


@pytest.mark.parametrize("body", [b'{"estimate": ' + b"1" * 500_000 + b"}", b"[" * 200_000, b'{"a":' * 100_000])
def test_bodies_made_to_break_a_parser_are_refused(world: World, ann: Caller, body: bytes) -> None:
    assert ann.call("PATCH", world.url(world.task()), body).status == 400


@pytest.mark.parametrize("position", ["z" * 501, "A00000000000000000000000000", "a0" + "x" * 3000, "a00", "", "a"])
def test_places_that_no_order_can_hold_are_refused(world: World, ann: Caller, position: str) -> None:
    assert list(ann.patch(world.url(world.task()), {"position": position}).faults) == ["body.position"]


def test_before_the_lowest_place_of_all_the_others_make_room(world: World, ann: Caller) -> None:
    lowest, task = world.task(position="A00000000000000000000000001"), world.task()
    moved = ann.patch(world.url(task), {"before": str(lowest.id)})
    assert (moved.status, moved.json["version"]) == (200, 2)
    assert moved.json["position"] < ann.get(world.url(lowest)).json["position"]


def test_an_empty_status_is_none(world: World, ann: Caller) -> None:
    assert list(ann.patch(world.url(world.task()), {"status": ""}).faults) == ["body.status"]


def test_a_patch_without_any_field_changes_nothing(world: World, ann: Caller) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "x"}).json["id"]
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    project, before = f"/api/projects/{world.ops.id}", world.last
    for path in (
        world.url(task),
        world.url(task, f"/comments/{comment}"),
        f"/api/labels/{label}",
        project,
        f"{project}/statuses/{world.status('Todo').id}",
        f"/api/workspaces/{world.harbour.id}",
    ):
        assert ann.patch(path, {}).text == ann.get(path).text
    assert world.last == before


def test_compressed_bodies_are_refused(world: World, ann: Caller) -> None:
    refused = ann.call("PATCH", world.url(world.task()), b"\x1f\x8b", Content_Encoding="gzip")
    assert (refused.status, refused.headers["Accept-Encoding"]) == (415, "identity")
    assert ann.patch(world.url(world.task()), {"title": "x"}, Content_Encoding="identity").status == 200


def test_ids_are_read_in_either_case(world: World, ann: Caller) -> None:
    task = world.task()
    for path in (
        f"/api/workspaces/{world.harbour.id}",
        f"/api/projects/{world.ops.id}",
        f"/api/projects/{world.ops.id}/statuses/{world.status('Todo').id}",
        world.url(task),
    ):
        prefix, _, rest = path.partition("/api/")
        noun, _, ids = rest.partition("/")
        shouted = f"{prefix}/api/{noun}/{ids.upper().replace('STATUSES', 'statuses')}"
        assert ann.get(shouted).text == ann.get(path).text
    assert ann.get(f"/api/projects/{{{world.ops.id}}}").status == 404
    assert ann.get(f"/api/projects/{world.ops.id.hex}").status == 404


def test_what_only_begins_like_the_api_is_not_part_of_it(ann: Caller) -> None:
    assert ann.get("/apiary").headers["Content-Type"] == "text/plain"
    assert ann.get("/api//tasks").status == 404
    assert ann.get("/api//").status == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("size", "status"), [(0, 201), (1_100_000, 413)])
def test_a_body_in_chunks_is_read_up_to_the_limit(world: World, ann: Caller, size: int, status: int) -> None:
    """As WSGI servers hand on a body whose length nobody has said."""
    body = {"project_id": str(world.ops.id), "title": "In chunks", "description": "x" * size}
    request = RequestFactory().post("/api/tasks", headers={"Authorization": f"Bearer {ann.token}"})
    environ = request.environ | {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_TYPE": "application/json"}
    del environ["CONTENT_LENGTH"]
    environ["wsgi.input"] = io.BytesIO(json.dumps(body).encode())
    said: list[str] = []

    def start_response(line: str, headers: object, error: object = None, /) -> Callable[[bytes], object]:
        said.append(line)
        return io.BytesIO().write

    b"".join(wsgi.application(environ, start_response))
    assert said[0].startswith(str(status))
