"""The workspace that a new installation shows."""

from collections import Counter as Counted

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import User
from backend.core.clock import now
from backend.demo.workspace import EMAIL, PASSWORD, make
from backend.eventlog.models import Counter, Event
from backend.projects.models import Project
from backend.tasks.models import Comment, Task
from tests.follow import Follower

pytestmark = pytest.mark.django_db


def test_three_projects_of_six_people_told_through_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo")
    assert capsys.readouterr().out == f"Demo workspace made: log in as {EMAIL} with {PASSWORD}\n"
    assert list(Project.objects.order_by("key").values_list("key", flat=True)) == ["FAIR", "VAN", "WEB"]
    assert Task.objects.filter(parent=None).count() >= 50
    assert Task.objects.open().exclude(parent=None).exists()
    assert Comment.objects.values("author").distinct().count() >= 4
    assert User.objects.filter(has_login=True).values_list("email", "is_demo", "is_admin").get() == (EMAIL, True, False)
    assert User.objects.filter(has_login=False).count() == 5
    assert set(Event.objects.values_list("actor_name", flat=True)) == {"Maya Lind"}
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)
    assert not ProcrastinateJob.objects.exists()
    Follower().check()


def test_the_work_was_done_over_weeks_and_not_on_the_day_of_the_installation() -> None:
    make()
    done = Task.objects.exclude(completed_at=None).order_by("completed_at")
    days = Counted(task.completed_at.date() for task in done if task.completed_at)
    assert len(days) >= 10
    assert max(days.values()) <= len(done) / 3
    assert all(task.created_at < task.completed_at < now() for task in done if task.completed_at)


def test_a_second_time_changes_nothing() -> None:
    assert make()
    before = Counter.objects.get().seq
    assert not make()
    assert (Counter.objects.get().seq, Project.objects.count()) == (before, 3)
