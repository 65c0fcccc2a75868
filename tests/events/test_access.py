"""Nobody hears what he may not: asserted on the recorded bytes."""

from uuid import uuid4

import pytest

from events.wire import SESSION_CHANNEL
from tests.events.conftest import Follow
from tests.events.world import Person, Workspace


@pytest.fixture
def secret() -> str:
    """A private project."""
    return str(uuid4())


async def test_a_private_project_reaches_its_members_alone(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, secret: str
) -> None:
    await workspace.let_see(bob, secret)
    await workspace.log(project=secret, private=True, text="hush before")
    async with follow(ann, cursor="k3f9-0") as outsider, follow(bob, cursor="k3f9-0") as insider:
        await outsider.live()
        await workspace.log(project=secret, private=True, text="hush live")
        await workspace.log(project=secret, private=True, text="hush unheard", ring=False)
        await workspace.log(text="for all")
        await insider.until(lambda stream: stream.numbers == [1, 2, 3, 4])
        await outsider.until(lambda stream: 4 in stream.numbers)
    assert outsider.numbers == [4]
    assert b"hush" not in outsider.raw
    assert secret.encode() not in outsider.raw


async def test_events_for_admins_and_for_one_person_reach_nobody_else(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person
) -> None:
    eve = Person("Eve")
    await workspace.admit(eve, "admin")
    async with follow(ann) as member, follow(eve) as admin, follow(bob) as addressed:
        for stream in (member, admin, addressed):
            await stream.live()
        await workspace.log("invitation.created", admins_only=True, text="hush admins")
        await workspace.log("view.created", user=bob, text="hush bob")
        await workspace.log()
        for stream, numbers in ((member, [3]), (admin, [1, 3]), (addressed, [2, 3])):
            await stream.until(lambda stream: 3 in stream.numbers)
            assert stream.numbers == numbers
    assert b"hush" not in member.raw


async def test_who_loses_membership_hears_bye_and_nothing_after(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person
) -> None:
    async with follow(ann) as stays, follow(bob) as leaves:
        await stays.live()
        await leaves.live()
        await workspace.sql("DELETE FROM member WHERE user_id = %s", bob.id)
        await workspace.log("member.removed", text="bob was removed")
        await workspace.log(text="hush afterwards")
        await leaves.until(lambda stream: stream.is_over)
        await stays.until(lambda stream: stream.numbers == [1, 2])
    assert leaves.said[-1].event == "bye"
    assert leaves.said[-1].data == {"reason": "forbidden"}
    assert b"hush" not in leaves.raw


async def test_the_same_without_redis_within_two_seconds(follow: Follow, workspace: Workspace, bob: Person) -> None:
    async with follow(bob) as leaves:
        await leaves.live()
        await workspace.sql("DELETE FROM member WHERE user_id = %s", bob.id)
        await workspace.log("member.removed", ring=False)
        await workspace.log(text="hush afterwards", ring=False)
        await leaves.until(lambda stream: stream.is_over, patience=3)
    assert leaves.said[-1].data == {"reason": "forbidden"}
    assert b"hush" not in leaves.raw


async def test_who_is_let_into_a_private_project_reads_again_and_then_hears_it(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, secret: str
) -> None:
    await workspace.let_see(bob, secret)
    async with follow(ann) as newcomer, follow(bob) as insider:
        await newcomer.live()
        await insider.live()
        await workspace.log(project=secret, private=True)
        await workspace.let_see(ann, secret)
        await workspace.log("project.member_added", project=secret, private=True, text=ann.id)
        await workspace.log(project=secret, private=True)
        await newcomer.until(lambda stream: 3 in stream.numbers)
        await insider.until(lambda stream: stream.numbers == [1, 2, 3])
        await workspace.let_see(ann)
        await workspace.log("project.member_removed", project=secret, private=True, text=ann.id)
        await workspace.log(project=secret, private=True, text="hush")
        await newcomer.until(lambda stream: len(stream.heard("reset")) == 2)
        await insider.until(lambda stream: 5 in stream.numbers)
    assert [reset.data["reason"] for reset in newcomer.heard("reset")] == ["access", "access"]
    assert 1 not in newcomer.numbers
    assert b"hush" not in newcomer.raw
    assert insider.heard("reset") == []


async def test_a_project_made_private_or_public_resets_those_outside(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, secret: str
) -> None:
    async with follow(ann) as outsider, follow(bob) as insider:
        await outsider.live()
        await insider.live()
        await workspace.let_see(bob, secret)
        await workspace.log(
            "project.updated", project=secret, private=True, changes={"visibility": ["workspace", "private"]}
        )
        await outsider.until(lambda stream: len(stream.heard("reset")) == 1)
        await workspace.log(project=secret, private=True, text="hush")
        await workspace.let_see(bob)
        await workspace.log("project.updated", project=secret, changes={"visibility": ["private", "workspace"]})
        await outsider.until(lambda stream: len(stream.heard("reset")) == 2)
        await workspace.log(project=secret)
        await outsider.until(lambda stream: 4 in stream.numbers)
        await insider.until(lambda stream: stream.numbers == [1, 2, 3, 4])
    assert b"hush" not in outsider.raw
    assert insider.heard("reset") == []


