"""Tasks found and sorted by their custom fields."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from tests.world import Caller, World

FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "Cost", "type": "number"},
    {"name": "Day", "type": "date"},
    {"name": "Note", "type": "text"},
    {"name": "Size", "type": "select", "options": [{"name": "Small"}, {"name": "Medium"}, {"name": "Large"}]},
    {"name": "Areas", "type": "multi_select", "options": [{"name": "Yard"}, {"name": "Gate"}]},
    {"name": "Master", "type": "person"},
    {"name": "Checked", "type": "checkbox"},
)


@pytest.fixture(autouse=True)
def _tasks(world: World, ann: Caller) -> None:
    """Five tasks, the last one without any value."""
    for field in FIELDS:
        assert ann.post(f"/api/projects/{world.ops.id}/fields", field).status == 201
    bob, cleo = str(world.bob.id), str(world.cleo.id)
    for title, values in (
        ("a", {"cost": 10, "day": "2026-12-01", "note": "beta", "size": "large", "areas": ["gate"], "master": cleo}),
        ("b", {"cost": 9, "day": "2026-11-30", "note": "Alpha 日本", "size": "small", "areas": ["yard", "gate"]}),
        ("c", {"cost": -1.5, "day": "2027-01-01", "note": "Ärger", "size": "medium", "checked": True, "master": bob}),
        ("d", {"cost": 9, "checked": False, "size": "small"}),
        ("e", {}),
    ):
        world.task(title, fields=values)


def found(caller: Caller, query: str) -> str:
    """The titles that the whole list shows, read by pages of two."""
    titles, cursor = "", ""
    while True:
        answer = caller.get(f"/api/tasks?limit=2&{query}{cursor and f'&cursor={cursor}'}")
        assert answer.status == 200, answer.text
        titles += "".join(item["title"] for item in answer.items)
        if answer.json["next"] is None:
            return titles
        cursor = answer.json["next"]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("field.cost,title", "cbdae"),
        ("-field.cost,title", "abdce"),
        ("-field.cost,-title", "adbce"),
        ("field.day,title", "bacde"),
        ("-field.day,-title", "cabed"),
        ("field.size,title", "bdcae"),
        ("-field.size,title", "acbde"),
        ("field.areas,title", "bacde"),
        ("field.note,title", "bacde"),
        ("field.master,title", "cabde"),
        ("field.checked,title", "dcabe"),
        ("field.size,-field.cost,title", "bdcae"),
        ("field.checked", "dcabe"),
    ],
)
def test_tasks_are_sorted_by_custom_fields(world: World, ann: Caller, sort: str, titles: str) -> None:
    assert found(ann, f"sort={sort}") == titles
    assert found(ann, f"q={quote(f'sort:{sort}')}") == titles


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("field.cost:9", "bd"),
        ("field.cost:>=9", "abd"),
        ("field.cost:<0", "c"),
        ("field.cost:9..10", "abd"),
        ("field.cost:none", "e"),
        ("-field.cost:9", "ace"),
        ("field.day:<2026-12-01", "b"),
        ("field.day:2026-11-30..2026-12-01", "ab"),
        ("field.note:alpha", "b"),
        ("field.note:arger", "c"),
        ("field.note:日本", "b"),
        ("field.size:small", "bd"),
        ("field.size:Large,medium", "ac"),
        ("field.areas:gate", "ab"),
        ("field.areas:yard", "b"),
        ("field.master:bob@example.org", "c"),
        ("field.checked:true", "c"),
        ("field.checked:false", "abde"),
        ("field.size:small field.cost:9 -title", "bd"),
    ],
)
def test_tasks_are_found_by_custom_fields(world: World, ann: Caller, query: str, titles: str) -> None:
    assert found(ann, f"sort=title&q={quote(query)}") == titles


def test_the_same_key_means_other_things_elsewhere(world: World, ann: Caller) -> None:
    body = {"workspace_id": str(world.harbour.id), "key": "SEA", "name": "Sea"}
    sea = ann.post("/api/projects", body).json["id"]
    ann.post(f"/api/projects/{sea}/fields", {"name": "Cost", "type": "text"})
    for title, cost in (("x", "High"), ("y", "9 gold")):
        ann.post("/api/tasks", {"project_id": sea, "title": title, "fields": {"cost": cost}})
    assert found(ann, "sort=field.cost,title") == "cbdayxe"
    assert found(ann, "sort=-field.cost,title") == "xyabdce"
    assert found(ann, f"sort=title&q={quote('field.cost:9')}") == "bdy"


def test_a_long_text_turns_the_page(world: World, ann: Caller) -> None:
    for title in "xyz":
        world.task(title, fields={"note": "語" * 2000})
    assert found(ann, "sort=field.note,title") == "bacxyzde"


def test_a_field_that_is_not_there_is_named(world: World, ann: Caller, eve: Caller) -> None:
    refused = ann.get("/api/tasks?sort=field.costs")
    assert refused.faults == {"query.sort": "there is no custom field 'costs', did you mean cost?"}
    assert ann.get(f"/api/tasks?q={quote('field.costs:9')}").status == 422
    assert eve.get("/api/tasks?sort=field.cost").status == 422


def test_a_text_is_no_more_found_when_its_field_is_gone(world: World, ann: Caller) -> None:
    path = f"/api/projects/{world.ops.id}/fields"
    (note,) = [field for field in ann.get(path).items if field["key"] == "note"]
    ann.delete(f"{path}/{note['id']}")
    ann.post(path, {"name": "Note", "type": "text"})
    assert found(ann, f"sort=title&q={quote('field.note:alpha')}") == ""
    assert found(ann, "sort=field.note,title") == "abcde"


def test_an_index_serves_who_asks_for_one_value(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM tasks_task t WHERE t.fields <> '{}' AND t.fields @> '{\"size\": \"small\"}'"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "task_by_field" in plan
