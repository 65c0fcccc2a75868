"""What people do with what they were told: read it, put it away, take that back; and what they want to hear of."""

from typing import Any
from uuid import UUID

import pytest
from django.core.mail import EmailMultiAlternatives

from backend.notifications.actions import send_news
from backend.notifications.models import Letter, Preference
from backend.tasks.actions.comment import add_comment
from tests.backend.news import inbox, kinds, tell_since, unread
from tests.backend.writers import at_once
from tests.world import Caller, World

Outbox = list[EmailMultiAlternatives]


def told(world: World, *titles: str) -> list[str]:
    """Cleo is given tasks with these titles; the ids of what she is told, in this order."""
    before = world.last
    for title in titles:
        world.task(title, assignees=[world.cleo.id])
    tell_since(world, before)
    found = {one["task"]["title"]: one["id"] for one in inbox(Caller(world.cleo), world)}
    return [found[title] for title in titles]


def titles(who: Caller, world: World, query: str = "") -> list[str]:
    return [one["task"]["title"] for one in inbox(who, world, query)]


def mark(who: Caller, how: str, **choice: object) -> Any:
    answer = who.post(f"/api/notifications/{how}", choice)
    assert answer.status == 200, answer.text
    return answer.json["ids"]


def test_unread_comes_first_and_then_the_newest(world: World, cleo: Caller) -> None:
    first, second, third = told(world, "First", "Second", "Third")
    assert titles(cleo, world) == ["Third", "Second", "First"]
    assert mark(cleo, "read", ids=[third]) == [third]
    assert titles(cleo, world) == ["Second", "First", "Third"]
    assert (titles(cleo, world, "&state=unread"), titles(cleo, world, "&state=read")) == (
        ["Second", "First"],
        ["Third"],
    )
    assert mark(cleo, "archive", ids=[second]) == [second]
    assert (titles(cleo, world), titles(cleo, world, "&state=archived")) == (["First", "Third"], ["Second"])
    assert titles(cleo, world, "&state=all&sort=happened_at") == ["First", "Second", "Third"]
    assert (unread(cleo, world), first in mark(cleo, "read", workspace_id=str(world.harbour.id))) == (1, True)


def test_pages_neither_repeat_nor_hide(world: World, cleo: Caller) -> None:
    names = [f"Task {number}" for number in range(7)]
    ids = told(world, *names)
    mark(cleo, "read", ids=ids[::2])
    seen: list[str] = []
    cursor = ""
    while True:
        answer = cleo.get(f"/api/notifications?workspace={world.harbour.id}&limit=2&count=true{cursor}").json
        seen += [one["task"]["title"] for one in answer["items"]]
        assert answer["total"] == 7
        if answer["next"] is None:
            break
        cursor = f"&cursor={answer['next']}"
    assert seen == ["Task 5", "Task 3", "Task 1", "Task 6", "Task 4", "Task 2", "Task 0"]


def test_what_is_marked_is_told_to_ones_other_windows_alone(world: World, ann: Caller, cleo: Caller) -> None:
    ids = told(world, "First", "Second")
    before = world.last
    answer = cleo.post("/api/notifications/read", {"ids": ids})
    assert sorted(answer.json["ids"]) == sorted(ids)
    assert answer.headers["Tasktide-Cursor"].endswith(f"-{world.last}")
    events = cleo.get(f"/api/events?workspace={world.harbour.id}&after={before}").items
    assert [(event["type"], list(event["changes"])) for event in events] == [
        ("notification.updated", ["read_at", "updated_at"])
    ] * 2
    assert ann.get(f"/api/events?workspace={world.harbour.id}&after={before}").items == []


def test_all_of_it_is_taken_back(world: World, cleo: Caller) -> None:
    told(world, "First", "Second")
    here = str(world.harbour.id)
    changed = mark(cleo, "read", workspace_id=here)
    assert (len(changed), unread(cleo, world)) == (2, 0)
    assert (sorted(mark(cleo, "unread", ids=changed)), unread(cleo, world)) == (sorted(changed), 2)
    put_away = mark(cleo, "archive", workspace_id=here)
    assert (titles(cleo, world), unread(cleo, world)) == ([], 0)
    assert (len(mark(cleo, "unarchive", ids=put_away)), unread(cleo, world)) == (2, 2)


def test_doing_it_twice_changes_nothing(world: World, cleo: Caller) -> None:
    [one] = told(world, "First")
    assert [mark(cleo, "read", ids=[one, one]), mark(cleo, "read", ids=[one])] == [[one], []]
    before = world.last
    assert mark(cleo, "unarchive", ids=[one]) == []
    assert world.last == before


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_the_same_time_change_it_once(world: World, cleo: Caller) -> None:
    ids = told(world, "First", "Second")
    before = world.last
    answers = at_once(*(lambda: sorted(mark(Caller(world.cleo), "read", ids=ids)),) * 3)
    assert sorted(map(str, answers)) == sorted(map(str, [[], [], sorted(ids)]))
    assert world.events(before) == ["notification.updated"] * 2


