"""People made, changed and switched off."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from backend.accounts import email_tokens, passwords, personal_tokens, sessions
from backend.accounts.documents import PERSON, USER
from backend.accounts.kinds import USER_KINDS
from backend.accounts.models import Purpose, User
from backend.core.answers import Versions, check_version
from backend.core.defer import defer
from backend.core.errors import Conflict
from backend.eventlog.audience import workspaces_of
from backend.eventlog.change import Log, change

# Any number that no other advisory lock has.
_FIRST_PERSON = int.from_bytes(b"tasktide")


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


def create_person(
    *,
    first_name: str,
    last_name: str = "",
    email: str | None = None,
    avatar: str | None = None,
    timezone: str = "UTC",
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> User:
    """A person without log-in, known from an import or to an administrator. `Conflict` for a known address."""
    user = User(
        first_name=first_name, last_name=last_name, email=email, avatar=avatar, timezone=timezone, has_login=False
    )
    user.id = id or user.id
    user.set_unusable_password()
    _insert(user)
    return user


def update_profile(*, actor: User, expected: Versions = None, **fields: str | None) -> User:
    """Change one's own name, picture or time zone; every workspace that one is in hears of it."""
    with change(actor) as log:
        user = locked_person(actor.id)
        check_version(expected, user.version, USER, user.id)
        revise(log, user, fields)
    user.refresh_from_db(fields=["name"])
    return user


def edit_person(user_id: UUID, *, actor: User, expected: Versions = None, **fields: str | None) -> User:
    """Change somebody's facts. Whether the actor may, is known to those who know memberships: they ask before.

    A new address is not verified; who can log in is asked to.
    """
    with change(actor) as log:
        user = locked_person(user_id)
        check_version(expected, user.version, PERSON, user.id)
        email = fields.get("email", user.email)
        if email is None and user.has_login:
            raise Conflict("Without an e-mail address nobody can log in.")
        if email == user.email:
            revise(log, user, fields)
        else:
            email_tokens.void(user.id)
            revise(log, user, {**fields, "email_verified_at": None})
            if email and user.has_login:
                send_verification(user, email)
    return user


def set_admin(user_id: UUID, *, actor: User | None, is_admin: bool) -> User:
    """Make a person an administrator of the installation, or no longer. The last one stays."""
    with change(actor) as log:
        others = [] if is_admin else _others(user_id)
        user = locked_person(user_id)
        if not is_admin:
            _require_another(user, others)
        revise(log, user, {"is_admin": is_admin})
    return user


def deactivate(user_id: UUID, *, actor: User | None, expected: Versions = None) -> User:
    """Switch a person off: sessions, streams and tokens end, the name stays wherever it is."""
    with change(actor) as log:
        others = _others(user_id)
        user = locked_person(user_id)
        check_version(expected, user.version, PERSON, user.id)
        _require_another(user, others)
        revise(log, user, {"is_active": False})
        sessions.end_all(user.id)
        personal_tokens.withdraw_all(user.id)
        email_tokens.void(user.id)
    return user


def reactivate(user_id: UUID, *, actor: User | None, expected: Versions = None) -> User:
    """Switch a person on again; what ended does not come back."""
    with change(actor) as log:
        user = locked_person(user_id)
        check_version(expected, user.version, PERSON, user.id)
        revise(log, user, {"is_active": True})
    return user


def locked_person(user_id: UUID) -> User:
    """The person, locked so that nobody takes him into a workspace meanwhile, whose log would then keep his old name.

    A membership refers to its person, and a row that is referred to cannot be locked like this; nor can it be referred
    to while it is. Nothing waits in a circle: a transaction locks one person so at most, before it takes any counter.
    """
    return User.objects.select_for_update().get(id=user_id)


def revise(log: Log, user: User, fields: Mapping[str, object]) -> None:
    """Change a locked person. Told in every workspace that he is in, before or after: who is switched off is in none.

    `Conflict` for a known address.
    """
    log.watch(USER, user)
    places = {*workspaces_of(user.id)}
    try:
        with transaction.atomic():
            is_changed = log.revise(user, **fields)
    except IntegrityError:
        raise _address_taken() from None
    if is_changed:
        for workspace_id in sorted({*places, *workspaces_of(user.id)}):
            log.record(USER_KINDS["updated"], user, workspace_id=workspace_id)


def send_verification(user: User, email: str) -> None:
    """A mail to `email`, by which `user`, locked, shows that it is his."""
    token_id = email_tokens.issue(user, Purpose.VERIFY, email)
    defer("email.verification", token_id=str(token_id))


def _others(user_id: UUID) -> list[User]:
    """The other administrators; all locked, so that two who switch each other off at once come one after the other."""
    administrators = User.objects.able_to_log_in().filter(is_admin=True).locked()
    return [one for one in administrators if one.id != user_id]


def _require_another(user: User, others: Collection[User]) -> None:
    if user.is_admin and user.is_active and user.has_login and not others:
        raise Conflict("This is the last administrator of the installation; make somebody else one first.")


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
            raise _address_taken() from None
        raise Conflict("This id is taken.") from None


def _address_taken() -> Conflict:
    return Conflict("There is a person with this address already.")
