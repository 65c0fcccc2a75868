"""People as the members of their workspaces see them: who sees whom, and who may change whom."""

from collections.abc import Mapping

from django.db.models import Q

from backend.accounts.models import User, UserQuerySet
from backend.core.errors import Forbidden
from backend.workspaces.models import Member, Workspace
from backend.workspaces.roles import MANAGERS


def people_visible_to(actor: User) -> UserQuerySet:
    """Oneself and the members of one's workspaces; an administrator of the installation sees everybody."""
    if actor.is_admin:
        return User.objects.all()
    shared = Workspace.objects.visible_to(actor).values("id")
    members = Member.objects.filter(workspace_id__in=shared).values("user_id")
    return User.objects.filter(Q(id=actor.id) | Q(id__in=members))


def require_to_edit(actor: User, person: User, fields: Mapping[str, object]) -> None:
    """`Forbidden` unless the actor may set these fields of a person that he sees, and who is locked."""
    if person.id == actor.id:
        if fields.get("email", person.email) != person.email:
            raise Forbidden("Change your own address by POST /api/me/email: the new one has to be verified.")
    elif not actor.is_admin and (person.has_login or not _manages(actor, person)):
        raise Forbidden("People who can log in change themselves; those who cannot, admins of all their workspaces.")


def require_administrator(actor: User) -> None:
    """`Forbidden` for everybody but the administrators of the installation."""
    if not actor.is_admin:
        raise Forbidden("Only an administrator of the installation may do this.")


def _manages(actor: User, person: User) -> bool:
    """In every workspace of his: whoever gives him another address can be him, in all of them."""
    managed = set(Member.objects.filter(user=actor, role__in=MANAGERS).values_list("workspace_id", flat=True))
    places = Member.objects.filter(user=person, workspace__deleted_at=None).values_list("workspace_id", flat=True)
    return bool(places) and managed.issuperset(places)
