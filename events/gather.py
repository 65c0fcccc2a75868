"""Many who ask the log the same kind of thing at the same time are answered by one query."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

CROWD = 3  # so many together are no chance: the next ones wait for each other
PAUSE = 0.1  # seconds, and so much more for each of the last crowd, up to the longest
PAUSE_FOR_EACH = 0.005
LONGEST_PAUSE = 0.5


class Gathering(Generic[Question, Answer]):
    """`ask` answers several questions, in their order. What it raises, each who asked gets."""

    def __init__(self, ask: Callable[[Sequence[Question]], Awaitable[Sequence[Answer]]]) -> None:
        self._ask = ask
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._working: asyncio.Task[None] | None = None

    async def answer(self, question: Question) -> Answer:
        """The answer, from a query that began after this question was asked."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, future))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await future

    async def _work(self) -> None:
        together = 0
        try:
            while self._waiting:
                if together >= CROWD:
                    await asyncio.sleep(min(LONGEST_PAUSE, PAUSE + PAUSE_FOR_EACH * together))
                batch, self._waiting = self._waiting, []
                together = len(batch)
                await self._tell(batch)
        finally:
            self._working = None

    async def _tell(self, batch: list[tuple[Question, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._ask([question for question, _ in batch])
        except Exception as error:  # noqa: BLE001  # it belongs to those who asked
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            if not future.done():
                future.set_result(answer)
