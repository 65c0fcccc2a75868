"""The token of a stream, and what becomes of it when it is no longer good."""

from collections.abc import Awaitable, Callable

from tasktide_stream.errors import Ended

Token = Callable[[str | None], Awaitable[str]]
"""Gives an access token. Called before each connection, with the token that was rejected if one was."""


class Rejected(Exception):
    """The token is not, or no longer, good."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Access:
    """A token that lasts, or where to get one."""

    def __init__(self, source: Token | str) -> None:
        self._source = source
        self._token = ""
        self._rejected: str | None = None
        self._reason = ""

    async def token(self) -> str:
        """The one to connect with. Raises `Ended` where there is none but the one that was rejected."""
        self._token = self._source if isinstance(self._source, str) else await self._source(self._rejected)
        if self._token == self._rejected:
            raise Ended(self._reason)
        return self._token

    def accepted(self) -> None:
        """The stream says something."""
        self._rejected = None

    def rejected(self, reason: str) -> None:
        """Raises `Ended` where this one was in the place of another that was rejected too."""
        if self._rejected is not None:
            raise Ended(reason)
        self._rejected, self._reason = self._token, reason
