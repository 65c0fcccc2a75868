"""Endpoints of comments."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import comment as actions
from backend.tasks.api.task import InWorkspace, Ref, Where, find_task, task_id
from backend.tasks.documents import COMMENT
from backend.tasks.models import Comment
from backend.tasks.schemas import CommentChanges, CommentIn, CommentOut

router = Routes(tags=["comments"])

COMMENTS = Sortable({"created_at": "created_at"}, "created_at")


class Thread(PageQuery, Where):
    """Which comments of a task."""


@router.get("/{ref}/comments", response={200: ListOf[CommentOut]}, summary="The comments on a task, oldest first")
def list_comments(request: HttpRequest, ref: Ref, query: Annotated[Thread, Query()]) -> HttpResponse:
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    return many(page(Comment.objects.filter(task=task), query, sortable=COMMENTS, document=COMMENT))


@router.post("/{ref}/comments", response={200: CommentOut, 201: CommentOut}, summary="Comment on a task")
def create_comment(request: HttpRequest, ref: Ref, where: InWorkspace, body: CommentIn) -> HttpResponse:
    actor, task = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=Comment.objects.filter(task_id=task),
            create=lambda: actions.add_comment(task, actor=actor, **body.model_dump()),
        )
    return one(request, COMMENT, created, status)


@router.get("/{ref}/comments/{id:comment_id}", response={200: CommentOut}, summary="One comment")
def get_comment(request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace) -> HttpResponse:
    if not Comment.objects.filter(task_id=task_id(request, ref, where), id=comment_id).exists():
        raise NotFound
    return one(request, COMMENT, comment_id)


@router.patch("/{ref}/comments/{id:comment_id}", response={200: CommentOut}, summary="Change your comment")
def update_comment(
    request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace, body: CommentChanges
) -> HttpResponse:
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.edit_comment(task, comment_id, actor=actor, expected=if_match(request), **body.sent())
    return one(request, COMMENT, comment_id)


@router.put("/{ref}/comments/{id:comment_id}", response={200: CommentOut}, summary="Replace your comment")
def replace_comment(
    request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace, body: CommentIn
) -> HttpResponse:
    require_same_id(body.id, comment_id)
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.edit_comment(task, comment_id, actor=actor, expected=if_match(request), body=body.body)
    return one(request, COMMENT, comment_id)


@router.delete("/{ref}/comments/{id:comment_id}", response={204: None}, summary="Delete a comment")
def delete_comment(request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace) -> HttpResponse:
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.delete_comment(task, comment_id, actor=actor, expected=if_match(request))
    return HttpResponse(status=204)
