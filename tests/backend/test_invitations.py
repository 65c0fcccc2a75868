"""Asking people to become members, by mail."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.db import connection

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.clock import now
from backend.eventlog.models import Event
from backend.notifications.invitation import send_invitation
from backend.workspaces.actions.member import add_member
from backend.workspaces.models import Invitation
from tests.world import Answer, Caller, Json, World

Outbox = list[EmailMultiAlternatives]

PASSWORD = "tide-rises-at-noon"


def invite(caller: Caller, world: World, email: str = "eve@example.org", **fields: str) -> Answer:
    """What the inviter gets."""
    return caller.post(f"/api/workspaces/{world.harbour.id}/invitations", {"email": email, **fields})


def deliver() -> None:
    """Do the jobs that the invitations have enqueued."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'email.invitation' ORDER BY id")
        for (arguments,) in cursor.fetchall():
            send_invitation(**(arguments if isinstance(arguments, dict) else json.loads(arguments)))


def token_in(mail: EmailMultiAlternatives) -> str:
    """The secret that the mail carries."""
    found = re.search(r"/invitations/([\w-]{43})\b", str(mail.body))
    assert found
    return found[1]


def seen_by(caller: Caller, world: World) -> list[Json]:
    """The newest events that somebody may see."""
    return caller.get(f"/api/events?workspace={world.harbour.id}&sort=-seq&limit=5").items


def test_an_invited_person_joins_with_the_link(world: World, bob: Caller, eve: Caller) -> None:
    sent = invite(bob, world, "EVE@example.org", role="viewer")
    assert (sent.status, sent.json["role"], sent.json["version"]) == (201, "viewer", 1)
    assert sent.json["url"].endswith(f"/invitations/{sent.json['token']}")
    path = f"/api/invitations/{sent.json['token']}"
    shown = Caller().get(path).json
    assert shown.pop("expires_at") == sent.json["expires_at"].replace("+00:00", "Z")
    assert shown == {
        "workspace": "Harbour crew",
        "invited_by": "Bob",
        "email": "EVE@example.org",
        "role": "viewer",
        "has_account": True,
        "state": "pending",
    }
    before = world.last
    joined = eve.post(f"{path}/accept")
    assert (joined.status, joined.json["role"], joined.json["user"]["name"]) == (200, "viewer", "Eve")
    assert world.events(before) == ["member.added", "invitation.accepted"]
    assert eve.get(f"/api/workspaces/{world.harbour.id}").status == 200
    assert Caller().get(path).json["state"] == "accepted"
    assert (eve.post(f"{path}/accept").status, world.last) == (409, before + 2)


