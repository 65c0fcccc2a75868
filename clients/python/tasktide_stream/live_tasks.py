"""A list of tasks that stays true."""

from collections.abc import AsyncGenerator, AsyncIterator
from types import TracebackType
from typing import Self
from uuid import UUID

from tasktide_client import AuthenticatedClient
from tasktide_client.api.tasks import list_tasks
from tasktide_client.models import Problem, Task, TaskList
from tasktide_client.types import UNSET

from tasktide_stream.errors import Refused
from tasktide_stream.live import Entered, Gone, Updated
from tasktide_stream.messages import Message, Reset
from tasktide_stream.stream import Stream

PAGE = 200


class LiveTasks:
    """The tasks that a query asks for, by id. Iterate over it within `async with`: after each message it is true again.

    It is read with the client's own token, which has to last: a personal access token.
    """

    def __init__(self, client: AuthenticatedClient, workspace: UUID, query: str) -> None:
        self.tasks: dict[UUID, Task] = {}
        self._client, self._workspace, self._query = client, workspace, query

    async def __aenter__(self) -> Self:
        after = await self._read()
        self._stream = Stream(self._client, self._workspace, query=self._query, after=after)
        self._messages = self._follow()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._messages.aclose()
        await self._stream.__aexit__(kind, error, trace)

    def __aiter__(self) -> AsyncIterator[Message]:
        return self._messages

    async def passed(self, cursor: str) -> None:
        """Wait until the list holds what a write has changed; see `Stream.passed`."""
        await self._stream.passed(cursor)

    async def _follow(self) -> AsyncGenerator[Message, None]:
        async for message in self._stream:
            match message:
                case Entered(task=task) | Updated(task=task):
                    self.tasks[task.id] = task
                case Gone(task_id=task_id):
                    self.tasks.pop(task_id, None)
                case Reset():
                    # What happens meanwhile is told by the stream, which goes on from the reset.
                    await self._read()
            yield message

    async def _read(self) -> str:
        """Each page; the cursor of the first, after which the stream tells whatever the others have missed."""
        tasks: dict[UUID, Task] = {}
        after, following = "", None
        while not after or following is not None:
            answer = await list_tasks.asyncio_detailed(
                client=self._client,
                workspace=self._workspace,
                q=self._query,
                limit=PAGE,
                cursor=UNSET if following is None else following,
            )
            if not isinstance(answer.parsed, TaskList):
                detail = answer.parsed.detail if isinstance(answer.parsed, Problem) else "no list of tasks"
                raise Refused(answer.status_code, detail)
            tasks |= {task.id: task for task in answer.parsed.items}
            after = after or answer.headers["Tasktide-Cursor"]
            following = answer.parsed.next_
        self.tasks = tasks
        return after
