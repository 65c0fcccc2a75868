"""How the environment comes to be on a machine that has little: indexes, uv without pip, the launcher's own checks."""

import hashlib
import io
import os
import platform
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from runtime.bootstrap import BootstrapError, environment, index, indexes, uv
from tests.runtime.installation import ROOT, clean, copy_of_tree, ready_made

SYSTEM = "manylinux_2_17" if platform.libc_ver()[0] else "musllinux_1_1"
WHEEL = f"uv-1.0-py3-none-{SYSTEM}_{platform.machine()}.whl"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its parameter's name
        """Tests say enough."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_index(folder: Path) -> str:
    """An index with a uv that greets; its lock's text."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("uv-1.0.data/scripts/uv", "#!/bin/sh\necho uv 1.0\n")
    (folder / "simple/uv").mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "files" / WHEEL).write_bytes(content.getvalue())
    links = [f"../../files/{name}" for name in ("uv-0.9.tar.gz", "uv-1.0-py3-none-win32.whl", WHEEL)]
    page = "".join(f'<a href="{link}#sha256=0" data-requires-python="&gt;=3.8">x</a>' for link in links)
    (folder / "simple/uv/index.html").write_text(page)
    return f"uv==1.0 \\\n    --hash=sha256:{hashlib.sha256(content.getvalue()).hexdigest()}\n"


def test_uv_comes_out_of_the_index_that_the_machine_names(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text(make_index(tmp_path))
    program = tmp_path / "venv/uv/bin/uv"
    with served(tmp_path) as url:
        index.download(url, lock, program)
    assert subprocess.run([program], capture_output=True, text=True, check=True).stdout == "uv 1.0\n"


def test_a_wheel_that_is_not_the_locked_one_is_not_unpacked(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    make_index(tmp_path)
    lock.write_text(f"uv==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    with served(tmp_path) as url, pytest.raises(BootstrapError, match="not the locked one"):
        index.download(url, lock, tmp_path / "uv")
    assert not (tmp_path / "uv").exists()


def test_an_index_without_it_and_one_that_is_away(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    make_index(tmp_path)
    lock.write_text("uv==2.0\n")
    with served(tmp_path) as url:
        with pytest.raises(BootstrapError, match=r"has no uv 2\.0 for this system"):
            index.download(url, lock, tmp_path / "uv")
        with pytest.raises(BootstrapError, match="cannot read"):
            index.download(f"{url}/nowhere", lock, tmp_path / "uv")


def test_the_index_is_that_of_uv_before_that_of_pip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(indexes, "_pip_files", lambda _environment: [tmp_path / "pip.conf"])
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://file.example/simple\n")
    (tmp_path / "uv").mkdir()
    home = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert indexes.configured(home) == "https://file.example/simple"

    (tmp_path / "uv/uv.toml").write_text('[[index]]\nurl = "https://uv.example/simple"\ndefault = true\n')
    assert indexes.configured(home) == "https://uv.example/simple"
    assert "UV_DEFAULT_INDEX" not in indexes.for_uv(home, tmp_path)

    variable = {**home, "PIP_INDEX_URL": "https://variable.example/simple"}
    assert indexes.configured(variable) == "https://variable.example/simple"


def test_uv_is_told_of_what_only_pip_knows(tmp_path: Path) -> None:
    told = indexes.for_uv({"XDG_CONFIG_HOME": str(tmp_path), "PIP_INDEX_URL": "https://pip.example/simple"}, tmp_path)
    assert told["UV_DEFAULT_INDEX"] == "https://pip.example/simple"


def test_where_nothing_helps_the_advice_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(uv, "_pips", lambda _stack: iter(()))
    monkeypatch.setattr(indexes, "configured", lambda _environment: None)
    with pytest.raises(BootstrapError, match=r"^cannot get uv, which .*: install python3-venv or .* try again\.$"):
        uv.find(tmp_path)


def test_nothing_is_installed_while_the_lock_is_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment, "_install", lambda _program, _root, _venv, lock: installed.append(lock))
    monkeypatch.setattr(environment, "_has_python", lambda _venv: True)
    monkeypatch.setattr(uv, "find", lambda _venv: Path("uv"))
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text("one")

    for lock in ("requirements.lock", "requirements.lock", "requirements-dev.lock", "requirements.lock"):
        environment.renew(tmp_path, tmp_path / "venv", lock)
    assert installed == ["requirements.lock", "requirements-dev.lock"]

    (tmp_path / "requirements.lock").write_text("two")
    environment.renew(tmp_path, tmp_path / "venv", "requirements.lock")
    assert installed[2:] == ["requirements-dev.lock"]


def test_without_a_recent_python_the_launcher_says_so(tmp_path: Path) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "python"):
        (tmp_path / name).write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2 && exit\nexit 1\n')
        (tmp_path / name).chmod(0o755)
    variables = {"PATH": f"{tmp_path}:/usr/bin:/bin", "TASKTIDE_VENV": str(tmp_path / "venv")}
    result = subprocess.run([ROOT / "tasktide", "up"], env=variables, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("tasktide: Python 3.11 or newer is needed, and here is Python 3.9.2: install it")


@pytest.mark.skipif(not ready_made(), reason="the packages were not installed by the launcher")
def test_the_launcher_is_found_through_links_and_shadowed_by_nothing(tmp_path: Path) -> None:
    copy_of_tree(tmp_path / "a tree")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/tasktide").symlink_to("../a tree/tasktide")
    (tmp_path / "here/runtime").mkdir(parents=True)
    (tmp_path / "here/runtime/__init__.py").write_text("raise SystemExit('the wrong one')")
    result = subprocess.run(
        ["tasktide", "--help"],
        env=clean({**ready_made(), "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}),
        cwd=tmp_path / "here",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "Usage: tasktide" in result.stdout
