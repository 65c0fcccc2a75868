"""Links on tasks and comments."""

import pytest

from tests.world import Caller, World


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
