"""What operators do: by the same actions as everybody, with events that name them, and written into their journal."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts import personal_tokens
from backend.accounts.actions import create_person
from backend.accounts.models import PersonalToken, Session, User
from backend.core.defer import defer
from backend.eventlog.models import Event
from backend.tasks.actions.trash import delete_task
from tests.admin.test_pages import list_of
from tests.backend.conftest import _followed
from tests.world import Caller, World

__all__ = ["_followed"]


def operate(pages: Client, action: str, *things: models.Model, confirmed: bool = True) -> str:
    """What the page says after an action on these rows."""
    body: dict[str, Any] = {"action": action, "_selected_action": [str(thing.pk) for thing in things]}
    answer = pages.post(list_of(type(things[0])), body | ({"confirmed": "yes"} if confirmed else {}), follow=True)
    assert answer.status_code == 200
    shown: str = answer.content.decode()
    return shown


def said(page: str) -> list[str]:
    """Its messages."""
    return [unescape(found) for found in re.findall(r'<li class="(?:success|error)">([^<]*)</li>', page)]


def administrators() -> set[str]:
    """Their names."""
    return set(User.objects.active().filter(is_admin=True).values_list("name", flat=True))


def journal() -> list[tuple[str, str, str]]:
    """Who did what to whom."""
    entries = LogEntry.objects.order_by("id").select_related("user")
    return [(entry.user.email or "", entry.change_message, entry.object_repr) for entry in entries]


def test_a_person_is_switched_off_and_on_again(pages: Client, world: World, rita: User) -> None:
    cleo, last = Caller(world.cleo), world.last
    asked = operate(pages, "deactivate", world.cleo, confirmed=False)
    assert "Are you sure?" in asked
    assert cleo.get("/api/me").status == 200
    assert said(operate(pages, "deactivate", world.cleo)) == ["Deactivated: Cleo"]
    assert cleo.get("/api/me").status == 401
    assert world.events(last) == ["user.updated"]
    assert Event.objects.get(workspace_id=world.harbour.id, seq=world.last).actor_id == rita.id
    assert said(operate(pages, "reactivate", world.cleo)) == ["Reactivated: Cleo"]
    assert Caller(world.cleo).get("/api/me").status == 200
    assert journal() == [("rita@example.org", "Deactivated", "Cleo"), ("rita@example.org", "Reactivated", "Cleo")]


def test_the_question_is_answered_on_the_page_itself(pages: Client, world: World) -> None:
    asked = operate(pages, "deactivate", world.cleo, world.vic, confirmed=False)
    body: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', asked):
        body.setdefault(name, []).append(value)
    page = pages.post(list_of(User), body, follow=True).content.decode()
    assert sorted(said(page)[0].removeprefix("Deactivated: ").split(", ")) == ["Cleo", "Vic"]
    assert User.objects.filter(is_active=False).count() == 2


def test_administrators_are_made_and_unmade_but_not_by_themselves(pages: Client, world: World, rita: User) -> None:
    assert said(operate(pages, "make_admin", world.ann)) == ["Made administrator: Ann"]
    assert administrators() == {"Ann", "Rita Orr"}
    assert said(operate(pages, "unmake_admin", world.ann)) == ["No administrator any more: Ann"]
    for action in ("unmake_admin", "deactivate"):
        assert said(operate(pages, action, rita)) == ["Rita Orr: This is you; ask another administrator."]
    assert administrators() == {"Rita Orr"}
    assert len(journal()) == 2


def test_sessions_and_tokens_are_ended(pages: Client, world: World, rita: User) -> None:
    ann, cleo, vic = map(Caller, (world.ann, world.cleo, world.vic))
    operate(pages, "end_sessions", world.ann)
    assert ann.get("/api/me").status == 401
    assert said(operate(pages, "end", Session.objects.get(user=world.cleo))) == ["Session ended: tests"]
    assert (cleo.get("/api/me").status, vic.get("/api/me").status) == (401, 200)
    token, text = personal_tokens.create(actor=world.vic, name="Report")
    program = Caller()
    program.token = text
    assert program.get("/api/me").status == 200
    operate(pages, "withdraw", token)
    assert program.get("/api/me").status == 401
    assert not PersonalToken.objects.exists()
    assert [entry[1] for entry in journal()] == ["Sessions ended", "Session ended", "Token withdrawn"]
    assert operate(pages, "end_sessions", rita).count('name="password"') == 1


def test_a_password_reset_is_sent(pages: Client, world: World) -> None:
    operate(pages, "send_reset", world.cleo)
    job = ProcrastinateJob.objects.get(task_name="email.password_reset")
    assert job.args["email"] == "cleo@example.org"
    nora = create_person(first_name="Nora", email="nora@example.org")
    assert said(operate(pages, "send_reset", nora)) == ["Nora: Without log-in there is no password to reset."]
    assert said(operate(pages, "make_admin", nora)) == ["Nora: An administrator has to be able to log in."]


def test_a_task_is_taken_out_of_the_trash_of_a_workspace_that_is_not_ones_own(
    pages: Client, world: World, rita: User
) -> None:
    task = world.task("Repair the crane")
    below = world.task("Find the crane", parent_id=task.id)
    delete_task(task.id, actor=world.ann)
    last = world.last
    assert said(operate(pages, "restore", task)) == ["Restored: OPS-1 Repair the crane"]
    events = Event.objects.filter(workspace_id=world.harbour.id, seq__gt=last, type="task.restored")
    assert {(event.object_id, event.actor_id) for event in events} == {(task.id, rita.id), (below.id, rita.id)}
    assert Caller(world.ann).get(world.url(task)).json["deleted_at"] is None
    with_subtask = world.events(last)
    operate(pages, "restore", task)
    assert world.events(last) == with_subtask


def test_what_cannot_be_restored_is_said_and_the_rest_is(pages: Client, world: World) -> None:
    above = world.task("Repair the crane")
    below = world.task("Find the crane", parent_id=above.id)
    alone = world.task("Bring the pallets")
    for task in (below, above, alone):
        delete_task(task.id, actor=world.ann)
    messages = said(operate(pages, "restore", below, alone))
    assert "The task above OPS-2 is in the trash too; restore that one." in messages[0]
    assert messages[1] == "Restored: OPS-3 Bring the pallets"
    assert [entry[2] for entry in journal()] == ["OPS-3 Bring the pallets"]


def test_a_job_that_failed_is_tried_again(pages: Client, world: World) -> None:
    defer("notify.events", workspace_id=str(world.harbour.id), first=1, last=1)
    job = ProcrastinateJob.objects.latest("id")
    assert said(operate(pages, "requeue", job)) == [f"N{str(job)[1:]}: Only a job that has failed is tried again."]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job.id])
    page = operate(pages, "requeue", job)
    assert said(page)[0].startswith("Enqueued again: notify.events")
    assert ProcrastinateJob.objects.get(id=job.id).status == "todo"


def test_at_most_so_many_at_once(pages: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.core.inspection.MOST_CHOSEN", 2)
    messages = said(operate(pages, "deactivate", world.ann, world.cleo, world.vic))
    assert messages == ["That is more than 2 at once."]
    assert not User.objects.filter(is_active=False).exists()


def test_forged_requests_do_nothing(rita: User, pages: Client, world: World) -> None:
    """Another site can send a form, but knows no token; and its requests carry no cookie."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["tasktide_admin"] = pages.cookies["tasktide_admin"].value
    body = {"action": "deactivate", "_selected_action": str(world.ann.id), "confirmed": "yes"}
    assert browser.post(list_of(User), body).status_code == 403
    world.ann.refresh_from_db()
    assert world.ann.is_active
    assert rita.is_admin
