"""What one was told, in words, and gathered by task."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard.calls.inbox import Kind, Notification
from dashboard.news import badge, grouped, plain, sentence, when

HERE = ZoneInfo("Europe/Berlin")
DOING = {"id": "s2", "name": "Doing", "category": "active"}


def told(kind: Kind, *, key: str = "OPS-1", minute: int = 0, **fields: object) -> Notification:
    """Something that Ann did at some minute of the first of December."""
    at = f"2026-12-01T08:{minute:02}:00Z"
    made: dict[str, object] = {
        "id": f"n{minute}",
        "version": 1,
        "created_at": at,
        "updated_at": at,
        "kind": kind,
        "project_id": "p1",
        "task_id": key,
        "actor": {"id": "u1", "name": "Ann Lee"},
        "count": 1,
        "excerpt": "",
        "changes": {},
        "due_at": None,
        "happened_at": at,
        "read_at": None,
        "archived_at": None,
        "task": {"id": key, "key": key, "title": "Mend the net"},
    }
    return made | fields  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("one", "short", "whole"),
    [
        (told("assigned"), "assigned it to you", "Ann Lee assigned OPS-1 to you"),
        (told("mentioned"), "mentioned you", "Ann Lee mentioned you in OPS-1"),
        (told("commented"), "commented", "Ann Lee commented on OPS-1"),
        (
            told("commented", changes={"status": [None, DOING]}),
            "commented and moved it to Doing",
            "Ann Lee commented on OPS-1 and moved it to Doing",
        ),
        (
            told("changed", changes={"status": [None, DOING], "due_at": ["2026-12-04T22:59:00Z", None]}),
            "moved it to Doing and took the due date off it",
            "Ann Lee moved OPS-1 to Doing and took the due date off it",
        ),
        (
            told("changed", changes={"archived_at": [None, "2026-12-01T08:00:00Z"]}),
            "archived it",
            "Ann Lee archived OPS-1",
        ),
        (told("changed", changes={"assignees": [[], []]}), "changed who has it", "Ann Lee changed who has OPS-1"),
        (told("changed"), "changed it", "Ann Lee changed OPS-1"),
    ],
)
def test_what_somebody_did_is_a_sentence(one: Notification, short: str, whole: str) -> None:
    assert sentence(one, HERE) == ("Ann Lee", short)
    assert plain(one, HERE) == whole


def test_what_comes_with_time_is_nobodys_doing() -> None:
    soon = told("due_soon", actor=None, due_at=(datetime.now(UTC) + timedelta(days=1)).isoformat())
    assert sentence(soon, HERE)[1].startswith("It is due tomorrow, ")
    assert plain(told("overdue", actor=None), HERE) == "OPS-1 is overdue"
    assert plain(told("reminder", actor=None), HERE) == "You wanted to be reminded of OPS-1"
    # The account of whoever did it may be gone.
    assert plain(told("assigned", actor=None), HERE) == "Assigned OPS-1 to you"


def test_news_of_one_task_stands_together_newest_first() -> None:
    first, second = told("assigned"), told("commented", minute=5, read_at="2026-12-01T09:00:00Z")
    other = told("assigned", key="OPS-2", minute=3)
    groups = grouped([first, other, second])
    assert [(group.task["key"], group.ids) for group in groups] == [("OPS-1", ["n5", "n0"]), ("OPS-2", ["n3"])]
    assert groups[0].is_unread
    assert not grouped([second])[0].is_unread


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "just now"), (4, "4 min ago"), (200, "3 h ago"), (25 * 60, "yesterday"), (2900, "2 d ago")],
)
def test_how_long_ago_it_was(minutes: int, said: str) -> None:
    assert when((datetime.now(UTC) - timedelta(minutes=minutes)).isoformat(), HERE) == said


def test_large_numbers_fit_into_the_badge() -> None:
    assert [badge(7), badge(99), badge(100)] == ["7", "99", "99+"]
