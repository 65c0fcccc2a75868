"""What the server and the load spend while something goes on."""

from time import monotonic, process_time

from bench.stream.sides import Side

FULL = 0.9  # of its core: a load that needs more is itself what is measured


class Meter:
    """From its making until `stop`. `server` in CPU seconds, `load` the share that this process had of its core."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._server, self._load, self._started = side.cpu_seconds, process_time(), monotonic()
        self.server = self.load = self.seconds = 0.0

    @property
    def so_far(self) -> float:
        """Seconds."""
        return monotonic() - self._started

    def stop(self) -> None:
        """Until now."""
        self.seconds = self.so_far
        self.server = self._side.cpu_seconds - self._server
        self.load = (process_time() - self._load) / max(self.seconds, 1e-6)

    def remark(self) -> str:
        """How busy the load was."""
        return f"load {self.load:.0%} of its core" + (", so it was the limit" if self.load > FULL else "")