def test_only_admins_invite_and_only_owners_an_owner(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    before = world.last
    assert invite(cleo, world).status == 403
    assert invite(bob, world, role="owner").status == 403
    assert world.last == before
    owners = invite(ann, world, role="owner").json
    path = f"/api/workspaces/{world.harbour.id}/invitations/{owners['id']}"
    assert [bob.delete(path).status, bob.post(f"{path}/resend").status] == [403, 403]
    assert invite(bob, world).status == 403
    assert Invitation.objects.get().role == "owner"


@pytest.mark.parametrize("email", ["", "eve", "Eve <eve@example.org>", "e\0@example.org", f"{'e' * 250}@example.org"])
def test_an_address_that_is_none_is_refused(world: World, ann: Caller, email: str) -> None:
    assert list(invite(ann, world, email).faults) == ["body.email"]


def test_a_member_is_not_invited_again(world: World, ann: Caller) -> None:
    refused = invite(ann, world, "Cleo@example.org")
    assert (refused.status, refused.json["detail"]) == (409, "Cleo@example.org belongs to a member already, as member.")


def test_inviting_twice_renews_and_ends_the_first_link(world: World, ann: Caller, bob: Caller, eve: Caller) -> None:
    first = invite(bob, world).json
    with time_machine.travel(now() + timedelta(days=10)):
        second = invite(Caller(world.ann), world, "Eve@Example.org", role="admin")
        assert (second.status, second.json["id"], second.json["role"]) == (200, first["id"], "admin")
        assert second.json["created_by"]["name"] == "Ann"
    assert eve.get(f"/api/invitations/{first['token']}").status == 404
    assert eve.post(f"/api/invitations/{first['token']}/accept").status == 404
    with time_machine.travel(now() + timedelta(days=20)):
        assert Caller(world.eve).post(f"/api/invitations/{second.json['token']}/accept").json["role"] == "admin"


def test_an_invitation_is_listed_sent_again_and_withdrawn(world: World, bob: Caller, cleo: Caller, eve: Caller) -> None:
    sent = invite(bob, world).json
    path = f"/api/workspaces/{world.harbour.id}/invitations"
    document = {name: value for name, value in sent.items() if name not in {"token", "url"}}
    assert bob.get(path).items == [document]
    assert bob.get(f"{path}/{sent['id']}").json == document
    assert [cleo.get(path).status, cleo.get(f"{path}/{sent['id']}").status, eve.get(path).status] == [403, 403, 404]
    again = bob.post(f"{path}/{sent['id']}/resend", None, If_Match='"1"').json
    assert again["version"] == 2
    assert again["token"] != sent["token"]
    assert bob.delete(f"{path}/{sent['id']}", If_Match='"1"').status == 412
    assert bob.delete(f"{path}/{sent['id']}", If_Match='"2"').status == 204
    assert [bob.get(f"{path}?pending={value}").json["items"] != [] for value in ("true", "false")] == [False, True]
    assert bob.post(f"{path}/{sent['id']}/resend").status == 409
    assert Caller().get(f"/api/invitations/{again['token']}").json["state"] == "withdrawn"
    refused = eve.post(f"/api/invitations/{again['token']}/accept")
    assert (refused.status, refused.json["detail"]) == (409, "The invitation has been withdrawn.")
    assert invite(bob, world).status == 201


def test_an_invitation_of_another_workspace_is_none_here(world: World, bob: Caller, eve: Caller) -> None:
    sent = invite(bob, world).json
    elsewhere = eve.post("/api/workspaces", {"name": "Elsewhere"}).json["id"]
    path = f"/api/workspaces/{elsewhere}/invitations/{sent['id']}"
    assert [eve.get(path).status, eve.delete(path).status, eve.post(f"{path}/resend").status] == [404, 404, 404]
    assert Invitation.objects.get().withdrawn_at is None


def test_sent_twice_under_one_key_it_is_made_once(world: World, bob: Caller) -> None:
    path = f"/api/workspaces/{world.harbour.id}/invitations"
    first, again = (bob.post(path, {"email": "eve@example.org"}, Idempotency_Key="once") for _ in range(2))
    assert (first.status, again.status, again.json) == (201, 200, first.json)


def test_after_a_fortnight_it_has_expired(world: World, bob: Caller) -> None:
    token = invite(bob, world).json["token"]
    before = world.last
    with time_machine.travel(now() + timedelta(days=14, seconds=1)):
        assert Caller().get(f"/api/invitations/{token}").json["state"] == "expired"
        refused = Caller(world.eve).post(f"/api/invitations/{token}/accept")
        assert (refused.status, refused.json["detail"]) == (409, "The invitation has expired; ask for a new one.")
        assert world.last == before


def test_somebody_else_does_not_join_with_a_forwarded_link(world: World, bob: Caller, eve: Caller) -> None:
    token = invite(bob, world, "fay@example.org").json["token"]
    before = world.last
    refused = eve.post(f"/api/invitations/{token}/accept")
    assert refused.status == 403
    assert refused.json["detail"] == "The invitation is for fay@example.org; sign in with that address to accept it."
    assert (eve.get(f"/api/workspaces/{world.harbour.id}").status, world.last) == (404, before)


@pytest.mark.parametrize("token", ["x", "x" * 43, "é" * 43, "x" * 101, "%00"])
def test_a_token_that_is_none_finds_nothing(world: World, eve: Caller, token: str) -> None:
    for answer in (
        Caller().get(f"/api/invitations/{token}"),
        eve.post(f"/api/invitations/{token}/accept"),
        Caller().post(f"/api/invitations/{token}/signup", {"password": PASSWORD}),
    ):
        assert answer.status in {404, 422}


def test_the_invitations_of_a_deleted_workspace_are_gone(world: World, ann: Caller, eve: Caller) -> None:
    token = invite(ann, world).json["token"]
    ann.delete(f"/api/workspaces/{world.harbour.id}")
    assert eve.post(f"/api/invitations/{token}/accept").status == 404


def test_admins_alone_hear_of_invitations_and_nobody_of_their_secrets(world: World, bob: Caller, cleo: Caller) -> None:
    sent = invite(bob, world).json
    bob.post(f"/api/workspaces/{world.harbour.id}/invitations/{sent['id']}/resend")
    assert [event["type"] for event in seen_by(bob, world)][:2] == ["invitation.updated", "invitation.created"]
    assert "invitation" not in json.dumps(seen_by(cleo, world))
    kept = Invitation.objects.get()
    told = json.dumps([event.data for event in Event.objects.filter(object_id=kept.id)])
    assert not [secret for secret in (sent["token"], kept.link_hash, kept.mail_hash) if secret in told]
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'email.invitation' ORDER BY id")
        jobs = [json.loads(row[0]) for row in cursor.fetchall()]
    assert jobs == [{"invitation_id": sent["id"], "generation": number} for number in (1, 2)]


def test_the_mail_of_an_invitation_is_sent_once_with_a_link_of_its_own(
    world: World, bob: Caller, mailoutbox: Outbox
) -> None:
    sent = invite(bob, world, "fay@example.org", role="admin").json
    deliver()
    deliver()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["fay@example.org"], "Bob invites you to Harbour crew")
    assert "as admin" in mail.body
    assert token_in(mail) != sent["token"]
    assert token_in(mail) in str(mail.alternatives[0][0])
    assert Caller().get(f"/api/invitations/{token_in(mail)}").json["email"] == "fay@example.org"


