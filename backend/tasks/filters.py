"""The task list's parameters and its query language: both become one tree, and the tree becomes SQL."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.errors import Fault, Invalid, invalid
from backend.core.ids import NOBODY
from backend.core.pages import Column, PageQuery, Selection, Sortable
from backend.core.schemas import Instant as InstantIn
from backend.core.sql import ALWAYS, Condition, all_of
from backend.tasks.candidates import beginning
from backend.tasks.conditions import condition_of
from backend.tasks.field_order import order_of
from backend.tasks.models import View
from backend.tasks.narrowing import narrowed
from backend.tasks.query_lookup import Names, workspaces_of
from backend.tasks.search import matching
from config.names import nearest
from query.errors import QueryError
from query.fields import CUSTOM
from query.moments import Edge, Instant, Reader
from query.parse import CHARACTERS, parse
from query.resolve import resolve
from query.terms import KEY, term
from query.tree import EVERYTHING, All, Dated, DateField, Flag, Has, Not, Tree, listed
from query.written import Item, Name, Value

Values = Annotated[list[str], Field(max_length=100)]

TASKS = Sortable(
    {
        "created_at": Column("t.created_at"),
        "updated_at": Column("t.updated_at"),
        "start_at": Column("t.start_at", nullable=True),
        "due_at": Column("t.due_at", nullable=True),
        "completed_at": Column("t.completed_at", nullable=True),
        "title": Column("t.title"),
        "number": Column("t.number"),
        "position": Column("t.position"),
        "priority": Column("t.priority"),
        "estimate": Column("t.estimate", nullable=True),
    },
    "-created_at",
)

_TABLES = "tasks_task t JOIN projects_project p ON p.id = t.project_id"
_STATUSES = " JOIN projects_status s ON s.id = t.status_id"
_IN = "t.workspace_id = %s"
_SEEN = (
    "p.deleted_at IS NULL AND (p.visibility = 'workspace' OR EXISTS ("
    "SELECT 1 FROM projects_projectmember m WHERE m.project_id = p.id AND m.user_id = %s))"
)
_LISTS = ("project", "status", "priority", "assignee", "author", "label", "parent")


class TaskQuery(PageQuery):
    """Which tasks. Values may be repeated or comma-separated."""

    workspace: UUID | None = None
    q: Annotated[
        str | None,
        Field(
            max_length=CHARACTERS,
            description="The query language: `crash is:open label:bug due:<7d sort:due,-priority`.",
            examples=["is:open assignee:me due:<7d"],
        ),
    ] = None
    view: Annotated[UUID | None, Field(description="Only the tasks of this saved view, in its order.")] = None
    project: Annotated[Values, Field(description="Ids or keys.")] = []
    status: Annotated[Values, Field(description="Ids, names or categories.")] = []
    priority: Annotated[Values, Field(description="none, low, medium, high, urgent.")] = []
    assignee: Annotated[Values, Field(description="`me`, `none`, ids or addresses.")] = []
    author: Annotated[Values, Field(description="`me`, `none`, ids or addresses.")] = []
    label: Annotated[Values, Field(description="Ids or names, `none` for tasks without any.")] = []
    parent: Annotated[Values, Field(description="Ids or keys, `none` for tasks that are no subtasks.")] = []
    due_before: Annotated[InstantIn | None, Field(description="Due before this instant.")] = None
    due_after: Annotated[InstantIn | None, Field(description="Due at this instant, or later.")] = None
    created_after: Annotated[InstantIn | None, Field(description="Created at this instant, or later.")] = None
    updated_after: Annotated[InstantIn | None, Field(description="Changed at this instant, or later.")] = None
    completed: Annotated[bool | None, Field(description="Done or cancelled ones alone, or only the others.")] = None
    overdue: Annotated[bool | None, Field(description="Open ones whose due date is past, or only the others.")] = None
    archived: Annotated[
        Literal["false", "true", "any"], Field(description="Archived tasks: without, only, or with them.")
    ] = "false"
    deleted: Annotated[bool, Field(description="The trash instead of the living tasks.")] = False
    search: Annotated[
        str | None,
        Field(max_length=500, description="Words in title, description and comments; the last one may be a beginning."),
    ] = None


def saved_view(query: TaskQuery, actor: User) -> View | None:
    """The view that `query` names, if any; 422 where the actor sees none of this id, or not in this workspace."""
    if query.view is None:
        return None
    view = View.objects.visible_to(actor).filter(id=query.view).first()
    if view is None or query.workspace not in {None, view.workspace_id}:
        raise invalid("view", "no view that you know has this id", where="query")
    return view


def selected(query: TaskQuery, actor: User, view: View | None = None) -> tuple[Selection, PageQuery, Sortable]:
    """The tasks that `query` asks for, the order in which it wants them, and what they may be ordered by.

    `view`: that of the query. Of a `workspace` the actor has to be a member: that is for the caller to check.
    """
    asker = Asker(actor, view.workspace_id if view else query.workspace)
    parsed, sort = asker.tree(query.q or ""), asker.sort(query.q or "")
    if view is not None:
        parsed, sort = All((parsed, *_saved(view, asker))), sort or asker.sort(view.q)
    asked = All(tuple(part for part in (parsed, *_structured(query, asker)) if part != EVERYTHING))
    tree = listed(asked, archived=_archived(query), deleted=query.deleted)
    search = (query.search or "").strip()
    where = asker.sees() & asker.condition(tree, search)
    order = query.model_copy(update={"sort": query.sort or sort})
    is_plain = order.sort is None and tree == listed(EVERYTHING)
    return selection(where, prepare=is_plain), order, asker.sortable(order.sort or "")


def selection(where: Condition, *, prepare: bool = False) -> Selection:
    """The tasks for which `where`, a condition on t, p and s, holds."""
    return Selection(_TABLES + (_STATUSES if "s." in where.sql else ""), where, "t.id", prepare=prepare)


class Asker:
    """A person who asks for tasks, of one workspace or of all his."""

    def __init__(self, actor: User, workspace: UUID | None) -> None:
        self._actor = actor
        self._workspaces = [workspace] if workspace is not None else workspaces_of(actor)
        self.names = Names(actor, self._workspaces)
        self._reader = Reader(str(actor.id), ZoneInfo(actor.timezone), now())

    def sees(self) -> Condition:
        """The tasks of the projects that he may see."""
        mine, *others = self._workspaces or [NOBODY]
        # An index is read in its order for one workspace, not for a list of them, were it of one.
        where = Condition("t.workspace_id = ANY(%s)", (self._workspaces,)) if others else Condition(_IN, (mine,))
        return where & Condition(_SEEN, (self._actor.id,))

    def understood(self, text: str) -> Tree:
        """The resolved tree of a query, or `QueryError`."""
        return resolve(parse(text).tree, self.names)

    def tree(self, text: str, place: Sequence[str] = ("query", "q")) -> Tree:
        """The resolved tree of a query; 422 with the position of what is wrong."""
        try:
            return self.understood(text)
        except QueryError as error:
            raise Invalid([fault(error, place)]) from None

    def sort(self, text: str) -> str | None:
        """The order that a query asks for."""
        return parse(text).sort

    def lenient(self, tree: Tree) -> Tree:
        """The resolved tree of parameters: names that nothing has find nothing."""
        return resolve(tree, self.names, lenient=True)

    def condition(self, tree: Tree, search: str = "") -> Condition:
        """A resolved tree as SQL, and the words of a search."""
        return written(tree, self._reader, self.names, search)

    def sortable(self, sort: str) -> Sortable:
        """What tasks may be sorted by, the custom fields included that `sort` names."""
        own = [name for part in sort.split(",") if (name := part.strip().removeprefix("-")).startswith(CUSTOM)]
        known = dict(self.names.custom_fields) if own else {}
        for name in own:
            key = name.removeprefix(CUSTOM)
            if key not in known or not KEY.fullmatch(key):
                raise invalid("sort", f"there is no custom field {key!r}{nearest(key, known)}", where="query")
        fields = self.names.fields([name.removeprefix(CUSTOM) for name in own])
        columns = {f"{CUSTOM}{key}": order_of(key, alike) for key, alike in fields.items()}
        return Sortable({**TASKS.columns, **columns}, TASKS.default)


def written(tree: Tree, reader: Reader, names: Names, search: str = "") -> Condition:
    """A resolved tree as SQL, of the tasks that are seen: beginning with what leaves the fewest."""
    begin, rest = beginning(narrowed(tree, names.statuses_of), reader.user_id)
    words = [matching(search, names.workspace_ids, among_few=begin is not ALWAYS)] if search else []
    return all_of([begin, condition_of(rest, reader, lambda: names.project_keys), *words])


def fault(error: QueryError, place: Sequence[str] = ("query", "q")) -> Fault:
    """As a 422 tells it: the last part of its place is the number of the first character that is wrong."""
    return Fault((*place, error.at), error.message, "query")


def split(values: Iterable[str]) -> list[str]:
    """Repeated and comma-separated values alike."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def require_query(text: str, place: Sequence[str]) -> None:
    """422 with the position of what is wrong, where `text` says nothing. Its names are not looked up."""
    try:
        parse(text)
    except QueryError as error:
        raise Invalid([fault(error, place)]) from None


