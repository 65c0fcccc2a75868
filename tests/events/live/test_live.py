"""A stream with a query keeps a list true: what enters, what is changed in it, what leaves, and nothing else."""

from urllib.parse import urlencode

import httpx
import pytest

from backend.projects.actions.label import create_label, delete_label, update_label
from backend.projects.actions.member import add_project_member
from backend.projects.actions.project import archive_project, create_project
from backend.tasks.actions.archive import archive_task
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task, restore_task
from tests.events.live.kept import Kept, require_true, until, until_refused
from tests.events.live.lists import Crew

NOBODY = "00000000-0000-7000-8000-000000000000"


def told(kept: Kept) -> list[tuple[str, str]]:
    """Name of each message, and what has happened."""
    return [(name, data["type"]) for name, data in kept.told]


def test_a_list_hears_of_what_enters_stays_and_leaves(crew: Crew) -> None:
    urgent = crew.keep(crew.ann, "priority:urgent")
    task, other = crew.task("Crane"), crew.task("Gate")
    update_task(task.id, actor=crew.ann, priority="urgent")
    update_task(task.id, actor=crew.ann, title="Crane 2")
    update_task(other.id, actor=crew.ann, title="Gate 2")
    add_comment(task.id, actor=crew.ann, body="Well")
    archive_task(task.id, actor=crew.ann, archived=True)
    archive_task(task.id, actor=crew.ann, archived=False)
    delete_task(task.id, actor=crew.ann)
    restore_task(task.id, actor=crew.ann)
    update_task(task.id, actor=crew.ann, priority="low")
    until(lambda: len(urgent.told) == 8, urgent)
    assert told(urgent) == [
        ("task.entered", "task.updated"),
        ("task.updated", "task.updated"),
        ("task.updated", "task.updated"),
        ("task.left", "task.archived"),
        ("task.entered", "task.unarchived"),
        ("task.left", "task.deleted"),
        ("task.entered", "task.restored"),
        ("task.left", "task.updated"),
    ]
    require_true(urgent)
    assert urgent.resets == []


def test_who_comes_back_is_told_what_he_has_missed_as_if_he_had_stayed(crew: Crew) -> None:
    away, there = crew.keep(crew.ann, "priority:urgent"), crew.keep(crew.ann, "priority:urgent")
    task = crew.task("Crane", priority="urgent")
    until(lambda: len(away.told) == 1, away)
    crew.keeper.cut(away, is_offline=True)
    other = crew.task("Gate", priority="urgent")
    update_task(task.id, actor=crew.ann, priority="low")
    update_task(other.id, actor=crew.ann, title="Gate 2")
    away.is_offline = False
    until(lambda: len(away.told) == len(there.told) == 4, away)
    assert away.told == there.told
    assert away.resets == []