async def test_what_was_said_before_a_project_was_made_private_is_told_to_its_members_alone(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, secret: str
) -> None:
    """More of it than a reader takes at once, and all of it still in the room's memory."""
    async with follow(bob) as insider:
        await insider.live()
        await workspace.log(project=secret, text="hush", count=300)
        await insider.until(lambda stream: len(stream.numbers) == 300)
        await workspace.let_see(bob, secret)
        await workspace.sql("UPDATE event SET private_project_id = project_id WHERE project_id = %s", secret)
        await workspace.log(
            "project.updated", project=secret, private=True, changes={"visibility": ["workspace", "private"]}
        )
        await insider.until(lambda stream: len(stream.numbers) == 301)
        async with follow(ann, cursor="k3f9-0") as outsider:
            await outsider.live()
            await workspace.log(text="for all")
            await outsider.until(lambda stream: 302 in stream.numbers)
    assert b"hush" not in outsider.raw


async def test_a_new_private_project_and_its_deletion_reset_nobody(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, secret: str
) -> None:
    async with follow(ann) as outsider, follow(bob) as insider:
        await outsider.live()
        await insider.live()
        await workspace.let_see(bob, secret)
        await workspace.log("project.created", project=secret, private=True)
        await workspace.log("task.created", project=secret, private=True)
        await workspace.let_see(bob)
        await workspace.log("project.deleted", project=secret, private=True)
        await workspace.log("member.added")
        await workspace.log()
        await insider.until(lambda stream: 5 in stream.numbers)
        await outsider.until(lambda stream: 5 in stream.numbers)
    assert (insider.numbers, outsider.numbers) == ([1, 2, 3, 4, 5], [4, 5])
    assert insider.heard("reset") == outsider.heard("reset") == []


async def test_who_comes_back_over_a_change_of_his_access_reads_again(
    follow: Follow, workspace: Workspace, ann: Person, bob: Person, secret: str
) -> None:
    await workspace.log(project=secret, private=True)
    await workspace.let_see(ann, secret)
    await workspace.let_see(bob, secret)
    team: list[object] = [{"id": bob.id, "name": "Bob"}]
    newcomer: list[object] = [*team, {"id": ann.id, "name": "Ann"}]
    await workspace.log("project.member_added", project=secret, private=True, changes={"members": [team, newcomer]})
    async with follow(ann, cursor="k3f9-0") as concerned, follow(bob, cursor="k3f9-0") as other:
        await concerned.live()
        await other.live()
    assert [reset.data["reason"] for reset in concerned.heard("reset")] == ["access"]
    assert (other.heard("reset"), other.numbers) == ([], [1, 2])


async def test_a_deleted_workspace_is_heard_of_and_then_over(follow: Follow, workspace: Workspace) -> None:
    async with follow() as stream:
        await stream.live()
        await workspace.sql("DELETE FROM member WHERE workspace_id = %s", workspace.id)
        await workspace.log("workspace.deleted")
        await stream.until(lambda stream: stream.is_over)
    assert [said.event for said in stream.said] == ["ready", "workspace.deleted", "bye"]


async def test_a_revoked_session_ends_its_streams_at_once(follow: Follow, workspace: Workspace, ann: Person) -> None:
    phone = Person("Ann", id=ann.id)
    await workspace.sql("INSERT INTO session VALUES (%s, %s, now() + interval '1 day')", phone.session_id, ann.id)
    async with follow(ann) as ended, follow(phone) as goes_on:
        await ended.live()
        await goes_on.live()
        await workspace.sql("DELETE FROM session WHERE id = %s", ann.session_id)
        await workspace.publish(SESSION_CHANNEL, ann.session_id.encode())
        await ended.until(lambda stream: stream.is_over, patience=1)
        assert not goes_on.is_over
    assert ended.said[-1].data == {"reason": "revoked"}


async def test_the_same_if_redis_loses_the_word(follow: Follow, workspace: Workspace, ann: Person) -> None:
    async with follow() as stream:
        await stream.live()
        await workspace.sql("DELETE FROM session WHERE id = %s", ann.session_id)
        await stream.until(lambda stream: stream.is_over, patience=3)
    assert stream.said[-1].data == {"reason": "revoked"}


async def test_a_stream_ends_with_its_token(follow: Follow, workspace: Workspace, ann: Person) -> None:
    short = follow()
    short.token = ann.token(seconds=2)
    async with short:
        await short.live()
        await short.until(lambda stream: stream.is_over, patience=4)
    assert short.said[-1].event == "bye"
    assert short.said[-1].data == {"reason": "token_expired"}
    assert short.said[-1].id == workspace.cursor(0)
