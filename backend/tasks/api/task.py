"""Endpoints of tasks. `{ref}` is an id, or a readable key such as OPS-12 together with `?workspace=`."""

from contextlib import nullcontext
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Schema

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id, shown
from backend.core.documents import read_where
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import page
from backend.core.sql import Condition, fetch_one
from backend.eventlog.change import change
from backend.tasks.actions import archive, trash
from backend.tasks.actions import task as actions
from backend.tasks.documents import TASK
from backend.tasks.filters import TaskQuery, saved_view, selected
from backend.tasks.models import Task
from backend.tasks.query_limit import limited
from backend.tasks.schemas.task import TaskChanges, TaskIn, TaskOut
from backend.tasks.sight import named, seen_by
from backend.workspaces.access import look_into

router = Routes(tags=["tasks"])

Ref = Annotated[str, Path(description="An id, or a key such as OPS-12 with `?workspace=`.", max_length=60)]


class Where(Schema):
    """The workspace to which a readable key belongs."""

    workspace: Annotated[UUID | None, Field(description="Needed where the task is named by its key.")] = None


_IDS = "SELECT t.id, t.workspace_id, t.project_id FROM tasks_task t JOIN projects_project p ON p.id = t.project_id"

InWorkspace = Annotated[Where, Query()]


@router.get("", response={200: ListOf[TaskOut]}, summary="The tasks that you may see, filtered")
def list_tasks(request: HttpRequest, query: Annotated[TaskQuery, Query()]) -> HttpResponse:
    """Filters combine; several values of one mean any of them. `q` takes the query language."""
    actor = actor_of(request)
    view = saved_view(query, actor)
    workspace_id = view.workspace_id if view else query.workspace
    if workspace_id is not None:
        look_into(actor, workspace_id)
    rows, order, sortable = selected(query, actor, view)
    with limited() if query.search or not rows.prepare else nullcontext():
        return many(page(rows, order, sortable=sortable, document=TASK))


@router.post("", response={200: TaskOut, 201: TaskOut}, summary="Create a task")
def create_task(request: HttpRequest, body: TaskIn) -> HttpResponse:
    """Without a status it begins in the project's first open one, without a place it comes last there."""
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Task.objects.visible_to(actor).living(),
            create=lambda: actions.create_task(actor=actor, **body.model_dump()),
        )
    return one(request, TASK, created, status)


@router.get("/{ref}", response={200: TaskOut}, summary="One task")
def get_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """By id, or by key together with `workspace`."""
    return shown(request, read_where(TASK, _meant(request, ref, where)))


@router.patch(
    "/{ref}", response={200: TaskOut}, summary="Change the fields that are sent; `after` or `before` moves it"
)
def update_task(request: HttpRequest, ref: Ref, where: InWorkspace, body: TaskChanges) -> HttpResponse:
    """Two people who change different fields at once both win. Send `If-Match` to be told of what came between."""
    found = _id_for_action(request, ref, where)
    actions.update_task(found, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, TASK, found)


@router.put("/{ref}", response={200: TaskOut}, summary="Replace a task")
def replace_task(request: HttpRequest, ref: Ref, where: InWorkspace, body: TaskIn) -> HttpResponse:
    """Takes the body of a creation; what is left out goes back to its default."""
    found = find_task(request, ref, where)
    require_same_id(body.id, found.id)
    require_same_id(body.project_id, found.project_id, "project_id")
    fields = body.model_dump(exclude={"id", "project_id", "fields"})
    expected = if_match(request)
    actions.update_task(found.id, actor=actor_of(request), expected=expected, all_fields=body.fields, **fields)
    return one(request, TASK, found.id)


@router.delete("/{ref}", response={204: None}, summary="Put a task and its subtasks into the trash")
def delete_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """It can be restored until the trash is emptied."""
    trash.delete_task(task_id(request, ref, where), actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post("/{ref}/restore", response={200: TaskOut}, summary="Take a task out of the trash")
def restore_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """With the subtasks that were put away together with it."""
    found = task_id(request, ref, where, in_trash=True)
    trash.restore_task(found, actor=actor_of(request), expected=if_match(request))
    return one(request, TASK, found)


@router.post("/{ref}/purge", response={204: None}, summary="Delete for good what is in the trash")
def purge_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """With its subtasks, comments and files. Nothing brings it back."""
    found = task_id(request, ref, where, in_trash=True)
    trash.purge_task(found, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post("/{ref}/archive", response={200: TaskOut}, summary="Put a task away")
def archive_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """It stays as it is, and lists leave it out unless asked."""
    found = task_id(request, ref, where)
    archive.archive_task(found, actor=actor_of(request), archived=True, expected=if_match(request))
    return one(request, TASK, found)


@router.post("/{ref}/unarchive", response={200: TaskOut}, summary="Take a task out again")
def unarchive_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    """Lists show it again."""
    found = task_id(request, ref, where)
    archive.archive_task(found, actor=actor_of(request), archived=False, expected=if_match(request))
    return one(request, TASK, found)


def _id_for_action(request: HttpRequest, ref: str, where: Where) -> UUID:
    """As `task_id`, for an action that asks itself whether the actor sees the task: an id is taken as it is."""
    try:
        return UUID(ref)
    except ValueError:
        return task_id(request, ref, where)


def task_id(request: HttpRequest, ref: str, where: Where, *, in_trash: bool = False) -> UUID:
    """The id of the task that `ref` names, as `find_task`."""
    return find_task(request, ref, where, in_trash=in_trash).id


def find_task(request: HttpRequest, ref: str, where: Where, *, in_trash: bool = False) -> Task:
    """The visible task that `ref` names, with its ids alone; `NotFound` otherwise, for the trash too unless asked."""
    condition = _meant(request, ref, where, in_trash=in_trash)
    row = fetch_one(f"{_IDS} WHERE {condition.sql}", condition.parameters)
    if row is None:
        raise NotFound
    return Task.from_db("default", ("id", "workspace_id", "project_id"), row)


def _meant(request: HttpRequest, ref: str, where: Where, *, in_trash: bool = False) -> Condition:
    return named(ref, where.workspace, in_trash=in_trash) & seen_by(actor_of(request))
