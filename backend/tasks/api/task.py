"""Endpoints of tasks. `{ref}` is an id, or a readable key such as OPS-12 together with `?workspace=`."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Path, Query, Schema

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import task as actions
from backend.tasks.documents import TASK
from backend.tasks.filters import TASKS, TaskQuery, filtered
from backend.tasks.models import Task
from backend.tasks.schemas import TaskChanges, TaskIn, TaskOut
from backend.workspaces.access import require
from backend.workspaces.roles import Permission

router = Routes(tags=["tasks"])

Ref = Annotated[str, Path(description="An id, or a key such as OPS-12 with `?workspace=`.", max_length=60)]


class Where(Schema):
    """The workspace to which a readable key belongs."""

    workspace: Annotated[UUID | None, Field(description="Needed where the task is named by its key.")] = None


InWorkspace = Annotated[Where, Query()]


@router.get("", response={200: ListOf[TaskOut]}, summary="The tasks that you may see, filtered")
def list_tasks(request: HttpRequest, query: Annotated[TaskQuery, Query()]) -> HttpResponse:
    actor = actor_of(request)
    if query.workspace is not None:
        require(actor, query.workspace, Permission.VIEW)
        claim_cursor(query.workspace)
    rows = filtered(Task.objects.visible_to(actor), query, actor)
    return many(page(rows, query, sortable=TASKS, document=TASK))


@router.post("", response={200: TaskOut, 201: TaskOut}, summary="Create a task")
def create_task(request: HttpRequest, body: TaskIn) -> HttpResponse:
    actor = actor_of(request)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=Task.objects.visible_to(actor).living(),
            create=lambda: actions.create_task(actor=actor, **body.model_dump()),
        )
    return one(request, TASK, created, status)


@router.get("/{ref}", response={200: TaskOut}, summary="One task")
def get_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    return one(request, TASK, task_id(request, ref, where))


@router.patch(
    "/{ref}", response={200: TaskOut}, summary="Change the fields that are sent; `after` or `before` moves it"
)
def update_task(request: HttpRequest, ref: Ref, where: InWorkspace, body: TaskChanges) -> HttpResponse:
    found = task_id(request, ref, where)
    actions.update_task(found, actor=actor_of(request), expected=if_match(request), **body.sent())
    return one(request, TASK, found)


@router.put("/{ref}", response={200: TaskOut}, summary="Replace a task")
def replace_task(request: HttpRequest, ref: Ref, where: InWorkspace, body: TaskIn) -> HttpResponse:
    found = find_task(request, ref, where)
    require_same_id(body.id, found.id)
    require_same_id(body.project_id, found.project_id, "project_id")
    fields = body.model_dump(exclude={"id", "project_id"})
    actions.update_task(found.id, actor=actor_of(request), expected=if_match(request), **fields)
    return one(request, TASK, found.id)


@router.delete("/{ref}", response={204: None}, summary="Put a task and its subtasks into the trash")
def delete_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    actions.delete_task(task_id(request, ref, where), actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post("/{ref}/restore", response={200: TaskOut}, summary="Take a task out of the trash")
def restore_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    found = task_id(request, ref, where, in_trash=True)
    actions.restore_task(found, actor=actor_of(request), expected=if_match(request))
    return one(request, TASK, found)


@router.post("/{ref}/archive", response={200: TaskOut}, summary="Put a task away")
def archive_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    found = task_id(request, ref, where)
    actions.archive_task(found, actor=actor_of(request), archived=True, expected=if_match(request))
    return one(request, TASK, found)


@router.post("/{ref}/unarchive", response={200: TaskOut}, summary="Take a task out again")
def unarchive_task(request: HttpRequest, ref: Ref, where: InWorkspace) -> HttpResponse:
    found = task_id(request, ref, where)
    actions.archive_task(found, actor=actor_of(request), archived=False, expected=if_match(request))
    return one(request, TASK, found)


def task_id(request: HttpRequest, ref: str, where: Where, *, in_trash: bool = False) -> UUID:
    """The id of the task that `ref` names, as `find_task`."""
    return find_task(request, ref, where, in_trash=in_trash).id


def find_task(request: HttpRequest, ref: str, where: Where, *, in_trash: bool = False) -> Task:
    """The visible task that `ref` names; `NotFound` otherwise, and for the trash unless it is asked for."""
    rows = Task.objects.visible_to(actor_of(request))
    if not in_trash:
        rows = rows.living()
    try:
        rows = rows.filter(id=UUID(ref))
    except ValueError:
        key, _, number = ref.rpartition("-")
        if where.workspace is None or not (number.isascii() and number.isdigit()) or len(number) > 9:
            raise NotFound("A task is named by its id, or by its key together with ?workspace=.") from None
        rows = rows.filter(workspace_id=where.workspace, project__key=key.upper(), number=int(number))
    found = rows.only("id", "workspace_id", "project_id").first()
    if found is None:
        raise NotFound
    return found
