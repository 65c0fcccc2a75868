"""Endpoints of personal access tokens."""

import json
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from backend.accounts import personal_tokens
from backend.accounts.api.answers import secret
from backend.accounts.auth import actor_of, signed_in
from backend.accounts.documents import PERSONAL_TOKEN
from backend.accounts.models import PersonalToken
from backend.accounts.schemas import (
    NewPersonalToken,
    PersonalTokenIn,
    PersonalTokenOut,
)
from backend.core.answers import many
from backend.core.documents import read_one
from backend.core.lists import ListOf
from backend.core.ninja import Routes
from backend.core.pages import PageQuery, Sortable, page

router = Routes(tags=["accounts"])

TOKENS = Sortable(
    {"name": "name", "created_at": "created_at", "expires_at": "expires_at", "last_used_at": "last_used_at"},
    "-created_at",
)


@router.get(
    "/me/tokens", auth=signed_in, response={200: ListOf[PersonalTokenOut]}, summary="Your personal access tokens"
)
def list_personal_tokens(request: HttpRequest, query: Annotated[PageQuery, Query()]) -> HttpResponse:
    """Without their secrets, which nobody knows any more."""
    rows = PersonalToken.objects.filter(user=actor_of(request))
    return many(page(rows, query, sortable=TOKENS, document=PERSONAL_TOKEN))


@router.post(
    "/me/tokens", auth=signed_in, response={201: NewPersonalToken}, summary="Make a personal access token; shown once"
)
def create_personal_token(request: HttpRequest, body: PersonalTokenIn) -> HttpResponse:
    """`read` may not change anything. Without `expires_at` it works until you withdraw it."""
    token, text = personal_tokens.create(actor=actor_of(request), **body.model_dump())
    document = read_one(PERSONAL_TOKEN, token.id).text
    return secret(f'{{"token": {json.dumps(text)}, {document.lstrip()[1:]}', 201)


@router.delete(
    "/me/tokens/{id:token_id}", auth=signed_in, response={204: None}, summary="Withdraw a personal access token"
)
def withdraw_personal_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Its open streams end at once."""
    personal_tokens.withdraw(actor_of(request), token_id)
    return HttpResponse(status=204)
