"""Strict linters and a generator of another language read the description of the API and have nothing to say."""

import json
import shutil
from pathlib import Path

import pytest

from backend.api import api
from tests.contract.programs import SOURCE, run


@pytest.fixture
def description(tmp_path: Path) -> Path:
    """As the API serves it."""
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(api.get_openapi_schema()), encoding="utf-8")
    return file


def test_redocly_has_nothing_to_say(description: Path) -> None:
    said = run("redocly", "lint", str(description), "--config", str(SOURCE / "redocly.yaml"), "--format", "json")
    problems = [(one["ruleId"], one["message"], one["location"]) for one in json.loads(said.stdout)["problems"]]
    assert problems == []
    assert said.returncode == 0


def test_spectral_has_nothing_to_say(description: Path) -> None:
    options = ("--ruleset", str(SOURCE / "spectral.yaml"), "--fail-severity", "hint", "--format", "json", "--quiet")
    said = run("spectral", "lint", str(description), *options)
    problems = [(one["code"], one["message"], one["path"]) for one in json.loads(said.stdout)]
    assert problems == []
    assert said.returncode == 0


def test_types_made_for_typescript_are_what_a_program_needs(description: Path, tmp_path: Path) -> None:
    made = run("openapi-typescript", str(description), "-o", str(tmp_path / "api.ts"), "--default-non-nullable=false")
    assert made.returncode == 0, made.stderr
    consumer = shutil.copy(SOURCE / "consumer.ts", tmp_path)
    checked = run("tsc", "--strict", "--noEmit", "--target", "es2022", str(consumer))
    assert (checked.returncode, checked.stdout) == (0, "")
