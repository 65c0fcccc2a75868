"""What is done to workspaces."""

import re
import secrets
from collections.abc import Collection
from uuid import UUID

from django.db import IntegrityError, transaction

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.errors import Conflict, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import change
from backend.eventlog.models import Counter
from backend.workspaces.access import require
from backend.workspaces.documents import WORKSPACE
from backend.workspaces.kinds import MEMBER_KINDS, WORKSPACE_KINDS
from backend.workspaces.models import Member, Workspace
from backend.workspaces.roles import Permission, Role
from query.fold import fold


def create_workspace(*, actor: User, name: str, slug: str | None = None, id: UUID | None = None) -> Workspace:  # noqa: A002  # the API's name
    """A new workspace, whose owner is the actor."""
    workspace = Workspace(id=id or uuid7(), name=name, slug=slug or slug_of(name))
    with change(actor) as log:
        if not _is_inserted(workspace):
            if slug is not None:
                raise _slug_taken(slug)
            # Somebody was quicker with the same name.
            workspace.slug = _with_tail(workspace.slug)
            _is_inserted(workspace)
        Counter.objects.create(workspace_id=workspace.id)
        member = Member.objects.create(workspace=workspace, user=actor, role=Role.OWNER)
        log.record(WORKSPACE_KINDS["created"], workspace)
        log.record(MEMBER_KINDS["added"], member)
    return workspace


def update_workspace(workspace_id: UUID, *, actor: User, expected: Versions = None, **fields: str) -> Workspace:
    """Rename a workspace or its slug."""
    with change(actor) as log:
        workspace = locked_workspace(workspace_id, actor, Permission.MANAGE_WORKSPACE, writes=fields)
        check_version(expected, workspace.version, WORKSPACE, workspace.id)
        log.watch(WORKSPACE, workspace)
        try:
            with transaction.atomic():
                changed = log.revise(workspace, **fields)
        except IntegrityError:
            raise _slug_taken(fields["slug"]) from None
        if changed:
            log.record(WORKSPACE_KINDS["updated"], workspace)
    return workspace


def delete_workspace(workspace_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """End a workspace, with all that it holds: nobody sees it any more."""
    with change(actor) as log:
        workspace = locked_workspace(workspace_id, actor, Permission.DELETE_WORKSPACE)
        check_version(expected, workspace.version, WORKSPACE, workspace.id)
        log.watch(WORKSPACE, workspace)
        # The slug is free again for another workspace.
        log.revise(workspace, deleted_at=now(), slug=f"{workspace.slug[:24]}-{workspace.id.hex}")
        log.record(WORKSPACE_KINDS["deleted"], workspace)


def locked_workspace(
    workspace_id: UUID, actor: User, permission: Permission, *, writes: Collection[str] = ()
) -> Workspace:
    """The workspace, locked: membership changes of one workspace come one after the other.

    The role is read after the lock is had: it may have changed while this waited. `writes`: fields of the workspace.
    """
    visible = Workspace.objects.visible_to(actor).filter(id=workspace_id).values("id")
    workspace = Workspace.objects.filter(deleted_at=None, id__in=visible).locked().first()
    if workspace is None:
        raise NotFound
    require(actor, workspace_id, permission, writes={"workspace": writes})
    return workspace


def slug_of(name: str) -> str:
    """A free slug made from `name`, or from nothing where it holds no Latin letters."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:48].strip("-") or "workspace"
    taken = Workspace.objects.filter(slug=base).exists()
    return _with_tail(base) if taken or base == "workspace" else base


def _with_tail(base: str) -> str:
    return f"{base}-{secrets.token_hex(3)}"


def _is_inserted(workspace: Workspace) -> bool:
    """Whether its slug was free."""
    try:
        with transaction.atomic():
            workspace.save(force_insert=True)
    except IntegrityError as error:
        if "slug" in str(error):
            return False
        raise Conflict("This id is taken.") from None
    return True


def _slug_taken(slug: str) -> Conflict:
    return Conflict(f"The slug {slug!r} is taken.")
