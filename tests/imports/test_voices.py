"""In whose name a file may speak: anybody can make one up."""

from uuid import UUID

import pytest

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.errors import Forbidden
from backend.imports.report import Kind, Outcome
from backend.tasks.actions.comment import add_comment, edit_comment
from backend.tasks.models import Comment, Task
from backend.workspaces.actions import add_member
from tests.follow import Follower
from tests.imports.conftest import Json, parsed, raw
from tests.imports.stories import bring
from tests.world import World

ANN, CLEO, DAN = (f"538bbe80{number:016x}" for number in range(1, 4))


@pytest.fixture
def dan(world: World) -> User:
    """Somebody of the crew without log-in."""
    made = create_person(first_name="Dan", last_name="Deck")
    add_member(world.harbour.id, actor=world.ann, user=made)
    return made


def made_up(world: World, said: str = "I resign.") -> Json:
    """A board on which Ann, Cleo and Dan each made a card and said something."""
    data = raw("old")
    card, people = data["cards"][0] | {"idMembers": [], "idChecklists": []}, {ANN: "Ann", CLEO: "Cleo", DAN: "Dan Deck"}
    people[ANN] = User.objects.get(id=world.ann.id).name
    data["members"] = [{"id": key, "fullName": name, "username": name} for key, name in people.items()]
    data["checklists"], data["cards"], data["actions"] = [], [], []
    for number, (key, name) in enumerate(people.items(), 1):
        card_id = f"538bbe81{number:016x}"
        data["cards"].append(card | {"id": card_id, "idShort": number, "name": name})
        for kind, action in (("createCard", number), ("commentCard", number + 100)):
            data["actions"].append(
                {
                    "id": f"538bbe82{action:016x}",
                    "type": kind,
                    "date": "2026-03-02T08:00:00.000Z",
                    "idMemberCreator": key,
                    "data": {"card": {"id": card_id}, "text": said},
                }
            )
    return data


def spoken() -> list[tuple[UUID | None, UUID | None, str]]:
    """Who made each card, who said something about it, and what."""
    tasks = Task.objects.filter(project__key="BOARD").order_by("number")
    found = [(task.created_by_id, task.comments.get()) for task in tasks]
    return [(maker, comment.author_id, comment.body) for maker, comment in found]


def test_a_member_speaks_for_nobody_who_can_log_in(world: World, dan: User) -> None:
    report = bring(world, parsed(made_up(world)), world.cleo)
    cleo = (world.cleo.id, world.cleo.id, "I resign.")
    assert spoken() == [cleo, cleo, (dan.id, dan.id, "I resign.")]
    told = [problem.row for problem in report.problems if "has a log-in here" in problem.reason]
    assert told == [f"member “{User.objects.get(id=world.ann.id).name}”"]
    bring(world, parsed(made_up(world, "I stay.")), world.cleo)
    # Dan's words she may bring, and not change.
    assert [body for _, _, body in spoken()] == ["I stay.", "I stay.", "I resign."]
    Follower().check()


def test_an_admin_brings_what_others_said_and_a_member_does_not_change_it(world: World, dan: User) -> None:
    bring(world, parsed(made_up(world)), world.bob)
    everybody = [world.ann.id, world.cleo.id, dan.id]
    assert spoken() == [(one, one, "I resign.") for one in everybody]
    report = bring(world, parsed(made_up(world, "I never said that.")), world.cleo)
    assert [body for _, _, body in spoken()] == ["I resign.", "I never said that.", "I resign."]
    assert report.counts[Kind.COMMENT, Outcome.SKIPPED] == 2
    assert "comment refused: Only its author may change a comment." in [one.reason for one in report.problems]
    bring(world, parsed(made_up(world, "I stay.")), world.bob)
    assert [(author, body) for _, author, body in spoken()] == [(one, "I stay.") for one in everybody]
    Follower().check()


def test_an_importer_who_is_no_admin_changes_his_own_comments_alone(world: World) -> None:
    task = world.task()
    comment = add_comment(task.id, actor=world.ann, body="Mine")
    with pytest.raises(Forbidden):
        edit_comment(task.id, comment.id, actor=world.cleo, body="Yours", imported=True)
    assert Comment.objects.get(id=comment.id).body == "Mine"
