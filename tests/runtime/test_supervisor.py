"""The supervisor starts again what ends, stops everything in order, and is told so by signals."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.runtime.installation import ROOT, clean, eventually, family

STORY = """
import signal, sys
from pathlib import Path
from runtime.processes import spawn
from runtime.supervise import Interrupted, Supervisor

log = Path(sys.argv[1])
notes = f"for s in INT TERM; do trap \\"echo $0 $s >> '{log}'; exit 0\\" $s; done; echo $0 starts >> '{log}'; "

def begin(name, rest):
    return lambda: spawn(["sh", "-c", notes + rest, name])

supervisor = Supervisor()
try:
    with supervisor.listening():
        forever = "while :; do sleep 0.05; done"
        server = begin("server", forever)
        supervisor.adopt("The server", server, server(), end_by=signal.SIGINT, is_server=True)
        supervisor.add("The worker", begin("worker", sys.argv[2] or forever))
        supervisor.watch()
except Interrupted:
    print("stopped", flush=True)
"""


def begin(log: Path, worker: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-c", STORY, str(log), worker]
    environment = clean({"PYTHONPATH": str(ROOT)})
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_servers_are_ended_after_those_that_use_them(tmp_path: Path, how: signal.Signals) -> None:
    process = begin(tmp_path / "log")
    eventually(lambda: len(lines(tmp_path / "log")) == 2)
    children = family(process.pid)

    process.send_signal(how)

    said, _ = process.communicate(timeout=10)
    assert (process.returncode, said) == (0, "stopped\n")
    assert lines(tmp_path / "log")[2:] == ["worker TERM", "server INT"]
    assert not [child for child in children if child.is_alive]


def test_one_that_keeps_ending_is_started_more_and_more_rarely(tmp_path: Path) -> None:
    began = time.monotonic()
    process = begin(tmp_path / "log", "exit 3")
    eventually(lambda: lines(tmp_path / "log").count("worker starts") == 4)
    took = time.monotonic() - began
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=10)

    assert took > 1.5
    assert said.splitlines()[:3] == [
        "tasktide: The worker ended with exit code 3; it is started again now.",
        "tasktide: The worker ended with exit code 3; it is started again in 0.5 s.",
        "tasktide: The worker ended with exit code 3; it is started again in 1 s.",
    ]


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    process = begin(tmp_path / "log", "trap '' TERM; while :; do sleep 0.05; done")
    eventually(lambda: len(lines(tmp_path / "log")) == 2)
    children = family(process.pid)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert time.monotonic() - began < 8
    assert not [child for child in children if child.is_alive]


def test_when_it_is_killed_nothing_is_left(tmp_path: Path) -> None:
    process = begin(tmp_path / "log")
    eventually(lambda: len(lines(tmp_path / "log")) == 2)
    children = family(process.pid)
    assert len(children) >= 3
    process.kill()
    process.communicate()
    eventually(lambda: not [child for child in children if child.is_alive and "sleep" not in child.command])
