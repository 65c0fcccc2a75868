"""Whom a comment names."""

import pytest

from backend.accounts.models import User
from backend.projects.actions.project import create_project
from backend.tasks.actions.task import create_task
from backend.workspaces.actions import add_member
from tests.world import Caller, World


def named(world: World, caller: Caller, body: str) -> list[str]:
    """The names that the comment's document carries."""
    said = caller.post(world.url(world.task(), "/comments"), {"body": body})
    assert said.json["body"] == body
    return [person["name"] for person in said.json["mentions"]]


def joined(world: World, first_name: str, last_name: str, email: str) -> User:
    """One more of the crew."""
    user = User.objects.create(email=email, first_name=first_name, last_name=last_name, password="!")
    add_member(world.harbour.id, actor=world.ann, user=user)
    return user


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("@cleo, look", ["Cleo"]),
        ("@CLEO.", ["Cleo"]),
        ("(@vic) and @bob: @vic again", ["Vic", "Bob"]),
        ("@cleo@example.org", ["Cleo"]),
        ("write to cleo@example.org", []),
        ("@nobody @ @@ @.", []),
        ("@eve", []),
        ("`@cleo` and\n```\n@vic\n```\nbut @bob", ["Bob"]),
        ("```\n@vic", []),
        ("@josé.garcía", ["José García"]),
        ("@Jose.Garcia!", ["José García"]),
        ("@jose", ["José García"]),
        ("@[whoever](user:00000000-0000-0000-0000-000000000000)", []),
    ],
)
def test_people_are_named_in_several_ways(world: World, ann: Caller, body: str, people: list[str]) -> None:
    joined(world, "José", "García", "jg@example.org")
    assert named(world, ann, body) == people


def test_an_id_means_that_person_whatever_the_name(world: World, ann: Caller) -> None:
    assert named(world, ann, f"@[Bob](user:{world.cleo.id}), @[x](user:{str(world.vic.id).upper()})") == ["Cleo", "Vic"]
    assert named(world, ann, f"@[Eve](user:{world.eve.id})") == []


def test_a_name_that_fits_several_means_nobody_but_who_was_meant_before(
    world: World, ann: Caller, cleo: Caller
) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "@cleo One"}).json
    joined(world, "Cleo", "Lee", "lee@example.org")
    joined(world, "Cleo", "Moor", "moor@example.org")
    cleo.patch("/api/me", {"last_name": "Quay"})
    path = world.url(task, f"/comments/{comment['id']}")
    assert [one["id"] for one in ann.patch(path, {"body": "@cleo Two"}).json["mentions"]] == [str(world.cleo.id)]
    assert named(world, ann, "@cleo") == []
    assert named(world, ann, "@cleo.lee") == ["Cleo Lee"]


def test_in_a_private_project_only_its_members_are_named(world: World, ann: Caller) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    task = create_task(actor=world.ann, project_id=secret.id, title="Quiet")
    said = ann.post(world.url(task, "/comments"), {"body": f"@cleo @[Bob](user:{world.bob.id}) @ann"})
    assert [person["name"] for person in said.json["mentions"]] == ["Ann"]


def test_an_edit_changes_whom_it_names_and_the_event_says_so(world: World, ann: Caller) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "@cleo @vic"}).json
    edited = ann.patch(world.url(task, f"/comments/{comment['id']}"), {"body": "@bob @vic"}).json
    assert [person["name"] for person in edited["mentions"]] == ["Vic", "Bob"]
    event = ann.get(f"/api/events?workspace={world.harbour.id}&type=comment.updated").items[0]
    assert [[one["name"] for one in people] for people in event["changes"]["mentions"]] == [
        ["Cleo", "Vic"],
        ["Vic", "Bob"],
    ]


def test_no_more_than_fifty_are_named(world: World, ann: Caller) -> None:
    crew = [joined(world, f"P{number}", "", f"p{number}@example.org") for number in range(51)]
    body = " ".join(f"@[x](user:{one.id})" for one in crew)
    before = world.last
    task = world.task()
    assert ann.post(world.url(task, "/comments"), {"body": body}).faults == {
        "body.body": "mentions more than 50 people"
    }
    assert world.events(before) == ["task.created"]


def test_a_new_name_reaches_the_comments_that_show_it(world: World, ann: Caller, cleo: Caller) -> None:
    task = world.task()
    comment = ann.post(world.url(task, "/comments"), {"body": "@cleo"}).json
    cleo.put(world.url(task, f"/comments/{comment['id']}/reactions/%F0%9F%91%8D"))
    assert cleo.patch("/api/me", {"first_name": "Clea"}).status == 200
    shown = ann.get(world.url(task, f"/comments/{comment['id']}")).json
    assert (shown["mentions"][0]["name"], shown["reactions"][0]["users"][0]["name"]) == ("Clea", "Clea")


@pytest.mark.parametrize("body", ["@" * 60_000, "@a" * 30_000, "`" * 60_000, "@[" * 30_000, "~~~\n" * 15_000])
def test_no_text_takes_long(world: World, ann: Caller, body: str) -> None:
    assert named(world, ann, body) == []
