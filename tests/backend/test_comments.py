"""Comments: said, edited, taken back."""

from urllib.parse import quote

import pytest

from backend.tasks.models import FormerBody
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
    assert (ann.get(path).status, ann.delete(path).status, cleo.patch(path, {"body": "x"}).status) == (404, 404, 404)
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


def test_a_deleted_comment_leaves_a_mark_without_words(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    comment = cleo.post(world.url(task, "/comments"), {"body": "@ann One"}).json
    path = world.url(task, f"/comments/{comment['id']}")
    cleo.patch(path, {"body": "@ann Two"})
    ann.put(f"{path}/reactions/{quote('👍')}")
    attached = {"name": "Plan", "url": "https://example.org", "comment_id": comment["id"]}
    assert cleo.post(world.url(task, "/attachments"), attached).status == 201
    before = world.last
    assert ann.delete(path).status == 204
    assert world.events(before) == ["attachment.removed", "comment.deleted", "task.updated"]
    (mark,) = ann.get(world.url(task, "/comments")).items
    assert mark["deleted_at"] is not None
    assert (mark["author"]["name"], mark["body"], mark["edited_at"]) == ("Cleo", "", None)
    assert (mark["mentions"], mark["reactions"]) == ([], [])
    shown = ann.get(world.url(task)).json
    assert (shown["comment_count"], shown["attachment_count"]) == (0, 0)
    event = ann.get(f"/api/events?workspace={world.harbour.id}&type=comment.deleted").items[0]
    assert (event["data"], event["changes"]["body"]) == (mark, ["@ann Two", ""])
    assert ann.get(f"{path}/history").status == 404
    assert ann.put(f"{path}/reactions/{quote('👍')}").status == 404
    assert FormerBody.objects.count() == 0
    assert ann.get(f"/api/tasks?workspace={world.harbour.id}&search=Two").items == []


def test_what_a_comment_said_before_is_kept(world: World, cleo: Caller, vic: Caller, eve: Caller) -> None:
    task = world.task()
    comment = cleo.post(world.url(task, "/comments"), {"body": "One"}).json
    path = world.url(task, f"/comments/{comment['id']}")
    second = cleo.patch(path, {"body": "Two"}).json
    cleo.patch(path, {"body": "Two"})
    third = cleo.patch(path, {"body": "Three"}).json
    history = vic.get(f"{path}/history").items
    assert [one["body"] for one in history] == ["One", "Two"]
    assert [one["written_at"] for one in history] == [comment["created_at"], second["edited_at"]]
    assert history[0]["replaced_at"] <= history[1]["written_at"] <= history[1]["replaced_at"] <= third["updated_at"]
    assert vic.get(f"{path}/history?sort=-replaced_at&limit=1").items == history[1:]
    assert eve.get(f"{path}/history").status == 404


def test_a_comment_says_again_what_is_gone_only_as_a_new_one(world: World, cleo: Caller) -> None:
    task = world.task()
    body = {"id": "01936f3e-0000-7000-8000-000000000001", "body": "One"}
    assert cleo.post(world.url(task, "/comments"), body).status == 201
    assert cleo.post(world.url(task, "/comments"), body).status == 200
    cleo.delete(world.url(task, f"/comments/{body['id']}"))
    assert cleo.post(world.url(task, "/comments"), body).status == 409
