"""`./tasktide up`, as people use it: from a fresh copy of the tree, real processes, real signals."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.runtime.installation import Installation, clean, copy_of_tree, eventually, mentioning, ready_made

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_tree(tmp_path_factory.mktemp("up") / "a fresh copy")


@pytest.fixture
def running(tree: Path, tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tree, tmp_path / "its data", "--no-demo", **ready_made())
    try:
        installation.wait_until_ready()
        yield installation
    finally:
        installation.end(signal.SIGKILL)


def test_a_fresh_copy_installs_itself_serves_and_leaves_nothing_behind(tree: Path, tmp_path: Path) -> None:
    first = Installation(tree, tmp_path / "data")
    try:
        url = first.wait_until_ready()
        family = first.processes()
        assert read(f"{url}/healthz") == {"status": "ok"}
        assert set(parts(url).values()) == {"ok"}
        assert "demo@tasktide.example" in first.said
        assert str(tmp_path / "data/mail") in first.said
        demo = log_in(url)
    finally:
        code = first.end(signal.SIGINT)
    assert code == 0, first.said
    assert [process for process in family if process.is_alive] == []
    assert mentioning(tmp_path) == []

    again = Installation(tree, tmp_path / "data")
    try:
        assert log_in(again.wait_until_ready()) == demo
        assert "installing" not in again.said.partition("is ready")[2]
    finally:
        assert again.end(signal.SIGTERM) == 0
    assert mentioning(tmp_path) == []


@pytest.mark.parametrize("part", ["-m jobs", "runtime.web", "valkey-server", "postgres -D"])
def test_a_child_that_dies_is_started_again_and_said_so(running: Installation, part: str) -> None:
    url = running.wait_until_ready()
    victim = running.child(part)

    os.kill(victim.number, signal.SIGKILL)

    eventually(lambda: "was ended by SIGKILL; it is started again now." in running.said)
    eventually(lambda: any(part in process.command for process in running.processes() if process != victim))
    eventually(lambda: set(parts(url).values()) == {"ok"}, 30)


def test_a_killed_supervisor_takes_everything_with_it(running: Installation) -> None:
    family = running.processes()
    assert len(family) > 5

    assert running.end(signal.SIGKILL) == -signal.SIGKILL

    eventually(lambda: not [process for process in family if process.is_alive])


def test_after_a_kill_the_next_start_goes_on(tree: Path, running: Installation) -> None:
    running.end(signal.SIGKILL)

    after = Installation(tree, running.data, **ready_made())
    try:
        assert set(parts(after.wait_until_ready()).values()) == {"ok"}
    finally:
        assert after.end() == 0


def test_it_stops_within_seconds_with_a_reader_connected(running: Installation) -> None:
    url = running.wait_until_ready()
    port = int(url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as idle:
        idle.sendall(b"GET /api/tasks HTTP/1.1\r\nHost: x\r\n")
        began = time.monotonic()
        assert running.end() == 0
    assert time.monotonic() - began < 10


def test_a_second_up_on_the_same_data_says_where_the_first_is(tree: Path, running: Installation) -> None:
    url = running.wait_until_ready()
    second = Installation(tree, running.data, **ready_made())
    assert second.process.wait(30) == 1
    assert f"tasktide: A Tasktide runs at {url} on the data folder {running.data}.\n" in second.said
    assert set(parts(url).values()) == {"ok"}


def test_two_at_the_same_time_on_two_data_folders(tree: Path, running: Installation, tmp_path: Path) -> None:
    other = Installation(tree, tmp_path / "other", "--no-demo", **ready_made())
    try:
        urls = {running.wait_until_ready(), other.wait_until_ready()}
        assert len(urls) == 2
        assert all(set(parts(url).values()) == {"ok"} for url in urls)
    finally:
        assert other.end() == 0


def test_other_commands_use_the_servers_of_a_running_up(tree: Path, running: Installation) -> None:
    url = running.wait_until_ready()
    command = [str(tree / "tasktide"), "user", "create", "ann@example.org", "--data", str(running.data)]
    result = subprocess.run(
        command, env=clean(ready_made()), input="correct horse 9\n", text=True, capture_output=True, check=False
    )
    assert (result.returncode, result.stdout) == (0, "ann@example.org can log in, as administrator.\n")
    assert log_in(url, "ann@example.org", "correct horse 9")
    assert set(parts(url).values()) == {"ok"}


def log_in(url: str, email: str = "demo@tasktide.example", password: str = "tasktide-demo") -> str:
    body = json.dumps({"email": email, "password": password}).encode()
    request = Request(f"{url}/api/token", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=10) as answer:
        token = json.load(answer)["access"]
    with urlopen(Request(f"{url}/api/me", headers={"Authorization": f"Bearer {token}"}), timeout=10) as answer:
        return str(json.load(answer)["id"])


def parts(url: str) -> dict[str, str]:
    try:
        found = read(f"{url}/readyz")["parts"]
    except OSError as error:
        return {"web": str(error)}
    assert isinstance(found, dict)
    return {str(part): str(state) for part, state in found.items()}


def read(url: str) -> dict[str, object]:
    with urlopen(url, timeout=10) as answer:
        return dict(json.load(answer))
