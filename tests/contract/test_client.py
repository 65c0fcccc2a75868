"""The client in clients/python is what its generator makes of the API today."""

from pathlib import Path

from clients.generate import EVENTS, PACKAGE, generate, generate_events


def test_the_client_is_made_of_the_present_description(tmp_path: Path) -> None:
    made = tmp_path / PACKAGE.name
    generate(made)
    assert texts(made) == texts(PACKAGE), "run `just client`"


def test_the_types_of_events_are_made_of_the_present_schema(tmp_path: Path) -> None:
    made = tmp_path / EVENTS.name
    generate_events(made)
    assert made.read_text(encoding="utf-8") == EVENTS.read_text(encoding="utf-8"), "run `just client`"


def texts(package: Path) -> dict[str, str]:
    """File → what it says."""
    return {
        str(file.relative_to(package)): file.read_text(encoding="utf-8")
        for file in package.rglob("*")
        if file.suffix != ".pyc" and file.is_file()
    }