def test_a_mail_that_was_replaced_or_withdrawn_meanwhile_is_not_sent(
    world: World, bob: Caller, mailoutbox: Outbox
) -> None:
    sent = invite(bob, world).json
    path = f"/api/workspaces/{world.harbour.id}/invitations/{sent['id']}"
    bob.post(f"{path}/resend")
    deliver()
    assert [f"{sent['id'].replace('-', '')}.2@" in str(mail.extra_headers["Message-ID"]) for mail in mailoutbox] == [
        True
    ]
    bob.post(f"{path}/resend")
    bob.delete(path)
    deliver()
    assert len(mailoutbox) == 1


def test_a_name_can_neither_add_a_header_nor_markup(world: World, ann: Caller, mailoutbox: Outbox) -> None:
    ann.patch(f"/api/workspaces/{world.harbour.id}", {"name": "<b>Crew</b>\r\nBcc: x@example.org"})
    invite(ann, world)
    deliver()
    [mail] = mailoutbox
    assert mail.subject == "Ann invites you to <b>Crew</b> Bcc: x@example.org"
    assert "<b>" not in str(mail.alternatives[0][0])


def test_signing_up_by_invitation_works_where_sign_up_is_closed(
    world: World, bob: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = invite(bob, world, "fay@example.org").json
    path = f"/api/invitations/{sent['token']}"
    assert Caller().get(path).json["has_account"] is False
    before = world.last
    weak = Caller().post(f"{path}/signup", {"password": "12345678"})
    assert list(weak.faults) == ["body.password"]
    assert world.last == before
    made = Caller().post(f"{path}/signup", {"password": PASSWORD, "first_name": "Fay"})
    assert (made.status, made.json["user"]["email"], made.json["user"]["name"]) == (201, "fay@example.org", "Fay")
    assert made.headers["Cache-Control"] == "no-store"
    assert world.events(before) == ["member.added", "invitation.accepted"]
    fay = Caller(User.objects.get(id=made.json["user"]["id"]))
    assert [one["id"] for one in fay.get("/api/workspaces").items] == [str(world.harbour.id)]
    assert User.objects.get(id=made.json["user"]["id"]).email_verified_at is None
    assert Caller().post("/api/token", {"email": "fay@example.org", "password": PASSWORD}).status == 200
    assert Caller().post(f"{path}/signup", {"password": PASSWORD}).status == 409


def test_who_has_an_account_signs_in_instead_of_up(world: World, bob: Caller) -> None:
    token = invite(bob, world).json["token"]
    refused = Caller().post(f"/api/invitations/{token}/signup", {"password": PASSWORD})
    assert refused.status == 409
    assert refused.json["detail"] == (
        "There is an account with the address eve@example.org; sign in with it to accept."
    )


def test_a_person_without_log_in_is_claimed_with_the_mail_alone(world: World, bob: Caller, mailoutbox: Outbox) -> None:
    gus = create_person(first_name="Gus", email="gus@example.org")
    add_member(world.harbour.id, actor=world.ann, user=gus, role="member")
    task = world.task(assignees=[gus.id])
    sent = invite(bob, world, "gus@example.org", role="admin").json
    passed_on = Caller().post(f"/api/invitations/{sent['token']}/signup", {"password": PASSWORD})
    assert passed_on.status == 409
    assert "open the link in the mail" in passed_on.json["detail"]
    deliver()
    before = world.last
    claimed = Caller().post(f"/api/invitations/{token_in(mailoutbox[0])}/signup", {"password": PASSWORD})
    assert (claimed.status, claimed.json["user"]["id"], claimed.json["user"]["has_login"]) == (201, str(gus.id), True)
    assert sorted(world.events(before)) == ["invitation.accepted", "user.updated"]
    own = Caller(User.objects.get(id=gus.id))
    assert User.objects.get(id=gus.id).email_verified_at is not None
    assert [one["id"] for one in own.get("/api/tasks?assignee=me").items] == [str(task.id)]
