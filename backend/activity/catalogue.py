"""Every resource that has events, and every type of event."""

from backend.accounts.documents import USER
from backend.accounts.kinds import USER_KINDS
from backend.core.documents import Document
from backend.eventlog.kinds import Kind
from backend.exports.kinds import EXPORT_KINDS
from backend.imports.kinds import IMPORT_KINDS
from backend.notifications.kinds import NOTIFICATION_KINDS
from backend.projects.kinds import FIELD_KINDS, LABEL_KINDS, PROJECT_KINDS, STATUS_KINDS
from backend.tasks.kinds import (
    ATTACHMENT_KINDS,
    COMMENT_KINDS,
    LINK_KINDS,
    PROJECT_TEMPLATE_KINDS,
    REMINDER_KINDS,
    TASK_KINDS,
    TEMPLATE_KINDS,
    VIEW_KINDS,
    WATCHER_KINDS,
)
from backend.webhooks.kinds import WEBHOOK_KINDS
from backend.workspaces.kinds import INVITATION_KINDS, MEMBER_KINDS, WORKSPACE_KINDS

_GROUPS = (
    USER_KINDS,
    WORKSPACE_KINDS,
    MEMBER_KINDS,
    INVITATION_KINDS,
    PROJECT_KINDS,
    STATUS_KINDS,
    LABEL_KINDS,
    FIELD_KINDS,
    TEMPLATE_KINDS,
    PROJECT_TEMPLATE_KINDS,
    TASK_KINDS,
    COMMENT_KINDS,
    ATTACHMENT_KINDS,
    LINK_KINDS,
    WATCHER_KINDS,
    REMINDER_KINDS,
    VIEW_KINDS,
    NOTIFICATION_KINDS,
    WEBHOOK_KINDS,
    EXPORT_KINDS,
    IMPORT_KINDS,
)

KINDS: dict[str, Kind] = {kind.type: kind for group in _GROUPS for kind in group.values()}
"""Type of event → kind."""

PEOPLE = USER
"""Known to several workspaces, and changed in the log of each."""

RESOURCES: dict[str, Document] = {
    kind.document.name: kind.document for kind in KINDS.values() if kind.document is not PEOPLE
}
"""Name of a resource that belongs to one workspace → its document."""
