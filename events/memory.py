"""The newest frames of a room, so that a storm of reconnecting readers is served without the database."""

from collections.abc import Sequence

from events.frames import Frame

KEPT_FRAMES = 1024
KEPT_BYTES = 4 * 1024 * 1024


class Memory:
    """Frames with neighbouring numbers, `oldest` … , at most `KEPT_FRAMES` of at most `KEPT_BYTES`."""

    def __init__(self, last: int) -> None:
        self._frames: dict[int, Frame] = {}
        self._bytes = 0
        self.oldest = last + 1

    def keep(self, frame: Frame) -> None:
        """The next one; the oldest ones go."""
        self._frames[frame.seq] = frame
        self._bytes += len(frame.data)
        while len(self._frames) > KEPT_FRAMES or self._bytes > KEPT_BYTES:
            self._bytes -= len(self._frames.pop(self.oldest).data)
            self.oldest += 1

    def remember(self, older: Sequence[Frame]) -> None:
        """Take in frames that end just before `oldest`, the newest of them first, as many as there is place for."""
        for frame in reversed(older):
            if len(self._frames) >= KEPT_FRAMES or self._bytes + len(frame.data) > KEPT_BYTES:
                return
            self._frames[frame.seq] = frame
            self._bytes += len(frame.data)
            self.oldest = frame.seq

    def between(self, first: int, last: int) -> list[Frame]:
        """The frames `first` … `last`; `first` is not before `oldest`."""
        return [self._frames[number] for number in range(first, last + 1)]

    def bytes_between(self, first: int, last: int) -> int:
        """Their size, as far as they are remembered."""
        return sum(len(frame.data) for frame in self.between(max(first, self.oldest), last))
