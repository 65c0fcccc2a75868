"""Whom and which workspace the arguments of a command mean."""

from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import NotFound
from backend.workspaces.models import Workspace


def person_called(email: str) -> User:
    """Who can log in with that address."""
    person = User.objects.able_to_log_in().by_email(email).first()
    if person is None:
        raise NotFound(f"Nobody can log in as {email}.")
    return person


def workspace_called(wanted: str, actor: User) -> Workspace:
    """The workspace of his with that id or slug."""
    visible = Workspace.objects.visible_to(actor)
    try:
        found = visible.filter(id=UUID(wanted)).first()
    except ValueError:
        found = visible.filter(slug=wanted).first()
    if found is None:
        known = ", ".join(visible.order_by("slug").values_list("slug", flat=True)) or "none"
        raise NotFound(f"{actor.email} is in no workspace {wanted!r} (but in: {known}).")
    return found
