"""What people do to exports. Each is its creator's alone, and so are its events."""

from datetime import timedelta
from uuid import UUID

from backend.accounts.models import User
from backend.core.answers import Versions, check_version
from backend.core.clock import now
from backend.core.defer import defer
from backend.core.errors import Conflict, NotFound
from backend.core.ids import uuid7
from backend.eventlog.change import Log, change
from backend.exports.documents import EXPORT
from backend.exports.kinds import EXPORT_KINDS
from backend.exports.models import Export, Format
from backend.tasks.actions.template import insert
from backend.tasks.filters import Asker
from backend.workspaces.access import require
from backend.workspaces.models import Workspace
from backend.workspaces.roles import Permission

KEPT = timedelta(days=7)
MOST_AT_ONCE = 3  # of one person in one workspace

# Who looks after the workspace takes all of it along; a table of what one sees is for everybody.
NEEDED = {Format.JSON: Permission.MANAGE_WORKSPACE, Format.CSV: Permission.VIEW}


def create_export(
    *,
    actor: User,
    workspace_id: UUID,
    format: str,  # noqa: A002  # the API's name
    q: str = "",
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Export:
    """Ask for an export; a job makes it. `Conflict` while too many of one's own are under way."""
    with change(actor) as log:
        require(actor, workspace_id, NEEDED[Format(format)])
        Asker(actor, workspace_id).tree(q, ("body", "q"))
        # Two that are asked for at once are counted one after the other.
        workspace = Workspace.objects.filter(id=workspace_id).locked().get()
        own = Export.objects.under_way().filter(workspace_id=workspace_id, created_by=actor)
        if own.count() >= MOST_AT_ONCE:
            raise Conflict(f"{MOST_AT_ONCE} of your exports are under way; wait for one of them, or delete one.")
        export = Export(id=id or uuid7(), workspace_id=workspace_id, created_by=actor, format=format, q=q)
        export.expires_at = export.created_at + KEPT
        export.file_name = file_name(workspace, Format(format))
        insert(export)
        log.record(EXPORT_KINDS["created"], export, user_id=actor.id)
        defer("exports.make", export_id=str(export.id))
    return export


def delete_export(export_id: UUID, *, actor: User, expected: Versions = None) -> None:
    """Delete one's own export, and its file."""
    with change(actor) as log:
        export = Export.objects.visible_to(actor).filter(id=export_id).locked().first()
        if export is None:
            raise NotFound
        check_version(expected, export.version, EXPORT, export.id)
        drop(log, export)


def drop(log: Log, export: Export) -> None:
    """Delete a locked export; its file is removed by a job, as soon as the storage answers."""
    log.watch(EXPORT, export)
    log.record(EXPORT_KINDS["deleted"], export, user_id=export.created_by_id)
    Export.objects.filter(id=export.id).delete()
    defer("maintenance.remove_export", key=export.storage_key)


def file_name(workspace: Workspace, form: Format) -> str:
    """What the file is called where it is saved."""
    day = now().date().isoformat()
    return f"{workspace.slug}-{day}.zip" if form is Format.JSON else f"{workspace.slug}-tasks-{day}.csv"
