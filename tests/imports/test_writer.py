"""What an imported board becomes, the first time and again."""

from collections import Counter

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.errors import Conflict, Forbidden
from backend.eventlog.models import Event
from backend.imports import writer
from backend.imports.board import Board
from backend.imports.models import ImportedRow
from backend.imports.report import Kind, Outcome, Report
from backend.imports.writer import write
from backend.projects.actions.label import create_label
from backend.projects.actions.project import archive_project, delete_project
from backend.projects.models import Label, Project, Status
from backend.tasks.actions.comment import delete_comment
from backend.tasks.actions.task import create_task, delete_task, update_task
from backend.tasks.models import Comment, Task
from backend.workspaces.models import Member
from tests.follow import Follower
from tests.imports.conftest import Json, parsed, raw
from tests.world import World, person


def bring(world: World, board: Board, actor: User | None = None) -> Report:
    return write(board, actor=actor or world.ann, workspace=world.harbour)


def counts(report: Report, outcome: Outcome) -> dict[str, int]:
    return {kind.value: report.counts[kind, outcome] for kind in Kind if report.counts[kind, outcome]}


def task(number: int, key: str = "QR") -> Task:
    return Task.objects.select_related("status", "created_by").get(project__key=key, number=number)


def in_order(column: str) -> list[str]:
    rows = Task.objects.filter(project__key="QR", status__name=column, parent=None).order_by("position", "id")
    return [row.title[:12] for row in rows]


def names(of: Task) -> list[str]:
    return [User.objects.get(id=one.user_id).name for one in of.assignments.order_by("id")]


def test_a_whole_board(world: World) -> None:
    report = bring(world, parsed(raw("new")))
    assert counts(report, Outcome.CREATED) == {
        "project": 1,
        "person": 4,
        "status": 7,
        "label": 5,
        "task": 15,
        "subtask": 3,
        "attachment": 2,
        "comment": 4,
    }
    assert counts(report, Outcome.SKIPPED) == {}
    project = Project.objects.get(key="QR")
    assert (project.name, project.description) == ("Quay repairs 🛠", "What is broken on the quay.")
    bridge = task(1)
    assert (bridge.title, bridge.status.name, names(bridge)) == (
        "Mend the foot bridge",
        "In progress",
        ["Ada Quay", "Ben Mole"],
    )
    assert (str(bridge.created_at), str(bridge.due_at)) == ("2024-03-02 08:00:00+00:00", "2024-04-02 15:00:00+00:00")
    assert bridge.created_by is not None
    assert bridge.created_by.name == "Gus Left"
    assert (bridge.comment_count, bridge.attachment_count, bridge.subtask_done, bridge.subtask_count) == (3, 2, 1, 3)
    assert str(task(14).completed_at) == "2024-03-20 09:30:00+00:00"
    Follower().check()


def test_numbers_follow_those_of_trello_and_cards_stand_in_their_order(world: World) -> None:
    bring(world, parsed(raw("new")))
    assert [task(number).title[:9] for number in (1, 2, 8, 15)] == ["Mend the ", "Paint the", "Archived ", "No place"]
    assert in_order("In progress") == ["Paint the ra", "Mend the foo"]
    assert in_order("To Do")[:3] == ["Untitled", "L" * 12, "Archived in "]
    project = Project.objects.get(key="QR")
    assert [
        (row.name, row.category, row.archived_at is not None)
        for row in Status.objects.filter(project=project).in_order()
    ][-3:] == [("Done ✅", "done", False), ("Last winter", "todo", True), ("Autumn, done", "done", True)]
    assert (task(8).archived_at is not None, task(9).archived_at) == (True, None)


def test_comments_keep_author_and_time_and_nobody_puts_words_into_anns_mouth(world: World) -> None:
    bring(world, parsed(raw("new")))
    comments = Comment.objects.filter(task=task(1)).select_related("author").order_by("created_at")
    assert [(row.author.name if row.author else None, str(row.created_at)[:10], row.body) for row in comments] == [
        ("Former member", "2024-03-10", "Who wrote this?"),
        ("Gus Left", "2024-03-11", "Measured: 2.40 m"),
        ("Ben Mole", "2024-03-12", "Planks are here."),
    ]


def test_people_without_account_become_members_without_log_in_who_can_be_claimed(world: World) -> None:
    bring(world, parsed(raw("new")))
    made = User.objects.filter(has_login=False).order_by("name")
    member_of = set(Member.objects.filter(workspace=world.harbour).values_list("user_id", flat=True))
    assert [(user.name, user.email, user.id in member_of) for user in made] == [
        ("Ada Quay", "ada@example.org", True),
        ("Ben Mole", None, True),
        ("Former member", None, False),
        ("Gus Left", None, False),
    ]


