"""Endpoints of comments."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query

from backend.accounts.auth import actor_of
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import NotFound
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.tasks.actions import comment as actions
from backend.tasks.actions import reaction as reactions
from backend.tasks.api.task import InWorkspace, Ref, Where, find_task, task_id
from backend.tasks.documents import COMMENT, FORMER_BODY
from backend.tasks.models import Comment, FormerBody
from backend.tasks.schemas.comment import CommentChanges, CommentIn, CommentOut, Emoji, FormerBodyOut

router = Routes(tags=["comments"])

COMMENTS = Sortable({"created_at": "created_at"}, "created_at")
FORMER_BODIES = Sortable({"replaced_at": "replaced_at"}, "replaced_at")

OneEmoji = Annotated[Emoji, Path(description="One emoji, percent-encoded.")]


class Thread(PageQuery, Where):
    """Which comments of a task."""


@router.get(
    "/{ref}/comments",
    response={200: ListOf[CommentOut]},
    summary="The comments on a task, oldest first, and marks of deleted ones",
)
def list_comments(request: HttpRequest, ref: Ref, query: Annotated[Thread, Query()]) -> HttpResponse:
    """Pages go from the first to the last."""
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    return many(page(Comment.objects.filter(task=task), query, sortable=COMMENTS, document=COMMENT))


@router.post("/{ref}/comments", response={200: CommentOut, 201: CommentOut}, summary="Comment on a task")
def create_comment(request: HttpRequest, ref: Ref, where: InWorkspace, body: CommentIn) -> HttpResponse:
    """Whoever is mentioned by name is told."""
    actor, task = actor_of(request), task_id(request, ref, where)
    with change(actor):
        created, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: Comment.objects.living().filter(task_id=task),
            create=lambda: actions.add_comment(task, actor=actor, **body.model_dump()),
        )
    return one(request, COMMENT, created, status)


@router.get("/{ref}/comments/{id:comment_id}", response={200: CommentOut}, summary="One comment")
def get_comment(request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace) -> HttpResponse:
    """Named by its id; a mark of a deleted one is shown by lists alone."""
    require_comment(task_id(request, ref, where), comment_id)
    return one(request, COMMENT, comment_id)


@router.patch("/{ref}/comments/{id:comment_id}", response={200: CommentOut}, summary="Change your comment")
def update_comment(
    request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace, body: CommentChanges
) -> HttpResponse:
    """For its author. What it said before stays in its history."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.edit_comment(task, comment_id, actor=actor, expected=if_match(request), **body.sent())
    return one(request, COMMENT, comment_id)


@router.put("/{ref}/comments/{id:comment_id}", response={200: CommentOut}, summary="Replace your comment")
def replace_comment(
    request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace, body: CommentIn
) -> HttpResponse:
    """For its author; takes the body of a creation."""
    require_same_id(body.id, comment_id)
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.edit_comment(task, comment_id, actor=actor, expected=if_match(request), body=body.body)
    return one(request, COMMENT, comment_id)


@router.delete("/{ref}/comments/{id:comment_id}", response={204: None}, summary="Delete a comment")
def delete_comment(request: HttpRequest, ref: Ref, comment_id: UUID, where: InWorkspace) -> HttpResponse:
    """For its author and for admins. A mark stays where it was."""
    task, actor = task_id(request, ref, where), actor_of(request)
    actions.delete_comment(task, comment_id, actor=actor, expected=if_match(request))
    return HttpResponse(status=204)


@router.get(
    "/{ref}/comments/{id:comment_id}/history",
    response={200: ListOf[FormerBodyOut]},
    summary="What a comment said before it was edited, oldest first",
)
def list_comment_history(
    request: HttpRequest, ref: Ref, comment_id: UUID, query: Annotated[Thread, Query()]
) -> HttpResponse:
    """Empty for one that was never edited."""
    task = find_task(request, ref, query)
    claim_cursor(task.workspace_id)
    require_comment(task.id, comment_id)
    rows = FormerBody.objects.filter(comment_id=comment_id)
    return many(page(rows, query, sortable=FORMER_BODIES, document=FORMER_BODY))


@router.put(
    "/{ref}/comments/{id:comment_id}/reactions/{emoji}", response={200: CommentOut}, summary="React with an emoji"
)
def add_reaction(request: HttpRequest, ref: Ref, comment_id: UUID, emoji: OneEmoji, where: InWorkspace) -> HttpResponse:
    """Done twice it is done once."""
    task, actor = task_id(request, ref, where), actor_of(request)
    reactions.add_reaction(task, comment_id, actor=actor, emoji=emoji, expected=if_match(request))
    return one(request, COMMENT, comment_id)


@router.delete(
    "/{ref}/comments/{id:comment_id}/reactions/{emoji}", response={204: None}, summary="Take your reaction back"
)
def remove_reaction(
    request: HttpRequest, ref: Ref, comment_id: UUID, emoji: OneEmoji, where: InWorkspace
) -> HttpResponse:
    """Only your own; 204 also where there is none."""
    task, actor = task_id(request, ref, where), actor_of(request)
    reactions.remove_reaction(task, comment_id, actor=actor, emoji=emoji, expected=if_match(request))
    return HttpResponse(status=204)


def require_comment(task: UUID, comment_id: UUID) -> None:
    """`NotFound` unless this comment stands on the task; a mark is shown by lists alone."""
    if not Comment.objects.living().filter(task_id=task, id=comment_id).exists():
        raise NotFound
