"""Tables: what is recognised in them, and what becomes of their rows."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.imports.board import Board, BrokenFileError
from backend.imports.command import main
from backend.imports.csv_board import read
from backend.imports.csv_text import read_table
from backend.imports.csv_values import instant, is_day_first
from backend.imports.report import Outcome
from backend.imports.writer import write
from backend.projects.models import Project
from backend.tasks.models import Task
from tests.follow import Follower
from tests.imports.stories import counts
from tests.world import Caller, World

ASANA = """Task ID,Created At,Completed At,Name,Section/Column,Assignee,Assignee Email,Due Date,Tags,Notes,Parent task
1,2026-10-01,,Plan the regatta,Planning,Ann,ann@example.org,2026-12-24,"events, harbour","Ask.

Twice.",
2,2026-10-02,2026-10-20,Book the marquee,Planning,,,,events,,Plan the regatta
3,2026-10-03,,Print the flyers,In progress,Bob,,,,,Nobody knows
"""
TODOIST = """TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE
task,Water the plants @home,,4,1,Ann (1),Ann (1),every monday,en,UTC
,,,,,,,,,
section,Kitchen,,,,,,,,
task,Repair the tap,Cold one,1,1,Ann (1),,2026-12-01,en,UTC
note,The plumber comes,,,,,,,,
task,Buy a washer,,2,2,Ann (1),,,en,UTC
task,Measure it,,3,3,Ann (1),,,en,UTC
"""
JIRA = """Summary,Issue key,Issue id,Status,Priority,Created,Resolved,Labels,Labels,Parent id,Story Points
Child,OPS-2,102,In Review,Highest,13/Nov/26 9:31 PM,,a,b,101,"2,5"
Epic,OPS-1,101,Done,Weird,01/Nov/26 9:31 AM,20/Nov/26 12:05 AM,,,,
Again,OPS-1,103,Done,Low,,,,,,
"""


def table(text: str | bytes, scope: str = "project:t", **mapping: str) -> Board:
    """What the reader makes of it."""
    content = text if isinstance(text, bytes) else text.encode()
    return read(content, scope=scope, name="Table", mapping=mapping)


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def task(title: str) -> Task:
    return Task.objects.select_related("status", "parent").get(title=title)


def test_what_asana_exports(world: World) -> None:
    report = write(table(ASANA), actor=world.cleo, workspace=world.harbour)  # nobody new is named: a member may
    plan, marquee, flyers = task("Plan the regatta"), task("Book the marquee"), task("Print the flyers")
    assert (plan.status.name, plan.status.category, plan.description) == ("Planning", "todo", "Ask.\n\nTwice.")
    assert [one.user_id for one in plan.assignments.all()] == [world.ann.id]
    assert {one.label.name for one in plan.task_labels.select_related("label")} == {"events", "harbour"}
    assert plan.due_at == datetime(2026, 12, 24, 12, tzinfo=UTC)
    assert (marquee.parent, marquee.status.name, marquee.completed_at) == (
        plan,
        "Done",
        datetime(2026, 10, 20, 12, tzinfo=UTC),
    )
    assert (flyers.status.category, flyers.priority, flyers.parent) == ("active", 0, None)
    assert [(one.row, one.reason) for one in report.problems] == [
        ("line 6 “Print the flyers”", "its parent “Nobody knows” is not in the file: taken without it")
    ]
    again = write(table(ASANA), actor=world.ann, workspace=world.harbour)
    assert counts(again, Outcome.CREATED) == {}
    changed = write(table(ASANA.replace("Print the", "Fold the")), actor=world.ann, workspace=world.harbour)
    assert counts(changed, Outcome.UPDATED) == {"task": 1}
    assert Task.objects.filter(title="Fold the flyers").count() == 1
    Follower().check()


def test_what_todoist_exports(world: World) -> None:
    report = write(table(TODOIST), actor=world.ann, workspace=world.harbour)
    plants, tap, washer, measure = map(task, ("Water the plants", "Repair the tap", "Buy a washer", "Measure it"))
    assert (plants.priority, plants.status.name, plants.due_at) == (0, "Kitchen", None)
    assert [one.label.name for one in plants.task_labels.select_related("label")] == ["home"]
    assert (tap.status.name, tap.priority, tap.comment_count) == ("Kitchen", 4, 1)
    assert (washer.parent, measure.parent) == (tap, washer)
    assert [one.reason for one in report.problems] == ["due date “every monday” cannot be read: left out"]
    assert counts(report, Outcome.CREATED)["task"] == 4


def test_what_jira_exports(world: World) -> None:
    report = write(table(JIRA.encode("utf-16")), actor=world.ann, workspace=world.harbour)
    child, epic = task("Child"), task("Epic")
    assert (child.parent, child.status.category, child.priority, child.estimate) == (epic, "active", 4, 2.5)
    assert child.created_at == datetime(2026, 11, 13, 21, 31, tzinfo=UTC)
    assert epic.completed_at == datetime(2026, 11, 20, 0, 5, tzinfo=UTC)
    assert sorted(one.label.name for one in child.task_labels.select_related("label")) == ["a", "b"]
    assert [(one.row, one.reason) for one in report.problems] == [
        ("line 3 “Epic”", "priority “Weird” is not known: left out"),
        ("line 4 “Again”", "has the same id as another one: not taken"),
    ]


def test_a_table_of_ones_own_goes_into_a_project_that_is_there(world: World) -> None:
    old = world.task("Here before", status="Doing")
    text = "Titel;Status;Fällig\nPoller streichen;doing;24.12.2026\nPier fegen;;\nPier fegen;;\n"
    board = table(text.encode("cp1252"), scope=f"project:{world.ops.id}", Fällig="due_at")
    report = write(board, actor=world.cleo, workspace=world.harbour, into=world.ops.id)
    assert (counts(report, Outcome.CREATED), report.project_id) == ({"task": 3}, world.ops.id)
    assert Project.objects.filter(workspace=world.harbour).count() == 1
    assert (task("Poller streichen").status, task("Poller streichen").due_at) == (
        old.status,
        datetime(2026, 12, 24, 12, tzinfo=UTC),
    )
    again = write(board, actor=world.cleo, workspace=world.harbour, into=world.ops.id)
    assert (counts(again, Outcome.CREATED), Task.objects.filter(title="Pier fegen").count()) == ({}, 2)
    Follower().check()


def test_the_same_rows_in_every_form() -> None:
    rows = [["Name", "Notes"], ["Ünlü 日本", 'a "b"\nc'], ["x", ""]]
    plain = written(rows)
    expected = read_table(plain.encode()).rows
    assert [row.cells for row in expected] == [("Ünlü 日本", 'a "b"\nc'), ("x", "")]
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        assert read_table(plain.encode(encoding)).rows == expected, encoding
    for delimiter in ";\t":
        assert read_table(written(rows, delimiter).encode()).rows == expected
    assert [row.line for row in expected] == [3, 4]


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("2026-12-01", False, "2026-12-01T12:00"),
        ("2026-12-01T08:00:00+02:00", False, "2026-12-01T06:00"),
        ("1.12.2026", False, "2026-12-01T12:00"),
        ("12/01/2026", False, "2026-12-01T12:00"),
        ("12/01/2026", True, "2026-01-12T12:00"),
        ("1/2/26 11:05 pm", False, "2026-01-02T23:05"),
        ("Dec 1, 2026", False, "2026-12-01T12:00"),
        ("1 December 2026", False, "2026-12-01T12:00"),
    ],
)
def test_dates_as_people_write_them(text: str, day_first: bool, expected: str) -> None:
    assert instant(text, day_first=day_first).strftime("%Y-%m-%dT%H:%M") == expected


@pytest.mark.parametrize("text", ["soon", "31.2.2026", "13/13/2026", "2026-99-01", "1 Foo 2026", "25:00", "9" * 400])
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        instant(text, day_first=False)
    board = table(f"Title,Due\nx,{text}\n")
    assert [one.row for one in board.problems] == ["line 2 “x”"]
    assert board.cards[0].due_at is None


def test_slashes_are_read_by_the_whole_file() -> None:
    assert is_day_first(["1/2/2026", "31/1/2026"])
    assert not is_day_first(["1/31/2026", "soon"])
    board = table("Title,Due\na,1/2/2026\nb,31/1/2026\n")
    assert [card.due_at and card.due_at.month for card in board.cards] == [2, 1]


def test_tasks_that_stand_above_themselves_are_taken_without_parents() -> None:
    board = table("Id,Title,Parent\n1,a,2\n2,b,1\n3,c,3\n")
    assert len(board.cards) == 3
    ids = [card.source_id for card in board.cards]
    for card in board.cards:
        assert card.parent is None or ids.index(card.parent) < ids.index(card.source_id)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Title\n" + b"x\n" * 20_002, "has more than 20,000 rows: divide it."),
        (b",".join([b"a"] * 501), "has more than 500 columns."),
        (b"\x89PNG\x81\x00\x00", "is no text in UTF-8, UTF-16 or Windows-1252."),
        (b"\x81\x8d\x8f", "is no text in UTF-8, UTF-16 or Windows-1252."),
        (b'Title\n"a"b,c\n', "is not complete CSV: there is more text behind a closing quotation mark in line 2."),
        (b"<html>", "looks like a web page, not CSV."),
        (b"", "is empty."),
    ],
)
def test_what_is_no_table_says_so(content: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFileError) as refused:
        table(content)
    assert str(refused.value) == sentence


def test_the_command_takes_tables_too(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "quay.csv"
    file.write_text("What,When\nSweep,2026-12-01\n")
    given = ["csv", str(file), "--workspace", world.harbour.slug, "--as", "ann@example.org"]
    assert main(given) == 1
    assert (
        "quay.csv has no column of titles among “What”, “When”: say which one it is. Nothing" in capsys.readouterr().err
    )
    assert main([*given, "--map", "What"]) == 2
    assert main([*given, "--map", "What=title", "--map", "When=due_at", "--project", "ops"]) == 0
    assert (task("Sweep").project_id, task("Sweep").due_at) == (world.ops.id, datetime(2026, 12, 1, 12, tzinfo=UTC))
    capsys.readouterr()
    assert main([*given, "--map", "What=title", "--project", "Quay"]) == 0
    assert Task.objects.filter(title="Sweep", project__name="Quay").count() == 1


def test_a_preview_says_what_a_table_seems_to_be(world: World) -> None:
    from tests.imports.test_api import send

    cleo, before = Caller(world.cleo), world.last
    seen = send(cleo, world, ASANA.encode(), "regatta.csv", "/preview").json
    assert {name: seen[name] for name in ("source", "recognised", "project_name", "count", "problem_count")} == {
        "source": "csv",
        "recognised": "asana",
        "project_name": "regatta",
        "count": 3,
        "problem_count": 1,
    }
    assert seen["columns"][3] == {
        "name": "Name",
        "field": "title",
        "examples": ["Plan the regatta", "Book the marquee", "Print the flyers"],
    }
    assert len(seen["rows"]) == 3
    foreign = send(cleo, world, b"What,When\nx,y\n", "t.csv", "/preview", mapping='{"When": "due_at"}').json
    assert [one["field"] for one in foreign["columns"]] == ["", "due_at"]
    assert send(cleo, world, b"{}", "b.json", "/preview").status == 422
    assert world.last == before
