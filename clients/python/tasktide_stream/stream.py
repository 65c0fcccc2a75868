"""The stream of one workspace, over any number of connections."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from types import TracebackType
from typing import Self
from uuid import UUID

import httpx
from tasktide_client import AuthenticatedClient

from tasktide_stream.access import Access, Rejected, Token
from tasktide_stream.backoff import Backoff
from tasktide_stream.connection import Away, connected
from tasktide_stream.cursor import Cursor
from tasktide_stream.errors import Ended, StreamError
from tasktide_stream.event import Event
from tasktide_stream.messages import Bye, Message, message
from tasktide_stream.progress import Progress
from tasktide_stream.wire import Decoder

SILENCE = 40.0  # seconds; a sign of life comes every 15


class Stream:
    """Every message once and in order. Iterate over it, in one place, within `async with`.

    It begins after the cursor `after`, or now. With `projects`, `types` and `query` it carries less. `token` is for
    access tokens, which do not last. Whatever passes by itself is waited for; iterating raises `Ended`, `Refused` or
    `Unreadable`.
    """

    def __init__(
        self,
        client: AuthenticatedClient,
        workspace: UUID | str,
        *,
        after: str = "",
        projects: Sequence[UUID | str] = (),
        types: Sequence[str] = (),
        query: str = "",
        token: Token | None = None,
        silence: float = SILENCE,
    ) -> None:
        if after:
            Cursor.parse(after)
        self.cursor = after
        """That of the last message which was handed out: a stream that begins after it misses nothing."""
        self._http = client.get_async_httpx_client()
        self._query: dict[str, str | list[str]] = {"workspace": str(workspace)}
        self._query |= {"project": [str(project) for project in projects]} if projects else {}
        self._query |= {"types": ",".join(types)} if types else {}
        self._query |= {"q": query} if query else {}
        self._access = Access(token or client.token)
        self._is_live = bool(query)
        self._silence = silence
        self._backoff = Backoff()
        self._progress = Progress()
        self._messages = self._follow()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._messages.aclose()
        self._progress.end("closed")

    def __aiter__(self) -> AsyncIterator[Message]:
        return self._messages

    async def passed(self, cursor: str) -> None:
        """Wait until whoever iterates has dealt with everything up to the `Tasktide-Cursor` of an answer.

        A stream that carries less than everything may learn of it with its next sign of life only. Raises `Ended` if
        the stream ends before, `OtherLog` if a backup has been restored meanwhile.
        """
        await self._progress.reach(cursor)

    async def _follow(self) -> AsyncGenerator[Message, None]:
        try:
            while True:
                at_least = 0.0
                try:
                    async with aclosing(self._connection()) as messages:
                        async for told in messages:
                            yield told
                            self._has_dealt_with(told.cursor)
                except Rejected as rejection:
                    self._access.rejected(rejection.reason)
                    continue
                except Away as away:
                    at_least = away.seconds
                except httpx.TransportError:
                    pass
                await asyncio.sleep(self._backoff.delay(at_least))
        except StreamError as error:
            self._progress.end(error.reason if isinstance(error, Ended) else str(error))
            raise

    async def _connection(self) -> AsyncGenerator[Message, None]:
        self._backoff.failed()
        token = await self._access.token()
        decoder = Decoder(self.cursor)
        async with connected(self._http, self._query, token, self.cursor, self._silence) as chunks:
            async for chunk in chunks:
                for told in self._told(decoder, chunk):
                    yield told

    def _told(self, decoder: Decoder, chunk: bytes) -> Iterator[Message]:
        for frame in decoder.feed(chunk):
            self._backoff.obey(decoder.retry)
            told = message(frame, is_live=self._is_live)
            if isinstance(told, Bye):
                raise _farewell(told.reason)
            if not isinstance(told, Event) or self._is_new(told):
                self._note(told)
                yield told
        self._backoff.obey(decoder.retry)
        self.cursor = decoder.last_id or self.cursor
        self._has_dealt_with(self.cursor)

    def _has_dealt_with(self, cursor: str) -> None:
        if cursor:
            self._progress.move(cursor)

    def _is_new(self, event: Event[object]) -> bool:
        if not self.cursor:
            return True
        here, known = Cursor.parse(event.cursor), Cursor.parse(self.cursor)
        return here.epoch != known.epoch or here.number > known.number

    def _note(self, told: Message) -> None:
        self.cursor = told.cursor
        self._access.accepted()
        self._backoff.succeeded()


def _farewell(reason: str) -> Exception:
    """What a bye leads to: another token, the end, or coming back."""
    match reason:
        case "forbidden":
            return Ended(reason)
        case "revoked" | "token_expired":
            return Rejected(reason)
        case _:
            return Away(0)
