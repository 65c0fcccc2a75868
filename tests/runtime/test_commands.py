"""The commands beside `up`, on a data folder that nobody serves."""

import subprocess
import sys
from pathlib import Path

from tests.runtime.installation import ROOT, clean, mentioning


def tasktide(*arguments: str, typed: str = "", **variables: str) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    command = [sys.executable, "-P", "-m", "runtime", *arguments]
    environment = clean({"PYTHONPATH": str(ROOT), **variables})
    result = subprocess.run(
        command, env=environment, input=typed, capture_output=True, text=True, check=False, timeout=120
    )
    return result.returncode, result.stdout, result.stderr


def test_people_are_made_without_a_browser(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "data"))
    created = tasktide("user", "create", "ann@example.org", *data, "--first-name", "Ann", typed="correct horse 9\n")
    assert created == (0, "ann@example.org can log in, as administrator.\n", "")
    again = tasktide("user", "create", "ann@example.org", *data, typed="correct horse 9\n")
    assert again[0] == 1
    assert again[2].startswith("tasktide: ")
    assert again[2].count("\n") == 1
    assert tasktide("user", "admin", "ann@example.org", *data) == (0, "ann@example.org is an administrator.\n", "")
    assert mentioning(tmp_path) == []


def test_doctor_says_of_each_part_how_it_is(tmp_path: Path) -> None:
    code, said, _ = tasktide("doctor", "--data", str(tmp_path / "data"))
    assert code == 0, said
    lines = dict(line.removeprefix("✓ ").split(maxsplit=1) for line in said.splitlines())
    assert lines["PostgreSQL"].startswith("18.")
    assert lines["Migrations"] == "all applied"
    assert lines["Attachments"] == f"kept in {tmp_path / 'data/attachments'}"
    assert lines["Text"] == "search  all languages"

    code, said, _ = tasktide("doctor", "--data", str(tmp_path / "data"), TASKTIDE_SMTP_URL="smtp://127.0.0.1:1")
    assert code == 1
    assert "✗ Mail" in said


def test_doctor_says_what_to_do_about_a_database_that_is_away(tmp_path: Path) -> None:
    code, said, _ = tasktide(
        "doctor", "--data", str(tmp_path / "data"), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none"
    )
    assert code == 1
    assert "✗ Servers" in said
    assert "DATABASE_URL: cannot connect" in said


def test_models_and_migrations_agree() -> None:
    assert tasktide("migrations") == (0, "", "")


def test_the_descriptions_of_the_api_and_its_events_are_written_without_servers(tmp_path: Path) -> None:
    api, events = tmp_path / "a/openapi.json", tmp_path / "b/schema.json"
    assert tasktide("openapi", "--file", str(api), "--events", str(events)) == (0, "", "")
    assert '"openapi": "3.1.0"' in api.read_text(encoding="utf-8")
    assert '"TaskCreated": {' in events.read_text(encoding="utf-8")


def test_a_mistyped_command_is_told_as_usual() -> None:
    code, _, said = tasktide("pu")
    assert code == 2
    assert "No such command 'pu'" in said
