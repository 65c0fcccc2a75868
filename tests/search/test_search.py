"""One search over tasks, comments, projects and people: what is found, in which order, and what stays hidden."""

from typing import Any
from urllib.parse import quote

import pytest
from pydantic import TypeAdapter

from backend.core.lists import ListOf
from backend.search import texts
from backend.search.schemas import Hit
from backend.tasks.actions.comment import add_comment
from backend.tasks.models import Task
from tests.world import Caller, World

Json = dict[str, Any]
_SHAPE = TypeAdapter(ListOf[Hit])


def search(who: Caller, world: World, words: str, more: str = "") -> list[Json]:
    """What a person finds, as the schema declares it."""
    answer = who.get(f"/api/search?workspace={world.harbour.id}&q={quote(words)}{more}")
    assert answer.status == 200, answer.text
    _SHAPE.validate_json(answer.text)
    assert (answer.json["next"], answer.headers["Tasktide-Cursor"].rpartition("-")[2]) == (None, str(world.last))
    return answer.items


def named(hits: list[Json]) -> list[str]:
    """What people call what was found."""
    return [hit["data"].get("title") or hit["data"].get("name") or hit["data"]["body"] for hit in hits]


def _secret(who: Caller, world: World) -> str:
    body = {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret winch", "visibility": "private"}
    return str(who.post("/api/projects", body).json["id"])


def test_titles_stand_before_descriptions_and_those_before_comments(world: World, ann: Caller) -> None:
    world.task("In the text", description="Oil the winch.")
    said = world.task("Said about it")
    add_comment(said.id, actor=world.cleo, body="The winch again.")
    world.task("Winch of the harbour")
    hits = search(ann, world, "winch")
    assert named(hits) == ["Winch of the harbour", "In the text", "The winch again."]
    assert [hit["kind"] for hit in hits] == ["task", "task", "comment"]
    assert hits[2]["task"] == {"id": str(said.id), "key": "OPS-2", "title": "Said about it"}
    assert [hit["highlights"] for hit in hits] == [
        [{"field": "title", "text": "Winch of the harbour", "ranges": [[0, 5]]}],
        [{"field": "description", "text": "Oil the winch.", "ranges": [[8, 13]]}],
        [{"field": "body", "text": "The winch again.", "ranges": [[4, 9]]}],
    ]


def test_a_hit_is_the_same_document_as_everywhere(world: World, ann: Caller) -> None:
    task = world.task("Winch")
    [hit] = search(ann, world, "winch", "&kind=task")
    assert hit["data"] == ann.get(world.url(task)).json


@pytest.mark.parametrize(
    ("title", "words", "marked"),
    [
        ("Two cranes", "crane", ["crane"]),
        ("Three deliveries", "delivery", ["deliveries"]),
        ("Two cranes", "two cra", ["Two", "cra"]),
        ("Größe prüfen", "grosse PRUFEN", ["Größe", "prüfen"]),
        ("e\u0301te\u0301 d'e\u0301te\u0301", "ete", ["e\u0301te\u0301", "e\u0301te\u0301"]),
        ("東京の倉庫に届ける", "倉庫", ["倉庫"]),
        ("東京の倉庫に届ける", "届け 東京", ["東京", "届け"]),
        ("ｶﾀｶﾅ 🚢 カタカナ", "カタカナ", ["ｶﾀｶﾅ", "カタカナ"]),
        ("ส่งของที่ท่าเรือ", "ท่าเรือ", ["ท่าเรือ"]),
        ("Доставка грузов", "ДОСТАВКА", ["Доставка"]),
        ("Delivery to gate-4", "gate-4", ["gate-4"]),
        ("100% of %_\\ it", "%_\\", ["%_\\"]),
        ("🚢🚢 winch", "winch", ["winch"]),
        ("winch winching", "winch", ["winch", "winch"]),
    ],
)
def test_words_of_every_script_are_found_and_marked_as_they_were_written(
    world: World, ann: Caller, title: str, words: str, marked: list[str]
) -> None:
    world.task(title)
    world.task("Something else")
    [hit] = search(ann, world, words)
    [highlight] = hit["highlights"]
    assert (highlight["field"], highlight["text"]) == ("title", title)
    assert [title[begin:end] for begin, end in highlight["ranges"]] == marked


def test_of_a_long_text_the_part_around_the_first_word_is_shown(world: World, ann: Caller) -> None:
    world.task("Long", description=f"{'Ä blah ' * 300}the winch is loose {'blah ' * 300}")
    [hit] = search(ann, world, "winch")
    [highlight] = hit["highlights"]
    assert len(highlight["text"]) <= 240
    assert [highlight["text"][begin:end] for begin, end in highlight["ranges"]] == ["winch"]


def test_a_key_comes_first_also_one_of_before(world: World, ann: Caller) -> None:
    task = world.task("Moved")
    world.task("Like ops-1, but not it")
    other = ann.post("/api/projects", {"workspace_id": str(world.harbour.id), "key": "DEV", "name": "Dev"}).json["id"]
    hits = search(ann, world, "ops-1")
    assert named(hits) == ["Moved", "Like ops-1, but not it"]
    assert hits[0]["highlights"] == [{"field": "key", "text": "OPS-1", "ranges": [[0, 5]]}]
    ann.patch(world.url(task), {"project_id": other})
    hits = search(ann, world, "OPS-1")
    assert (named(hits)[0], hits[0]["data"]["key"]) == ("Moved", "DEV-1")
    assert hits[0]["highlights"] == [{"field": "former_key", "text": "OPS-1", "ranges": [[0, 5]]}]
    assert named(search(ann, world, "dev-1")) == ["Moved"]
    assert search(ann, world, "OPS-99999") == []


def test_projects_and_people_are_found_by_name_key_and_address(world: World, ann: Caller) -> None:
    assert named(search(ann, world, "cle")) == ["Cleo"]
    assert [hit["kind"] for hit in search(ann, world, "cleo@example.org")] == ["person"]
    [hit] = search(ann, world, "operat")
    assert (hit["kind"], hit["highlights"]) == (
        "project",
        [{"field": "name", "text": "Operations", "ranges": [[0, 6]]}],
    )
    assert named(search(ann, world, "OPS")) == ["Operations"]
    assert search(ann, world, "eve") == [], "she is of another workspace"


def test_kinds_and_limit(world: World, ann: Caller) -> None:
    for number in range(5):
        add_comment(world.task(f"cleo {number}").id, actor=world.ann, body="cleo")
    assert {hit["kind"] for hit in search(ann, world, "cleo", "&kind=comment,person")} == {"comment", "person"}
    assert {hit["kind"] for hit in search(ann, world, "cleo", "&kind=task&kind=person")} == {"task", "person"}
    assert named(search(ann, world, "cleo", "&kind=task&limit=2")) == ["cleo 4", "cleo 3"]


def test_what_a_private_project_holds_is_found_by_its_members(world: World, ann: Caller, cleo: Caller) -> None:
    project = _secret(ann, world)
    task = ann.post("/api/tasks", {"project_id": project, "title": "winch"}).json["id"]
    ann.post(f"/api/tasks/{task}/comments", {"body": "winch"})
    assert len(search(ann, world, "winch")) == 3
    assert search(cleo, world, "winch") == []
    assert search(cleo, world, "SEC-1") == []


def test_a_stranger_is_told_nothing(world: World, eve: Caller) -> None:
    assert eve.get(f"/api/search?workspace={world.harbour.id}&q=winch").status == 404


def test_the_trash_is_left_out_and_what_is_put_away_is_said_to_be(world: World, ann: Caller) -> None:
    trashed, archived = world.task("winch one"), world.task("winch two")
    add_comment(trashed.id, actor=world.ann, body="winch three")
    add_comment(archived.id, actor=world.ann, body="winch four")
    ann.delete(world.url(trashed))
    ann.post(world.url(archived, "/archive"))
    hits = search(ann, world, "winch")
    assert named(hits) == ["winch two", "winch four"]
    assert [hit["is_archived"] for hit in hits] == [True, True]
    assert search(ann, world, "OPS-1", "&kind=task") == []
    ann.post(f"/api/projects/{world.ops.id}/archive")
    assert [hit["is_archived"] for hit in search(ann, world, "operations")] == [True]


def test_a_deleted_comment_is_found_no_more(world: World, ann: Caller) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "winch"}).json
    ann.patch(world.url(task, f"/comments/{comment['id']}"), {"body": "crane"})
    assert (search(ann, world, "winch"), named(search(ann, world, "crane"))) == ([], ["crane"])
    ann.delete(world.url(task, f"/comments/{comment['id']}"))
    assert search(ann, world, "crane") == []


