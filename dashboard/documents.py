"""The API's documents as the dashboard reads them; keys that it does not use are left out."""

from typing import Literal, NotRequired, TypedDict

Category = Literal["backlog", "todo", "active", "done", "cancelled"]
Priority = Literal["none", "low", "medium", "high", "urgent"]
WeekStart = Literal["monday", "sunday", "saturday"]
Role = Literal["owner", "admin", "member", "viewer"]

CATEGORIES: tuple[Category, ...] = ("backlog", "todo", "active", "done", "cancelled")
PRIORITIES: tuple[Priority, ...] = ("urgent", "high", "medium", "low", "none")
ROLES: tuple[Role, ...] = ("owner", "admin", "member", "viewer")


class Document(TypedDict):
    """What every resource has."""

    id: str
    version: int
    created_at: str
    updated_at: str


class Person(TypedDict):
    """A person as other documents show them."""

    id: str
    name: str


class User(Document):
    """An account, as its owner sees it."""

    email: str
    first_name: str
    last_name: str
    name: str
    timezone: str
    week_start: WeekStart


class Workspace(Document):
    """A team's room."""

    name: str
    slug: str


class MemberUser(Person):
    """The account behind a member."""

    first_name: str
    email: str | None
    avatar: str | None
    has_login: bool
    is_active: bool


class Member(Document):
    """A person's place in a workspace."""

    workspace_id: str
    user: MemberUser
    role: Role


class Invitation(TypedDict):
    """What the holder of an invitation's token sees."""

    workspace: str
    invited_by: str | None
    email: str
    role: Role
    has_account: bool
    state: Literal["pending", "accepted", "withdrawn", "expired"]


class Project(Document):
    """A project; `archived_at` is None while it is in use."""

    workspace_id: str
    key: str
    name: str
    description: str
    color: str
    visibility: Literal["workspace", "private"]
    archived_at: str | None


class StatusRef(TypedDict):
    """A status as a task shows it."""

    id: str
    name: str
    category: Category


class Status(Document):
    """A column of a project's board."""

    workspace_id: str
    project_id: str
    name: str
    category: Category
    position: str
    archived_at: str | None


class Option(TypedDict):
    """A choice of a select."""

    key: str
    name: str
    color: str


class CustomField(Document):
    """A custom field of a project's tasks, which hold their values under `key`."""

    workspace_id: str
    project_id: str
    key: str
    name: str
    type: Literal["text", "number", "date", "select", "multi_select", "person", "checkbox"]
    options: list[Option]
    position: str
    archived_at: str | None


class LabelRef(TypedDict):
    """A label as a task shows it."""

    id: str
    name: str
    color: str


class Label(Document):
    """A workspace's label."""

    workspace_id: str
    name: str
    color: str


class ViewOptions(TypedDict):
    """How a view's layout shows the tasks."""

    group_by: str | None
    columns: list[str]


class View(Document):
    """A saved query with the layout that shows it; of one project, or of all."""

    workspace_id: str
    project_id: str | None
    name: str
    q: str
    layout: Literal["list", "board", "calendar", "timeline"]
    is_shared: bool
    options: ViewOptions
    owner: Person | None


class Task(Document):
    """A task in full."""

    workspace_id: str
    project_id: str
    number: int
    key: str
    title: str
    description: str
    status: StatusRef
    priority: Priority
    assignees: list[Person]
    labels: list[LabelRef]
    start_at: str | None
    due_at: str | None
    completed_at: str | None
    estimate: float | None
    is_blocked: bool
    blocks: list[str]
    parent_id: str | None
    position: str
    comment_count: int
    attachment_count: int
    subtask_done: int
    subtask_count: int
    archived_at: str | None
    deleted_at: str | None
    created_by: Person | None


class Comment(Document):
    """A comment; `edited_at` is None until its author changes it. One with `deleted_at` is a mark without words."""

    task_id: str
    author: Person | None
    body: str
    edited_at: str | None
    deleted_at: str | None


class Attachment(Document):
    """A link or a file that hangs on a task, or on a comment there; `url` is a link's."""

    task_id: str
    comment_id: str | None
    kind: Literal["link", "file"]
    name: str
    url: str | None
    created_by: Person | None


class EventObject(TypedDict):
    """What an event is about."""

    type: str
    id: str
    key: str | None


class Event(TypedDict):
    """One entry of the log, as the stream and `/api/events` carry it."""

    seq: int
    type: str
    at: str
    workspace_id: str
    project_id: str | None
    actor: Person | None
    object: EventObject
    changes: dict[str, list[object]]
    data: dict[str, object]


class TaskChanges(TypedDict, total=False):
    """The body of a task's PATCH: the fields that change."""

    title: str
    description: str
    status: str
    priority: Priority
    assignees: list[str]
    labels: list[str]
    start_at: str | None
    due_at: str | None
    estimate: float | None
    parent_id: str | None
    after: str
    before: str


class NewTask(TaskChanges):
    """The body of a new task."""

    project_id: str
    title: NotRequired[str]
