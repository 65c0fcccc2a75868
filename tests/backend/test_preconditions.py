"""ETags and what clients do with them (RFC 9110 §13), and the methods that ask instead of doing."""

from uuid import UUID

import pytest

from tests.world import Caller, World


def test_what_a_client_has_is_not_sent_again(world: World, ann: Caller) -> None:
    task = world.task()
    first = ann.get(world.url(task))
    tag = first.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"0", {tag}', "*"):
        again = ann.get(world.url(task), If_None_Match=known)
        assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
        assert again.headers["Tasktide-Cursor"] == first.headers["Tasktide-Cursor"]
    for other in ('"0"', tag.replace("1-", "11-"), "", tag.strip('"')):
        assert ann.get(world.url(task), If_None_Match=other).status == 200


def test_a_renamed_label_is_a_new_representation_of_the_same_version(world: World, ann: Caller) -> None:
    label = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    task = world.task(labels=[UUID(label)])
    tag = ann.get(world.url(task)).headers["ETag"]
    ann.patch(f"/api/labels/{label}", {"name": "fault"})
    shown = ann.get(world.url(task), If_None_Match=tag)
    assert (shown.status, shown.json["labels"][0]["name"], shown.json["version"]) == (200, "fault", 1)
    assert ann.patch(world.url(task), {"title": "New"}, If_Match=tag).status == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"1"', 200),
        ('W/"1"', 200),
        ('"7", "1"', 200),
        ('"1-0123456789"', 200),
        ("*", 200),
        ("", 200),
        ('"2"', 412),
        ('"one", "11"', 412),
        ('"²"', 412),
        (f'"{"9" * 400}"', 412),
        ("1", 400),
    ],
)
def test_a_change_is_made_to_the_versions_that_were_named(world: World, ann: Caller, header: str, status: int) -> None:
    task = world.task()
    before = world.last
    assert ann.patch(world.url(task), {"title": "New"}, If_Match=header).status == status
    assert len(world.events(before)) == (status == 200)


def test_every_change_of_a_stale_copy_is_refused_with_the_present_one(world: World, ann: Caller) -> None:
    task = world.task()
    link = ann.post(world.url(task, "/attachments"), {"name": "Plan", "url": "https://example.org/"}).json["id"]
    comment = ann.post(world.url(task, "/comments"), {"body": "Hm"}).json["id"]
    project, column = f"/api/projects/{world.ops.id}", world.status("Todo").id
    before = world.last
    for method, path, body in (
        ("DELETE", world.url(task, f"/attachments/{link}"), None),
        ("DELETE", world.url(task, f"/comments/{comment}"), None),
        ("POST", world.url(task, "/archive"), None),
        ("POST", world.url(task, "/restore"), None),
        ("POST", f"{project}/archive", None),
        ("PUT", f"{project}/members/{world.cleo.id}", None),
        ("DELETE", f"{project}/members/{world.cleo.id}", None),
        ("POST", f"{project}/statuses/{column}/archive", None),
        ("PATCH", f"{project}/statuses/{column}", {"name": "x"}),
        ("DELETE", project, None),
        ("DELETE", f"/api/workspaces/{world.harbour.id}/members/{world.vic.id}", None),
        ("DELETE", f"/api/workspaces/{world.harbour.id}", None),
    ):
        refused = ann.call(method, path, body, If_Match='"99"')
        assert (refused.status, refused.json["current"]["version"] < 99) == (412, True), (method, path)
    assert world.last == before


def test_a_condition_on_what_is_not_there_does_not_make_it(world: World, ann: Caller) -> None:
    missing = f"/api/tasks/{world.ann.id}"
    body = {"project_id": str(world.ops.id), "title": "New"}
    assert ann.put(missing, body, If_Match="*").status == 404
    assert ann.put(missing, body, If_None_Match="*").status == 404


def test_head_is_get_without_its_body(world: World, ann: Caller) -> None:
    task = world.task()
    for path in (world.url(task), f"/api/tasks?workspace={world.harbour.id}", "/api/nowhere"):
        full, head = ann.get(path, X_Request_ID="one"), ann.call("HEAD", path, X_Request_ID="one")
        assert (head.status, head.text) == (full.status, "")
        assert head.headers.pop("Content-Length") == str(len(full.text.encode()))
        assert head.headers == full.headers


def test_options_names_the_methods(world: World, ann: Caller) -> None:
    task = world.task()
    for path, methods in (
        (world.url(task), "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"),
        (world.url(task, "/archive"), "OPTIONS, POST"),
    ):
        answer = ann.call("OPTIONS", path)
        assert (answer.status, answer.text, answer.headers["Allow"]) == (204, "", methods)
    assert ann.call("OPTIONS", "/api/nowhere").status == 404
