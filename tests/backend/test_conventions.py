"""What holds for every path of the API."""

from uuid import UUID

import pytest

from backend.core.ids import uuid7
from tests.world import Caller, World


def test_errors_are_problem_details_with_the_request_id(ann: Caller) -> None:
    answer = ann.get("/api/nowhere", X_Request_ID="trace-1")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == "trace-1"
    assert answer.json == {
        "type": "urn:tasktide:problem:not_found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such path.",
        "request_id": "trace-1",
    }


def test_a_bad_request_id_is_replaced(ann: Caller) -> None:
    answer = ann.get("/api/me", X_Request_ID="x" * 65)
    assert answer.headers["X-Request-ID"] != "x" * 65


def test_both_slash_forms_mean_the_same(world: World, ann: Caller) -> None:
    body = {"project_id": str(world.ops.id), "title": "With a slash"}
    created = ann.post("/api/tasks/", body)
    assert created.status == 201
    assert ann.get(f"/api/tasks/{created.json['id']}/").json == created.json
    assert ann.patch(f"/api/tasks/{created.json['id']}/", {"title": "Without"}).status == 200


def test_a_wrong_method_is_refused_with_the_right_ones(ann: Caller) -> None:
    answer = ann.put("/api/tasks", {})
    assert (answer.status, answer.json["title"]) == (405, "Method not allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_without_a_token_the_answer_asks_for_one() -> None:
    answer = Caller().get("/api/tasks")
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="tasktide"')


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"{", 400, "EOF"),
        (b'{"title": NaN}', 400, "Cannot parse"),
        (b'{"title": "\\ud800"}', 400, "Cannot parse"),
        (b"\xff\xfe", 400, "Cannot parse"),
        (b"[]", 422, "dictionary"),
        (b'"title"', 422, "dictionary"),
        (b"null", 422, "dictionary"),
        (b"", 422, "required"),
    ],
)
def test_bodies_that_are_no_object_are_refused(ann: Caller, body: bytes, status: int, said: str) -> None:
    answer = ann.post("/api/tasks", body)
    assert answer.status == status, answer.text
    assert said in answer.json["detail"]


def test_other_media_types_are_refused(world: World, ann: Caller) -> None:
    before = world.last
    answer = ann.call("POST", "/api/tasks", b"title=x", Content_Type="application/x-www-form-urlencoded")
    assert (answer.status, world.last) == (415, before)


def test_a_body_over_the_limit_is_refused(world: World, ann: Caller) -> None:
    answer = ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": "x", "description": "x" * 1_048_576})
    assert (answer.status, answer.json["title"]) == (413, "Too large")


def test_unknown_fields_and_parameters_are_named_with_the_nearest_known(world: World, ann: Caller) -> None:
    task = world.task()
    field = ann.patch(world.url(task), {"titel": "x"})
    assert (field.status, field.faults) == (422, {"body.titel": "unknown field, did you mean title?"})
    parameter = ann.get("/api/tasks?asignee=me&x=1")
    assert parameter.status == 422
    assert parameter.faults == {
        "query.asignee": "unknown parameter, did you mean assignee?",
        "query.x": "unknown parameter",
    }
    assert ann.get(f"{world.url(task)}?verbose=1").status == 422


def test_a_nul_character_is_refused_wherever_it_comes(ann: Caller) -> None:
    assert ann.get("/api/tasks?search=a%00b").status == 422
    assert ann.get("/api/tasks/a%00b").status == 404
    assert ann.post("/api/workspaces", {"name": "a\0b"}).faults == {"body.name": "must not hold NUL characters"}


def test_the_same_creation_sent_again_is_answered_by_the_first(world: World, ann: Caller, cleo: Caller) -> None:
    body = {"id": str(uuid7()), "project_id": str(world.ops.id), "title": "Once"}
    first, again = ann.post("/api/tasks", body), ann.post("/api/tasks", body)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json
    other = ann.post("/api/tasks", body | {"title": "Twice"})
    assert (other.status, other.json["title"]) == (409, "Conflict")
    hers = cleo.post("/api/tasks", body)
    assert (hers.status, "Once" in hers.text) == (409, False)
    assert len(ann.get("/api/tasks").items) == 1