def test_people_are_found_by_address_and_by_their_name_in_the_workspace(world: World) -> None:
    ada = person("Ada")
    User.objects.filter(id=world.cleo.id).update(first_name="Ben", last_name="Mole")
    create_person(first_name="Gus", last_name="Left")  # of another workspace: somebody else
    report = bring(world, parsed(raw("new")))
    assert report.counts[Kind.PERSON, Outcome.UNCHANGED] == 2
    assert {one.user_id for one in task(1).assignments.all()} == {ada.id, world.cleo.id}
    assert Member.objects.filter(workspace=world.harbour, user=ada).exists()
    assert User.objects.filter(name="Gus Left").count() == 2


def test_a_label_of_that_name_is_used_and_keeps_its_colour(world: World) -> None:
    create_label(actor=world.ann, workspace_id=world.harbour.id, name="WOOD", color="#112233")
    bring(world, parsed(raw("new")))
    assert Label.objects.get(workspace=world.harbour, name__iexact="wood").color == "#112233"


def test_the_same_file_again_adds_nothing_and_writes_no_event(world: World) -> None:
    first = bring(world, parsed(raw("new")))
    before = world.last
    again = bring(world, parsed(raw("new")))
    assert counts(again, Outcome.UNCHANGED) == counts(first, Outcome.CREATED)
    assert (counts(again, Outcome.CREATED), counts(again, Outcome.UPDATED), world.last) == ({}, {}, before)


def test_two_boards_side_by_side(world: World) -> None:
    bring(world, parsed(raw("new")))
    bring(world, parsed(raw("old")))
    assert [task(number, "BOARD").title for number in (1, 2, 3, 4)] == [
        "検索を直す",
        "地図を作る",
        "公開する",
        "やめた",
    ]
    assert (task(3, "BOARD").subtask_done, task(5, "BOARD").status.name) == (1, "完了")
    Follower().check()


def test_what_changed_in_the_file_is_taken_over(world: World) -> None:
    data = raw("new")
    bring(world, parsed(data))
    bridge = data["cards"][0]
    bridge["name"], bridge["due"], bridge["labels"], bridge["idLabels"] = "Mend both bridges", None, [], []
    bridge["idList"], bridge["pos"], bridge["closed"] = data["lists"][0]["id"], 0.5, True
    data["checklists"][0]["checkItems"][1]["state"] = "complete"
    data["actions"][0]["data"]["text"] = "Planks are here, all ten."
    data["lists"][2]["name"] = "Next"
    data["name"] = "Quay and bridge repairs"
    data["cards"].append(_new_card(data))
    report = bring(world, parsed(data))
    assert counts(report, Outcome.UPDATED) == {
        "project": 1,
        "status": 1,
        # The bridge, and the two cards that stand behind another one now.
        "task": 3,
        "subtask": 1,
        "comment": 1,
    }
    assert counts(report, Outcome.CREATED) == {"task": 1}
    changed = task(1)
    assert (changed.title, changed.due_at, changed.status.name) == ("Mend both bridges", None, "Done ✅")
    assert (changed.task_labels.count(), changed.archived_at is not None, changed.subtask_done) == (0, True, 2)
    assert in_order("Done ✅") == ["Mend both br", "Done thing", "No place"]
    assert in_order("In progress") == ["Varnish", "Paint the ra"]
    assert Comment.objects.get(body="Planks are here, all ten.").author_id != world.ann.id
    assert Project.objects.get(key="QR").name == "Quay and bridge repairs"
    assert Status.objects.filter(project__key="QR", name="Next").exists()
    Follower().check()


def _new_card(data: Json) -> Json:
    """First of the list in which the railing is painted."""
    card = dict(data["cards"][1])
    return card | {"id": "65e18b00356561350000ffff", "idShort": 99, "name": "Varnish", "pos": 1}


def test_what_people_changed_here_stays_unless_the_source_changed_it(world: World) -> None:
    data = raw("new")
    bring(world, parsed(data))
    update_task(task(2).id, actor=world.cleo, title="Paint it blue", priority="high", due_at=None)
    data["cards"][1]["desc"] = "With the good paint."
    report = bring(world, parsed(data))
    assert counts(report, Outcome.UPDATED) == {"task": 1}
    railing = task(2)
    assert (railing.title, railing.priority, railing.due_at) == ("Paint it blue", 3, None)
    assert railing.description == "With the good paint."


def test_a_card_that_was_moved_here_does_not_come_back_because_its_neighbour_moved_there(world: World) -> None:
    data = raw("new")
    bring(world, parsed(data))
    update_task(task(1).id, actor=world.cleo, status="Done ✅")
    data["cards"][1]["pos"] = 5000  # the railing comes to stand behind the bridge
    bring(world, parsed(data))
    assert task(1).status.name == "Done ✅"


