"""What becomes of a board that is imported again."""

from backend.imports.report import Outcome
from backend.projects.actions.project import delete_project
from backend.projects.models import Project, Status
from backend.tasks.actions.comment import delete_comment
from backend.tasks.actions.task import update_task
from backend.tasks.actions.trash import delete_task
from backend.tasks.models import Comment
from tests.follow import Follower
from tests.imports.conftest import Json, parsed, raw
from tests.imports.stories import bring, counts, in_order, task
from tests.world import World


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
