"""The client in clients/python is what its generator makes of the API today."""

from pathlib import Path

from clients.generate import PACKAGE, generate


def test_the_client_is_made_of_the_present_description(tmp_path: Path) -> None:
    made = tmp_path / PACKAGE.name
    generate(made)
    assert texts(made) == texts(PACKAGE), "run `just client`"


def texts(package: Path) -> dict[str, str]:
    """File → what it says."""
    return {
        str(file.relative_to(package)): file.read_text(encoding="utf-8")
        for file in package.rglob("*")
        if file.suffix != ".pyc" and file.is_file()
    }
