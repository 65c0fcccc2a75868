"""What is done to people.

An address belongs to one person, whether that person can log in or not. Signing up with the address of a person without
log-in is a conflict: while nobody has proved that the address is his, it would hand that person's memberships and tasks
to whoever types it first. An administrator gives such a person a password.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from backend.accounts import passwords, sessions
from backend.accounts.documents import USER
from backend.accounts.kinds import USER_KINDS
from backend.accounts.models import User
from backend.accounts.tokens import Pair
from backend.core.answers import Versions, check_version
from backend.core.errors import Conflict, Forbidden, invalid
from backend.eventlog.audience import workspaces_of
from backend.eventlog.change import Log, change
from config.settings import load

# Any number that no other advisory lock has.
_FIRST_PERSON = int.from_bytes(b"tasktide")


def sign_up(
    *, email: str, password: str, first_name: str = "", last_name: str = "", user_agent: str = ""
) -> tuple[User, Pair]:
    """A new person, signed in. `Forbidden` while sign-up is closed, `Conflict` for a known address."""
    if load().signup == "closed":
        raise Forbidden("Sign-up is closed here; ask an administrator for an account.")
    with transaction.atomic():
        user = create_user(email=email, password=password, first_name=first_name, last_name=last_name)
        return user, sessions.begin(user, user_agent)


def create_user(
    *,
    email: str,
    password: str,
    first_name: str = "",
    last_name: str = "",
    is_admin: bool = False,
    is_demo: bool = False,
) -> User:
    """A person who can log in. The first one is the installation's administrator (demo people do not count)."""
    user = User(email=email, first_name=first_name, last_name=last_name, is_admin=is_admin, is_demo=is_demo)
    passwords.require_good(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.is_admin = is_admin or (not is_demo and _is_first())
        _insert(user)
    return user


def create_person(*, first_name: str, last_name: str = "", email: str | None = None, id: UUID | None = None) -> User:  # noqa: A002  # the API's name
    """A person without log-in, known from an import or to an administrator. `Conflict` for a known address."""
    user = User(first_name=first_name, last_name=last_name, email=email, has_login=False)
    user.id = id or user.id
    user.set_unusable_password()
    _insert(user)
    return user


def update_profile(*, actor: User, expected: Versions = None, **fields: str | None) -> User:
    """Change one's own name, picture or time zone; every workspace that one is in hears of it."""
    with change(actor) as log:
        user = _locked(actor.id)
        check_version(expected, user.version, USER, user.id)
        _revise(log, user, fields)
    user.refresh_from_db(fields=["name"])
    return user


def change_password(*, actor: User, session_id: UUID, current_password: str, password: str) -> None:
    """Replace one's own password; one's other sessions end."""
    if not passwords.is_right(current_password, actor):
        raise invalid("current_password", "is not your password")
    set_password(actor.id, actor=actor, password=password, keep=session_id)


def set_password(user_id: UUID, *, actor: User | None, password: str, keep: UUID | None = None) -> User:
    """Give a person a password, and so log-in. All sessions end but `keep`."""
    with change(actor) as log:
        user = _locked(user_id)
        passwords.require_good(password, user)
        if user.email is None:
            raise Conflict("Without an e-mail address nobody can log in.")
        user.set_password(password)
        user.save(update_fields=["password"])
        _revise(log, user, {"has_login": True})
        sessions.end_all(user.id, keep=keep)
    return user


def set_admin(user_id: UUID, *, actor: User | None, is_admin: bool) -> User:
    """Make a person an administrator of the installation, or no longer."""
    with change(actor) as log:
        user = _locked(user_id)
        _revise(log, user, {"is_admin": is_admin})
    return user


def _is_first() -> bool:
    people = User.objects.filter(is_demo=False, has_login=True)
    if people.exists():
        return False
    with connection.cursor() as cursor:
        # Of two who come first at once, the second waits here until the first is there.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST_PERSON])
    return not people.exists()


def _insert(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        if "user_email_unique" in str(error):
            raise Conflict("There is a person with this address already.") from None
        raise Conflict("This id is taken.") from None


def _locked(user_id: UUID) -> User:
    """The person, locked so that nobody takes him into a workspace meanwhile, whose log would then keep his old name.

    A membership refers to its person, and a row that is referred to cannot be locked like this; nor can it be referred
    to while it is. Nothing waits in a circle: a transaction locks one person so at most, before it takes any counter.
    """
    return User.objects.select_for_update().get(id=user_id)


def _revise(log: Log, user: User, fields: Mapping[str, object]) -> None:
    log.watch(USER, user)
    if log.revise(user, **fields):
        for workspace_id in workspaces_of(user.id):
            log.record(USER_KINDS["updated"], user, workspace_id=workspace_id)
