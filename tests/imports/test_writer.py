"""What an imported board becomes."""

from collections import Counter

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.errors import Conflict, Forbidden
from backend.eventlog.models import Event
from backend.imports import writer
from backend.imports.models import ImportedRow
from backend.imports.report import Kind, Outcome
from backend.imports.writer import write
from backend.projects.actions.label import create_label
from backend.projects.actions.project import archive_project
from backend.projects.models import Label, Project, Status
from backend.tasks.actions.task import create_task
from backend.tasks.models import Comment, Task
from backend.workspaces.actions import add_member, create_workspace
from backend.workspaces.models import Member
from tests.follow import Follower
from tests.imports.conftest import Json, parsed, raw
from tests.imports.stories import bring, counts, in_order, names, task
from tests.world import World, person


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
    add_member(create_workspace(actor=world.ann, name="Elsewhere").id, actor=world.ann, user=ada)
    User.objects.filter(id=world.cleo.id).update(first_name="Ben", last_name="Mole")
    create_person(first_name="Gus", last_name="Left")  # of another workspace: somebody else
    report = bring(world, parsed(raw("new")))
    assert report.counts[Kind.PERSON, Outcome.UNCHANGED] == 2
    assert {one.user_id for one in task(1).assignments.all()} == {ada.id, world.cleo.id}
    assert Member.objects.filter(workspace=world.harbour, user=ada).exists()
    assert User.objects.filter(name="Gus Left").count() == 2


def test_a_stranger_is_not_taken_in_by_an_import(world: World) -> None:
    """Somebody without log-in stands for her until she comes by an invitation."""
    ada = person("Ada")
    report = bring(world, parsed(raw("new")))
    assert not Member.objects.filter(user=ada).exists()
    stand_in = User.objects.get(name="Ada Quay")
    assert (stand_in.email, stand_in.has_login) == (None, False)
    assert Member.objects.filter(workspace=world.harbour, user=stand_in).exists()
    told = [each.reason for each in report.problems if "Ada Quay" in each.row]
    assert told == ["taken in without log-in: invite ada@example.org to join"]


def test_a_label_of_that_name_is_used_and_keeps_its_colour(world: World) -> None:
    create_label(actor=world.ann, workspace_id=world.harbour.id, name="WOOD", color="#112233")
    bring(world, parsed(raw("new")))
    assert Label.objects.get(workspace=world.harbour, name__iexact="wood").color == "#112233"


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

    def cut_off(rows: int, _: object) -> None:
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
