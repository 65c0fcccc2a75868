"""Comments and attachments."""

import pytest

from tests.world import Caller, World


def test_a_comment_counts_in_its_task_and_both_are_told(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    before = world.last
    said = cleo.post(world.url(task, "/comments"), {"body": "Gate 4 is **closed**"})
    assert (said.status, said.json["author"]["name"]) == (201, "Cleo")
    assert world.events(before) == ["comment.created", "task.updated"]
    shown = ann.get(world.url(task)).json
    assert (shown["comment_count"], shown["version"]) == (1, 2)
    assert ann.get(f"/api/tasks/OPS-1/comments?workspace={world.harbour.id}").items == [said.json]


def test_only_the_author_changes_a_comment_and_admins_delete_it(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    path = world.url(task, f"/comments/{cleo.post(world.url(task, '/comments'), {'body': 'One'}).json['id']}")
    assert ann.patch(path, {"body": "Two"}).status == 403
    edited = cleo.patch(path, {"body": "Two"}, If_Match='"1"')
    assert (edited.json["body"], edited.json["version"]) == ("Two", 2)
    assert edited.json["edited_at"] is not None
    assert cleo.put(path, {"body": "Three"}).json["version"] == 3
    assert cleo.get(path).json["body"] == "Three"
    assert cleo.patch(path, {"body": "x"}, If_Match='"1"').status == 412
    assert ann.delete(path).status == 204
    assert ann.get(path).status == 404
    assert ann.get(world.url(task)).json["comment_count"] == 0


def test_a_member_does_not_delete_what_others_said(world: World, ann: Caller, cleo: Caller, vic: Caller) -> None:
    task = world.task()
    path = world.url(task, f"/comments/{ann.post(world.url(task, '/comments'), {'body': 'One'}).json['id']}")
    assert cleo.delete(path).status == 403
    assert vic.post(world.url(task, "/comments"), {"body": "Two"}).status == 403
    assert ann.get(world.url(task)).json["comment_count"] == 1


@pytest.mark.parametrize("body", ["", "a\0b", "x" * 65_537, None, 3])
def test_bad_comments_are_refused(world: World, ann: Caller, body: object) -> None:
    task = world.task()
    before = world.last
    assert list(ann.post(world.url(task, "/comments"), {"body": body}).faults) == ["body.body"]
    assert world.last == before


def test_a_comment_belongs_to_its_task(world: World, ann: Caller) -> None:
    task, other = world.task(), world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "One"}).json["id"]
    for method, body in (("GET", None), ("PATCH", {"body": "x"}), ("DELETE", None)):
        assert ann.call(method, world.url(other, f"/comments/{comment}"), body).status == 404


def test_links_are_attached_and_taken_off(world: World, ann: Caller, vic: Caller) -> None:
    task = world.task()
    path = world.url(task, "/attachments")
    before = world.last
    link = ann.post(path, {"name": "Plan", "url": "https://example.org/plan.pdf"})
    assert link.status == 201
    assert world.events(before) == ["attachment.added", "task.updated"]
    assert ann.get(world.url(task)).json["attachment_count"] == 1
    assert vic.get(path).items == [link.json]
    own = f"{path}/{link.json['id']}"
    assert vic.get(own).json == link.json
    assert vic.delete(own).status == 403
    assert ann.delete(own).status == 204
    assert (ann.get(own).status, ann.delete(own).status) == (404, 404)
    assert ann.get(world.url(task)).json["attachment_count"] == 0


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org",
        "//example.org",
        "https://a\0b",
        "https://",
        "https://[",
        "https://a b",
        "http:a",
    ],
)
def test_only_web_links_are_attached(world: World, ann: Caller, url: str) -> None:
    answer = ann.post(world.url(world.task(), "/attachments"), {"name": "Plan", "url": url})
    assert list(answer.faults) == ["body.url"]
