"""The events of projects, statuses, labels and custom fields."""

from backend.eventlog.kinds import kinds
from backend.projects.documents import FIELD, LABEL, PROJECT, STATUS
from backend.projects.schemas import FieldOut, LabelOut, ProjectOut, StatusOut

PROJECT_KINDS = kinds(
    PROJECT,
    ProjectOut,
    "created",
    "updated",
    "archived",
    "unarchived",
    "deleted",
    "member_added",
    "member_removed",
)
STATUS_KINDS = kinds(STATUS, StatusOut, "created", "updated", "archived", "unarchived", "deleted")
LABEL_KINDS = kinds(LABEL, LabelOut, "created", "updated", "deleted")
FIELD_KINDS = kinds(FIELD, FieldOut, "created", "updated", "archived", "unarchived", "deleted")
