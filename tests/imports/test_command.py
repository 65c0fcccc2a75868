"""The command, in a process of its own, as somebody at a terminal runs it."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backend.accounts.models import User
from backend.imports.command import main
from backend.imports.models import ImportedRow
from backend.projects.models import Project
from backend.tasks.models import Task
from tests.follow import Follower
from tests.imports.conftest import BOARDS, environment, raw
from tests.world import World

RUN = "import sys; from backend.imports.command import main; sys.exit(main(sys.argv[1:]))"
LARGE = 800


@pytest.fixture
def committed(transactional_db: None) -> World:
    """The harbour crew, as other processes see it."""
    del transactional_db
    return World()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A board of many cards, to be interrupted."""
    data = raw("old")
    card = data["cards"][0]
    data["cards"] = [
        card | {"id": f"538bbe80{number:016x}", "idShort": number, "name": f"Card {number}", "pos": number}
        for number in range(1, LARGE + 1)
    ]
    data["checklists"] = []
    (tmp_path / "large.json").write_text(json.dumps(data))
    return tmp_path / "large.json"


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(COLUMNS="100"), stdout=pipe, stderr=pipe, text=True)


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, what it said, what it complained of."""
    process = start(*arguments)
    said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


def wait_for_tasks(number: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 30
    while Task.objects.count() < number:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_ann_imports_a_board_and_is_told_what_was_done(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    arguments = ["trello", str(BOARDS / "new.json"), "--workspace", world.harbour.slug, "--as", "ANN@example.org"]
    assert main(arguments) == 0
    said, complained = capsys.readouterr()
    assert ("24/24" in said, complained) == (True, "")
    assert counts_of_tasks(said) == ["15", "·", "·", "·"]
    assert "Not taken as it stands" in said
    assert "  card 17: is not an object: not taken" in said
    assert main([*arguments[:3], str(world.harbour.id), *arguments[4:]]) == 0
    assert counts_of_tasks(capsys.readouterr().out) == ["·", "·", "15", "·"]


def counts_of_tasks(said: str) -> list[str]:
    """Created, updated, unchanged, skipped."""
    (line,) = (line for line in said.splitlines() if line.startswith("│ task "))
    return [cell.strip() for cell in line.split("│")[2:-1]]


def test_a_broken_file_among_good_ones_changes_nothing(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "half.json"
    broken.write_bytes((BOARDS / "old.json").read_bytes()[:900])
    before = world.last
    files = [str(BOARDS / "new.json"), str(broken)]
    assert main(["trello", *files, "--workspace", world.harbour.slug, "--as", "ann@example.org"]) == 1
    said, complained = capsys.readouterr()
    assert said == ""
    assert complained.startswith("tasktide import: half.json is not complete JSON: ")
    assert complained.endswith(" Nothing was imported.\n")
    assert complained.count("\n") == 1
    assert (world.last, ImportedRow.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("workspace", "email", "sentence"),
    [
        ("nowhere", "ann@example.org", "ann@example.org is in no workspace 'nowhere' (but in: harbour-crew)."),
        ("harbour-crew", "eve@example.org", "eve@example.org is in no workspace 'harbour-crew' (but in: none)."),
        ("harbour-crew", "zoe@example.org", "Nobody can log in as zoe@example.org."),
        ("harbour-crew", "vic@example.org", "As viewer of this workspace you may not do this."),
        (
            "harbour-crew",
            "cleo@example.org",
            (
                "The file names 森 花, who is not here yet. Only owners and admins may take people in:"
                " ask one of them, or leave the people out."
            ),
        ),
    ],
)
def test_who_may_not_is_told_in_one_sentence(
    world: World, workspace: str, email: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = world.last
    assert main(["trello", str(BOARDS / "old.json"), "--workspace", workspace, "--as", email]) == 1
    assert capsys.readouterr().err == f"tasktide import: {sentence}\n"
    assert world.last == before


def test_a_wrong_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["trello", "board.json"]), main(["jira", "board.json"])) == (2, 2)
    assert "required: --workspace, --as" in capsys.readouterr().err


def test_stopped_and_killed_in_the_middle_it_goes_on_and_nothing_is_there_twice(committed: World, large: Path) -> None:
    arguments = ("trello", large, "--workspace", committed.harbour.slug, "--as", "ann@example.org")
    stopped = start(*arguments)
    wait_for_tasks(100, stopped)
    stopped.send_signal(signal.SIGINT)
    complained = stopped.communicate(timeout=30)[1]
    sentence = "Stopped. What was imported stays; run the command again to go on."
    assert (stopped.returncode, complained) == (130, f"tasktide import: {sentence}\n")
    there = Task.objects.count()
    assert there % 50 == 0
    assert 100 <= there < LARGE

    killed = start(*arguments)
    wait_for_tasks(there + 100, killed)
    killed.kill()
    killed.communicate()
    Follower().check()

    code, said, _ = run(*arguments)
    assert (code, f"{LARGE}/{LARGE}" in said) == (0, True)
    project = Project.objects.get(key="BOARD")
    rows = Task.objects.filter(project=project).order_by("position", "id").values_list("title", "number")
    assert list(rows) == [(f"Card {number}", number) for number in range(1, LARGE + 1)]
    assert User.objects.filter(name="森 花").count() == 1
    Follower().check()


def test_two_imports_at_once_do_not_make_everything_twice(committed: World, large: Path) -> None:
    arguments = ("trello", large, "--workspace", committed.harbour.slug, "--as", "ann@example.org")
    first = start(*arguments)
    wait_for_tasks(50, first)
    first.send_signal(signal.SIGSTOP)  # or it might be done before the second one has begun
    try:
        code, _, complained = run(*arguments)
    finally:
        first.send_signal(signal.SIGCONT)
        first.communicate(timeout=60)
    assert (code, complained) == (1, "tasktide import: Another import into this workspace is running.\n")
    assert (first.returncode, Task.objects.count()) == (0, LARGE)
