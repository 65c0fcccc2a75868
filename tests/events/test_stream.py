"""What a reader of the stream sees when all is well."""

import asyncio
import json
import socket
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

from tests.events.conftest import Follow
from tests.events.follower import eventually
from tests.events.service import Service
from tests.events.world import Person, Workspace


async def test_a_stream_without_cursor_starts_now_and_goes_on_live(follow: Follow, workspace: Workspace) -> None:
    await workspace.log(count=3)
    async with follow() as stream:
        await stream.live()
        await workspace.log("task.created", text="Grüße ✓\u2028")
        await stream.until(lambda stream: stream.numbers == [4])
    assert stream.response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert stream.response.headers["x-accel-buffering"] == "no"
    assert stream.raw.startswith(b"retry: ")
    [ready, created] = stream.said
    assert (ready.event, ready.id) == ("ready", "k3f9-3")
    assert ready.data == {"workspace_id": workspace.id, "cursor": "k3f9-3"}
    assert (created.event, created.id, created.data["request_id"]) == ("task.created", "k3f9-4", "Grüße ✓\u2028")


async def test_with_a_cursor_everything_after_it_comes_first_then_ready_then_life(
    follow: Follow, workspace: Workspace
) -> None:
    await workspace.log(count=5)
    async with follow(cursor="k3f9-2") as stream, follow(query="&after=k3f9-4") as other:
        await stream.live()
        await other.live()
        await workspace.log()
        await stream.until(lambda stream: stream.numbers == [3, 4, 5, 6])
        await other.until(lambda stream: stream.numbers == [5, 6])
    assert [said.event for said in stream.said] == ["task.updated"] * 3 + ["ready", "task.updated"]


async def test_a_replay_longer_than_the_memory_comes_from_the_log_whole(follow: Follow, workspace: Workspace) -> None:
    await workspace.log(count=2500, text="x" * 600)
    async with follow(cursor="k3f9-0") as stream:
        await stream.live()
    assert stream.numbers == list(range(1, 2501))


async def test_projects_and_types_narrow_the_stream(follow: Follow, workspace: Workspace) -> None:
    board, other = str(uuid4()), str(uuid4())
    query = f"&project={board}&types=task.*,comment.created"
    async with follow(query=query) as stream:
        await stream.live()
        for kind, project in [
            ("task.created", board),
            ("task.created", other),
            ("comment.created", board),
            ("comment.deleted", board),
            ("label.created", None),
            ("task.deleted", board),
        ]:
            await workspace.log(kind, project=project)
        await stream.until(lambda stream: 6 in stream.numbers)
    assert stream.numbers == [1, 3, 6]


async def test_a_silent_stream_shows_life_and_a_filtered_one_keeps_its_cursor_young(
    follow: Follow, workspace: Workspace
) -> None:
    async with follow() as stream, follow(query="&types=label.*") as filtered:
        await stream.live()
        await filtered.live()
        await workspace.log(count=7)
        await filtered.until(lambda stream: stream.raw.endswith(b"id: k3f9-7\n\n"), patience=20)
        await stream.until(lambda stream: stream.raw.endswith(b"\n\n: still here\n\n"), patience=20)
    assert filtered.numbers == []


async def test_head_answers_as_get_would_without_a_stream(service: Service, workspace: Workspace, ann: Person) -> None:
    headers = {"Authorization": f"Bearer {ann.token()}"}
    async with httpx.AsyncClient(headers=headers) as client:
        answer = await client.head(f"{service.url}/events?workspace={workspace.id}")
        refused = await client.head(f"{service.url}/events?workspace={uuid4()}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert refused.status_code == 404


def test_a_slash_at_the_end_means_the_same(service: Service, workspace: Workspace, ann: Person) -> None:
    url = f"{service.url}/events/?workspace={workspace.id}"
    answer = httpx.head(url, headers={"Authorization": f"Bearer {ann.token()}"})
    assert answer.status_code == 200


def test_everybody_may_read_what_the_events_are(service: Service) -> None:
    answer = httpx.get(f"{service.url}/events/schema.json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/schema+json")
    assert answer.json()["$defs"]["TaskCreated"]["properties"]["type"]["const"] == "task.created"


async def test_clients_that_leave_before_the_first_byte_leave_nothing_behind(
    service: Service, workspace: Workspace, ann: Person
) -> None:
    parts = urlsplit(service.url)
    request = f"GET /events?workspace={workspace.id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ann.token()}\r\n\r\n"
    for _ in range(30):
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
            connection.sendall(request.encode())

    await asyncio.sleep(0.5)
    await eventually(lambda: service.gauge("tasktide_events_readers") == 0 and service.sockets() <= 1)


REFUSED: list[tuple[str, str, int, str]] = [
    ("none", "workspace={workspace}", 401, "not_authenticated"),
    ("Basic YTpi", "workspace={workspace}", 401, "not_authenticated"),
    ("Bearer nonsense", "workspace={workspace}", 401, "not_authenticated"),
    ("token", "workspace=0197a1de-5f00-7000-8000-000000000000", 404, "not_found"),
    ("token", "", 422, "invalid"),
    ("token", "workspace=acme", 422, "invalid"),
    ("token", "workspace={workspace}&project=OPS", 422, "invalid"),
    ("token", "workspace={workspace}&types=task", 422, "invalid"),
    ("token", "workspace={workspace}&typs=task.*", 422, "invalid"),
    ("token", "workspace={workspace}&q=is:opne", 422, "invalid"),
    ("token", "workspace={workspace}&after=k3f9-1&after=k3f9-2", 422, "invalid"),
]


@pytest.mark.parametrize(("authorization", "query", "status", "code"), REFUSED)
def test_what_cannot_be_answered_is_refused_as_a_problem(
    service: Service, workspace: Workspace, ann: Person, authorization: str, query: str, status: int, code: str
) -> None:
    value = f"Bearer {ann.token()}" if authorization == "token" else authorization
    headers = {"X-Request-ID": "story-1"} | ({"Authorization": value} if value != "none" else {})
    answer = httpx.get(f"{service.url}/events?{query.format(workspace=workspace.id)}", headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert (body["type"], body["status"], body["request_id"]) == (f"urn:tasktide:problem:{code}", status, "story-1")
    assert ("www-authenticate" in answer.headers) == (status == 401)
    if "typs" in query:
        assert body["errors"] == [
            {"loc": ["query", "typs"], "msg": "unknown parameter, did you mean types?", "type": "extra_forbidden"}
        ]


def test_paths_and_methods_that_do_not_exist_are_problems_too(service: Service) -> None:
    posted, lost = httpx.post(f"{service.url}/events"), httpx.get(f"{service.url}/events/nowhere")
    assert (posted.status_code, posted.headers["content-type"]) == (405, "application/problem+json")
    assert "GET" in posted.headers["allow"]
    assert (lost.status_code, lost.headers["content-type"]) == (404, "application/problem+json")


def test_a_token_that_is_not_good_here_is_refused(service: Service, workspace: Workspace, ann: Person) -> None:
    stranger = Person("Sam")
    for token, status in [
        (ann.token(seconds=-1), 401),
        (ann.token(token_type="refresh"), 401),
        (ann.token(sid=str(uuid4())), 401),
        (ann.token()[:-4] + "AAAA", 401),
        (stranger.token(), 401),
    ]:
        headers = {"Authorization": f"Bearer {token}"}
        assert httpx.get(f"{service.url}/events?workspace={workspace.id}", headers=headers).status_code == status
