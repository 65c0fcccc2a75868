"""What clients send and see of people, sessions and tokens."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, ConfigDict, EmailStr, Field, SecretStr, StringConstraints
from typing_extensions import TypeAliasType

from backend.accounts.passwords import LIMIT, normalised
from backend.core.schemas import NUL_FREE, Body, Instant, Name, Out, Text, no_nul, unset, web_address
from config.names import nearest


def _password(secret: SecretStr) -> SecretStr:
    password = secret.get_secret_value()
    if len(password) > LIMIT:
        raise ValueError(f"must have at most {LIMIT} characters")
    if "\0" in password:
        raise ValueError("must not hold NUL characters")
    return SecretStr(normalised(password))


def _bare(value: object) -> object:
    if isinstance(value, str) and "<" in value:
        raise ValueError("must be the address alone, without a name")
    return value


def _time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, OSError, ValueError):
        raise ValueError(f"is not a time zone of the IANA database{nearest(name, available_timezones())}") from None


Password = Annotated[
    SecretStr,
    AfterValidator(_password),
    Field(json_schema_extra={"maxLength": LIMIT}, examples=["tide-rises-at-noon"]),
]
Email = Annotated[EmailStr, BeforeValidator(_bare), Field(max_length=254, examples=["ann@example.org"])]
PersonName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120), AfterValidator(no_nul), NUL_FREE]
FirstName = Annotated[PersonName, Field(examples=["Ann"])]
LastName = Annotated[PersonName, Field(examples=["Lee"])]
Avatar = Annotated[
    str,
    StringConstraints(max_length=500),
    AfterValidator(web_address),
    Field(examples=["https://example.org/ann.png"]),
]
TimeZone = Annotated[
    str, StringConstraints(max_length=64), AfterValidator(_time_zone), Field(examples=["Europe/Paris"])
]
WeekStartName = TypeAliasType("WeekStartName", Literal["monday", "sunday", "saturday"])
ScopeName = TypeAliasType("ScopeName", Literal["read", "write"])
Token = Annotated[Text, Field(min_length=1, max_length=4000, examples=["eyJhbGciOiJFZERTQSIsImtpZCI6Ik…"])]


class UserOut(Out):
    """A person. Without log-in: known by name only, until somebody claims it."""

    id: UUID
    email: Annotated[str | None, Field(examples=["ann@example.org"])]
    first_name: FirstName
    last_name: LastName
    name: Annotated[
        str, Field(description="First and last name, or else the address up to its @.", examples=["Ann Lee"])
    ]
    avatar: str | None
    timezone: Annotated[str, Field(examples=["Europe/Paris"])]
    week_start: Annotated[WeekStartName, Field(description="The first day of their weeks, in calendars.")]
    has_login: bool
    email_verified: Annotated[bool, Field(description="The person has shown that the address is theirs.")]
    is_active: bool
    is_admin: Annotated[bool, Field(description="Administrator of the installation.")]
    created_at: datetime
    updated_at: datetime
    version: int


class PersonOut(UserOut):
    """A person as others see them. When they were last here is known to five minutes, and no event tells of it."""

    last_seen_at: datetime | None


class TokenPair(Out):
    """An access token (10 minutes) and the refresh token (30 days) that gets the next pair, once."""

    access: Token
    refresh: Token


class SignedUp(TokenPair):
    """A new person, signed in."""

    user: UserOut


class Notice(Out):
    """What happens next."""

    detail: Annotated[str, Field(examples=["We have sent a mail to this address."])]


class TokenOut(Out):
    """What a working token says."""

    model_config = ConfigDict(title="TokenClaims")

    token_type: Literal["access", "refresh"]
    user_id: UUID
    session_id: UUID
    expires_at: datetime


class SessionOut(Out):
    """A device on which the person is signed in."""

    id: UUID
    user_agent: Annotated[str, Field(examples=["curl/8.5.0"])]
    ip: Annotated[
        str | None,
        Field(
            description="The network address at which they signed in; of IPv6 the network. Null: not known.",
            examples=["203.0.113.7"],
        ),
    ]
    created_at: datetime
    refreshed_at: datetime
    expires_at: datetime


class PersonalTokenOut(Out):
    """A personal access token, without its secret."""

    id: UUID
    name: Annotated[str, Field(examples=["Nightly report"])]
    scope: ScopeName
    start: Annotated[str, Field(description="How the token begins.", examples=["tt_9f3a"])]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: Annotated[datetime | None, Field(description="To an hour.")]


class NewPersonalToken(PersonalTokenOut):
    """A new personal access token. `token` is shown here and never again."""

    token: Annotated[str, Field(examples=["tt_9f3a…"])]


class SignUp(Body):
    """A new person."""

    email: Email
    password: Password
    first_name: FirstName = ""
    last_name: LastName = ""


class Credentials(Body):
    """Address and password."""

    email: Annotated[Text, Field(max_length=254, examples=["ann@example.org"])]
    password: Password


class RefreshIn(Body):
    """A refresh token."""

    refresh: Token


class TokenIn(Body):
    """A token of either kind."""

    token: Token


class PersonalTokenIn(Body):
    """A new personal access token."""

    name: Annotated[Name, Field(examples=["Nightly report"])]
    scope: ScopeName = "read"
    expires_at: Annotated[Instant | None, Field(description="Null: it works until it is withdrawn.")] = None


class AddressIn(Body):
    """An e-mail address."""

    email: Email


class AddressChange(Body):
    """Another e-mail address, and the password of the person who asks for it."""

    email: Email
    current_password: Password


class MailedToken(Body):
    """The token of a link in a mail."""

    token: Token


class PasswordReset(Body):
    """The token of a link in a mail, and a new password."""

    token: Token
    password: Password


class ProfileChanges(Body):
    """What one may change of oneself."""

    first_name: FirstName = unset()
    last_name: LastName = unset()
    avatar: Avatar | None = unset()
    timezone: TimeZone = unset()
    week_start: WeekStartName = unset()


class PasswordChange(Body):
    """A new password, and the one that it replaces."""

    current_password: Password
    password: Password
