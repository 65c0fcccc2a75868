"""`./tasktide test`: the whole suite on servers of its own, in a temporary folder, on free ports."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from runtime import postgres, valkey
from runtime.browser import find_browser
from runtime.processes import wait_or_kill
from runtime.servers import ROOT
from runtime.supervise import Interrupted, Supervisor, say

NO_TESTS = 5
END_TO_END = "tests/e2e"
BROWSER = f"{END_TO_END}/test_browser_*.py"
# Measured on two cores: more workers only wait for each other.
WORKERS = ("-n", "2")


def run(arguments: Sequence[str]) -> int:
    """The suite's exit code. With arguments that name tests only those run, as plain pytest would run them."""
    say_if_without_browser()
    with tempfile.TemporaryDirectory(prefix="tasktide-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            with (
                Supervisor().listening(),
                postgres.running(folder / "postgres") as database,
                valkey.running(folder / "valkey") as redis,
            ):
                variables = _variables(database, redis, folder / "data")
                return max(_pytest(part, variables) for part in parts(arguments))
        except Interrupted:
            return 130


def say_if_without_browser() -> None:
    """One line, if the browser tests will be skipped."""
    if find_browser() is None:
        say(
            "no Chromium was found, so the browser tests are skipped; "
            "get one with `apt install chromium` or `.venv/bin/playwright install chromium`."
        )


def _variables(database: str, redis: str, data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TASKTIDE_")}
    own = {"DATABASE_URL": database, "REDIS_URL": redis, "TASKTIDE_DATA": str(data), "PYTHONPATH": str(ROOT)}
    return {**kept, **own}


def parts(arguments: Sequence[str]) -> list[list[str]]:
    """What pytest is called with, one call after the other.

    Stories at a browser wait more than they work, so two are told at once, each file on a system of its own. Those that
    kill processes need both cores for themselves.
    """
    if any(argument.startswith(("tests/", "/")) for argument in arguments):
        return [[*arguments]]
    browser = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(BROWSER))
    return [
        [*WORKERS, f"--ignore={END_TO_END}", *arguments],
        [*WORKERS, "--dist=loadfile", "--no-loadscope-reorder", *browser, *arguments],
        [END_TO_END, f"--ignore-glob={BROWSER}", *arguments],
    ]


def _pytest(arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    process = subprocess.Popen([sys.executable, "-P", "-m", "pytest", *arguments], cwd=ROOT, env=variables)
    try:
        code = process.wait()
    except Interrupted:
        # Ctrl-C reaches pytest too, SIGTERM does not.
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        wait_or_kill(process, patience=10)
        raise
    return 0 if code == NO_TESTS else abs(code)
