"""What one asks of the API about oneself: profile, address, password, devices, tokens."""

from typing import Literal, TypedDict, cast

from dashboard.client import Api
from dashboard.documents import User


class Me(User):
    """Oneself, with what only oneself sees."""

    avatar: str | None
    email_verified: bool
    has_login: bool
    is_admin: bool


class Device(TypedDict):
    """A sign-in of somebody, wherever it was made."""

    id: str
    user_agent: str
    ip: str | None
    created_at: str
    refreshed_at: str
    expires_at: str


class PersonalToken(TypedDict):
    """A token for programs, without its secret."""

    id: str
    name: str
    scope: Literal["read", "write"]
    start: str
    created_at: str
    expires_at: str | None
    last_used_at: str | None


class NewToken(PersonalToken):
    """A token that has just been made: `token` is told this once."""

    token: str


async def me(api: Api) -> Me:
    """Oneself."""
    return cast("Me", await api.me())


async def update_me(api: Api, field: str, value: str | None) -> Me:
    """Change one field of oneself."""
    return cast("Me", await api.update_me({field: value}))


async def change_email(api: Api, email: str, password: str) -> str:
    """Have a mail sent to another address of one's own; what to tell the person."""
    answer = await api.call("POST", "/api/me/email", body={"email": email, "current_password": password})
    return str(answer.json()["detail"])


async def ask_to_verify(api: Api) -> str:
    """Have the mail sent again that proves one's address; what to tell the person."""
    return str((await api.call("POST", "/api/me/verify-email")).json()["detail"])


async def change_password(api: Api, current: str, wanted: str) -> None:
    """Set another password; the other devices are signed out."""
    await api.call("POST", "/api/me/password", body={"current_password": current, "password": wanted})


async def devices(api: Api) -> list[Device]:
    """Where one is signed in, the last used first."""
    return await _all(api, "/api/me/sessions")


async def sign_out_device(api: Api, device: str) -> None:
    """End a sign-in of one's own."""
    await api.call("DELETE", f"/api/me/sessions/{device}")


async def tokens(api: Api) -> list[PersonalToken]:
    """One's personal access tokens, newest first."""
    return sorted(await _all(api, "/api/me/tokens"), key=lambda token: token["created_at"], reverse=True)


async def create_token(api: Api, name: str, scope: str, expires_at: str | None) -> NewToken:
    """A new token, with its secret."""
    body = {"name": name, "scope": scope, "expires_at": expires_at}
    return cast("NewToken", (await api.call("POST", "/api/me/tokens", body=body)).json())


async def withdraw_token(api: Api, token: str) -> None:
    """End a token, and the streams that it opened."""
    await api.call("DELETE", f"/api/me/tokens/{token}")


async def _all(api: Api, path: str) -> list:  # type: ignore[type-arg]  # its callers say of what
    return [item async for page in api.pages(path, {}) for item in page.items]
