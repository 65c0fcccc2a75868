"""People, where they are signed in, and their tokens, for operators."""

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from backend.accounts import actions, personal_tokens, sessions
from backend.accounts.models import PersonalToken, Session, User
from backend.core.errors import Conflict
from backend.core.inspection import Inspection, narrowed, operation, rows_of


def operator_of(request: HttpRequest) -> User:
    """Who is at the pages."""
    assert isinstance(request.user, User)  # noqa: S101  # nobody else passes the site's door
    return request.user


@admin.register(User)
class People(Inspection):
    """People."""

    title = "People"
    list_display = ("name", "email", "is_active", "is_admin", "has_login", "last_seen_at", "created_at")
    list_filter = ("is_active", "is_admin", "has_login", "is_demo")
    search_fields = ("email__istartswith", "first_name__istartswith", "last_name__istartswith", "id__exact")
    date_hierarchy = "created_at"
    secret = ("password", "last_login")
    readonly_fields = ("held",)
    actions = ("deactivate", "reactivate", "end_sessions", "send_reset", "make_admin", "unmake_admin")

    @admin.display(description="See also")
    def held(self, user: User) -> SafeString:
        """Where else to look."""
        entry, member = apps.get_model("activity", "Entry"), apps.get_model("workspaces", "Member")
        links = [
            rows_of(Session, "sessions", user_id=user.id),
            rows_of(PersonalToken, "tokens", user_id=user.id),
            rows_of(member, "workspaces", user_id=user.id),
            rows_of(entry, "what they did", actor_id=user.id),
        ]
        return SafeString(" · ".join(links))

    @operation("Deactivate: sessions, streams and tokens end", done="Deactivated", asks=True)
    def deactivate(self, request: HttpRequest, user: User) -> None:
        """Switch a person off."""
        _require_another(request, user)
        actions.deactivate(user.id, actor=operator_of(request))

    @operation("Reactivate", done="Reactivated")
    def reactivate(self, request: HttpRequest, user: User) -> None:
        """Switch a person on again."""
        actions.reactivate(user.id, actor=operator_of(request))

    @operation("End all sessions", done="Sessions ended", asks=True)
    def end_sessions(self, request: HttpRequest, user: User) -> None:
        """Sign a person out everywhere."""
        del request
        sessions.end_all(user.id)

    @operation("Send a mail that lets them choose a new password", done="Password reset sent")
    def send_reset(self, request: HttpRequest, user: User) -> None:
        """The same mail as anybody can ask for."""
        del request
        if user.email is None or not user.is_active or not user.has_login:
            raise Conflict("Without log-in there is no password to reset.")
        actions.ask_for_reset(user.email)

    @operation("Make administrator of the installation", done="Made administrator", asks=True)
    def make_admin(self, request: HttpRequest, user: User) -> None:
        """These pages are for him too."""
        if not user.is_active or not user.has_login:
            raise Conflict("An administrator has to be able to log in.")
        actions.set_admin(user.id, actor=operator_of(request), is_admin=True)

    @operation("Make administrator no longer", done="No administrator any more", asks=True)
    def unmake_admin(self, request: HttpRequest, user: User) -> None:
        """Somebody always remains: nobody does it to himself."""
        _require_another(request, user)
        actions.set_admin(user.id, actor=operator_of(request), is_admin=False)


@admin.register(Session)
class Sessions(Inspection):
    """Where people are signed in."""

    list_display = ("user", "user_agent", "ip", "created_at", "refreshed_at", "expires_at", "revoked_at")
    list_display_links = ("user_agent",)
    list_select_related = ("user",)
    list_filter = (
        narrowed("user_id"),
        ("revoked_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("user__email__istartswith", "id__exact")
    actions = ("end",)

    @operation("End these sessions and their streams", done="Session ended")
    def end(self, request: HttpRequest, session: Session) -> None:
        """Sign a device out."""
        del request
        sessions.end(session.id)


@admin.register(PersonalToken)
class PersonalTokens(Inspection):
    """Personal access tokens, without what could open anything."""

    list_display = ("name", "user", "scope", "start", "created_at", "expires_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = (narrowed("user_id"), "scope")
    search_fields = ("user__email__istartswith", "start__exact", "id__exact")
    secret = ("digest",)
    actions = ("withdraw",)

    @operation("Withdraw these tokens", done="Token withdrawn", asks=True)
    def withdraw(self, request: HttpRequest, token: PersonalToken) -> None:
        """End a token, which may be in wrong hands."""
        del request
        personal_tokens.withdraw(token.user, token.id)


def _require_another(request: HttpRequest, user: User) -> None:
    if user.id == operator_of(request).id:
        raise Conflict("This is you; ask another administrator.")
