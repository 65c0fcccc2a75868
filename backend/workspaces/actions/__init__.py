"""What is done to workspaces, members and invitations: one module a noun."""

from backend.workspaces.actions.member import add_member, change_role
from backend.workspaces.actions.workspace import create_workspace, delete_workspace

__all__ = ["add_member", "change_role", "create_workspace", "delete_workspace"]
