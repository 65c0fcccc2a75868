"""What a room holds, at most four megabytes: its newest frames, so that a storm of reconnecting readers is served
without the database, and those that came before their turn.
"""

from collections.abc import Sequence
from dataclasses import replace

from events.frames import Frame

KEPT_FRAMES = 1024
KEPT_BYTES = 3 * 1024 * 1024
EARLY_BYTES = 1024 * 1024


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

    def enclose(self, project_id: str, *, is_private: bool) -> None:
        """A project has been made private, or is no longer: so are its events from before, as in the log."""
        private = project_id if is_private else None
        for number, frame in self._frames.items():
            if frame.project_id == project_id and frame.private_project_id != private:
                self._frames[number] = replace(frame, private_project_id=private)

    def between(self, first: int, last: int) -> list[Frame]:
        """The frames `first` … `last`; `first` is not before `oldest`."""
        return [self._frames[number] for number in range(first, last + 1)]

    def bytes_between(self, first: int, last: int) -> int:
        """Their size, as far as they are remembered."""
        return sum(len(frame.data) for frame in self.between(max(first, self.oldest), last))


class Early:
    """Frames that came before their turn. Beyond `KEPT_FRAMES` or `EARLY_BYTES` all are let go: the log has them."""

    def __init__(self) -> None:
        self._frames: dict[int, Frame] = {}
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._frames)

    @property
    def first(self) -> int:
        """The smallest number; there is one."""
        return min(self._frames)

    def keep(self, frame: Frame) -> bool:
        """One more, or the same again; False where it was one too many."""
        self.pop(frame.seq)
        self._frames[frame.seq] = frame
        self._bytes += len(frame.data)
        if len(self._frames) <= KEPT_FRAMES and self._bytes <= EARLY_BYTES:
            return True
        self.clear()
        return False

    def pop(self, seq: int) -> Frame | None:
        """Take out the frame of this number."""
        frame = self._frames.pop(seq, None)
        self._bytes -= len(frame.data) if frame else 0
        return frame

    def forget_until(self, seq: int) -> None:
        """Let go of this number and those before it."""
        for number in [number for number in self._frames if number <= seq]:
            self.pop(number)

    def clear(self) -> None:
        """Let go of all."""
        self._frames.clear()
        self._bytes = 0
