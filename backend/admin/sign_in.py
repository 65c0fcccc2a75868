"""Signing in to the admin pages, and who is signed in there.

The cookie is signed and holds the id of a session in our own table; whether that lives is asked with every request.
"""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import LoginView
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.csrf import rotate_token

from backend.accounts import operators
from backend.accounts.models import Session
from backend.accounts.passwords import LIMIT, normalised
from backend.core.errors import TasktideError, Throttled
from backend.core.limits import client_address

SESSION = "session"
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)

View = Callable[[HttpRequest], HttpResponse]


class Doorkeeper:
    """Middleware of `/admin/` alone: sessions, messages, who is signed in. The API has none of it."""

    def __init__(self, get_response: View) -> None:
        self._others = get_response
        # They would do as asynchronous ones too, which their types say and these do not need.
        inner = XFrameOptionsMiddleware(_guarded(get_response))
        recognising = _recognising(cast("View", MessageMiddleware(inner)))
        self._admin = cast("View", SessionMiddleware(recognising))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """An API request costs one look at its path here."""
        if request.path_info.startswith("/admin/"):
            return self._admin(request)
        return self._others(request)


def _recognising(view: View) -> View:
    def recognised(request: HttpRequest) -> HttpResponse:
        session_id = request.session.get(SESSION)
        request.user = (operators.find(UUID(session_id)) if session_id else None) or AnonymousUser()
        return view(request)

    return recognised


def _guarded(view: View) -> View:
    def guarded(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return guarded


class Credentials(AuthenticationForm):
    """E-mail address and password of an operator."""

    session: Session
    throttled: Throttled | None = None

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]
        self.fields["username"].label = "E-mail"
        self.fields["password"].max_length = LIMIT  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Find out whether they are right."""
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if self.request is not None and email and password:
            try:
                self.session = operators.log_in(
                    email=email,
                    password=normalised(password),
                    user_agent="".join(one for one in self.request.headers.get("User-Agent", "") if one.isprintable()),
                    address=client_address(self.request),
                )
            except TasktideError as error:
                self.throttled = error if isinstance(error, Throttled) else None
                raise forms.ValidationError(error.detail) from None
        return self.cleaned_data


class SignIn(LoginView):
    """The page on which they are asked for."""

    form_class = Credentials
    template_name = "admin/login.html"
    next_page = "admin:index"

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """A fresh cookie, whatever was in the one before."""
        assert isinstance(form, Credentials)  # noqa: S101  # by `form_class`
        self.request.session.flush()
        self.request.session[SESSION] = str(form.session.id)
        rotate_token(self.request)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The same page; 429 after too many attempts."""
        response = super().form_invalid(form)
        if isinstance(form, Credentials) and form.throttled is not None:
            response.status_code = form.throttled.status
            response["Retry-After"] = str(form.throttled.retry_after)
        return response