def test_those_of_one_task_are_marked_together(world: World, cleo: Caller) -> None:
    [one, other] = told(world, "First", "Second")
    shown = cleo.get(f"/api/notifications/{one}").json
    before = world.last
    add_comment(UUID(shown["task_id"]), actor=world.ann, body="Well?")
    tell_since(world, before)
    assert len(mark(cleo, "read", task_id=shown["task_id"])) == 2
    assert [found["id"] for found in inbox(cleo, world, "&state=unread")] == [other]


def test_what_is_somebody_elses_is_not_there(world: World, ann: Caller, eve: Caller) -> None:
    [one] = told(world, "First")
    before = world.last
    for who in (ann, eve):
        assert who.get(f"/api/notifications/{one}").status == 404
        for how in ("read", "unread", "archive", "unarchive"):
            refused = who.post(f"/api/notifications/{how}", {"ids": [one]})
            assert (refused.status, refused.faults) == (
                422,
                {"body.ids": f"{one}: no notification of yours has this id"},
            )
    assert ann.post("/api/notifications/read", {"workspace_id": str(world.harbour.id)}).json == {"ids": []}
    assert eve.post("/api/notifications/read", {"workspace_id": str(world.harbour.id)}).status == 404
    assert eve.get(f"/api/notifications/count?workspace={world.harbour.id}").status == 404
    assert world.last == before


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "body"),
        ({"ids": []}, "body.ids"),
        ({"ids": ["x"]}, "body.ids.0"),
        ({"ids": ["0192f0c4-1111-7111-8111-111111111111"] * 501}, "body.ids"),
        ({"ids": ["0192f0c4-1111-7111-8111-111111111111"], "task_id": "0192f0c4-1111-7111-8111-111111111111"}, "body"),
        ({"al": True}, "body.al"),
    ],
)
def test_bad_choices_are_named(cleo: Caller, body: dict[str, object], place: str) -> None:
    refused = cleo.post("/api/notifications/read", body)
    assert (refused.status, place in refused.faults) == (422, True), refused.text


def test_switches_are_on_until_they_are_turned_off(world: World, ann: Caller, cleo: Caller) -> None:
    shown = cleo.get("/api/me/preferences").json["notifications"]
    assert (shown["assigned"], shown["changed"]) == ({"app": True, "email": True}, {"app": True, "email": True})
    for _ in range(2):
        changed = cleo.patch("/api/me/preferences", {"notifications": {"assigned": {"app": False}}})
        assert changed.json["notifications"]["assigned"] == {"app": False, "email": True}
    assert ann.get("/api/me/preferences").json["notifications"]["assigned"]["app"]
    before = world.last
    task = world.task(assignees=[world.cleo.id])
    add_comment(task.id, actor=world.ann, body="@cleo")
    tell_since(world, before)
    assert kinds(cleo, world) == ["mentioned"]
    cleo.patch("/api/me/preferences", {"notifications": {"assigned": {"app": True}}})
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"notifications": {"assigned": {"sms": True}}}, "body.notifications.assigned.sms"),
        ({"notifications": {"asigned": {"app": True}}}, "body.notifications.asigned"),
        ({"notifications": {"assigned": {"app": "no"}}}, "body.notifications.assigned.app"),
        ({"notifications": None}, "body.notifications"),
    ],
)
def test_switches_that_there_are_not_are_named(cleo: Caller, body: dict[str, object], place: str) -> None:
    refused = cleo.patch("/api/me/preferences", body)
    assert (refused.status, list(refused.faults)) == (422, [place])
    assert not Preference.objects.exists()


def test_mails_follow_the_switches(world: World, cleo: Caller, mailoutbox: Outbox) -> None:
    cleo.patch("/api/me/preferences", {"notifications": {"assigned": {"email": False}}})
    before = world.last
    task = world.task(assignees=[world.cleo.id])
    tell_since(world, before)
    assert not Letter.objects.exists()
    add_comment(task.id, actor=world.ann, body="@cleo")
    tell_since(world, before)
    # Off by the time when the mail would go out counts, too; and who wants it by mail alone gets it.
    cleo.patch("/api/me/preferences", {"notifications": {"mentioned": {"email": False}}})
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert mailoutbox == []
    cleo.patch("/api/me/preferences", {"notifications": {"assigned": {"email": True, "app": False}}})
    world.task("Only by mail", assignees=[world.cleo.id])
    tell_since(world, world.last - 1)
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert [mail.subject for mail in mailoutbox] == ["OPS-2 Only by mail"]


@pytest.mark.parametrize("how", ["read", "archive"])
def test_what_was_read_in_the_app_is_not_mailed(world: World, cleo: Caller, mailoutbox: Outbox, how: str) -> None:
    [first, _] = told(world, "Read", "Unread")
    mark(cleo, how, ids=[first])
    send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert [mail.subject for mail in mailoutbox] == ["OPS-2 Unread"]
    assert not Letter.objects.exists()
