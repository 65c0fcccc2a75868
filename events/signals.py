"""How open streams learn that the process is to end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def told_of_signals(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell`, and then the handler that was there before, on SIGTERM and SIGINT.

    A server that is told to stop waits for its open responses before it runs the lifespan's end; streams have no end
    of their own, so both would wait for ever. Outside the main thread nothing is installed (Python refuses).
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = {number: signal.getsignal(number) for number in SIGNALS}

    def handle(number: int, frame: FrameType | None) -> None:
        tell()
        before = previous[signal.Signals(number)]
        if callable(before):
            before(number, frame)

    for number in SIGNALS:
        if callable(previous[number]):
            signal.signal(number, handle)
    try:
        yield
    finally:
        for number in SIGNALS:
            if signal.getsignal(number) is handle:
                signal.signal(number, previous[number])
