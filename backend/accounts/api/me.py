"""Endpoints of oneself: profile, password, devices."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts import actions, sessions
from backend.accounts.auth import actor_of, bearer, session_of, signed_in
from backend.accounts.documents import SESSION, USER
from backend.accounts.models import Session
from backend.accounts.schemas import (
    PasswordChange,
    ProfileChanges,
    SessionOut,
    UserOut,
)
from backend.core.answers import if_match, many, one
from backend.core.lists import ListOf
from backend.core.ninja import Problem, Routes
from backend.core.pages import PageQuery, Sortable, page

router = Routes(tags=["accounts"])

SESSIONS = Sortable(
    {"created_at": "created_at", "refreshed_at": "refreshed_at", "expires_at": "expires_at"}, "-refreshed_at"
)


@router.get("/me", auth=bearer, response={200: UserOut}, summary="Yourself")
def get_me(request: HttpRequest) -> HttpResponse:
    """Your own profile, with what others do not see."""
    return one(request, USER, actor_of(request).id)


@router.patch(
    "/me", auth=bearer, response={200: UserOut, 412: Problem}, summary="Change the fields of yourself that are sent"
)
def update_me(request: HttpRequest, body: ProfileChanges) -> HttpResponse:
    """Names, picture, time zone and the first day of the week. Address and password have calls of their own."""
    actor = actor_of(request)
    actions.update_profile(actor=actor, expected=if_match(request), **body.sent())
    return one(request, USER, actor.id)


@router.post("/me/password", auth=signed_in, response={204: None}, summary="Change your password")
def change_password(request: HttpRequest, body: PasswordChange) -> HttpResponse:
    """Your other sessions end; the present one stays."""
    actions.change_password(
        actor=actor_of(request),
        session_id=session_of(request),
        current_password=body.current_password.get_secret_value(),
        password=body.password.get_secret_value(),
    )
    return HttpResponse(status=204)


@router.get("/me/sessions", auth=signed_in, response={200: ListOf[SessionOut]}, summary="Where you are signed in")
def list_sessions(request: HttpRequest, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """Devices whose session lives."""
    rows = Session.objects.living().filter(user=actor_of(request))
    return many(page(rows, query, sortable=SESSIONS, document=SESSION))


@router.delete(
    "/me/sessions/{id:session_id}", auth=signed_in, response={204: None}, summary="Log out a device of yours"
)
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Its tokens end with the next call, its streams within a second."""
    sessions.end_own(actor_of(request), session_id)
    return HttpResponse(status=204)
