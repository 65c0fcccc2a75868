"""What the page of a task says and reads: rules, mentions, boxes, durations, sizes, and what happened."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from dashboard.components.history import Names, origin, sentence
from dashboard.components.reminders import before_text
from dashboard.documents import CustomField, Event, Person
from dashboard.files import Multipart, size_text
from dashboard.markdown import render, toggled
from dashboard.mentions import readable, written
from dashboard.numbers import number_text, read_number
from dashboard.recurrence import choices, day_of, describe
from tests.dashboard.documents import ANN, BOB, base, event, task

BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE = cast("list[Person]", [ANN, BOB, {"id": "1", "name": "Bo"}, {"id": "2", "name": "Bo"}])
FIELDS = {
    "severity": {"name": "Severity", "type": "select", "options": [{"key": "bad", "name": "Bad", "color": ""}]},
    "lift": {"name": "Lift", "type": "checkbox", "options": []},
    "driver": {"name": "Driver", "type": "person", "options": []},
    "day": {"name": "Day", "type": "date", "options": []},
}
NAMES = Names("this", lambda _: "OPS-2 Sew", lambda _: "Bob Mori", cast("dict[str, CustomField]", FIELDS))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "Every day"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=4", "Every 3 days, 4 times"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20261224", "Weekly on Monday, Wednesday and Friday, until 24 December 2026"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every 2 weeks on Tuesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "Monthly on the 1st and the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "Monthly on the last day"),
        ("FREQ=MONTHLY;BYDAY=3TH", "Monthly on the third Thursday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "Monthly on the last working day"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=22", "Yearly on the 22nd of December"),
        ("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=2"),
        ("FREQ=WEEKLY;COUNT=1", "Weekly, this is the last"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    assert describe(rule) == said


def test_a_half_typed_rule_stays_as_it_is() -> None:
    for rule in ("FREQ=", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=", "FREQ=WEEKLY;BYDAY=XX", "FREQ=YEARLY;BYMONTH=99", "x"):
        assert isinstance(describe(rule), str)


def test_the_usual_rules_fit_the_day() -> None:
    assert [said for _, said in choices(date(2026, 11, 30))] == [
        "Every day",
        "Every weekday",
        "Weekly on Monday",
        "Every 2 weeks on Monday",
        "Monthly on the last Monday",
        "Monthly on the last day",
        "Yearly on the 30th of November",
    ]
    assert ("FREQ=MONTHLY;BYMONTHDAY=21", "Monthly on the 21st") in choices(date(2026, 11, 21))
    assert day_of("2026-12-15T23:30:00Z", None, BERLIN) == date(2026, 12, 16)
    assert day_of("2026-12-15T23:30:00Z", "America/New_York", BERLIN) == date(2026, 12, 15)


def test_a_name_typed_is_a_mention_and_reads_as_a_name_again() -> None:
    typed = "Ask @Ann Lee, not @Bo or mail@Ann Lee. `@Ann Lee`\n```\n@Bob Mori\n```\n@Bob Mori!"
    sent = written(typed, PEOPLE)
    ann, bob = f"@[Ann Lee](user:{ANN['id']})", f"@[Bob Mori](user:{BOB['id']})"
    assert sent == f"Ask {ann}, not @Bo or mail@Ann Lee. `@Ann Lee`\n```\n@Bob Mori\n```\n{bob}!"
    assert readable(sent, PEOPLE) == typed


def test_the_name_of_somebody_else_with_the_same_name_stays_whole() -> None:
    kept = "@[Ann Lee](user:01a1fddc-0bf7-7a2f-9ad6-ffffffffffff)"
    assert readable(kept, PEOPLE) == kept


def test_boxes_can_be_ticked_and_code_has_none() -> None:
    source = "- [ ] one\n- [x] two\n  1. [ ] three\n\n```\n- [ ] code\n```\n"
    html = render(source, can_check=True)
    assert html.count("<input") == 3
    assert 'data-check="1" aria-label="Item 2" checked>' in html
    assert "disabled" not in html
    assert render(source).count("disabled") == 3
    assert toggled(source, 2) == source.replace("1. [ ]", "1. [x]")
    assert toggled(source, 1) == source.replace("[x]", "[ ]")
    assert toggled(source, 9) == source


def test_a_box_within_an_attribute_opens_nothing() -> None:
    html = render('<img src="https://a.example/x.png" alt="\n- [ ] <script>alert(1)</script>">', can_check=True)
    assert "<script" not in html.replace("&lt;script", "")


def test_a_mention_leads_to_the_person() -> None:
    assert f'<a href="/people/{ANN["id"]}"' in render(f"@[Ann Lee](user:{ANN['id']})")
    assert "href" not in render("[x](user:../../signout)")


@pytest.mark.parametrize(
    ("duration", "said"),
    [("PT0M", "When it is due"), ("P7D", "1 week before"), ("P1DT2H", "1 day 2 hours before"), ("odd", "odd")],
)
def test_a_reminder_says_how_long_before(duration: str, said: str) -> None:
    assert before_text(duration) == said


def test_numbers_and_sizes() -> None:
    assert [read_number(one) for one in ("2,5", " 3 ", "1e400", "x", "nan")] == [2.5, 3.0, None, None, None]
    assert [number_text(one) for one in (2.0, 2.5, None, 1234567.25)] == ["2", "2.5", "", "1234567.25"]
    assert [size_text(one) for one in (14, 2048, 25 * 1024 * 1024)] == ["14 B", "2 KB", "25 MB"]


def test_a_file_is_wrapped_as_it_comes() -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"ab"
        yield b"c"

    async def wrapped(form: Multipart) -> bytes:
        return b"".join([part async for part in form.around(body())])

    form = Multipart('plan".png\r\nX-Bad: 1', 3)
    sent = asyncio.run(wrapped(form))
    assert len(sent) == form.length
    assert sent.count(b"\r\n\r\n") == 2
    assert b'plan".png X-Bad: 1\r\n' in sent
    assert b"\r\n\r\nabc\r\n--" in sent


def told(kind: str, data: dict[str, object], **changes: list[object]) -> Event:
    """An event with these facts."""
    return event(kind, base() | data, changes=changes)


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (told("link.created", {"kind": "blocks", "source_id": "this"}), "marked it as blocking OPS-2 Sew"),
        (told("link.deleted", {"kind": "relates", "source_id": "x"}), "took away the relation to OPS-2 Sew"),
        (told("attachment.added", {"kind": "file", "name": "a.png"}), "attached a.png"),
        (told("attachment.removed", {"kind": "link", "name": "Plan"}), "removed the link Plan"),
        (told("attachment.updated", {"kind": "file", "name": "a.png"}), ""),
        (told("task.moved", {}, key=["OPS-1", "WEB-2"]), "moved it here from another project, where it was OPS-1"),
        (told("task.updated", {}, is_blocked=[True, False]), "unblocked it"),
        (told("task.updated", {}, is_blocked=[False, True], blocked_by=[[], ["x"]]), ""),
        (told("task.updated", {"recurrence": None}, recurrence=["FREQ=DAILY", None]), "stopped it from coming back"),
        (
            told("task.updated", {"recurrence": "FREQ=DAILY"}, recurrence=[None, "FREQ=DAILY"]),
            "lets it come back: every day",
        ),
        (
            told("task.updated", {}, fields=[{"lift": True, "driver": "x"}, {"severity": "bad", "driver": "y"}]),
            "set Severity to Bad, set Driver to Bob Mori and cleared Lift",
        ),
        (told("task.updated", {}, fields=[{}, {"day": "2026-12-01"}]), "set Day to 1 December 2026"),
        (told("task.updated", {}, parent_id=[None, "x"]), "made it a subtask of OPS-2 Sew"),
        (told("watcher.added", {"user": BOB, "is_muted": False}), "lets Bob Mori watch the task"),
        (told("reminder.created", {}), ""),
    ],
)
def test_what_happened_reads_as_if_somebody_told_it(happened: Event, said: str) -> None:
    assert sentence(happened, BERLIN, NAMES) == said


def test_what_was_brought_in_was_made_by_whom_and_when_it_was_made_elsewhere() -> None:
    made, long_ago = cast("dict[str, object]", task()), "2019-05-02T08:00:00Z"
    told = event("task.created", made)
    assert origin(told) == (ANN, told["at"])
    assert origin(event("task.created", made | {"created_by": BOB, "created_at": long_ago})) == (BOB, long_ago)
    changed = event("task.updated", made | {"created_by": BOB, "created_at": long_ago})
    assert origin(changed) == (ANN, changed["at"])


def test_several_changes_are_one_sentence() -> None:
    changes: dict[str, list[object]] = {"priority": ["none", "high"], "assignees": [[ANN], [BOB]]}
    said = sentence(event("task.updated", task(), changes=changes), BERLIN)
    assert said == "set the priority to High and handed it from Ann Lee to Bob Mori"
