"""Members, owners and invitations, two at the same moment: really committed, on connections of their own."""

from uuid import UUID

import pytest

from backend.core.errors import Conflict, Forbidden, NotFound
from backend.projects.actions.label import create_label
from backend.projects.actions.member import add_project_member, remove_member
from backend.projects.actions.project import create_project, update_project
from backend.projects.models import Project, ProjectMember
from backend.tasks.actions.label import merge_label
from backend.tasks.actions.status import delete_status, update_status
from backend.tasks.actions.task import update_task
from backend.workspaces.actions.acceptance import accept_invitation, sign_up_invited
from backend.workspaces.actions.invitation import invite, withdraw_invitation
from backend.workspaces.actions.member import change_role
from backend.workspaces.models import Invitation, Member
from backend.workspaces.tokens import link_token
from tests.backend.writers import at_once, outcome, while_open
from tests.world import Caller, World

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "tide-rises-at-noon"


def invited(world: World, email: str = "eve@example.org") -> tuple[UUID, str]:
    """An invitation and its token."""
    invitation, _ = invite(world.harbour.id, actor=world.bob, email=email)
    return invitation.id, link_token(invitation.id, 1)


@pytest.fixture
def secret(world: World) -> Project:
    """A private project of Cleo's."""
    return create_project(
        actor=world.cleo, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )


def owners(world: World) -> list[str]:
    """Who owns the harbour crew."""
    return sorted(Member.objects.owners_of(world.harbour.id).values_list("user__name", flat=True))


def test_one_invitation_accepted_twice_at_once_is_used_once(world: World) -> None:
    _, token = invited(world)
    before = world.last
    results = at_once(*[lambda: accept_invitation(token, actor=world.eve)] * 2)
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "Member"]
    assert world.events(before) == ["member.added", "invitation.accepted"]


def test_two_who_sign_up_with_one_invitation_at_once_are_one(world: World) -> None:
    _, token = invited(world, "fay@example.org")
    results = at_once(*[lambda: sign_up_invited(token, password=PASSWORD)] * 2)
    assert sorted(isinstance(one, Conflict) for one in results) == [False, True]
    assert Member.objects.filter(workspace=world.harbour, user__email="fay@example.org").count() == 1


def test_an_invitation_that_is_being_withdrawn_is_not_accepted(world: World) -> None:
    invitation_id, token = invited(world)
    withdrawn, refused = while_open(
        lambda: withdraw_invitation(world.harbour.id, invitation_id, actor=world.ann),
        lambda: accept_invitation(token, actor=world.eve),
    )
    assert withdrawn is None
    assert isinstance(refused, Conflict)
    assert not Member.objects.filter(user=world.eve).exists()


def test_an_invitation_that_is_being_accepted_is_not_withdrawn(world: World) -> None:
    invitation_id, token = invited(world)
    joined, refused = while_open(
        lambda: accept_invitation(token, actor=world.eve),
        lambda: withdraw_invitation(world.harbour.id, invitation_id, actor=world.ann),
    )
    assert isinstance(joined, Member)
    assert isinstance(refused, Conflict)


def test_two_who_invite_one_address_at_once_make_one_invitation(world: World) -> None:
    results = at_once(
        lambda: invite(world.harbour.id, actor=world.ann, email="eve@example.org"),
        lambda: invite(world.harbour.id, actor=world.bob, email="EVE@example.org"),
    )
    assert not [one for one in results if isinstance(one, Exception)]
    assert [(one.generation, one.version) for one in Invitation.objects.all()] == [(2, 2)]


def test_two_owners_who_leave_at_once_leave_one(world: World) -> None:
    change_role(world.harbour.id, world.bob.id, actor=world.ann, role="owner")
    left, stays = while_open(
        lambda: remove_member(world.harbour.id, world.ann.id, actor=world.ann),
        lambda: remove_member(world.harbour.id, world.bob.id, actor=world.bob),
    )
    assert left is None
    assert isinstance(stays, Conflict)
    assert owners(world) == ["Bob"]


