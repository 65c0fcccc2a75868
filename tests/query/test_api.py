"""Queries over HTTP: what is found, what is refused and how, and who learns what."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.projects.actions.project import create_project, update_project
from backend.projects.models import Field, FieldType, Label, Visibility
from backend.tasks.models import Task, Watcher
from tests.world import Answer, Caller, World


def _ask(caller: Caller, world: World, q: str, **parameters: str) -> Answer:
    return caller.get("/api/tasks?" + urlencode({"workspace": str(world.harbour.id), "q": q, **parameters}))


def _titles(caller: Caller, world: World, q: str, **parameters: str) -> str:
    return ",".join(item["title"] for item in _ask(caller, world, q, **{"sort": "title", **parameters}).items)


def _field(world: World, key: str, kind: str, **more: Any) -> Field:
    return Field.objects.create(
        workspace_id=world.harbour.id, project=world.ops, key=key, name=key, type=FieldType(kind), position="a", **more
    )


@pytest.fixture
def bug(world: World) -> Label:
    """A label."""
    return Label.objects.create(workspace=world.harbour, name="Bug")


def test_a_query_and_the_parameters_both_hold(world: World, ann: Caller, bug: Label) -> None:
    world.task("a crash", labels=[bug.id], priority="high")
    world.task("a crash elsewhere", priority="low")
    world.task("calm", labels=[bug.id])
    assert _titles(ann, world, "crash") == "a crash,a crash elsewhere"
    assert _titles(ann, world, "crash", label="bug") == "a crash"
    assert _titles(ann, world, "label:bug -crash") == "calm"
    assert _titles(ann, world, "label:bug or priority:low", priority="low,none") == "a crash elsewhere,calm"
    assert ann.get("/api/tasks?" + urlencode({"q": "label:bug crash"})).items[0]["title"] == "a crash"


def test_the_order_of_a_query_is_that_of_the_list_unless_a_parameter_says_another(world: World, ann: Caller) -> None:
    for title, priority in (("b", "low"), ("a", "high"), ("c", "high")):
        world.task(title, priority=priority)
    assert [item["title"] for item in _ask(ann, world, "sort:-priority,title").items] == ["a", "c", "b"]
    assert [item["title"] for item in _ask(ann, world, "sort:-priority,title", sort="-title").items] == ["c", "b", "a"]
    first = _ask(ann, world, "sort:-priority,title", limit="2").json
    rest = _ask(ann, world, "sort:-priority,title", limit="2", cursor=first["next"])
    assert [item["title"] for item in rest.items] == ["b"]


@pytest.mark.parametrize("sort", ["field.size", "-field.size", "field.stage,title", "-field.size,field.stage"])
def test_custom_fields_sort_page_by_page(world: World, ann: Caller, sort: str) -> None:
    _field(world, "size", "number")
    _field(world, "stage", "text")
    for number, size in enumerate((3, 10, None, 2.5, -1, 10)):
        task = world.task(str(number))
        values = {"stage": f"s{number % 2}"} | ({} if size is None else {"size": size})
        Task.objects.filter(id=task.id).update(fields=values)
    whole = [item["title"] for item in _ask(ann, world, "", sort=sort).items]
    assert sorted(whole) == list("012345")
    if sort == "field.size":
        assert whole[:3] == ["4", "3", "0"]
        assert whole[-1] == "2"
    pages: list[str] = []
    cursor = None
    while cursor is not None or not pages:
        page = _ask(ann, world, "", sort=sort, limit="1", **({"cursor": cursor} if cursor else {})).json
        pages += [item["title"] for item in page["items"]]
        cursor = page["next"]
    assert pages == whole


@pytest.mark.parametrize(
    ("q", "at", "message"),
    [
        ("label:bgu", 6, "there is no label 'bgu', did you mean Bug?"),
        ("x status:dooing", 9, "there is no status 'dooing', did you mean Doing?"),
        ("project:OPT", 8, "there is no project 'OPT', did you mean OPS?"),
        ("assignee:cloe", 9, "nobody here has the name or address 'cloe', did you mean Cleo?"),
        ("author:ann@example.com", 7, "nobody here has the name or address 'ann@example.com'"),
        ("assignee:eve@example.org", 9, "nobody here has the name or address 'eve@example.org'"),
        ("parent:OPS-99", 7, "there is no task 'OPS-99'"),
        ("field.sise:3", 6, "there is no custom field 'sise', did you mean size?"),
        ("field.size:big", 11, "field.size: expected a value of its type, not 'big'"),
        ("field.stage:gamma", 12, "field.stage: has no option 'gamma'; known: Alpha"),
        ("field.size:>", 11, "field.size: expected a value of its type, not '>'"),
        ("is:opne", 3, "did you mean open?"),
        ("(a", 2, "expected ) at the end"),
    ],
)
def test_a_mistake_names_its_place_and_the_nearest_name(
    world: World, ann: Caller, bug: Label, q: str, at: int, message: str
) -> None:
    _field(world, "size", "number")
    _field(world, "stage", "select", options=[{"key": "alpha", "name": "Alpha"}])
    answer = _ask(ann, world, q)
    (fault,) = answer.json["errors"]
    assert (answer.status, fault["loc"], fault["type"]) == (422, ["query", "q", at], "query")
    assert message in fault["msg"]


def test_what_one_does_not_see_is_not_named(world: World, ann: Caller) -> None:
    """Neither by a result nor by the suggestion of an error, nor by a completion."""
    secret = create_project(
        actor=world.bob, workspace_id=world.harbour.id, key="HUSH", name="Hush", visibility=Visibility.PRIVATE
    )
    bob, cleo = Caller(world.bob), Caller(world.cleo)
    body = {"project_id": str(secret.id), "title": "hush hush"}
    assert bob.post("/api/tasks", body).status == 201
    assert _titles(bob, world, "project:HUSH") == "hush hush"
    assert _titles(bob, world, "hush-1") == "hush hush"
    assert _titles(cleo, world, "hush") == ""
    assert "HUSH" not in _ask(cleo, world, "project:HUSHH").text.replace("HUSHH", "")
    assert "no task 'HUSH-1'" in _ask(cleo, world, "parent:HUSH-1").text
    offered = cleo.get(f"/api/query/complete?workspace={world.harbour.id}&q=project:hu").json
    assert offered["items"] == []
    assert _ask(Caller(world.eve), world, "hush").status == 404
    assert Caller(world.eve).get("/api/tasks?q=hush").items == []
    assert Caller(world.eve).get(f"/api/query/complete?workspace={world.harbour.id}").status == 404


def test_words_look_at_key_title_and_description_and_a_search_at_comments_too(world: World, ann: Caller) -> None:
    task = world.task("Anchor", description="chain and rope")
    other = world.task("Buoy")
    comment = ann.post(world.url(other, "/comments"), {"body": "Ärger with the winch"}).json["id"]
    assert _titles(ann, world, "ROPE") == "Anchor"
    assert _titles(ann, world, "winch") == ""
    assert _titles(ann, world, "", search="winch") == "Buoy"
    assert _titles(ann, world, "buoy", search="arger winch") == "Buoy"
    ann.patch(world.url(other, f"/comments/{comment}"), {"body": "all well"})
    assert _titles(ann, world, "", search="winch") == ""
    ann.patch(world.url(task), {"description": "cable"})
    assert (_titles(ann, world, "rope"), _titles(ann, world, "cable")) == ("", "Anchor")


def test_keys_are_found_by_their_letters_also_after_the_project_got_another_key(world: World, ann: Caller) -> None:
    for number in range(12):
        world.task(f"t{number + 1}")
    assert _titles(ann, world, "ops-1") == "t1,t10,t11,t12"
    assert _titles(ann, world, "ps-12") == "t12"
    assert _titles(ann, world, '"-3"') == "t3"
    assert _titles(ann, world, "OP -1") == "t2,t3,t4,t5,t6,t7,t8,t9"
    update_project(world.ops.id, actor=world.ann, key="WEB")
    assert _titles(ann, world, "ops-12") == ""
    assert _titles(ann, world, "web-12") == "t12"


def test_archived_tasks_are_found_where_they_are_asked_for(world: World, ann: Caller) -> None:
    old, _ = world.task("old"), world.task("new")
    ann.post(world.url(old, "/archive"))
    assert _titles(ann, world, "") == "new"
    assert _titles(ann, world, "is:archived") == "old"
    assert _titles(ann, world, "is:any") == "new,old"
    assert _titles(ann, world, "-is:archived") == "new"
    assert _titles(ann, world, "", archived="any") == "new,old"
    assert _titles(ann, world, "is:any", archived="false") == "new"
    ann.delete(world.url(old))
    assert _titles(ann, world, "is:any") == "new"
    assert _titles(ann, world, "is:any", deleted="true") == "old"


def test_watched_tasks_are_found(world: World, ann: Caller) -> None:
    task = world.task("watched", actor=world.cleo)
    world.task("not", actor=world.cleo)
    Watcher.objects.all().delete()
    Watcher.objects.create(workspace_id=world.harbour.id, task=task, user=world.ann)
    assert _titles(ann, world, "is:watching") == "watched"
    assert _titles(ann, world, "-watching:ann") == "not"
    assert _titles(ann, world, "watching:none") == "not"


@pytest.mark.parametrize(
    "q",
    [
        "'; DROP TABLE tasks_task; --",
        '"\' OR 1=1 --"',
        '"%s" %(x)s %',
        "label:\"x' OR '1'='1\"",
        "field.x':1",
        'field.size":1',
        "sort:title;DROP",
        'sort:"title; DROP TABLE tasks_task"',
        "sort:field.a')||(select",
        'parent:"OPS-1\'; SELECT pg_sleep(9); --"',
        "due:'2026-01-01'",
        "project:$1 status:{}",
        "\\ _ % \\\\",
    ],
)
def test_no_text_becomes_sql(world: World, ann: Caller, bug: Label, q: str) -> None:
    world.task("safe")
    assert _ask(ann, world, q).status in {200, 422}
    assert _titles(ann, world, "") == "safe"


@pytest.mark.parametrize("q", ["%", "_", "\\", "''", "100%"])
def test_signs_mean_themselves(world: World, ann: Caller, q: str) -> None:
    world.task("plain")
    world.task(f"with {q} in it")
    assert _titles(ann, world, q) == f"with {q} in it"


def test_any_text_is_answered_by_a_list_or_a_clean_refusal(world: World, ann: Caller, bug: Label) -> None:
    world.task("Größe prüfen 🚢", labels=[bug.id])
    terms = [
        "label:bug",
        "is:open",
        "due:<7d",
        "-",
        "(",
        ")",
        " or ",
        '"',
        "field.x:",
        "größe",
        "sort:",
        "assignee:me",
        " ",
    ]

    @settings(max_examples=250, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(terms), max_size=12).map("".join)))
    def ask(q: str) -> None:
        answer = ann.get("/api/tasks?" + urlencode({"q": q.encode("utf-8", "surrogatepass")}))
        assert answer.status in {200, 422}, (q, answer.text)
        if answer.status == 422:
            assert answer.json["errors"][0]["msg"]

    ask()


def test_what_is_too_long_is_refused_at_once(world: World, ann: Caller) -> None:
    answer = _ask(ann, world, "label:bug " * 10_000)
    assert (answer.status, answer.json["errors"][0]["loc"]) == (422, ["query", "q"])


def test_a_query_costs_few_statements(world: World, ann: Caller, bug: Label) -> None:
    """Who calls and his place in the workspace; what the names mean; the page with its limit of time."""
    world.task("crash", labels=[bug.id])

    def cost(q: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert _ask(ann, world, q).status == 200
        return len(queries)

    # Also how many tasks a person or a label has, and which statuses are meant; what PostgreSQL knows of words decides
    # how often it is asked for them.
    most = {
        "": 3,
        "is:open due:<7d priority:>=high assignee:me": 5,
        "label:bug,bug -label:bug": 5,
        "status:doing assignee:cleo label:bug": 9,
        "crash -flaky anchor": 6,
    }
    assert {q: cost(q) for q, count in most.items() if cost(q) > count} == {}


@pytest.mark.django_db(transaction=True)
def test_a_query_that_takes_too_long_is_ended_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is set to what any query needs more than; the connection is whole afterwards, and without the limit."""
    world = World()
    ann = Caller(world.ann)
    for number in range(3):
        world.task(f"{number}", description="x" * 20_000)
    monkeypatch.setattr("backend.tasks.query_limit.LIMIT", 1)
    slow = " ".join(f"-{letter}x{letter}" for letter in "abcdefghijklmnopqrstuvwyz" * 3)
    answer = _ask(ann, world, slow)
    assert (answer.status, answer.json["type"]) == (422, "urn:tasktide:problem:too_expensive")
    assert answer.json["errors"][0]["type"] == "too_expensive"
    monkeypatch.undo()
    assert len(_ask(ann, world, slow).items) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting = reset_val FROM pg_settings WHERE name = 'statement_timeout'")
        assert cursor.fetchone() == (True,)
