"""What becomes true of tasks with time, and no event: lists hear of it at the instant at which it does."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.accounts.models import User
from backend.core.clock import now
from backend.projects.actions.project import create_project
from backend.tasks.actions.task import update_task
from events.live_log import MOST_PASSED
from tests.events.live.kept import Kept, require_true, until
from tests.events.live.lists import Clock, Crew


def names(kept: Kept) -> list[tuple[str, str]]:
    """Name of each message, and the task that it is about."""
    return [(name, data["data"]["title"]) for name, data in kept.told]


def test_a_task_becomes_overdue_at_its_instant(crew: Crew) -> None:
    late, soon = crew.keep(crew.ann, "is:overdue"), crew.keep(crew.ann, "is:open due:>now")
    due = now() + timedelta(seconds=1.5)
    crew.task("Crane", due_at=due)
    until(lambda: len(late.told) == 1 and len(soon.told) == 2, late, patience=3)
    [(entered, message)], [_, (left, _)] = late.told, soon.told
    assert (entered, left) == ("task.entered", "task.left")
    assert message["type"] == "clock"
    assert 0 <= (datetime.fromisoformat(message["at"]) - due).total_seconds() < 2
    assert message["data"] == late.fresh()[message["object"]["id"]]
    crew.check()


def test_what_an_event_makes_due_soon_is_told_in_time(crew: Crew) -> None:
    late = crew.keep(crew.ann, "is:overdue")
    task = crew.task("Crane", due_at=now() + timedelta(hours=5))
    update_task(task.id, actor=crew.ann, due_at=now() + timedelta(seconds=1.5))
    time.sleep(1)
    assert late.told == []
    until(lambda: len(late.told) == 1, late, patience=2)
    update_task(task.id, actor=crew.ann, due_at=now() - timedelta(seconds=1))
    update_task(task.id, actor=crew.ann, due_at=now() + timedelta(hours=1))
    until(lambda: len(late.told) == 3, late)
    assert [name for name, _ in names(late)] == ["task.entered", "task.updated", "task.left"]


def test_a_row_of_tasks_that_become_overdue_one_after_the_other(crew: Crew) -> None:
    late = crew.keep(crew.ann, "is:overdue")
    begin = now() + timedelta(seconds=1)
    for number in range(30):
        crew.task(f"Task {number}", due_at=begin + timedelta(milliseconds=40 * number))
    until(lambda: len(late.told) == 30, late)
    assert sorted(names(late)) == sorted(("task.entered", f"Task {number}") for number in range(30))
    assert late.resets == []
    require_true(late)


def test_a_new_day_begins_in_the_zone_of_the_reader(crew: Crew, clock: Clock) -> None:
    User.objects.filter(id=crew.cleo.id).update(timezone="Pacific/Kiritimati")
    there = datetime.now(ZoneInfo("Pacific/Kiritimati"))
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    crew.task("Tomorrow", due_at=midnight + timedelta(hours=5))
    crew.task("Today", due_at=midnight - timedelta(minutes=1))
    hers, anns = crew.keep(crew.cleo, "due:today"), crew.keep(crew.ann, "due:today")
    clock.shift((midnight - now()).total_seconds() - 2)
    assert hers.told == []
    until(lambda: len(hers.told) == 2, hers)
    assert sorted(names(hers)) == [("task.entered", "Tomorrow"), ("task.left", "Today")]
    utc_midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    clock.shift((utc_midnight - now()).total_seconds() + 1)
    crew.check()
    assert anns.resets == hers.resets == []


def test_who_was_away_for_an_hour_hears_what_time_has_done_and_reads_nothing_again(crew: Crew, clock: Clock) -> None:
    task = crew.task("Crane", due_at=now() + timedelta(minutes=20))
    moved = crew.task("Gate", due_at=now() + timedelta(minutes=30))
    soon, idle = crew.keep(crew.ann, "due:>now"), crew.keep(crew.ann, "crane due:2030")
    for kept in (soon, idle):
        crew.keeper.cut(kept, is_offline=True)
    came_with = soon.last_id
    clock.shift(3_600)
    update_task(moved.id, actor=crew.ann, due_at=now() - timedelta(hours=9))
    for kept in (soon, idle):
        kept.is_offline = False
    until(lambda: not soon.tasks, soon)
    crew.keeper.cut(soon)
    until(lambda: soon.connections == 3, soon)
    assert ("task.left", "Crane") in names(soon)
    assert ("task.left", "Gate") in names(soon)
    # Whoever is cut off while he is being told comes back to hear all of it again.
    assert set(soon.ids[:2]) == {came_with}
    assert soon.last_id != came_with
    assert soon.resets == idle.resets == []
    assert idle.told == []
    assert str(task.id) in soon.raw.decode()
    crew.check()


def test_time_tells_nobody_of_a_project_that_he_does_not_see(crew: Crew) -> None:
    secret = create_project(
        actor=crew.ann, workspace_id=crew.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    hers, anns = crew.keep(crew.cleo, "is:overdue"), crew.keep(crew.ann, "is:overdue")
    hidden = crew.task("hush", due_at=now() + timedelta(seconds=1))
    update_task(hidden.id, actor=crew.ann, project_id=secret.id)
    crew.task("Known", due_at=now() + timedelta(seconds=1.5))
    until(lambda: len(hers.told) == 1 and len(anns.told) == 2, hers)
    assert b"hush" not in hers.raw
    crew.check()


def test_where_time_has_done_too_much_the_list_is_read_again(crew: Crew, clock: Clock) -> None:
    due = now() + timedelta(minutes=10)
    for number in range(MOST_PASSED + 1):
        crew.task(f"Task {number}", due_at=due)
    kept = crew.keep(crew.ann, "is:overdue priority:urgent")
    clock.shift(900)
    until(lambda: kept.resets == ["query"], kept)
    assert kept.told == []


def test_the_reader_hears_what_the_api_would_show_him(crew: Crew) -> None:
    """The view's text of a task is the API's own."""
    kept = crew.keep(crew.ann, "is:overdue")
    crew.task("Ärger 港 \"' \\ 🚢", description="x" * 3_000, due_at=now() + timedelta(seconds=1))
    until(lambda: len(kept.told) == 1, kept)
    require_true(kept)
