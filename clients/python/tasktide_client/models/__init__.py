"""Contains all the data models used in inputs/outputs"""

from .actor import Actor
from .address_change import AddressChange
from .address_in import AddressIn
from .age import Age
from .ageing import Ageing
from .attachment import Attachment
from .attachment_in import AttachmentIn
from .attachment_kind import AttachmentKind
from .attachment_link import AttachmentLink
from .attachment_list import AttachmentList
from .bulk_changes import BulkChanges
from .bulk_changes_fields import BulkChangesFields
from .bulk_in import BulkIn
from .bulk_result import BulkResult
from .burn_up import BurnUp
from .burn_up_day import BurnUpDay
from .category import Category
from .category_age import CategoryAge
from .changed import Changed
from .channel_changes import ChannelChanges
from .channels import Channels
from .chosen import Chosen
from .column import Column
from .comment import Comment
from .comment_changes import CommentChanges
from .comment_hit import CommentHit
from .comment_in import CommentIn
from .comment_list import CommentList
from .comparison import Comparison
from .completion import Completion
from .completions import Completions
from .create_import_body import CreateImportBody
from .create_import_body_source import CreateImportBodySource
from .credentials import Credentials
from .cycle_point import CyclePoint
from .cycle_time import CycleTime
from .delivery import Delivery
from .delivery_in_full import DeliveryInFull
from .delivery_in_full_body_type_0 import DeliveryInFullBodyType0
from .delivery_list import DeliveryList
from .delivery_status import DeliveryStatus
from .duplicate import Duplicate
from .event import Event
from .event_changes import EventChanges
from .event_data import EventData
from .event_list import EventList
from .export import Export
from .export_format import ExportFormat
from .export_in import ExportIn
from .export_list import ExportList
from .export_state import ExportState
from .fault import Fault
from .field import Field
from .field_changes import FieldChanges
from .field_in import FieldIn
from .field_list import FieldList
from .field_type import FieldType
from .figure import Figure
from .former_body import FormerBody
from .former_body_list import FormerBodyList
from .highlight import Highlight
from .highlight_field import HighlightField
from .hit_list import HitList
from .import_ import Import
from .import_counts import ImportCounts
from .import_counts_additional_property import ImportCountsAdditionalProperty
from .import_list import ImportList
from .import_source import ImportSource
from .import_state import ImportState
from .invitation import Invitation
from .invitation_in import InvitationIn
from .invitation_list import InvitationList
from .invitation_sent import InvitationSent
from .invitation_shown import InvitationShown
from .invitation_shown_state import InvitationShownState
from .invited_sign_up import InvitedSignUp
from .label import Label
from .label_changes import LabelChanges
from .label_in import LabelIn
from .label_list import LabelList
from .label_merge import LabelMerge
from .label_ref import LabelRef
from .layout import Layout
from .link import Link
from .link_in import LinkIn
from .link_kind import LinkKind
from .link_list import LinkList
from .list_activity_sort import ListActivitySort
from .list_events_sort import ListEventsSort
from .list_notifications_state import ListNotificationsState
from .list_tasks_archived import ListTasksArchived
from .load import Load
from .mailed_token import MailedToken
from .marked import Marked
from .medians import Medians
from .member import Member
from .member_changes import MemberChanges
from .member_in import MemberIn
from .member_list import MemberList
from .member_user import MemberUser
from .named_task import NamedTask
from .new_personal_token import NewPersonalToken
from .news import News
from .news_changes import NewsChanges
from .news_channels import NewsChannels
from .notice import Notice
from .notification_with_task import NotificationWithTask
from .notification_with_task_changes import NotificationWithTaskChanges
from .notification_with_task_list import NotificationWithTaskList
from .option import Option
from .option_in import OptionIn
from .password_change import PasswordChange
from .password_reset import PasswordReset
from .person import Person
from .person_changes import PersonChanges
from .person_hit import PersonHit
from .person_in import PersonIn
from .person_list import PersonList
from .person_load import PersonLoad
from .person_ref import PersonRef
from .person_replacement import PersonReplacement
from .personal_token import PersonalToken
from .personal_token_in import PersonalTokenIn
from .personal_token_list import PersonalTokenList
from .preference_changes import PreferenceChanges
from .preferences import Preferences
from .presence_in import PresenceIn
from .presence_in_state_type_0 import PresenceInStateType0
from .preview import Preview
from .preview_import_body import PreviewImportBody
from .preview_import_body_source import PreviewImportBodySource
from .priority import Priority
from .problem import Problem
from .problem_current_type_0 import ProblemCurrentType0
from .problem_row import ProblemRow
from .problems import Problems
from .profile_changes import ProfileChanges
from .project import Project
from .project_changes import ProjectChanges
from .project_hit import ProjectHit
from .project_in import ProjectIn
from .project_list import ProjectList
from .project_template import ProjectTemplate
from .project_template_changes import ProjectTemplateChanges
from .project_template_in import ProjectTemplateIn
from .project_template_list import ProjectTemplateList
from .project_template_use import ProjectTemplateUse
from .reaction import Reaction
from .recurrence_by import RecurrenceBy
from .refresh_in import RefreshIn
from .reminder import Reminder
from .reminder_changes import ReminderChanges
from .reminder_in import ReminderIn
from .reminder_list import ReminderList
from .role import Role
from .scope import Scope
from .session import Session
from .session_list import SessionList
from .side import Side
from .sign_up import SignUp
from .signed_up import SignedUp
from .standing_task import StandingTask
from .status import Status
from .status_changes import StatusChanges
from .status_in import StatusIn
from .status_list import StatusList
from .status_ref import StatusRef
from .subject import Subject
from .summary import Summary
from .task import Task
from .task_changes import TaskChanges
from .task_changes_fields import TaskChangesFields
from .task_fields import TaskFields
from .task_hit import TaskHit
from .task_in import TaskIn
from .task_in_fields import TaskInFields
from .task_list import TaskList
from .task_ref import TaskRef
from .task_summary import TaskSummary
from .task_summary_changes import TaskSummaryChanges
from .task_summary_list import TaskSummaryList
from .template import Template
from .template_changes import TemplateChanges
from .template_field import TemplateField
from .template_in import TemplateIn
from .template_list import TemplateList
from .template_of_task import TemplateOfTask
from .template_project import TemplateProject
from .template_status import TemplateStatus
from .template_task import TemplateTask
from .template_task_fields import TemplateTaskFields
from .template_task_in import TemplateTaskIn
from .template_task_in_fields import TemplateTaskInFields
from .template_use import TemplateUse
from .template_use_fields import TemplateUseFields
from .thing_in import ThingIn
from .thing_in_type import ThingInType
from .throughput import Throughput
from .throughput_day import ThroughputDay
from .ticket import Ticket
from .ticket_in import TicketIn
from .token_claims import TokenClaims
from .token_claims_token_type import TokenClaimsTokenType
from .token_in import TokenIn
from .token_pair import TokenPair
from .undo_in import UndoIn
from .undo_result import UndoResult
from .unread import Unread
from .upload_file_body import UploadFileBody
from .user import User
from .view import View
from .view_changes import ViewChanges
from .view_in import ViewIn
from .view_list import ViewList
from .view_options import ViewOptions
from .view_options_in import ViewOptionsIn
from .visibility import Visibility
from .watcher import Watcher
from .watcher_in import WatcherIn
from .watcher_list import WatcherList
from .webhook import Webhook
from .webhook_changes import WebhookChanges
from .webhook_in import WebhookIn
from .webhook_list import WebhookList
from .webhook_with_secret import WebhookWithSecret
from .week_start import WeekStart
from .workspace import Workspace
from .workspace_changes import WorkspaceChanges
from .workspace_in import WorkspaceIn
from .workspace_list import WorkspaceList

