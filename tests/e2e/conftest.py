"""One running system for the stories that do not break it for good."""

from collections.abc import Iterator

import pytest

from tests.e2e.system import Crew, System, new_crew, running


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole system with its demo workspace."""
    folder = tmp_path_factory.mktemp("system")
    for part in (folder, *folder.parents):
        if part.owner() == folder.owner() and "pytest" in part.name:
            part.chmod(0o755)
    with running(folder / "data") as system:
        yield system


@pytest.fixture
def crew(system: System) -> Crew:
    """Ann and Bob in a workspace of their own."""
    return new_crew(system)
