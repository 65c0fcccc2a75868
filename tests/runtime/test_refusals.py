"""What keeps `up` from starting is told in one sentence, with exit code 1, and nothing is left running."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runtime.installation import ROOT, clean, mentioning


def up(data: Path, *options: str, **variables: str) -> str:
    """The sentence."""
    command = [sys.executable, "-P", "-m", "runtime", "up", "--data", str(data), *options]
    environment = clean({"PYTHONPATH": str(ROOT), **variables})
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("tasktide: ")
    assert result.stderr.count("\n") == 1, result.stderr
    assert mentioning(data) == []
    return result.stderr.removeprefix("tasktide: ").rstrip("\n")


def test_a_port_in_use(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = up(tmp_path / "data", "--port", str(port))
    assert said == f"Port {port} of 127.0.0.1 is in use: choose another with --port, or 0 for a free one."


def test_a_host_that_is_not_here(tmp_path: Path) -> None:
    assert up(tmp_path / "data", "--host", "192.0.2.1", "--port", "0") == (
        "Cannot listen on port 0 of 192.0.2.1 (Cannot assign requested address): see --host and --port."
    )


def test_a_folder_that_cannot_be_written() -> None:
    said = up(Path("/proc/tasktide"), "--port", "0")
    assert said.startswith("The data folder /proc/tasktide cannot be written (")


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert up(tmp_path / "data", "--port", "0") == (
        f"The data folder {tmp_path / 'data'} cannot be written (File exists): choose one with --data."
    )


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://here/there", "DATABASE_URL: must begin with postgresql://"),
        ("postgresql://nobody@127.0.0.1:1/none", "DATABASE_URL: cannot connect (connection to server at"),
        ("postgresql://nobody@[::1/none", "DATABASE_URL: "),
    ],
)
def test_a_broken_database_url(tmp_path: Path, url: str, sentence: str) -> None:
    assert up(tmp_path / "data", "--port", "0", DATABASE_URL=url).startswith(sentence)


def test_a_redis_that_is_not_there(tmp_path: Path) -> None:
    said = up(tmp_path / "data", "--port", "0", REDIS_URL="redis://127.0.0.1:1/0")
    assert said == "REDIS_URL: cannot connect (Error 111 connecting to 127.0.0.1:1. Connection refused)."


def test_an_unknown_variable(tmp_path: Path) -> None:
    said = up(tmp_path / "data", TASKTIDE_PROT="9000")
    assert said == "unknown TASKTIDE_PROT, did you mean TASKTIDE_PORT?"


def test_a_wrong_value(tmp_path: Path) -> None:
    assert up(tmp_path / "data", TASKTIDE_PORT="many").startswith("TASKTIDE_PORT: ")


def test_half_a_pair_of_keys(tmp_path: Path) -> None:
    said = up(tmp_path / "data", "--port", "0", TASKTIDE_JWT_PUBLIC_KEY="a key")
    assert said == "Set both TASKTIDE_JWT_PRIVATE_KEY and TASKTIDE_JWT_PUBLIC_KEY, or neither."