__all__ = (
    "Actor",
    "AddressChange",
    "AddressIn",
    "Age",
    "Ageing",
    "Attachment",
    "AttachmentIn",
    "AttachmentKind",
    "AttachmentLink",
    "AttachmentList",
    "BulkChanges",
    "BulkChangesFields",
    "BulkIn",
    "BulkResult",
    "BurnUp",
    "BurnUpDay",
    "Category",
    "CategoryAge",
    "Changed",
    "ChannelChanges",
    "Channels",
    "Chosen",
    "Column",
    "Comment",
    "CommentChanges",
    "CommentHit",
    "CommentIn",
    "CommentList",
    "Comparison",
    "Completion",
    "Completions",
    "CreateImportBody",
    "CreateImportBodySource",
    "Credentials",
    "CyclePoint",
    "CycleTime",
    "Delivery",
    "DeliveryInFull",
    "DeliveryInFullBodyType0",
    "DeliveryList",
    "DeliveryStatus",
    "Duplicate",
    "Event",
    "EventChanges",
    "EventData",
    "EventList",
    "Export",
    "ExportFormat",
    "ExportIn",
    "ExportList",
    "ExportState",
    "Fault",
    "Field",
    "FieldChanges",
    "FieldIn",
    "FieldList",
    "FieldType",
    "Figure",
    "FormerBody",
    "FormerBodyList",
    "Highlight",
    "HighlightField",
    "HitList",
    "Import",
    "ImportCounts",
    "ImportCountsAdditionalProperty",
    "ImportList",
    "ImportSource",
    "ImportState",
    "Invitation",
    "InvitationIn",
    "InvitationList",
    "InvitationSent",
    "InvitationShown",
    "InvitationShownState",
    "InvitedSignUp",
    "Label",
    "LabelChanges",
    "LabelIn",
    "LabelList",
    "LabelMerge",
    "LabelRef",
    "Layout",
    "Link",
    "LinkIn",
    "LinkKind",
    "LinkList",
    "ListActivitySort",
    "ListEventsSort",
    "ListNotificationsState",
    "ListTasksArchived",
    "Load",
    "MailedToken",
    "Marked",
    "Medians",
    "Member",
    "MemberChanges",
    "MemberIn",
    "MemberList",
    "MemberUser",
    "NamedTask",
    "NewPersonalToken",
    "News",
    "NewsChanges",
    "NewsChannels",
    "Notice",
    "NotificationWithTask",
    "NotificationWithTaskChanges",
    "NotificationWithTaskList",
    "Option",
    "OptionIn",
    "PasswordChange",
    "PasswordReset",
    "Person",
    "PersonChanges",
    "PersonHit",
    "PersonIn",
    "PersonList",
    "PersonLoad",
    "PersonRef",
    "PersonReplacement",
    "PersonalToken",
    "PersonalTokenIn",
    "PersonalTokenList",
    "PreferenceChanges",
    "Preferences",
    "PresenceIn",
    "PresenceInStateType0",
    "Preview",
    "PreviewImportBody",
    "PreviewImportBodySource",
    "Priority",
    "Problem",
    "ProblemCurrentType0",
    "ProblemRow",
    "Problems",
    "ProfileChanges",
    "Project",
    "ProjectChanges",
    "ProjectHit",
    "ProjectIn",
    "ProjectList",
    "ProjectTemplate",
    "ProjectTemplateChanges",
    "ProjectTemplateIn",
    "ProjectTemplateList",
    "ProjectTemplateUse",
    "Reaction",
    "RecurrenceBy",
    "RefreshIn",
    "Reminder",
    "ReminderChanges",
    "ReminderIn",
    "ReminderList",
    "Role",
    "Scope",
    "Session",
    "SessionList",
    "Side",
    "SignUp",
    "SignedUp",
    "StandingTask",
    "Status",
    "StatusChanges",
    "StatusIn",
    "StatusList",
    "StatusRef",
    "Subject",
    "Summary",
    "Task",
    "TaskChanges",
    "TaskChangesFields",
    "TaskFields",
    "TaskHit",
    "TaskIn",
    "TaskInFields",
    "TaskList",
    "TaskRef",
    "TaskSummary",
    "TaskSummaryChanges",
    "TaskSummaryList",
    "Template",
    "TemplateChanges",
    "TemplateField",
    "TemplateIn",
    "TemplateList",
    "TemplateOfTask",
    "TemplateProject",
    "TemplateStatus",
    "TemplateTask",
    "TemplateTaskFields",
    "TemplateTaskIn",
    "TemplateTaskInFields",
    "TemplateUse",
    "TemplateUseFields",
    "ThingIn",
    "ThingInType",
    "Throughput",
    "ThroughputDay",
    "Ticket",
    "TicketIn",
    "TokenClaims",
    "TokenClaimsTokenType",
    "TokenIn",
    "TokenPair",
    "UndoIn",
    "UndoResult",
    "Unread",
    "UploadFileBody",
    "User",
    "View",
    "ViewChanges",
    "ViewIn",
    "ViewList",
    "ViewOptions",
    "ViewOptionsIn",
    "Visibility",
    "Watcher",
    "WatcherIn",
    "WatcherList",
    "Webhook",
    "WebhookChanges",
    "WebhookIn",
    "WebhookList",
    "WebhookWithSecret",
    "WeekStart",
    "Workspace",
    "WorkspaceChanges",
    "WorkspaceIn",
    "WorkspaceList",
)
