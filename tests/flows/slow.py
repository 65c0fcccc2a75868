"""Calls whose answers are under way for as long as a story wants."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


class Slow:
    """In the place of `call`: the first time that `is_meant` agrees with the arguments its answer is held."""

    def __init__(self, call: Callable[..., Awaitable[Any]], is_meant: Callable[..., bool]) -> None:
        self._call, self._is_meant = call, is_meant
        self.asked, self.answered = asyncio.Event(), asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, *args: Any, **named: Any) -> Any:
        """Ask at once, answer late; or ask nothing, and fail in the end."""
        if self.asked.is_set() or not self._is_meant(*args, **named):
            return await self._call(*args, **named)
        self.asked.set()
        answer = None if self.error else await self._call(*args, **named)
        await self.answered.wait()
        if self.error:
            raise self.error
        return answer
