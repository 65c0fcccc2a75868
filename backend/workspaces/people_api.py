"""Endpoints of people: those of one's workspaces, and oneself as they see one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts.auth import actor_of, signed_in
from backend.accounts.documents import PERSON
from backend.accounts.models import User, UserQuerySet
from backend.accounts.schemas import PersonOut
from backend.core import limits
from backend.core.answers import create_once, if_match, many, one, require_same_id
from backend.core.errors import invalid
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import Sortable, page
from backend.eventlog.change import change
from backend.eventlog.cursors import claim_cursor
from backend.workspaces import people_actions as actions
from backend.workspaces.access import require
from backend.workspaces.models import Member
from backend.workspaces.people import people_visible_to
from backend.workspaces.people_schemas import PeopleQuery, PersonChanges, PersonIn, PersonReplacement
from backend.workspaces.roles import Permission

router = Routes(tags=["users"])

PEOPLE = Sortable(
    {
        "name": "name",
        "email": "email",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "last_seen_at": "last_seen_at",
    },
    "name",
)


@router.get("", response={200: ListOf[PersonOut]}, summary="The people of your workspaces")
def list_users(request: HttpRequest, query: Annotated[PeopleQuery, Query()]) -> HttpResponse:
    """With `workspace` its members, otherwise everybody with whom you share one."""
    actor = actor_of(request)
    people = people_visible_to(actor)
    if query.workspace is not None:
        require(actor, query.workspace, Permission.VIEW)
        claim_cursor(query.workspace)
        people = people.filter(id__in=Member.objects.filter(workspace_id=query.workspace).values("user_id"))
    return many(page(_named(people, query.search or ""), query, sortable=PEOPLE, document=PERSON))


@router.post("", response={200: PersonOut, 201: PersonOut}, summary="Make a person without log-in")
def create_user(request: HttpRequest, body: PersonIn) -> HttpResponse:
    """A member of the workspace to whom tasks can be given. Whoever signs up with the address is sent a mail that makes
    the person theirs."""
    actor = actor_of(request)
    require(actor, body.workspace_id, Permission.MANAGE_MEMBERS)
    with _few_taken(actor, body.email), change(actor):
        person, status = create_once(
            request,
            actor,
            body.id,
            among=lambda: people_visible_to(actor),
            create=lambda: actions.make_person(actor=actor, **body.model_dump()),
        )
    return one(request, PERSON, person, status)


@router.get("/{id:user_id}", response={200: PersonOut}, summary="One person")
def get_user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Somebody with whom you share a workspace, or yourself."""
    actions.require_visible(actor_of(request), user_id)
    return one(request, PERSON, user_id)


@router.patch("/{id:user_id}", response={200: PersonOut}, summary="Change the fields of a person that are sent")
def update_user(request: HttpRequest, user_id: UUID, body: PersonChanges) -> HttpResponse:
    """Oneself, or, for admins of a workspace, its people without log-in."""
    actor, fields = actor_of(request), body.sent()
    with _few_taken(actor, fields.get("email")):
        actions.edit_person(user_id, actor=actor, expected=if_match(request), **fields)
    return one(request, PERSON, user_id)


@router.put("/{id:user_id}", response={200: PersonOut}, summary="Replace what can be said of a person")
def replace_user(request: HttpRequest, user_id: UUID, body: PersonReplacement) -> HttpResponse:
    """Takes the body of a creation; what is left out goes back to its default."""
    actor = actor_of(request)
    actions.require_visible(actor, user_id)
    require_same_id(body.id, user_id)
    place = body.workspace_id
    if place is not None and not Member.objects.filter(user_id=user_id, workspace_id=place).exists():
        raise invalid("workspace_id", "cannot be changed here; add and remove members instead", "read_only")
    fields = body.model_dump(exclude={"id", "workspace_id"})
    with _few_taken(actor, body.email):
        actions.edit_person(user_id, actor=actor, expected=if_match(request), **fields)
    return one(request, PERSON, user_id)


@router.delete("/{id:user_id}", auth=signed_in, response={204: None}, summary="Deactivate a person")
def deactivate_user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sessions, streams and personal access tokens end. Name, tasks and comments stay."""
    actions.deactivate_person(user_id, actor=actor_of(request), expected=if_match(request))
    return HttpResponse(status=204)


@router.post("/{id:user_id}/reactivate", auth=signed_in, response={200: PersonOut}, summary="Activate a person again")
def reactivate_user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """With the same password; sessions and tokens do not come back."""
    actions.reactivate_person(user_id, actor=actor_of(request), expected=if_match(request))
    return one(request, PERSON, user_id)


@contextmanager
def _few_taken(actor: User, email: str | None) -> Iterator[None]:
    """Addresses are one person's each, so a refusal tells that somebody has one: few of them tell little."""
    attempt = limits.attempt("address", account=str(actor.id)) if email else None
    yield
    if attempt is not None:
        attempt.harmed_nobody()


def _named(people: UserQuerySet, search: str) -> UserQuerySet:
    """Those in whose name or address each of the words occurs."""
    for word in search.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people
