"""Endpoints of what goes by mail: passwords forgotten, addresses verified and changed."""

from django.http import HttpRequest, HttpResponse

from backend.accounts import actions
from backend.accounts.api.answers import notice
from backend.accounts.auth import actor_of, bearer, signed_in
from backend.accounts.schemas import (
    AddressChange,
    AddressIn,
    MailedToken,
    Notice,
    PasswordReset,
)
from backend.core import limits
from backend.core.limits import client_address
from backend.core.ninja import Routes

router = Routes(tags=["accounts"])


@router.post(
    "/auth/password-reset", auth=None, response={202: Notice}, summary="Ask for a mail that lets you set a new password"
)
def ask_for_password_reset(request: HttpRequest, body: AddressIn) -> HttpResponse:
    """The same answer, in the same time, whether anybody has this address or not."""
    limits.attempt("password-reset", address=client_address(request), account=body.email)
    actions.ask_for_reset(body.email)
    return notice("If somebody here has this address, a mail is on its way to it. Its link works for an hour.")


@router.post(
    "/auth/password-reset/confirm", auth=None, response={204: None}, summary="Set a new password by the token of a mail"
)
def confirm_password_reset(request: HttpRequest, body: PasswordReset) -> HttpResponse:
    """All your sessions end; log in with the new password."""
    attempt = limits.attempt("mailed-token", address=client_address(request))
    actions.reset_password(token=body.token, password=body.password.get_secret_value())
    attempt.succeeded()
    return HttpResponse(status=204)


@router.post(
    "/auth/verify-email", auth=None, response={204: None}, summary="Verify an e-mail address by the token of a mail"
)
def verify_email(request: HttpRequest, body: MailedToken) -> HttpResponse:
    """A token works once, for an hour."""
    attempt = limits.attempt("mailed-token", address=client_address(request))
    actions.verify_email(token=body.token)
    attempt.succeeded()
    return HttpResponse(status=204)


@router.post("/me/email", auth=signed_in, response={202: Notice}, summary="Ask for another e-mail address")
def change_email(request: HttpRequest, body: AddressChange) -> HttpResponse:
    """It takes the place of the present one when you open the link in the mail that goes to it. The same answer where
    somebody else has the address: the mail says so then."""
    actor = actor_of(request)
    password = body.current_password.get_secret_value()
    limits.attempt("verification", account=str(actor.id))
    actions.change_email(actor=actor, email=body.email, current_password=password)
    return notice("We have sent a mail to the new address. Open its link within an hour.")


@router.post(
    "/me/verify-email", auth=bearer, response={202: Notice}, summary="Send the mail again that verifies your address"
)
def ask_to_verify_email(request: HttpRequest) -> HttpResponse:
    """The links of earlier mails end."""
    actor = actor_of(request)
    limits.attempt("verification", account=str(actor.id))
    actions.ask_to_verify(actor=actor)
    return notice("We have sent a mail to your address. Open its link within an hour.")
