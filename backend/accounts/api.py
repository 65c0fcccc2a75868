"""Endpoints of signing up, in and out, and of oneself."""

import json
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import Query

from backend.accounts import actions, keys, sessions
from backend.accounts.auth import actor_of, bearer, session_of
from backend.accounts.documents import SESSION, USER
from backend.accounts.models import Session
from backend.accounts.schemas import (
    Credentials,
    PasswordChange,
    ProfileChanges,
    RefreshIn,
    SessionOut,
    SignedUp,
    SignUp,
    TokenIn,
    TokenOut,
    TokenPair,
    UserOut,
)
from backend.accounts.tokens import Claims, Pair
from backend.core.answers import if_match, many, one
from backend.core.documents import read_one
from backend.core.lists import ListOf
from backend.core.ninja import Problem, Routes
from backend.core.pages import PageQuery, Sortable, page

router = Routes(tags=["accounts"])

SESSIONS = Sortable(
    {"created_at": "created_at", "refreshed_at": "refreshed_at", "expires_at": "expires_at"}, "-refreshed_at"
)


@router.post("/auth/signup", auth=None, response={201: SignedUp}, summary="Sign up; you are signed in")
def sign_up(request: HttpRequest, body: SignUp) -> HttpResponse:
    user, pair = actions.sign_up(
        email=body.email,
        password=body.password.get_secret_value(),
        first_name=body.first_name,
        last_name=body.last_name,
        user_agent=_user_agent(request),
    )
    document = read_one(USER, user.id).text
    return _secret(f'{{"user": {document}, {_as_json(pair)[1:]}', 201)


@router.post("/token", auth=None, response={200: TokenPair}, summary="Log in")
def obtain_token(request: HttpRequest, body: Credentials) -> HttpResponse:
    password = body.password.get_secret_value()
    return _secret(_as_json(sessions.log_in(email=body.email, password=password, user_agent=_user_agent(request))))


@router.post("/token/refresh", auth=None, response={200: TokenPair}, summary="Exchange a refresh token for a new pair")
def refresh_token(request: HttpRequest, body: RefreshIn) -> HttpResponse:
    """Each refresh token works once. Using a spent one ends its session."""
    del request
    return _secret(_as_json(sessions.refresh(body.refresh)))


@router.post("/token/verify", auth=None, response={200: TokenOut}, summary="Ask whether a token works")
def verify_token(request: HttpRequest, body: TokenIn) -> Claims:
    del request
    return sessions.verify(body.token)


@router.post("/token/revoke", auth=None, response={204: None}, summary="Log out: end a session and its open streams")
def revoke_token(request: HttpRequest, body: RefreshIn) -> HttpResponse:
    del request
    sessions.revoke(body.refresh)
    return HttpResponse(status=204)


@router.get("/me", auth=bearer, response={200: UserOut}, summary="Yourself")
def get_me(request: HttpRequest) -> HttpResponse:
    return one(request, USER, actor_of(request).id)


@router.patch(
    "/me", auth=bearer, response={200: UserOut, 412: Problem}, summary="Change the fields of yourself that are sent"
)
def update_me(request: HttpRequest, body: ProfileChanges) -> HttpResponse:
    actor = actor_of(request)
    actions.update_profile(actor=actor, expected=if_match(request), **body.sent())
    return one(request, USER, actor.id)


@router.post("/me/password", auth=bearer, response={204: None}, summary="Change your password")
def change_password(request: HttpRequest, body: PasswordChange) -> HttpResponse:
    """Your other sessions end; the present one stays."""
    actions.change_password(
        actor=actor_of(request),
        session_id=session_of(request),
        current_password=body.current_password.get_secret_value(),
        password=body.password.get_secret_value(),
    )
    return HttpResponse(status=204)


@router.get("/me/sessions", auth=bearer, response={200: ListOf[SessionOut]}, summary="Where you are signed in")
def list_sessions(request: HttpRequest, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    rows = Session.objects.living().filter(user=actor_of(request))
    return many(page(rows, query, sortable=SESSIONS, document=SESSION))


@router.delete("/me/sessions/{uuid:session_id}", auth=bearer, response={204: None}, summary="Log out a device of yours")
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    sessions.end_own(actor_of(request), session_id)
    return HttpResponse(status=204)


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """`/.well-known/jwks.json`: the keys with which anybody can verify an access token."""
    del request
    return HttpResponse(keys.jwks(), "application/json", headers={"Cache-Control": "public, max-age=600"})


def _as_json(pair: Pair) -> str:
    return json.dumps({"access": pair.access, "refresh": pair.refresh})


def _secret(body: str, status: int = 200) -> HttpResponse:
    """An answer that nobody on the way may keep (RFC 6749 §5.1)."""
    return HttpResponse(body, "application/json", status, headers={"Cache-Control": "no-store"})


def _user_agent(request: HttpRequest) -> str:
    return "".join(character for character in request.headers.get("User-Agent", "") if character.isprintable())
