"""The events of imports."""

from backend.eventlog.kinds import kinds
from backend.imports.documents import IMPORT
from backend.imports.schemas import ImportOut

IMPORT_KINDS = kinds(IMPORT, ImportOut, "created", "updated")
