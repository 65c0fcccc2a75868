"""The structured filters of the task list. All combine; several values of one mean "or"."""

from collections.abc import Callable, Iterable
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from pydantic import Field

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import invalid
from backend.core.pages import PageQuery, Sortable
from backend.core.schemas import Instant
from backend.projects.models import CLOSED, Category
from backend.tasks.models import Assignment, Priority, TaskLabel
from backend.tasks.models.task import TaskQuerySet
from backend.tasks.search import matching

TASKS = Sortable(
    {
        name: name
        for name in ("created_at", "updated_at", "start_at", "due_at", "completed_at", "title", "number", "position")
    }
    | {"priority": "priority", "estimate": "estimate"},
    "-created_at",
)

Values = Annotated[list[str], Field(max_length=100)]


class TaskQuery(PageQuery):
    """Which tasks. Values may be repeated or comma-separated."""

    workspace: UUID | None = None
    project: Annotated[Values, Field(description="Ids or keys.")] = []
    status: Annotated[Values, Field(description="Ids, names or categories.")] = []
    priority: Annotated[Values, Field(description="none, low, medium, high, urgent.")] = []
    assignee: Annotated[Values, Field(description="`me`, `none`, ids or addresses.")] = []
    author: Annotated[Values, Field(description="`me`, `none`, ids or addresses.")] = []
    label: Annotated[Values, Field(description="Ids or names, `none` for tasks without any.")] = []
    parent: Annotated[Values, Field(description="Ids, `none` for tasks that are no subtasks.")] = []
    due_before: Instant | None = None
    due_after: Instant | None = None
    created_after: Instant | None = None
    updated_after: Instant | None = None
    completed: bool | None = None
    overdue: bool | None = None
    archived: Annotated[
        Literal["false", "true", "any"], Field(description="Archived tasks: without, only, or with them.")
    ] = "false"
    deleted: Annotated[bool, Field(description="The trash instead of the living tasks.")] = False
    search: Annotated[
        str | None,
        Field(max_length=500, description="Words in title, description and comments; the last one may be a beginning."),
    ] = None


def filtered(rows: TaskQuerySet, query: TaskQuery, actor: User) -> TaskQuerySet:
    """The `rows` that `query` asks for."""
    if query.workspace is not None:
        rows = rows.filter(workspace_id=query.workspace)
    for condition in _conditions(query, actor):
        rows = rows.filter(condition)
    return rows


def _conditions(query: TaskQuery, actor: User) -> Iterable[Q]:
    yield Q(deleted_at__isnull=not query.deleted)
    put_away = Q(archived_at__isnull=False) | Q(project__archived_at__isnull=False)
    if query.archived != "any":
        yield put_away if query.archived == "true" else ~put_away
    lists: tuple[tuple[list[str], Callable[[str], Q]], ...] = (
        (query.project, lambda value: _by_id(value, "project_id") or Q(project__key=value.upper())),
        (query.status, _status),
        (query.priority, _priority),
        (query.assignee, lambda value: _assignee(value, actor)),
        (query.author, lambda value: _author(value, actor)),
        (query.label, _label),
        (query.parent, _parent),
    )
    for values, condition in lists:
        if wanted := split(values):
            yield any_of(condition(value) for value in wanted)
    yield from _dates(query)
    if query.search is not None and query.search.strip():
        yield matching(query.search)


def _dates(query: TaskQuery) -> Iterable[Q]:
    for name, value in (
        ("due_at__lt", query.due_before),
        ("due_at__gte", query.due_after),
        ("created_at__gte", query.created_after),
        ("updated_at__gte", query.updated_after),
    ):
        if value is not None:
            yield Q(**{name: value})
    if query.completed is not None:
        yield Q(completed_at__isnull=not query.completed)
    if query.overdue is not None:
        overdue = Q(due_at__lt=now()) & ~Q(status__category__in=CLOSED)
        yield overdue if query.overdue else ~overdue


def split(values: Iterable[str]) -> list[str]:
    """Repeated and comma-separated values alike."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def any_of(conditions: Iterable[Q]) -> Q:
    """One of them holds."""
    result = Q()
    for condition in conditions:
        result |= condition
    return result


def _by_id(value: str, column: str) -> Q | None:
    try:
        return Q(**{column: UUID(value)})
    except ValueError:
        return None


def _status(value: str) -> Q:
    if value in Category.values:
        return Q(status__category=value)
    return _by_id(value, "status_id") or Q(status__name__iexact=value)


def _priority(value: str) -> Q:
    names = [priority.name.lower() for priority in Priority]
    if value.lower() not in names:
        raise invalid("priority", f"{value!r} is none of {', '.join(names)}", where="query")
    return Q(priority=Priority.named(value))


def _assignee(value: str, actor: User) -> Q:
    assigned = Assignment.objects.filter(task=OuterRef("pk"))
    if value == "none":
        return ~Q(Exists(assigned))
    return Q(Exists(assigned.filter(_person(value, "user", actor))))


def _author(value: str, actor: User) -> Q:
    return Q(created_by__isnull=True) if value == "none" else _person(value, "created_by", actor)


def _person(value: str, column: str, actor: User) -> Q:
    if value == "me":
        return Q(**{column: actor})
    return _by_id(value, f"{column}_id") or Q(**{f"{column}__email__iexact": value})


def _label(value: str) -> Q:
    labelled = TaskLabel.objects.filter(task=OuterRef("pk"))
    if value == "none":
        return ~Q(Exists(labelled))
    return Q(Exists(labelled.filter(_by_id(value, "label_id") or Q(label__name__iexact=value))))


def _parent(value: str) -> Q:
    if value == "none":
        return Q(parent__isnull=True)
    condition = _by_id(value, "parent_id")
    if condition is not None:
        return condition
    key, _, number = value.rpartition("-")
    if not (key and number.isascii() and number.isdigit()) or len(number) > 9:
        raise invalid("parent", f"{value!r} is neither an id, nor a key such as OPS-12, nor none", where="query")
    return Q(parent__project__key=key.upper(), parent__number=int(number))
