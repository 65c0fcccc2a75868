"""The events of workspaces, members and invitations; the last are for admins alone."""

from backend.eventlog.kinds import kinds
from backend.workspaces.documents import INVITATION, MEMBER, WORKSPACE
from backend.workspaces.schemas import InvitationOut, MemberOut, WorkspaceOut

WORKSPACE_KINDS = kinds(WORKSPACE, WorkspaceOut, "created", "updated", "deleted")
MEMBER_KINDS = kinds(MEMBER, MemberOut, "added", "updated", "removed")
INVITATION_KINDS = kinds(INVITATION, InvitationOut, "created", "updated", "accepted", "withdrawn")
