"""What one asks of the API about a workspace: itself, its members, its invitations."""

from typing import TypedDict, cast

from dashboard.client import Api
from dashboard.documents import Document, Member, Person, Role, Workspace


class Invite(Document):
    """Somebody who was asked to come; it waits while nothing but `expires_at` is set."""

    workspace_id: str
    email: str
    role: Role
    created_by: Person | None
    expires_at: str
    accepted_at: str | None
    withdrawn_at: str | None


class SentInvite(Invite):
    """An invitation as its sender sees it, once: with the link."""

    token: str
    url: str


class NewPerson(TypedDict):
    """Somebody without log-in."""

    first_name: str
    last_name: str
    email: str | None


async def update_workspace(api: Api, workspace: str, field: str, value: str) -> Workspace:
    """Change its name or its short name."""
    return await api.document(Workspace, "PATCH", f"/api/workspaces/{workspace}", {field: value})


async def delete_workspace(api: Api, workspace: str) -> None:
    """Delete it, with all that is in it."""
    await api.call("DELETE", f"/api/workspaces/{workspace}")


async def change_role(api: Api, member: Member, role: str) -> Member:
    """Give a member another role."""
    return await api.document(Member, "PATCH", _member(member["workspace_id"], member["user"]["id"]), {"role": role})


async def remove_member(api: Api, workspace: str, person: str) -> str:
    """Remove somebody, or leave; the request's id, by which it can be taken back."""
    answer = await api.call("DELETE", _member(workspace, person))
    return str(answer.headers.get("X-Request-ID", ""))


async def take_in(api: Api, workspace: str, email: str, role: str) -> Member:
    """Make a member of somebody with whom one shares another workspace. Refused with `not_known` for all others."""
    body = {"email": email, "role": role}
    return await api.document(Member, "POST", f"/api/workspaces/{workspace}/members", body)


async def create_person(api: Api, workspace: str, person: NewPerson) -> None:
    """Somebody without log-in, a member at once."""
    await api.call("POST", "/api/users", body={"workspace_id": workspace, **person})


async def invitations(api: Api, workspace: str) -> list[Invite]:
    """Whoever is invited and has not answered."""
    return await api.listing(Invite, f"/api/workspaces/{workspace}/invitations", {"pending": "true"})


async def invite(api: Api, workspace: str, email: str, role: str) -> SentInvite:
    """Ask somebody by mail; who was asked already is asked again, in the new role."""
    body = {"email": email, "role": role}
    return await api.document(SentInvite, "POST", f"/api/workspaces/{workspace}/invitations", body)


async def resend(api: Api, invitation: Invite) -> SentInvite:
    """Send a new mail; the links of earlier ones end."""
    return await api.document(SentInvite, "POST", f"{_invitation(invitation)}/resend")


async def withdraw(api: Api, invitation: Invite) -> None:
    """Take an invitation back."""
    await api.call("DELETE", _invitation(invitation))


async def undo(api: Api, workspace: str, request_id: str) -> list[int]:
    """Take back all that one call did."""
    body = {"workspace": workspace, "request_id": request_id}
    return cast("list[int]", (await api.call("POST", "/api/undo", body=body)).json()["undone"])


def _member(workspace: str, person: str) -> str:
    return f"/api/workspaces/{workspace}/members/{person}"


def _invitation(invitation: Invite) -> str:
    return f"/api/workspaces/{invitation['workspace_id']}/invitations/{invitation['id']}"