def test_all_words_have_to_be_in_one_text(world: World, ann: Caller) -> None:
    task = world.task("The winch", description="and the crane")
    add_comment(task.id, actor=world.ann, body="The anchor")
    assert named(search(ann, world, "crane winch")) == ["The winch"]
    assert search(ann, world, "winch anchor") == []


def test_words_that_are_everywhere_find_the_newest(world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """More of them hold the word than are looked up: the newest are among those that are ranked."""
    for number in range(8):
        add_comment(world.task(f"winch {number}").id, actor=world.ann, body=f"winch {number}")
    monkeypatch.setattr(texts, "_MANY", 1)
    for kind in ("task", "comment"):
        assert named(search(ann, world, "winch", f"&limit=3&kind={kind}")) == ["winch 7", "winch 6", "winch 5"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("q=", "query.q"),
        ("q=%20%20", "query.q"),
        ("q=a%00b", "query.query"),
        (f"q={'x' * 501}", "query.q"),
        ("", "query.q"),
        ("q=x&kind=taks", "query.kind"),
        ("q=x&limit=51", "query.limit"),
        ("q=x&limit=0", "query.limit"),
        ("q=x&cursor=1", "query.cursor"),
    ],
)
def test_bad_input_is_named(world: World, ann: Caller, query: str, place: str) -> None:
    refused = ann.get(f"/api/search?workspace={world.harbour.id}&{query}")
    assert (refused.status, list(refused.faults)) == (422, [place])


@pytest.mark.parametrize(
    "words", ["'", "\\", "&|!", ":*", "a:*", "%", "()", "🚢", "ﬃ", "İ", "\u0301", "the", "-", "١٢"]
)
def test_no_words_are_too_odd(world: World, ann: Caller, words: str) -> None:
    world.task(f"before {words} after")
    assert isinstance(search(ann, world, words), list)
    assert Task.objects.count() == 1