def test_two_owners_who_demote_each_other_at_once_leave_one(world: World) -> None:
    change_role(world.harbour.id, world.bob.id, actor=world.ann, role="owner")
    demoted, refused = while_open(
        lambda: change_role(world.harbour.id, world.bob.id, actor=world.ann, role="member"),
        lambda: change_role(world.harbour.id, world.ann.id, actor=world.bob, role="member"),
    )
    assert isinstance(demoted, Member)
    assert isinstance(refused, Forbidden)
    assert owners(world) == ["Ann"]


def test_two_owners_who_step_down_at_once_leave_one(world: World) -> None:
    change_role(world.harbour.id, world.bob.id, actor=world.ann, role="owner")
    results = at_once(
        *[
            lambda user=user: change_role(world.harbour.id, user.id, actor=user, role="member")
            for user in (world.ann, world.bob)
        ]
    )
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "Member"]
    assert len(owners(world)) == 1


def test_who_is_leaving_is_not_taken_into_a_private_project(world: World, secret: Project) -> None:
    left, refused = while_open(
        lambda: remove_member(world.harbour.id, world.vic.id, actor=world.vic),
        lambda: add_project_member(secret.id, world.vic.id, actor=world.cleo),
    )
    assert left is None
    assert isinstance(refused, NotFound)
    assert not ProjectMember.objects.filter(user=world.vic).exists()


def test_who_is_being_taken_into_a_private_project_leaves_it_too(world: World, secret: Project) -> None:
    taken, left = while_open(
        lambda: add_project_member(secret.id, world.vic.id, actor=world.cleo),
        lambda: remove_member(world.harbour.id, world.vic.id, actor=world.vic),
    )
    assert isinstance(taken, Project)
    assert left is None
    assert not ProjectMember.objects.filter(user=world.vic).exists()


def test_who_closes_a_project_while_being_removed_does_not_stay_in_it(world: World) -> None:
    closed, removed = while_open(
        lambda: update_project(world.ops.id, actor=world.bob, visibility="private"),
        lambda: remove_member(world.harbour.id, world.bob.id, actor=world.ann),
    )
    assert not [one for one in (closed, removed) if isinstance(one, Exception)]
    assert [one["name"] for one in Caller(world.ann).get(f"/api/projects/{world.ops.id}").json["members"]] == ["Ann"]


def test_a_task_that_comes_into_a_column_is_there_when_it_becomes_a_done_one(world: World) -> None:
    task, doing = world.task(), world.status("Doing")
    results = while_open(
        lambda: update_task(task.id, actor=world.ann, status="Doing"),
        lambda: update_status(world.ops.id, doing.id, actor=world.bob, category="done"),
    )
    assert not [one for one in results if isinstance(one, Exception)]
    assert Caller(world.ann).get(world.url(task)).json["completed_at"] is not None


def test_a_task_that_comes_into_a_column_moves_on_when_that_goes(world: World) -> None:
    task, doing, done = world.task(), world.status("Doing"), world.status("Done")
    moved, deleted = while_open(
        lambda: update_task(task.id, actor=world.ann, status="Doing"),
        lambda: delete_status(world.ops.id, doing.id, actor=world.bob, move_to=done.id),
    )
    assert not isinstance(moved, Exception)
    assert deleted is None
    assert Caller(world.ann).get(world.url(task)).json["status"]["name"] == "Done"


def test_a_label_that_a_task_gets_while_it_is_merged_is_replaced_in_the_end(world: World) -> None:
    task = world.task()
    bug, fault = (create_label(actor=world.ann, workspace_id=world.harbour.id, name=name) for name in ("bug", "fault"))
    labelled, merged = while_open(
        lambda: update_task(task.id, actor=world.ann, labels=[bug.id]),
        lambda: merge_label(bug.id, fault.id, actor=world.bob),
    )
    assert not isinstance(labelled, Exception)
    # It came too late for this transaction, so a job goes on.
    assert merged is False
    assert outcome(lambda: merge_label(bug.id, fault.id, actor=world.bob)) is True
    assert [one["name"] for one in Caller(world.ann).get(world.url(task)).json["labels"]] == ["fault"]
