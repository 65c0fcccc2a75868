"""Old events that were read for one reader, for the others who come the same way."""

from collections.abc import Sequence

from events.frames import Frame

KEPT_BYTES = 8 * 1024 * 1024  # of one process, whatever its rooms hold
KEPT_FOR = 10.0  # seconds

_Way = tuple[str, str, int]  # workspace, epoch, first number


class Recalled:
    """The pages read last, of all rooms. In a storm of readers who are far behind each page is read once, not by each.

    Pages of a few events come to little in bytes, and to many: they go by age.
    """

    def __init__(self) -> None:
        self._pages: dict[_Way, tuple[float, Sequence[Frame]]] = {}
        self._bytes = 0

    def after(self, workspace_id: str, epoch: str, seq: int) -> Sequence[Frame]:
        """What follows `seq`, as far as a page reaches; empty if there is none."""
        for (of, then, first), (_, frames) in self._pages.items():
            if of == workspace_id and then == epoch and first <= seq + 1 <= frames[-1].seq:
                return frames[seq + 1 - first :]
        return ()

    def keep(self, workspace_id: str, epoch: str, frames: Sequence[Frame], now: float) -> None:
        """A page: neighbouring numbers, at least one. The oldest pages go."""
        way = (workspace_id, epoch, frames[0].seq)
        self._drop(way)
        self._pages[way] = (now, frames)
        self._bytes += _size(frames)
        while self._bytes > KEPT_BYTES:
            self._drop(next(iter(self._pages)))

    def forget(self, now: float) -> None:
        """Let go of what nobody has read for a while. Called about once a second with the loop's time."""
        for way in [way for way, (read_at, _) in self._pages.items() if now - read_at >= KEPT_FOR]:
            self._drop(way)

    def _drop(self, way: _Way) -> None:
        if way in self._pages:
            self._bytes -= _size(self._pages.pop(way)[1])


def _size(frames: Sequence[Frame]) -> int:
    return sum(len(frame.data) for frame in frames)
