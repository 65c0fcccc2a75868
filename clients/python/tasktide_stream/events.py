"""Every type of event. Made of events/schema.json by `just client`, never edited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tasktide_client.models import (
    Attachment,
    Comment,
    Export,
    Field,
    Import,
    Invitation,
    Label,
    Link,
    Member,
    Project,
    ProjectTemplate,
    Reminder,
    Status,
    Task,
    Template,
    User,
    View,
    Watcher,
    Webhook,
    Workspace,
)

from tasktide_stream.event import Event, Left


@dataclass(frozen=True, slots=True)
class UserUpdated(Event[User]):
    """`user.updated`."""


@dataclass(frozen=True, slots=True)
class WorkspaceCreated(Event[Workspace]):
    """`workspace.created`."""


@dataclass(frozen=True, slots=True)
class WorkspaceUpdated(Event[Workspace]):
    """`workspace.updated`."""


@dataclass(frozen=True, slots=True)
class WorkspaceDeleted(Event[Workspace]):
    """`workspace.deleted`."""


@dataclass(frozen=True, slots=True)
class MemberAdded(Event[Member]):
    """`member.added`."""


@dataclass(frozen=True, slots=True)
class MemberUpdated(Event[Member]):
    """`member.updated`."""


@dataclass(frozen=True, slots=True)
class MemberRemoved(Event[Member]):
    """`member.removed`."""


@dataclass(frozen=True, slots=True)
class InvitationCreated(Event[Invitation]):
    """`invitation.created`."""


@dataclass(frozen=True, slots=True)
class InvitationUpdated(Event[Invitation]):
    """`invitation.updated`."""


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event[Invitation]):
    """`invitation.accepted`."""


@dataclass(frozen=True, slots=True)
class InvitationWithdrawn(Event[Invitation]):
    """`invitation.withdrawn`."""


@dataclass(frozen=True, slots=True)
class ProjectCreated(Event[Project]):
    """`project.created`."""


@dataclass(frozen=True, slots=True)
class ProjectUpdated(Event[Project]):
    """`project.updated`."""


@dataclass(frozen=True, slots=True)
class ProjectArchived(Event[Project]):
    """`project.archived`."""


@dataclass(frozen=True, slots=True)
class ProjectUnarchived(Event[Project]):
    """`project.unarchived`."""


@dataclass(frozen=True, slots=True)
class ProjectDeleted(Event[Project]):
    """`project.deleted`."""


@dataclass(frozen=True, slots=True)
class ProjectMemberAdded(Event[Project]):
    """`project.member_added`."""


@dataclass(frozen=True, slots=True)
class ProjectMemberRemoved(Event[Project]):
    """`project.member_removed`."""


@dataclass(frozen=True, slots=True)
class StatusCreated(Event[Status]):
    """`status.created`."""


@dataclass(frozen=True, slots=True)
class StatusUpdated(Event[Status]):
    """`status.updated`."""


@dataclass(frozen=True, slots=True)
class StatusArchived(Event[Status]):
    """`status.archived`."""


@dataclass(frozen=True, slots=True)
class StatusUnarchived(Event[Status]):
    """`status.unarchived`."""


@dataclass(frozen=True, slots=True)
class StatusDeleted(Event[Status]):
    """`status.deleted`."""


@dataclass(frozen=True, slots=True)
class LabelCreated(Event[Label]):
    """`label.created`."""


@dataclass(frozen=True, slots=True)
class LabelUpdated(Event[Label]):
    """`label.updated`."""


@dataclass(frozen=True, slots=True)
class LabelDeleted(Event[Label]):
    """`label.deleted`."""


@dataclass(frozen=True, slots=True)
class FieldCreated(Event[Field]):
    """`field.created`."""


@dataclass(frozen=True, slots=True)
class FieldUpdated(Event[Field]):
    """`field.updated`."""


@dataclass(frozen=True, slots=True)
class FieldArchived(Event[Field]):
    """`field.archived`."""


@dataclass(frozen=True, slots=True)
class FieldUnarchived(Event[Field]):
    """`field.unarchived`."""


@dataclass(frozen=True, slots=True)
class FieldDeleted(Event[Field]):
    """`field.deleted`."""


@dataclass(frozen=True, slots=True)
class TemplateCreated(Event[Template]):
    """`template.created`."""


@dataclass(frozen=True, slots=True)
class TemplateUpdated(Event[Template]):
    """`template.updated`."""


@dataclass(frozen=True, slots=True)
class TemplateDeleted(Event[Template]):
    """`template.deleted`."""


@dataclass(frozen=True, slots=True)
class ProjectTemplateCreated(Event[ProjectTemplate]):
    """`project_template.created`."""


@dataclass(frozen=True, slots=True)
class ProjectTemplateUpdated(Event[ProjectTemplate]):
    """`project_template.updated`."""


@dataclass(frozen=True, slots=True)
class ProjectTemplateDeleted(Event[ProjectTemplate]):
    """`project_template.deleted`."""


@dataclass(frozen=True, slots=True)
class TaskCreated(Event[Task]):
    """`task.created`."""


@dataclass(frozen=True, slots=True)
class TaskUpdated(Event[Task]):
    """`task.updated`."""


@dataclass(frozen=True, slots=True)
class TaskMoved(Event[Task]):
    """`task.moved`."""


@dataclass(frozen=True, slots=True)
class TaskArchived(Event[Task]):
    """`task.archived`."""


@dataclass(frozen=True, slots=True)
class TaskUnarchived(Event[Task]):
    """`task.unarchived`."""


@dataclass(frozen=True, slots=True)
class TaskDeleted(Event[Task]):
    """`task.deleted`."""


@dataclass(frozen=True, slots=True)
class TaskRestored(Event[Task]):
    """`task.restored`."""


@dataclass(frozen=True, slots=True)
class TaskPurged(Event[Task]):
    """`task.purged`."""


@dataclass(frozen=True, slots=True)
class TaskLeft(Event[Left]):
    """`task.left`."""


@dataclass(frozen=True, slots=True)
class CommentCreated(Event[Comment]):
    """`comment.created`."""


@dataclass(frozen=True, slots=True)
class CommentUpdated(Event[Comment]):
    """`comment.updated`."""


@dataclass(frozen=True, slots=True)
class CommentDeleted(Event[Comment]):
    """`comment.deleted`."""


@dataclass(frozen=True, slots=True)
class AttachmentAdded(Event[Attachment]):
    """`attachment.added`."""


@dataclass(frozen=True, slots=True)
class AttachmentUpdated(Event[Attachment]):
    """`attachment.updated`."""


@dataclass(frozen=True, slots=True)
class AttachmentRemoved(Event[Attachment]):
    """`attachment.removed`."""


@dataclass(frozen=True, slots=True)
class LinkCreated(Event[Link]):
    """`link.created`."""


@dataclass(frozen=True, slots=True)
class LinkDeleted(Event[Link]):
    """`link.deleted`."""


@dataclass(frozen=True, slots=True)
class WatcherAdded(Event[Watcher]):
    """`watcher.added`."""


@dataclass(frozen=True, slots=True)
class WatcherUpdated(Event[Watcher]):
    """`watcher.updated`."""


@dataclass(frozen=True, slots=True)
class WatcherRemoved(Event[Watcher]):
    """`watcher.removed`."""


@dataclass(frozen=True, slots=True)
class ReminderCreated(Event[Reminder]):
    """`reminder.created`."""


@dataclass(frozen=True, slots=True)
class ReminderUpdated(Event[Reminder]):
    """`reminder.updated`."""


@dataclass(frozen=True, slots=True)
class ReminderDeleted(Event[Reminder]):
    """`reminder.deleted`."""


@dataclass(frozen=True, slots=True)
class ReminderSent(Event[Reminder]):
    """`reminder.sent`."""


@dataclass(frozen=True, slots=True)
class ViewCreated(Event[View]):
    """`view.created`."""


@dataclass(frozen=True, slots=True)
class ViewUpdated(Event[View]):
    """`view.updated`."""


@dataclass(frozen=True, slots=True)
class ViewDeleted(Event[View]):
    """`view.deleted`."""


@dataclass(frozen=True, slots=True)
class ViewLeft(Event[Left]):
    """`view.left`."""


@dataclass(frozen=True, slots=True)
class NotificationCreated(Event[dict[str, Any]]):
    """`notification.created`."""


@dataclass(frozen=True, slots=True)
class NotificationUpdated(Event[dict[str, Any]]):
    """`notification.updated`."""


@dataclass(frozen=True, slots=True)
class NotificationDeleted(Event[dict[str, Any]]):
    """`notification.deleted`."""


@dataclass(frozen=True, slots=True)
class WebhookCreated(Event[Webhook]):
    """`webhook.created`."""


@dataclass(frozen=True, slots=True)
class WebhookUpdated(Event[Webhook]):
    """`webhook.updated`."""


@dataclass(frozen=True, slots=True)
class WebhookDeleted(Event[Webhook]):
    """`webhook.deleted`."""


@dataclass(frozen=True, slots=True)
class ExportCreated(Event[Export]):
    """`export.created`."""


@dataclass(frozen=True, slots=True)
class ExportUpdated(Event[Export]):
    """`export.updated`."""


@dataclass(frozen=True, slots=True)
class ExportDeleted(Event[Export]):
    """`export.deleted`."""


@dataclass(frozen=True, slots=True)
class ImportCreated(Event[Import]):
    """`import.created`."""


@dataclass(frozen=True, slots=True)
class ImportUpdated(Event[Import]):
    """`import.updated`."""


AnyEvent = (
    UserUpdated
    | WorkspaceCreated
    | WorkspaceUpdated
    | WorkspaceDeleted
    | MemberAdded
    | MemberUpdated
    | MemberRemoved
    | InvitationCreated
    | InvitationUpdated
    | InvitationAccepted
    | InvitationWithdrawn
    | ProjectCreated
    | ProjectUpdated
    | ProjectArchived
    | ProjectUnarchived
    | ProjectDeleted
    | ProjectMemberAdded
    | ProjectMemberRemoved
    | StatusCreated
    | StatusUpdated
    | StatusArchived
    | StatusUnarchived
    | StatusDeleted
    | LabelCreated
    | LabelUpdated
    | LabelDeleted
    | FieldCreated
    | FieldUpdated
    | FieldArchived
    | FieldUnarchived
    | FieldDeleted
    | TemplateCreated
    | TemplateUpdated
    | TemplateDeleted
    | ProjectTemplateCreated
    | ProjectTemplateUpdated
    | ProjectTemplateDeleted
    | TaskCreated
    | TaskUpdated
    | TaskMoved
    | TaskArchived
    | TaskUnarchived
    | TaskDeleted
    | TaskRestored
    | TaskPurged
    | TaskLeft
    | CommentCreated
    | CommentUpdated
    | CommentDeleted
    | AttachmentAdded
    | AttachmentUpdated
    | AttachmentRemoved
    | LinkCreated
    | LinkDeleted
    | WatcherAdded
    | WatcherUpdated
    | WatcherRemoved
    | ReminderCreated
    | ReminderUpdated
    | ReminderDeleted
    | ReminderSent
    | ViewCreated
    | ViewUpdated
    | ViewDeleted
    | ViewLeft
    | NotificationCreated
    | NotificationUpdated
    | NotificationDeleted
    | WebhookCreated
    | WebhookUpdated
    | WebhookDeleted
    | ExportCreated
    | ExportUpdated
    | ExportDeleted
    | ImportCreated
    | ImportUpdated
)

TYPES: Mapping[str, tuple[type[AnyEvent], Callable[[Mapping[str, Any]], Any]]] = {
    "user.updated": (UserUpdated, User.from_dict),
    "workspace.created": (WorkspaceCreated, Workspace.from_dict),
    "workspace.updated": (WorkspaceUpdated, Workspace.from_dict),
    "workspace.deleted": (WorkspaceDeleted, Workspace.from_dict),
    "member.added": (MemberAdded, Member.from_dict),
    "member.updated": (MemberUpdated, Member.from_dict),
    "member.removed": (MemberRemoved, Member.from_dict),
    "invitation.created": (InvitationCreated, Invitation.from_dict),
    "invitation.updated": (InvitationUpdated, Invitation.from_dict),
    "invitation.accepted": (InvitationAccepted, Invitation.from_dict),
    "invitation.withdrawn": (InvitationWithdrawn, Invitation.from_dict),
    "project.created": (ProjectCreated, Project.from_dict),
    "project.updated": (ProjectUpdated, Project.from_dict),
    "project.archived": (ProjectArchived, Project.from_dict),
    "project.unarchived": (ProjectUnarchived, Project.from_dict),
    "project.deleted": (ProjectDeleted, Project.from_dict),
    "project.member_added": (ProjectMemberAdded, Project.from_dict),
    "project.member_removed": (ProjectMemberRemoved, Project.from_dict),
    "status.created": (StatusCreated, Status.from_dict),
    "status.updated": (StatusUpdated, Status.from_dict),
    "status.archived": (StatusArchived, Status.from_dict),
    "status.unarchived": (StatusUnarchived, Status.from_dict),
    "status.deleted": (StatusDeleted, Status.from_dict),
    "label.created": (LabelCreated, Label.from_dict),
    "label.updated": (LabelUpdated, Label.from_dict),
    "label.deleted": (LabelDeleted, Label.from_dict),
    "field.created": (FieldCreated, Field.from_dict),
    "field.updated": (FieldUpdated, Field.from_dict),
    "field.archived": (FieldArchived, Field.from_dict),
    "field.unarchived": (FieldUnarchived, Field.from_dict),
    "field.deleted": (FieldDeleted, Field.from_dict),
    "template.created": (TemplateCreated, Template.from_dict),
    "template.updated": (TemplateUpdated, Template.from_dict),
    "template.deleted": (TemplateDeleted, Template.from_dict),
    "project_template.created": (ProjectTemplateCreated, ProjectTemplate.from_dict),
    "project_template.updated": (ProjectTemplateUpdated, ProjectTemplate.from_dict),
    "project_template.deleted": (ProjectTemplateDeleted, ProjectTemplate.from_dict),
    "task.created": (TaskCreated, Task.from_dict),
    "task.updated": (TaskUpdated, Task.from_dict),
    "task.moved": (TaskMoved, Task.from_dict),
    "task.archived": (TaskArchived, Task.from_dict),
    "task.unarchived": (TaskUnarchived, Task.from_dict),
    "task.deleted": (TaskDeleted, Task.from_dict),
    "task.restored": (TaskRestored, Task.from_dict),
    "task.purged": (TaskPurged, Task.from_dict),
    "task.left": (TaskLeft, Left.from_dict),
    "comment.created": (CommentCreated, Comment.from_dict),
    "comment.updated": (CommentUpdated, Comment.from_dict),
    "comment.deleted": (CommentDeleted, Comment.from_dict),
    "attachment.added": (AttachmentAdded, Attachment.from_dict),
    "attachment.updated": (AttachmentUpdated, Attachment.from_dict),
    "attachment.removed": (AttachmentRemoved, Attachment.from_dict),
    "link.created": (LinkCreated, Link.from_dict),
    "link.deleted": (LinkDeleted, Link.from_dict),
    "watcher.added": (WatcherAdded, Watcher.from_dict),
    "watcher.updated": (WatcherUpdated, Watcher.from_dict),
    "watcher.removed": (WatcherRemoved, Watcher.from_dict),
    "reminder.created": (ReminderCreated, Reminder.from_dict),
    "reminder.updated": (ReminderUpdated, Reminder.from_dict),
    "reminder.deleted": (ReminderDeleted, Reminder.from_dict),
    "reminder.sent": (ReminderSent, Reminder.from_dict),
    "view.created": (ViewCreated, View.from_dict),
    "view.updated": (ViewUpdated, View.from_dict),
    "view.deleted": (ViewDeleted, View.from_dict),
    "view.left": (ViewLeft, Left.from_dict),
    "notification.created": (NotificationCreated, dict),
    "notification.updated": (NotificationUpdated, dict),
    "notification.deleted": (NotificationDeleted, dict),
    "webhook.created": (WebhookCreated, Webhook.from_dict),
    "webhook.updated": (WebhookUpdated, Webhook.from_dict),
    "webhook.deleted": (WebhookDeleted, Webhook.from_dict),
    "export.created": (ExportCreated, Export.from_dict),
    "export.updated": (ExportUpdated, Export.from_dict),
    "export.deleted": (ExportDeleted, Export.from_dict),
    "import.created": (ImportCreated, Import.from_dict),
    "import.updated": (ImportUpdated, Import.from_dict),
}
"""Type of event → its class, and how its data is read."""
