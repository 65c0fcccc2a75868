"""What is done to saved views. One's own are told to oneself alone; who loses sight of a shared one is told that."""

from collections.abc import Collection
from typing import TypedDict, Unpack
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.documents import DocumentData
from backend.core.errors import Forbidden, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.eventlog.kinds import Kind
from backend.projects.actions.project import no_such_project
from backend.projects.models import Project
from backend.tasks.actions.attachment import is_admin
from backend.tasks.actions.template import insert
from backend.tasks.documents import VIEW
from backend.tasks.filters import require_query
from backend.tasks.kinds import VIEW_KINDS
from backend.tasks.models import View
from backend.tasks.schemas.view import ViewOptions
from backend.workspaces.access import require
from backend.workspaces.roles import Permission


class ViewFields(TypedDict, total=False):
    """What may be written of a view."""

    name: str
    q: str
    layout: str
    project_id: UUID | None
    is_shared: bool
    options: ViewOptions


def create_view(
    *,
    actor: User,
    workspace_id: UUID,
    id: UUID | None = None,  # noqa: A002  # the API's name
    **fields: Unpack[ViewFields],
) -> View:
    """A new view, the actor's own unless it is shared."""
    with change(actor) as log:
        writes = {name for name, value in fields.items() if value}
        require(actor, workspace_id, Permission.VIEW, writes={"view": writes})
        values = {"options": ViewOptions().model_dump()} | _checked(workspace_id, actor, fields)
        view = View(id=id or uuid7(), workspace_id=workspace_id, owner=actor, **values)
        insert(view)
        _record(log, VIEW_KINDS["created"], view)
    return view


def update_view(view_id: UUID, *, actor: User, expected: Versions = None, **fields: Unpack[ViewFields]) -> View:
    """Change a view: its owner may, and the workspace's admins may change what is shared."""
    with change(actor) as log:
        # The project before the view, as everybody locks.
        values = _checked(_seen(view_id, actor).workspace_id, actor, fields)
        view = _locked(view_id, actor)
        check_version(expected, view.version, VIEW, view.id)
        # A client that replaces the whole sends what it may not write, too: as it is.
        writes = {name for name, value in values.items() if getattr(view, name) != value}
        _require_may_change(view, actor, writes)
        log.watch(VIEW, view)
        was_shared, project_id = view.is_shared, view.project_id
        if log.revise(view, **values):
            if was_shared and not (view.is_shared and view.project_id in {None, project_id}):
                hidden: DocumentData = {"id": str(view.id), "project_id": str(project_id) if project_id else None}
                log.depart(VIEW_KINDS["left"], view, hidden)
            _record(log, VIEW_KINDS["updated"], view)
    return view


def delete_view(view_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete a view; its tasks stay as they are."""
    with change(actor) as log:
        view = _locked(view_id, actor)
        check_version(expected, view.version, VIEW, view.id)
        _require_may_change(view, actor, ())
        log.watch(VIEW, view)
        _record(log, VIEW_KINDS["deleted"], view)
        View.objects.filter(id=view.id).delete()


def _seen(view_id: UUID, actor: User) -> View:
    view = View.objects.visible_to(actor).filter(id=view_id).first()
    if view is None:
        raise NotFound
    return view


def _locked(view_id: UUID, actor: User) -> View:
    view = View.objects.filter(id=_seen(view_id, actor).id).locked().first()
    # It may have become somebody's own while we waited for the lock.
    if view is None or not (view.is_shared or view.owner_id == actor.id):
        raise NotFound
    return view


def _checked(workspace_id: UUID, actor: User, fields: ViewFields) -> dict[str, object]:
    """The values as the row takes them; 422 where the query says nothing, or the project is not there."""
    values: dict[str, object] = dict(fields)
    if "q" in fields:
        require_query(fields["q"], ("body", "q"))
    if "options" in fields:
        values["options"] = fields["options"].model_dump()
    if "project_id" in fields:
        project_id = fields["project_id"]
        del values["project_id"]
        values["project"] = None if project_id is None else _project(workspace_id, project_id, actor)
    return values


def _project(workspace_id: UUID, project_id: UUID, actor: User) -> Project:
    """It stays until the view points to it."""
    visible = Project.objects.visible_to(actor).filter(id=project_id, workspace_id=workspace_id)
    kept = Project.objects.all().kept(visible.values_list("id", flat=True))
    if not kept or kept[0].deleted_at is not None:
        raise no_such_project()
    return kept[0]


def _require_may_change(view: View, actor: User, names: Collection[str]) -> None:
    """`Forbidden` where it is somebody else's and the actor no admin, or his role may not write these fields."""
    writes = {"project_id" if name == "project" else name for name in names}
    require(actor, view.workspace_id, Permission.VIEW, writes={"view": writes})
    if view.owner_id == actor.id:
        return
    if not is_admin(actor, view.workspace_id):
        raise Forbidden("Only its owner and the workspace's admins may change a shared view.")
    if "is_shared" in writes:
        raise Forbidden("Only its owner may take a view back for himself; you may delete it.")


def _record(log: Log, kind: Kind, view: View) -> None:
    log.record(kind, view, user_id=None if view.is_shared else view.owner_id)