def test_an_id_that_exists_is_refused(world: World, ann: Caller) -> None:
    task = world.task()
    before = world.last
    taken = ann.post("/api/tasks", {"id": str(task.id), "project_id": str(world.ops.id), "title": "Mine"})
    assert (taken.status, taken.json["detail"], world.last) == (409, "This id is taken.", before)
    for path, body in (
        ("/api/workspaces", {"id": str(world.harbour.id), "name": "Mine"}),
        ("/api/projects", {"id": str(world.ops.id), "workspace_id": str(world.harbour.id), "key": "X", "name": "X"}),
        (f"/api/projects/{world.ops.id}/statuses", {"id": str(world.status("Todo").id), "name": "X"}),
    ):
        assert ann.post(path, body).status == 409


def test_an_idempotency_key_does_the_same_for_clients_without_ids(world: World, ann: Caller, cleo: Caller) -> None:
    body = {"project_id": str(world.ops.id), "title": "Once"}
    answers = [ann.post("/api/tasks", body, Idempotency_Key="k1") for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 200]
    assert answers[0].json["id"] == answers[1].json["id"]
    assert ann.post("/api/tasks", body | {"title": "Twice"}, Idempotency_Key="k1").status == 409
    assert cleo.post("/api/tasks", body, Idempotency_Key="k1").status == 201


def test_pages_neither_repeat_nor_hide_rows_while_others_come_and_go(world: World, ann: Caller) -> None:
    tasks = [world.task(f"{number:02}") for number in range(25)]
    seen: list[str] = []
    path = "/api/tasks?limit=10&sort=title"
    cursor: str | None = ""
    while cursor is not None:
        page = ann.get(f"{path}&cursor={cursor}" if cursor else path).json
        seen += [item["title"] for item in page["items"]]
        cursor = page["next"]
        if len(seen) == 10:
            world.task("00 again")
            world.task("99")
            ann.delete(world.url(tasks[3]))
    assert seen == [f"{number:02}" for number in range(25)] + ["99"]


def test_rows_without_a_value_come_last_both_ways_and_are_paged(world: World, ann: Caller) -> None:
    for title, due in (("a", None), ("b", "2026-12-01T00:00:00Z"), ("c", None), ("d", "2026-11-01T00:00:00Z")):
        ann.post("/api/tasks", {"project_id": str(world.ops.id), "title": title, "due_at": due})
    for sort, expected in (("due_at,title", "dbac"), ("-due_at,title", "bdac"), ("-due_at,-title", "bdca")):
        titles = ""
        cursor: str | None = ""
        while cursor is not None:
            page = ann.get(f"/api/tasks?sort={sort}&limit=1" + (f"&cursor={cursor}" if cursor else "")).json
            titles += "".join(item["title"] for item in page["items"])
            cursor = page["next"]
        assert titles == expected


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=garbage",
        "cursor=W10",
        "sort=colour",
        "workspace=1",
        "overdue=perhaps",
    ],
)
def test_bad_list_parameters_are_refused(ann: Caller, query: str) -> None:
    answer = ann.get(f"/api/tasks?{query}")
    assert (answer.status, list(answer.faults)) == (422, [f"query.{query.partition('=')[0]}"])


def test_a_cursor_of_another_order_is_refused(world: World, ann: Caller) -> None:
    for title in "ab":
        world.task(title)
    cursor = ann.get("/api/tasks?limit=1&sort=title").json["next"]
    assert ann.get(f"/api/tasks?limit=1&sort=-title&cursor={cursor}").status == 422


def test_the_number_of_all_rows_is_told_when_asked(world: World, ann: Caller) -> None:
    for title in "abc":
        world.task(title)
    assert ann.get("/api/tasks?limit=1&count=true").json["total"] == 3
    assert "total" not in ann.get("/api/tasks?limit=1").json


def test_an_answer_about_one_workspace_carries_its_cursor(world: World, ann: Caller) -> None:
    task = world.task()
    for path in (f"/api/tasks?workspace={world.harbour.id}", world.url(task), f"/api/workspaces/{world.harbour.id}"):
        epoch, _, seq = ann.get(path).headers["Tasktide-Cursor"].partition("-")
        assert (len(epoch), seq) == (6, str(world.last))
    assert "Tasktide-Cursor" not in ann.get("/api/tasks").headers
    assert "Tasktide-Cursor" not in ann.get(f"/api/tasks?workspace={UUID(int=1)}").headers
