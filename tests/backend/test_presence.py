"""Where somebody is: said to whoever may see the thing, over Redis alone, and soon forgotten."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import redis
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.presence import board
from backend.projects.actions.project import create_project
from backend.tasks.actions.trash import delete_task
from config.settings import load
from events.wire import PRESENCE_SECONDS, Presence, decode_presence, presence_channel, presence_keys
from tests.world import Caller, World

PATH = "/api/presence"


class Ear:
    """What the stream servers hear of one workspace."""

    def __init__(self, server: "redis.Redis", workspace_id: UUID) -> None:
        self._subscription = server.pubsub()  # type: ignore[no-untyped-call]
        self._subscription.subscribe(presence_channel(workspace_id))
        assert self._subscription.get_message(timeout=5)

    def heard(self) -> list[Presence]:
        """Everything that has come."""
        found = []
        while message := self._subscription.get_message(timeout=0.2):
            found.append(decode_presence(message["data"]))
        return found


def told(presence: Presence) -> dict[str, Any]:
    """What readers are told that may see it."""
    assert presence.shown is not None
    data: dict[str, Any] = json.loads(presence.shown)
    return data


@pytest.fixture
def server() -> Iterator["redis.Redis"]:
    """The Redis of these stories."""
    with redis.Redis.from_url(load().redis_url) as server:
        yield server


@pytest.fixture
def ear(server: "redis.Redis", world: World) -> Ear:
    """On the harbour crew."""
    return Ear(server, world.harbour.id)


def at(world: World, thing: object, kind: str = "task", **more: object) -> dict[str, object]:
    """The body that says so."""
    return {"workspace_id": str(world.harbour.id), "object": {"type": kind, "id": str(thing)}, **more}


def test_the_others_hear_who_is_where_and_what_he_edits(world: World, cleo: Caller, ear: Ear) -> None:
    task = world.task()
    answer = cleo.put(PATH, at(world, task.id, field="title", state="editing", client="left window"))
    assert (answer.status, answer.text) == (204, "")
    [presence] = ear.heard()
    assert (presence.project_id, presence.private_project_id) == (str(world.ops.id), None)
    whom = {"user": {"id": str(world.cleo.id), "name": "Cleo"}, "client": "left window"}
    where = {"type": "presence.updated", "workspace_id": str(world.harbour.id)}
    thing = {"type": "task", "id": str(task.id), "key": "OPS-1"}
    assert told(presence) == {
        **where, **whom, "project_id": str(world.ops.id), "object": thing, "field": "title", "state": "editing",
    }  # fmt: skip
    assert json.loads(presence.gone) == {
        **where, **whom, "project_id": None, "object": None, "field": None, "state": "gone",
    }  # fmt: skip


def test_the_same_again_is_no_news_for_a_second_and_a_sign_of_life_after_it(
    world: World, ann: Caller, ear: Ear
) -> None:
    task = world.task()
    for _ in range(5):
        ann.put(PATH, at(world, task.id))
    ann.put(PATH, at(world, task.id, field="due_at"))
    ann.put(PATH, at(world, task.id, client="another window"))
    assert [told(one)["field"] for one in ear.heard()] == [None, "due_at", None]
    time.sleep(1)
    ann.put(PATH, at(world, task.id, field="due_at"))
    assert [told(one)["field"] for one in ear.heard()] == ["due_at"]


@pytest.mark.parametrize("way", ["delete", "no object", "no state"])
def test_who_leaves_is_gone_at_once_and_once(world: World, ann: Caller, ear: Ear, way: str) -> None:
    task = world.task()

    def leave() -> int:
        match way:
            case "delete":
                return ann.delete(f"{PATH}?workspace={world.harbour.id}").status
            case "no object":
                return ann.put(PATH, {"workspace_id": str(world.harbour.id)}).status
            case _:
                return ann.put(PATH, at(world, task.id, state=None)).status

    assert leave() == 204
    ann.put(PATH, at(world, task.id))
    assert (leave(), leave()) == (204, 204)
    came, left = ear.heard()
    assert (came.key, came.gone) == (left.key, left.gone)
    assert left.shown is None
    ann.put(PATH, at(world, task.id))
    assert len(ear.heard()) == 1


def test_nothing_is_left_of_it_in_redis_and_nothing_ever_in_the_tables(
    world: World, ann: Caller, server: "redis.Redis"
) -> None:
    task = world.task()
    ann.get("/api/me")
    before = world.last
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ann.put(PATH, at(world, task.id))
    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["SELECT"] * 3
    assert world.last == before
    keys = presence_keys(world.harbour.id)
    assert set(server.keys(f"*{world.harbour.id}*")) == {key.encode() for key in keys}
    for key in keys:
        assert 0 < server.pttl(key) <= PRESENCE_SECONDS * 1000
        server.pexpire(key, 1)
    time.sleep(0.01)
    assert server.keys(f"*{world.harbour.id}*") == []
    ann.put(PATH, at(world, task.id))
    ann.delete(f"{PATH}?workspace={world.harbour.id}")
    assert server.keys(f"*{world.harbour.id}*") == []


def test_the_silent_are_swept_out_by_those_who_speak(
    world: World, ann: Caller, bob: Caller, server: "redis.Redis"
) -> None:
    task = world.task()
    who, ends = presence_keys(world.harbour.id)
    ann.put(PATH, at(world, task.id))
    server.zadd(ends, {f"{world.ann.id}:": time.time() * 1000 - 1})
    bob.put(PATH, at(world, task.id))
    bobs = [f"{world.bob.id}:".encode()]
    assert (server.hkeys(who), server.zrange(ends, 0, -1)) == (bobs, bobs)


def test_so_many_are_shown_and_no_more(world: World, ann: Caller, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "MOST", 2)
    task = world.task()
    for client in ("1", "2", "3", "2"):
        assert ann.put(PATH, at(world, task.id, client=client, field=client)).status == 204
    assert [told(one)["client"] for one in ear.heard()] == ["1", "2"]


def test_projects_and_people_are_places_too(world: World, vic: Caller, ear: Ear) -> None:
    assert vic.put(PATH, at(world, world.ops.id, "project")).status == 204
    assert vic.put(PATH, at(world, world.cleo.id, "user", field="first_name")).status == 204
    assert vic.put(PATH, at(world, world.eve.id, "user")).status == 404
    on_project, on_person = ear.heard()
    assert (told(on_project)["object"]["key"], on_project.project_id) == ("OPS", str(world.ops.id))
    assert (told(on_person)["object"]["key"], on_person.project_id) == (None, None)


def test_only_who_sees_a_thing_can_be_there_and_only_they_are_told(
    world: World, ann: Caller, bob: Caller, eve: Caller, ear: Ear
) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    hidden = ann.post("/api/tasks", {"project_id": str(secret.id), "title": "Hush"}).json["id"]
    trashed = world.task()
    delete_task(trashed.id, actor=world.ann)
    for caller, thing in ((bob, hidden), (eve, world.task().id), (ann, trashed.id), (ann, uuid4())):
        assert caller.put(PATH, at(world, thing)).status == 404
    assert bob.put(PATH, at(world, secret.id, "project")).status == 404
    assert eve.put(PATH, at(world, world.ann.id, "user")).status == 404
    assert eve.delete(f"{PATH}?workspace={world.harbour.id}").status == 404
    assert ear.heard() == []
    assert ann.put(PATH, at(world, hidden)).status == 204
    assert [one.private_project_id for one in ear.heard()] == [str(secret.id)]


def test_a_task_is_where_its_workspace_is(world: World, ann: Caller) -> None:
    elsewhere = ann.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    assert ann.put(PATH, at(world, world.task().id, workspace_id=elsewhere)).status == 404


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"object": {"type": "comment", "id": str(uuid4())}}, "body.object.type"),
        ({"object": {"type": "task", "id": "OPS-1"}}, "body.object.id"),
        ({"object": {"type": "task"}}, "body.object.id"),
        ({"workspace_id": "x"}, "body.workspace_id"),
        ({"state": "gone"}, "body.state"),
        ({"field": ""}, "body.field"),
        ({"field": "a\0"}, "body.field"),
        ({"field": "x" * 101}, "body.field"),
        ({"client": "x" * 65}, "body.client"),
        ({"client": None}, "body.client"),
        ({"task": "OPS-1"}, "body.task"),
    ],
)
def test_what_is_no_place_is_refused(world: World, ann: Caller, more: dict[str, Any], place: str) -> None:
    answer = ann.put(PATH, at(world, uuid4()) | more)
    assert (answer.status, list(answer.faults)) == (422, [place])


def test_any_text_may_be_a_field(world: World, ann: Caller, ear: Ear) -> None:
    ann.put(PATH, at(world, world.task().id, field='a"\n\r\u2028\\é日', client="\n"))
    [presence] = ear.heard()
    assert (told(presence)["field"], told(presence)["client"]) == ('a"\n\r\u2028\\é日', "\n")


@pytest.fixture
def frozen_redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Redis that takes connections and says nothing."""
    from runtime import valkey

    with valkey.running(tmp_path / "valkey") as url, redis.Redis.from_url(url) as frozen:
        pid = int(frozen.info("server")["process_id"])
        monkeypatch.setattr(board, "client", lambda: redis.Redis.from_url(url, socket_timeout=0.1, retry=None))
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)
    board._breaker.open_until = 0


def test_a_redis_that_hangs_holds_nobody_up(world: World, ann: Caller, frozen_redis: None) -> None:
    task = world.task()
    began = time.monotonic()
    statuses = [ann.put(PATH, at(world, task.id)).status for _ in range(10)]
    assert [*statuses, ann.delete(f"{PATH}?workspace={world.harbour.id}").status] == [204] * 11
    assert time.monotonic() - began < 1.5
