"""How long to wait before coming back."""

import random

FIRST = 2.0  # seconds, unless the server says otherwise
LONGEST = 60.0
_GROWTH = 6  # doublings


class Backoff:
    """After a stream that was live: as long as the server said in `retry:`, which it spreads over its readers.

    After each failed attempt: twice as long at most, up to a minute, and at random down to half of that.
    """

    def __init__(self) -> None:
        self._first = FIRST
        self._failures = 0

    def obey(self, retry: int | None) -> None:
        """What the server said, in milliseconds."""
        if retry is not None:
            self._first = min(retry / 1000, LONGEST)

    def succeeded(self) -> None:
        """The stream says something."""
        self._failures = 0

    def failed(self) -> None:
        """An attempt came to nothing."""
        self._failures += 1

    def delay(self, at_least: float = 0.0) -> float:
        """Seconds until the next attempt."""
        if not self._failures:
            return max(self._first, at_least)
        longest = min(LONGEST, self._first * 2 ** min(self._failures, _GROWTH))
        return max(at_least, random.uniform(longest / 2, longest))  # noqa: S311  # spreads load, keeps no secret
