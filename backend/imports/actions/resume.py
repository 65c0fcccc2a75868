"""Looking after imports that nobody works at: their worker died, or another one of the workspace was in the way."""

from datetime import timedelta

from backend.core.clock import now
from backend.core.defer import defer
from backend.imports.actions.run import give_up
from backend.imports.models import Import

QUIET = timedelta(minutes=1)  # after which nobody seems to be at it
KEPT = timedelta(hours=23)  # a file that hangs on nothing is swept a day after it came


def resume_imports() -> None:
    """Have those taken up again that are quiet, the oldest of each workspace first; give up those of yesterday."""
    for import_id in Import.objects.unfinished().filter(created_at__lt=now() - KEPT).values_list("id", flat=True):
        give_up(import_id)
    quiet = (
        Import.objects.unfinished().filter(updated_at__lt=now() - QUIET).order_by("workspace_id", "created_at", "id")
    )
    for import_id in quiet.distinct("workspace_id").values_list("id", flat=True):
        defer("imports.run", import_id=str(import_id))
