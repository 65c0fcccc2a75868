"""Keeps processes alive until it is told to stop, and then leaves none behind."""

import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from runtime.processes import StartError, stop, wait_or_kill

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
# Together less than the ten seconds after which service managers kill.
PATIENCE = 5.0
SERVER_PATIENCE = 2.0


class Interrupted(BaseException):
    """SIGINT, SIGTERM or SIGHUP. Like KeyboardInterrupt it passes every `except Exception`."""


@dataclass
class Child:
    """A process that is to be there. The signal `end_by` asks it to end. Others need a server until they have ended."""

    name: str
    begin: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]
    end_by: signal.Signals
    is_server: bool
    began: float = field(default_factory=time.monotonic)
    failures: int = 0
    due: float | None = None


class Supervisor:
    """Its children in the order in which they were started; they are stopped in the opposite one."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self._wake, self._woken = socket.socketpair()

    def add(self, name: str, begin: Callable[[], subprocess.Popen[bytes]]) -> Child:
        """Start a process and keep it alive from now on."""
        return self.adopt(name, begin, begin())

    def adopt(
        self,
        name: str,
        begin: Callable[[], subprocess.Popen[bytes]],
        process: subprocess.Popen[bytes],
        *,
        end_by: signal.Signals = signal.SIGTERM,
        is_server: bool = False,
    ) -> Child:
        """Keep a process alive that has been started; `begin` starts it again."""
        child = Child(name, begin, process, end_by, is_server)
        self.children.append(child)
        return child

    def watch(self) -> None:
        """Start again what ends, until `Interrupted`."""
        while True:
            for child in self.children:
                self._look_after(child)
            pauses = [child.due - time.monotonic() for child in self.children if child.due is not None]
            select.select([self._woken], [], [], max(0.0, min(pauses)) if pauses else None)
            self._drain()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Within the block signals raise `Interrupted` and ended children wake `watch`; at its end all are stopped."""
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _nothing)
        for number in ENDING:
            # As `nohup` wants it.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, _interrupt)
        try:
            yield
        finally:
            # Asked once is enough: stopping takes a bounded time, and must not itself be cut short.
            for number in ENDING:
                signal.signal(number, signal.SIG_IGN)
            self._stop()

    def _look_after(self, child: Child) -> None:
        if child.due is None:
            code = child.process.poll()
            if code is None:
                return
            steady = time.monotonic() - child.began > STEADY_AFTER
            child.failures = 1 if steady else child.failures + 1
            pause = 0.0 if child.failures == 1 else min(LONGEST_PAUSE, 0.5 * 2.0 ** (child.failures - 2))
            child.due = time.monotonic() + pause
            when = "now" if pause == 0 else f"in {pause:g} s"
            say(f"{child.name} {_how(code)}; it is started again {when}.")
        if time.monotonic() >= child.due:
            self._begin_again(child)

    def _begin_again(self, child: Child) -> None:
        child.began, child.due = time.monotonic(), None
        try:
            child.process = child.begin()
        except StartError as error:
            child.failures += 1
            child.due = time.monotonic() + min(LONGEST_PAUSE, 0.5 * 2.0**child.failures)
            say(str(error))

    def _drain(self) -> None:
        try:
            while self._woken.recv(4096):
                pass
        except BlockingIOError:
            return

    def _stop(self) -> None:
        """First those that use servers, all at once, then the servers, the last one started first."""
        users = [child for child in self.children if not child.is_server]
        for child in users:
            if child.process.poll() is None:
                child.process.send_signal(child.end_by)
        deadline = time.monotonic() + PATIENCE
        for child in users:
            wait_or_kill(child.process, patience=deadline - time.monotonic())
        for child in reversed(self.children):
            if child.is_server:
                stop(child.process, child.end_by, patience=SERVER_PATIENCE)


def say(text: str) -> None:
    """One line for whoever looks at the terminal, which may be gone."""
    try:
        sys.stderr.write(f"tasktide: {text}\n")
        sys.stderr.flush()
    except OSError:
        return


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with exit code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Without a handler the signal would not wake `select`."""
