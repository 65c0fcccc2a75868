"""The events of exports, each told to its creator alone."""

from backend.eventlog.kinds import kinds
from backend.exports.documents import EXPORT
from backend.exports.schemas import ExportOut

EXPORT_KINDS = kinds(EXPORT, ExportOut, "created", "updated", "deleted")
