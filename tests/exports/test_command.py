"""The commands, in processes of their own, as somebody at a terminal runs them."""

import subprocess
import sys
from pathlib import Path

from backend.tasks.models import Task
from backend.workspaces.models import Workspace
from tests.exports.conftest import lines
from tests.imports.conftest import environment
from tests.world import World

_RUN = "import django, sys; django.setup(); from {module} import main; sys.exit(main(sys.argv[1:]))"


def test_a_workspace_goes_out_and_comes_in_again(world: World, tmp_path: Path) -> None:
    world.task("Bring the pallets", assignees=[world.cleo.id])
    ann = ("--as", "ann@example.org")
    code, said, _ = _run("exports", "json", "--workspace", world.harbour.slug, *ann, "-o", tmp_path / "all.zip")
    assert (code, said) == (0, f"{tmp_path / 'all.zip'}\n")
    assert [task["title"] for task in lines((tmp_path / "all.zip").read_bytes())["tasks"]] == ["Bring the pallets"]
    code, said, _ = _run("exports", "csv", "--workspace", world.harbour.id, *ann, "-o", tmp_path / "all.csv")
    assert (code, "OPS-1,Bring the pallets" in (tmp_path / "all.csv").read_text()) == (0, True)

    code, said, complained = _run("imports", "tasktide", tmp_path / "all.zip", "--name", "Copy", *ann)
    assert (code, complained) == (0, "")
    assert "New workspace: copy" in said
    copy = Workspace.objects.get(slug="copy")
    assert Task.objects.get(workspace_id=copy.id).key == "OPS-1"
    code, said, _ = _run("imports", "tasktide", tmp_path / "all.zip", "--workspace", "copy", *ann)
    assert code == 0
    assert Task.objects.filter(workspace_id=copy.id).count() == 1


def test_what_is_wrong_is_said_in_one_sentence(world: World, tmp_path: Path) -> None:
    vic, here = ("--as", "vic@example.org"), ("--workspace", world.harbour.slug)
    code, _, complained = _run("exports", "json", *here, *vic, "-o", tmp_path / "all.zip")
    assert (code, complained) == (1, "tasktide export: As viewer of this workspace you may not do this.\n")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "all.zip").write_bytes(b"PK")
    code, _, complained = _run("imports", "tasktide", tmp_path / "all.zip", *here, "--as", "ann@example.org")
    assert (code, complained) == (1, "tasktide import: all.zip is not a whole zip file. Nothing was imported.\n")


def _run(room: str, *arguments: object) -> tuple[int, str, str]:
    """Exit code, what it said, what it complained of."""
    command = [sys.executable, "-c", _RUN.format(module=f"backend.{room}.command"), *map(str, arguments)]
    variables = environment(COLUMNS="100", DJANGO_SETTINGS_MODULE="backend.settings")
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr
