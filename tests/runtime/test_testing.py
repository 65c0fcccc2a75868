"""`./tasktide test`: what runs, in which order, and on which servers."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import browser, testing
from tests.runtime.installation import ROOT, clean, eventually, family

STORY = """
import os, sys

def test_it_stands_on_servers_of_its_own():
    assert os.environ["DATABASE_URL"].startswith("postgresql://tasktide:")
    assert os.environ["REDIS_URL"].startswith("redis://:")
    assert "TASKTIDE_SMTP_URL" not in os.environ
"""


def begin(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "runtime", "test", *map(str, arguments)]
    environment = clean({"PYTHONPATH": str(ROOT), "TASKTIDE_SMTP_URL": "smtp://mail.example:25"})
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_end_to_end_tests_come_last_and_each_of_them_once() -> None:
    most, browser, rest = testing.parts(["-q"])
    assert most == ["-n", "2", "--ignore=tests/e2e", "-q"]
    assert rest == ["tests/e2e", "--ignore-glob=tests/e2e/test_browser_*.py", "-q"]
    stories = [one for one in browser if one.startswith("tests/")]
    assert browser == ["-n", "2", "--dist=loadfile", "--no-loadscope-reorder", *stories, "-q"]
    assert [Path(one) for one in stories] == sorted(Path("tests/e2e").glob("test_browser_*.py"))


def test_named_tests_run_alone() -> None:
    assert testing.parts(["tests/runtime/test_testing.py::test_named_tests_run_alone", "-x"]) == [
        ["tests/runtime/test_testing.py::test_named_tests_run_alone", "-x"]
    ]


def test_a_test_gets_servers_and_the_exit_code_is_pytest_s(tmp_path: Path) -> None:
    story = tmp_path / "test_story.py"
    story.write_text(STORY)
    process = begin(story, "-q", "-p", "no:cacheprovider")
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said

    story.write_text("def test_it():\n    assert False\n")
    process = begin(story, "-q", "-p", "no:cacheprovider")
    process.communicate(timeout=60)
    assert process.returncode == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_when_it_is_ended_nothing_is_left(tmp_path: Path, how: signal.Signals) -> None:
    story = tmp_path / "test_story.py"
    body = f"    pathlib.Path({str(tmp_path)!r}, 'runs').touch()\n    time.sleep(60)\n"
    story.write_text(f"import time, pathlib\ndef test_it():\n{body}")
    process = begin(story, "-q", "-p", "no:cacheprovider")
    eventually((tmp_path / "runs").exists, 30)
    processes = family(process.pid)
    process.send_signal(how)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert not [each for each in processes if each.is_alive]


def test_without_a_chromium_it_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert browser.find_browser() is None
    testing.say_if_without_browser()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt install chromium" in said

    chromium = tmp_path / ".cache/ms-playwright/chromium-1200/chrome-linux/chrome"
    chromium.parent.mkdir(parents=True)
    chromium.touch()
    assert browser.find_browser() == chromium
