"""What operators see: everything but secrets, quickly; and that they can change nothing by the way."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import quote
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import PersonalToken, Session, User
from backend.activity.models import Entry
from backend.core import inspection
from backend.core.models import Creation
from backend.eventlog.models import Counter
from backend.notifications.models import Notification
from backend.projects.models import Field, Label, Project, Status
from backend.tasks.models import (
    Attachment,
    Comment,
    Link,
    ProjectTemplate,
    Reminder,
    Task,
    Template,
    View,
    Watcher,
)
from backend.webhooks.models import Delivery, Webhook
from backend.workspaces.models import Invitation, Member, Workspace
from tests.admin.crowd import DIGEST, crowd
from tests.world import World

SHOWN = (
    User, Session, PersonalToken, Workspace, Member, Invitation, Project, Status, Label, Field, Task, Comment,
    Attachment, Link, Reminder, Watcher, Template, ProjectTemplate, View, Notification, Webhook, Delivery,
    Entry, Counter, ProcrastinateJob, Creation, LogEntry,
)  # fmt: skip


def list_of(model: type[Model], query: str = "") -> str:
    """Where the list of a model is."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + query


def page_of(thing: Model) -> str:
    """Where a row is."""
    key = f"{thing.workspace_id}-{thing.seq}" if isinstance(thing, Entry) else thing.pk
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[quote(key)])


def test_everything_is_there_in_good_order(pages: Client) -> None:
    assert set(admin.site._registry) == set(SHOWN)
    index = pages.get("/admin/").content.decode()
    sections = re.findall(r'class="section"[^>]*>\s*([^<]+?)\s*</a>', index)
    assert sections == ["People", "Workspaces and projects", "Tasks", "Log", "Jobs", "Housekeeping"]


def test_fifty_rows_take_no_more_queries_than_five(pages: Client) -> None:
    taken: list[dict[str, int]] = []
    for number in (5, 45):
        crowd(number)
        taken.append({model.__name__: _queries(pages, model) for model in SHOWN})
    assert taken[0] == taken[1]
    assert max(taken[0].values()) <= 6


def _queries(pages: Client, model: type[Model]) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = pages.get(list_of(model))
    assert len(answer.context["cl"].result_list) == min(model._default_manager.count(), 50)
    return len(queries)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model.__name__)
def test_a_row_is_shown_without_secrets_and_cannot_be_altered(pages: Client, model: type[Model]) -> None:
    crowd(1)
    thing = model._default_manager.all()[0]
    facts = model._default_manager.values().order_by("pk")
    before = list(facts)
    page = pages.get(page_of(thing))
    assert page.status_code == 200
    shown = pages.get(list_of(model)).content.decode() + page.content.decode()
    assert DIGEST[:40] not in shown
    assert "argon2" not in shown
    assert 'name="_save"' not in shown
    assert pages.post(page_of(thing), {"name": "Other"}).status_code == 403
    assert pages.post(page_of(thing).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert pages.get(f"{list_of(model)}add/").status_code == 403
    assert pages.post(f"{list_of(model)}add/", {"name": "New"}).status_code == 403
    body = {"action": "delete_selected", "_selected_action": str(thing.pk), "post": "yes"}
    pages.post(list_of(model), body)
    assert list(facts.all()) == before
    assert pages.get(page_of(thing).replace("/change/", "/history/")).status_code == 200


@pytest.mark.parametrize("words", ["ops-1", "Ann Lee", "0' OR", "\u4e2d 100%_", "nul\0", "9" * 400, DIGEST])
def test_any_words_can_be_searched_for(pages: Client, words: str) -> None:
    for model in SHOWN:
        assert pages.get(list_of(model), {"q": words}).status_code == 200, model


@pytest.mark.parametrize("name", ["workspace_id", "user_id", "id__exact", "nonsense", "p", "o", "task_id", "at__gte"])
def test_odd_filters_lead_back_to_the_whole_list(pages: Client, name: str) -> None:
    for model in SHOWN:
        assert pages.get(list_of(model), {name: "x"}).status_code in {200, 302, 400}, model


def test_things_are_found(pages: Client, world: World) -> None:
    crane = world.task("Repair the Größe crane")
    world.task("Bring the pallets")
    for words in ("ops-1", str(crane.id), "GROSSE", "repair the"):
        assert [row.id for row in pages.get(list_of(Task), {"q": words}).context["cl"].result_list] == [crane.id]
    found = pages.get(list_of(User), {"q": "ann"}).context["cl"].result_list
    assert [user.email for user in found] == ["ann@example.org"]
    events = pages.get(list_of(Entry), {"q": str(crane.id)}).context["cl"].result_list
    assert [entry.type for entry in events] == ["task.created"]
    assert pages.get(list_of(Entry), {"q": "ops-1"}).context["cl"].result_list[0].object_id == crane.id


def test_pages_lead_to_each_other(pages: Client, world: World) -> None:
    """Every link on a page leads somewhere, and narrows the list down."""
    task = world.task("Repair the crane")
    world.task("Bring the pallets")
    crowd(1)
    for thing in (world.ann, world.harbour, world.ops, task):
        page = pages.get(page_of(thing)).content.decode()
        links = re.findall(r'href="(/admin/[^"]+\?[^"]+_id=[^"]+)"', page)
        assert len(links) >= 3
        for link in links:
            answer = pages.get(link.replace("&amp;", "&"))
            assert answer.status_code == 200
            assert "The one that you came from" in answer.content.decode()
    tasks = pages.get(list_of(Task, f"?workspace_id={world.harbour.id}")).context["cl"].result_list
    assert {row.workspace_id for row in tasks} == {world.harbour.id}
    entry = Entry.objects.filter(workspace_id=world.harbour.id).latest("seq")
    log = pages.get(list_of(Entry, f"?workspace_id={world.harbour.id}"))
    assert page_of(entry) in log.content.decode()
    assert [row.seq for row in log.context["cl"].result_list] == list(range(world.last, 0, -1))
    assert "Bring the pallets" in pages.get(page_of(entry)).content.decode()


def test_what_is_not_there(pages: Client) -> None:
    for path in ("/admin/activity/entry/x/change/", "/admin/activity/entry/x-1/change/", "/admin/tasks/task/x/change/"):
        assert pages.get(path).status_code == 302
    assert pages.get("/admin/no/such/page").status_code == 404


def test_a_long_list_is_not_counted_to_its_end(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_COUNTED", 60)
    crowd(35)
    with CaptureQueriesContext(connection) as queries:
        answer = pages.get(list_of(Task))
    assert "The first 60 tasks" in answer.content.decode()
    counting = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert len(counting) == 1
    assert "LIMIT 60" in counting[0]
    assert len(pages.get(list_of(Task, "?p=2")).context["cl"].result_list) == 10
    whole = pages.get(list_of(Task, "?all=")).context["cl"].result_list
    assert len(whole) == 50


def test_own_settings_are_at_the_dashboard(pages: Client) -> None:
    assert pages.get("/admin/password_change/").headers["Location"].endswith("/settings")
    assert pages.post("/admin/password_change/", {"new_password1": "x"}).headers["Location"].endswith("/settings")


def test_styles_and_scripts_are_served() -> None:
    for path in ("admin/css/base.css", "admin/js/theme.js", "operators/admin.css"):
        answer = Client().get(f"/static/{path}")
        assert answer.status_code == 200
        assert answer.getvalue()
