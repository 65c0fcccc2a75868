"""The events of workspaces and members."""

from backend.eventlog.kinds import kinds
from backend.workspaces.documents import MEMBER, WORKSPACE
from backend.workspaces.schemas import MemberOut, WorkspaceOut

WORKSPACE_KINDS = kinds(WORKSPACE, WorkspaceOut, "created", "updated", "deleted")
MEMBER_KINDS = kinds(MEMBER, MemberOut, "added", "updated", "removed")
