"""Endpoints of signing up, in and out."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from backend.accounts import actions, keys, sessions
from backend.accounts.api.answers import notice, secret
from backend.accounts.documents import USER
from backend.accounts.schemas import (
    Credentials,
    Notice,
    RefreshIn,
    SignedUp,
    SignUp,
    TokenIn,
    TokenOut,
    TokenPair,
)
from backend.accounts.tokens import Claims, Pair
from backend.core import limits
from backend.core.documents import read_one
from backend.core.limits import client_address
from backend.core.ninja import Routes
from config.settings import load

router = Routes(tags=["accounts"])


@router.post("/auth/signup", auth=None, response={201: SignedUp, 202: Notice}, summary="Sign up; you are signed in")
def sign_up(request: HttpRequest, body: SignUp) -> HttpResponse:
    """202 where the address is that of a person who is known here without log-in: a mail goes there with a link by
    which its reader becomes that person."""
    limits.attempt("sign-up", address=client_address(request), quota=load().signups_limit)
    signed_up = actions.sign_up(
        email=body.email,
        password=body.password.get_secret_value(),
        first_name=body.first_name,
        last_name=body.last_name,
        user_agent=_user_agent(request),
        address=client_address(request),
    )
    if signed_up is None:
        return notice("This address is known here. We have sent a mail to it; its link makes the account yours.")
    user, pair = signed_up
    document = read_one(USER, user.id).text
    return secret(f'{{"user": {document}, {_as_json(pair)[1:]}', 201)


@router.post("/token", auth=None, response={200: TokenPair}, summary="Log in")
def obtain_token(request: HttpRequest, body: Credentials) -> HttpResponse:
    """The same answer, in the same time, for an unknown address and for a wrong password."""
    password = body.password.get_secret_value()
    pair = sessions.log_in(
        email=body.email, password=password, user_agent=_user_agent(request), address=client_address(request)
    )
    return secret(_as_json(pair))


@router.post("/token/refresh", auth=None, response={200: TokenPair}, summary="Exchange a refresh token for a new pair")
def refresh_token(request: HttpRequest, body: RefreshIn) -> HttpResponse:
    """Each refresh token works once. Using a spent one ends its session."""
    del request
    return secret(_as_json(sessions.refresh(body.refresh)))


@router.post("/token/verify", auth=None, response={200: TokenOut}, summary="Ask whether a token works")
def verify_token(request: HttpRequest, body: TokenIn) -> Claims:
    """Of either kind; 401 where it does not work."""
    del request
    return sessions.verify(body.token)


@router.post("/token/revoke", auth=None, response={204: None}, summary="Log out: end a session and its open streams")
def revoke_token(request: HttpRequest, body: RefreshIn) -> HttpResponse:
    """By its refresh token, spent or not."""
    del request
    sessions.revoke(body.refresh)
    return HttpResponse(status=204)


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """`/.well-known/jwks.json`: the keys with which anybody can verify an access token."""
    del request
    return HttpResponse(keys.jwks(), "application/json", headers={"Cache-Control": "public, max-age=600"})


def _as_json(pair: Pair) -> str:
    return json.dumps({"access": pair.access, "refresh": pair.refresh})


def _user_agent(request: HttpRequest) -> str:
    return "".join(character for character in request.headers.get("User-Agent", "") if character.isprintable())
