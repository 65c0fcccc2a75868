"""A workspace, its members, and who is invited to become one."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from backend.accounts.models import User
from backend.core.clock import now
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

    def __str__(self) -> str:
        return f"{self.user}, {self.role}"


class InvitationQuerySet(ResourceQuerySet["Invitation"]):
    """Questions about invitations."""

    def pending(self) -> Self:
        """Neither accepted nor withdrawn; perhaps too old."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def to_address(self, email: str) -> Self:
        """Addresses are compared without case, as the unique index does."""
        return self.alias(folded_email=Lower("email")).filter(folded_email=Lower(Value(email)))

    def of_living_workspaces(self) -> Self:
        """Where there still is something to join."""
        return self.filter(workspace__deleted_at=None)


class Invitation(Resource):
    """Somebody who was asked, by mail, to become a member.

    `generation` rises with each mail, and makes new tokens: the links of earlier ones end.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role.choices)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    generation = models.PositiveIntegerField(default=1)
    link_hash = models.CharField(max_length=64, unique=True)
    mail_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "workspace",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return self.email


class InvitationMail(models.Model):
    """A mail that went out. The row is what makes a job that runs twice send once."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="mails")
    generation = models.PositiveIntegerField()
    sent_at = models.DateTimeField(default=now)

    objects: ClassVar[models.Manager["InvitationMail"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "generation"], name="invitation_mailed_once")]