def test_what_was_deleted_here_does_not_come_back(world: World) -> None:
    data = raw("new")
    bring(world, parsed(data))
    comment = Comment.objects.get(body="Planks are here.")
    delete_comment(comment.task_id, comment.id, actor=world.ann)
    delete_task(task(2).id, actor=world.ann)
    data["cards"][1]["name"] = "Paint it again"
    data["actions"][0]["data"]["text"] = "Planks are here!"
    report = bring(world, parsed(data))
    assert counts(report, Outcome.SKIPPED) == {"task": 1, "comment": 1}
    assert task(2).title == "Paint the railing"
    assert not Comment.objects.filter(body="Planks are here!").exists()


def test_a_project_that_was_deleted_here_comes_again_as_a_new_one(world: World) -> None:
    bring(world, parsed(raw("old")))
    project = Project.objects.get(key="BOARD")
    delete_project(project.id, actor=world.ann)
    report = bring(world, parsed(raw("old")))
    assert counts(report, Outcome.CREATED) == {"project": 1, "status": 4, "task": 4, "subtask": 1}
    assert Project.objects.filter(key="BOARD", deleted_at=None).exclude(id=project.id).exists()


def test_one_row_that_the_rules_refuse_is_told_and_the_rest_is_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(**fields: Json) -> Task:
        if fields["title"] == "Paint the railing":
            create_task(**fields)
            raise Conflict("No paint today.")
        return create_task(**fields)

    monkeypatch.setattr("backend.imports.cards.create_task", refusing)
    report = bring(world, parsed(raw("new")))
    assert counts(report, Outcome.SKIPPED) == {"task": 1, "comment": 1}
    assert [(each.row, each.reason) for each in report.problems if "refused" in each.reason] == [
        ("card #2 “Paint the railing”", "task refused: No paint today."),
        ("card #2 “Paint the railing”", "comment refused: its card could not be taken"),
    ]
    assert not Task.objects.filter(title="Paint the railing").exists()
    Follower().check()
    monkeypatch.undo()
    assert counts(bring(world, parsed(raw("new"))), Outcome.CREATED) == {"task": 1, "comment": 1}
    assert in_order("In progress") == ["Paint the ra", "Mend the foo"]


def test_an_import_that_is_cut_off_goes_on_behind_its_last_whole_batch(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "CARDS_AT_ONCE", 4)
    heard: list[int] = []

    def cut_off(rows: int) -> None:
        heard.append(rows)
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(parsed(raw("new")), actor=world.ann, workspace=world.harbour, on_progress=cut_off)
    assert (heard, Task.objects.filter(project__key="QR").count()) == ([4, 4], 8)
    report = bring(world, parsed(raw("new")))
    assert (report.counts[Kind.TASK, Outcome.UNCHANGED], report.counts[Kind.TASK, Outcome.CREATED]) == (8, 7)
    assert in_order("To Do")[:3] == ["Untitled", "L" * 12, "Archived in "]
    assert in_order("In progress") == ["Paint the ra", "Mend the foo"]
    Follower().check()


def test_a_member_may_not_make_people_and_nothing_is_written(world: World) -> None:
    before = world.last
    for actor in (world.cleo, world.vic):
        with pytest.raises(Forbidden):
            bring(world, parsed(raw("new")), actor)
    assert (world.last, ImportedRow.objects.count(), Project.objects.count()) == (before, 0, 1)


def test_an_archived_project_takes_no_import(world: World) -> None:
    bring(world, parsed(raw("old")))
    archive_project(Project.objects.get(key="BOARD").id, actor=world.ann, archived=True)
    before = world.last
    with pytest.raises(Conflict, match=r"^The project BOARD is archived here; unarchive it first\.$"):
        bring(world, parsed(raw("old")))
    assert world.last == before


def test_nobody_gets_a_mail_about_a_hundred_old_cards(world: World) -> None:
    User.objects.filter(id=world.cleo.id).update(first_name="Ben", last_name="Mole")
    bring(world, parsed(raw("new")))
    assert task(1).assignments.filter(user=world.cleo).exists()
    assert not ProcrastinateJob.objects.exists()


def test_every_row_has_its_event(world: World) -> None:
    bring(world, parsed(raw("new")))
    types = Counter(
        Event.objects.filter(workspace_id=world.harbour.id, actor_id=world.ann.id).values_list("type", flat=True)
    )
    assert (types["task.created"], types["comment.created"], types["attachment.added"]) == (18, 4, 2)
