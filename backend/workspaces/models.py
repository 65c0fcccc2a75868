"""A workspace and its members."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from backend.accounts.models import User
from backend.core.models import Resource, ResourceQuerySet
from backend.workspaces.roles import Role


class WorkspaceQuerySet(ResourceQuerySet["Workspace"]):
    """Questions about workspaces."""

    def visible_to(self, user: User) -> Self:
        """The living workspaces of which `user` is a member."""
        return self.filter(deleted_at=None, members__user=user)


class Workspace(Resource):
    """What a team shares: members, projects, labels, and one log."""

    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=60, unique=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[WorkspaceQuerySet] = WorkspaceQuerySet.as_manager()  # type: ignore[assignment]


class MemberQuerySet(ResourceQuerySet["Member"]):
    """Questions about memberships."""

    def owners_of(self, workspace_id: UUID) -> Self:
        """The owners of a workspace."""
        return self.filter(workspace_id=workspace_id, role=Role.OWNER)


class Member(Resource):
    """A person's place in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="member_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_known"),
        ]