def test_of_a_task_that_goes_out_of_sight_the_id_alone_is_told(crew: Crew) -> None:
    secret = create_project(
        actor=crew.ann, workspace_id=crew.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    inside, outside = crew.keep(crew.ann, "crane"), crew.keep(crew.cleo, "crane")
    task, other = crew.task("Crane"), crew.task("Gate")
    update_task(task.id, actor=crew.ann, project_id=secret.id)
    update_task(other.id, actor=crew.ann, project_id=secret.id)
    update_task(task.id, actor=crew.ann, title="Crane, hush")
    update_task(task.id, actor=crew.ann, project_id=crew.ops.id, title="Crane again")
    until(lambda: len(outside.told) == 3 and len(inside.told) == 4, outside)
    assert told(outside) == [
        ("task.entered", "task.created"),
        ("task.left", "task.left"),
        ("task.entered", "task.moved"),
    ]
    assert outside.told[1][1]["data"] == {"id": str(task.id), "project_id": str(crew.ops.id)}
    assert b"hush" not in outside.raw
    assert str(secret.id).encode() not in outside.raw
    assert [name for name, _ in inside.told] == ["task.entered", "task.updated", "task.updated", "task.entered"]
    crew.check()


def test_a_list_of_one_project_hears_of_no_other(crew: Crew) -> None:
    web = create_project(actor=crew.ann, workspace_id=crew.harbour.id, key="WEB", name="Web")
    kept = crew.keep(crew.ann, "crane", project=str(web.id))
    task = crew.task("Crane")
    update_task(task.id, actor=crew.ann, project_id=web.id)
    update_task(task.id, actor=crew.ann, project_id=crew.ops.id)
    until(lambda: len(kept.told) == 2, kept)
    assert told(kept) == [("task.entered", "task.moved"), ("task.left", "task.moved")]
    require_true(kept)


def test_a_name_that_comes_to_mean_something_else_makes_the_list_be_read_again(crew: Crew) -> None:
    label = create_label(actor=crew.ann, workspace_id=crew.harbour.id, name="bug")
    other = create_label(actor=crew.ann, workspace_id=crew.harbour.id, name="crane")
    crew.task("One", labels=[label.id])
    crew.task("Two", labels=[other.id])
    bugs, rest = crew.keep(crew.ann, "label:bug"), crew.keep(crew.ann, "is:open")
    update_label(label.id, actor=crew.ann, name="fault")
    until(lambda: bugs.byes == ["query"] and bugs.status == 422, bugs)
    until(lambda: rest.resets == ["query"], rest)
    crew.lists.remove(bugs)
    update_label(other.id, actor=crew.ann, name="bug")
    bugs = crew.keep(crew.ann, "label:bug")
    assert [task["title"] for task in bugs.tasks.values()] == ["Two"]
    delete_label(label.id, actor=crew.ann)
    create_label(actor=crew.ann, workspace_id=crew.harbour.id, name="third")
    archive_project(crew.ops.id, actor=crew.ann, archived=True)
    until(lambda: len(rest.resets) == 4 and not rest.tasks, rest)
    crew.check()


def test_a_list_below_a_task_ends_when_that_has_no_such_key_any_more(crew: Crew) -> None:
    web = create_project(actor=crew.ann, workspace_id=crew.harbour.id, key="WEB", name="Web")
    above, other = crew.task("Above"), crew.task("Other")
    kept = crew.keep(crew.ann, "parent:OPS-1")
    crew.task("Below", parent_id=above.id)
    update_task(other.id, actor=crew.ann, project_id=web.id)
    until(lambda: len(kept.told) == 1, kept)
    require_true(kept)
    update_task(above.id, actor=crew.ann, project_id=web.id)
    until_refused(kept)
    assert (kept.resets, kept.byes) == ([], ["query"])


def test_who_gains_a_project_hears_of_it_by_the_names_in_it(crew: Crew) -> None:
    secret = create_project(
        actor=crew.ann, workspace_id=crew.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    kept = crew.keep(crew.cleo, "status:doing")
    before = crew.task("Known", status="Doing")
    add_project_member(secret.id, crew.cleo.id, actor=crew.ann)
    until(lambda: kept.resets == ["access"], kept)
    update_task(before.id, actor=crew.ann, project_id=secret.id)
    until(lambda: len(kept.told) == 2, kept)
    assert told(kept)[-1] == ("task.updated", "task.moved")
    require_true(kept)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("label:bgu", ["query", "q", 6]),
        ("is:open (", ["query", "q", 9]),
        ("assignee:nobody", ["query", "q", 9]),
        ("field.sise:3", ["query", "q", 6]),
        ("parent:OPS-99", ["query", "q", 7]),
        ("due:soon", ["query", "q", 4]),
        ("statsu:done", ["query", "q", 0]),
    ],
)
def test_a_mistake_is_answered_as_the_list_answers_it(crew: Crew, query: str, place: list[object]) -> None:
    create_label(actor=crew.ann, workspace_id=crew.harbour.id, name="bug")
    caller = crew.caller(crew.ann)
    address = urlencode({"workspace": str(crew.harbour.id), "q": query})
    listed = caller.get(f"/api/tasks?{address}")
    streamed = httpx.get(f"{crew.keeper.url}/events?{address}", headers={"Authorization": f"Bearer {caller.token}"})
    assert (streamed.status_code, listed.status) == (422, 422)
    assert streamed.json()["errors"] == listed.json["errors"]
    assert streamed.json()["errors"][0]["loc"] == place


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"q": "watching:me"}, ["query", "q", 0]),
        ({"q": "crane or -is:watching"}, ["query", "q", 13]),
        ({"q": "crane", "types": "task.updated"}, ["query", "types"]),
        ({"q": "x" * 2001}, ["query", "q"]),
        ({"q": "crane \0"}, ["query", "q", 6]),
        ({"q": "crane", "search": "crane"}, ["query", "search"]),
    ],
)
def test_what_no_stream_can_tell_is_refused(crew: Crew, more: dict[str, str], place: list[object]) -> None:
    address = urlencode({"workspace": str(crew.harbour.id), **more})
    headers = {"Authorization": f"Bearer {crew.caller(crew.ann).token}"}
    answer = httpx.get(f"{crew.keeper.url}/events?{address}", headers=headers)
    assert answer.status_code == 422
    assert [fault["loc"] for fault in answer.json()["errors"]] == [place]
    assert httpx.head(f"{crew.keeper.url}/events?{address}", headers=headers).status_code == 422


def test_a_query_may_be_given_once_and_to_a_workspace_that_one_is_in(crew: Crew) -> None:
    headers = {"Authorization": f"Bearer {crew.caller(crew.ann).token}"}
    address = f"{crew.keeper.url}/events?workspace={crew.harbour.id}&q=crane"
    assert httpx.get(f"{address}&q=gate", headers=headers).status_code == 422
    assert httpx.head(address, headers=headers).status_code == 200
    assert httpx.head(f"{address}%20label:none%20label:x", headers=headers).status_code == 422
    stranger = {"Authorization": f"Bearer {crew.caller(crew.eve).token}"}
    assert httpx.get(address, headers=stranger).status_code == 404
    assert httpx.get(address.replace(str(crew.harbour.id), NOBODY), headers=headers).status_code == 404