def _saved(view: View, asker: "Asker") -> Iterable[Tree]:
    """A view as trees."""
    yield asker.tree(view.q, ("query", "view"))
    if view.project_id is not None:
        yield asker.lenient(_of_parameter("project", [str(view.project_id)]))


def _archived(query: TaskQuery) -> bool | None:
    """Whether only archived tasks are wanted, or only others; None where `q` or nothing is to decide that."""
    if "archived" not in query.model_fields_set or query.archived == "any":
        return None
    return query.archived == "true"


def _structured(query: TaskQuery, asker: Asker) -> Iterable[Tree]:
    """The parameters as trees."""
    for field in _LISTS:
        if wanted := split(getattr(query, field)):
            yield asker.lenient(_of_parameter(field, wanted))
    yield from _dates(query)
    if query.completed is not None:
        yield Has("completed") if query.completed else Not(Has("completed"))
    if query.overdue is not None:
        yield Flag("overdue") if query.overdue else Not(Flag("overdue"))
    if query.archived == "any":
        yield Flag("any")


def _of_parameter(field: str, values: Sequence[str]) -> Tree:
    try:
        return term(Name(field, 0), tuple(Item("=", Value(value, 0)) for value in values))
    except QueryError as error:
        raise invalid(field, error.message, where="query") from None


def _dates(query: TaskQuery) -> Iterable[Tree]:
    dates: tuple[tuple[DateField, InstantIn | None, InstantIn | None], ...] = (
        ("due", query.due_after, query.due_before),
        ("created", query.created_after, None),
        ("updated", query.updated_after, None),
    )
    for field, since, until in dates:
        if since is not None or until is not None:
            yield Dated(
                field,
                Edge(Instant(since), "start") if since is not None else None,
                Edge(Instant(until), "start") if until is not None else None,
            )
