"""Start and stop the programs that a Tasktide on one machine consists of."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from runtime import privilege

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 16 * 1024 * 1024


class StartError(Exception):
    """Something does not start; the message is the one sentence that people read."""


def spawn(
    command: Sequence[str | Path],
    *,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
    orphaned: signal.Signals = signal.SIGKILL,
    unprivileged: bool = False,
    descriptors: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, so that Ctrl-C reaches the supervisor alone.

    `orphaned` is the signal that the kernel sends it when this process dies, however it dies (Linux). `log` takes its
    output, which is shown on this terminal otherwise. `unprivileged`: not as root. `descriptors` are handed on.
    """
    output = _open_log(log) if log else None
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            env=None if environment is None else dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=tuple(descriptors),
            # There is no other hook between fork and exec.
            preexec_fn=_before_exec(orphaned, privilege.drop() if unprivileged else None),  # noqa: PLW1509
        )
    finally:
        if output is not None:
            os.close(output)


def run(command: Sequence[str | Path], *, text: str = "", unprivileged: bool = False) -> None:
    """Run a short program to its end with `text` as its input; raises `StartError` with what it said last."""
    result = subprocess.run(
        [str(part) for part in command],
        input=text.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=privilege.drop() if unprivileged else None,
        check=False,
    )
    said = [line.strip() for line in result.stdout.decode(errors="replace").splitlines() if line.strip()]
    if result.returncode != 0:
        raise StartError(f"{Path(command[0]).name} failed: {said[-1] if said else 'it said nothing'}.")


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, *, patience: float = 5.0) -> None:
    """Ask `process` to end by the signal `how`; after `patience` seconds end it."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    wait_or_kill(process, patience=patience)


def wait_or_kill(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """See `process` end within `patience` seconds, or end it."""
    try:
        process.wait(max(0.0, patience))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], *, what: str, log: Path) -> None:
    """Return when `ready()`. When `process` ends before, or a minute has passed, raise `StartError`."""
    try:
        _poll(ready, process, what, log)
    except BaseException:
        stop(process, signal.SIGKILL)
        raise


def _poll(ready: Callable[[], bool], process: subprocess.Popen[bytes], what: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        if process.poll() is not None:
            raise StartError(f"{what} did not start: {last_line(log) or 'it said nothing'} (see {log}).")
        if time.monotonic() > deadline:
            raise StartError(f"{what} was not ready within a minute (see {log}).")
        time.sleep(0.01)


def last_line(log: Path) -> str:
    """The last line of `log` that is not empty."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _open_log(log: Path) -> int:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _before_exec(orphaned: signal.Signals, drop: Callable[[], None] | None) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return drop
    # Loaded here, since between fork and exec as little as possible should happen.
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def prepare() -> None:
        if drop:
            drop()
        # After a change of user, which would clear it.
        libc.prctl(PR_SET_PDEATHSIG, int(orphaned))
        if os.getppid() != parent:
            os._exit(1)

    return prepare
