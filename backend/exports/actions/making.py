"""Making exports, and removing them. The file is written without a transaction; each step may be done twice."""

from datetime import timedelta
from typing import IO
from uuid import UUID

from django.core.files.base import File

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import TasktideError
from backend.core.scratch import scratch_file
from backend.eventlog.change import change
from backend.exports.actions.export import KEPT, NEEDED, drop
from backend.exports.archive import write_archive
from backend.exports.documents import EXPORT
from backend.exports.kinds import EXPORT_KINDS
from backend.exports.models import Export, Format, State
from backend.exports.table import write_table
from backend.tasks import storage
from backend.workspaces.access import require

# After which nobody is at it any more: a job is tried again for nine hours.
GIVEN_UP_AFTER = timedelta(hours=12)
_LOST = "The export did not come to its end. Please try again."
_FAILED = "The export failed for a reason of the installation; its log says which. Please try again."


def make_export(export_id: UUID) -> None:
    """Write the file of an export, unless that is done or not wanted any more. `StorageDown` is for another try."""
    export = _set(export_id, state=State.RUNNING)
    if export is None:
        return
    try:
        size = _store(export)
    except storage.StorageDown:
        raise
    except TasktideError as error:
        _set(export_id, state=State.FAILED, error=error.detail)
        return
    except Exception:
        _set(export_id, state=State.FAILED, error=_FAILED)
        raise
    done = _set(export_id, state=State.DONE, size=size, expires_at=now() + KEPT)
    # Or somebody else was quicker, who wrote the same.
    if done is None and not Export.objects.filter(id=export_id).exists():
        storage.remove(export.storage_key)


def remove_file(key: str) -> None:
    """Remove the file of an export that is gone."""
    storage.remove(key)


def sweep_exports() -> None:
    """Delete exports whose time is over, and give up those at which nobody works any more."""
    for export_id in Export.objects.filter(expires_at__lte=now()).order_by("id").values_list("id", flat=True):
        with change(None) as log:
            export = Export.objects.filter(id=export_id).locked().first()
            if export is not None:
                drop(log, export)
    lost = Export.objects.under_way().filter(updated_at__lt=now() - GIVEN_UP_AFTER)
    for export_id in lost.order_by("id").values_list("id", flat=True):
        _set(export_id, state=State.FAILED, error=_LOST)


def write_export(target: IO[bytes], workspace_id: UUID, form: Format, q: str, *, reader: User) -> None:
    """Write an export to a file, as far as `reader` may."""
    require(reader, workspace_id, NEEDED[form])
    if form is Format.JSON:
        write_archive(target, workspace_id, reader=reader)
    else:
        write_table(target, workspace_id, q, reader=reader)


def _set(export_id: UUID, **values: object) -> Export | None:
    """Change an export that is under way, and tell its creator; None where there is none."""
    with change(None) as log:
        export = Export.objects.under_way().filter(id=export_id).locked().first()
        if export is None:
            return None
        log.watch(EXPORT, export)
        if log.revise(export, **values):
            log.record(EXPORT_KINDS["updated"], export, user_id=export.created_by_id)
    return export


def _store(export: Export) -> int:
    """How many bytes there are."""
    with scratch_file() as made:
        write_export(made, export.workspace_id, Format(export.format), export.q, reader=export.created_by)
        size = made.tell()
        made.seek(0)
        storage.put(export.storage_key, File(made))
    return size
