"""Which actions the stories exercise; a whole run fails for one that none does. Workers of xdist hand over theirs."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest

import backend
from backend.eventlog.change import Log

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

EXERCISED: set[str] = set()


@pytest.fixture(autouse=True, scope="session")
def _noted() -> Iterator[None]:
    """Look at who calls each time that an event is recorded."""
    record = Log.record

    def noted(log: Log, *arguments: object, **options: object) -> None:
        EXERCISED.update(_actions(sys._getframe(1)))
        record(log, *arguments, **options)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Log, "record", noted)
        yield


def _actions(frame: FrameType | None) -> Iterator[str]:
    """`backend.tasks.actions.task.create_task` of each action on the stack."""
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith("backend.") and ".actions" in module:
            yield f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back


def known_actions() -> set[str]:
    """Every function that opens a change, of all the `actions` modules."""
    found = set()
    for info in pkgutil.walk_packages(backend.__path__, "backend."):
        if ".actions" in info.name:
            functions = inspect.getmembers(importlib.import_module(info.name), inspect.isfunction)
            found |= {
                f"{info.name}.{name}"
                for name, function in functions
                if function.__module__ == info.name and "with change(" in inspect.getsource(function)
            }
    return found


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Say what no story exercises."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["exercised"] = sorted(EXERCISED)
    elif _is_whole_run(session.config) and (missing := known_actions() - EXERCISED):
        print(f"\nno story exercises: {', '.join(sorted(missing))}")  # noqa: T201  # the summary comes after this
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "WorkerController") -> None:
    """What a worker saw."""
    EXERCISED.update(getattr(node, "workeroutput", {}).get("exercised", ()))


def _is_whole_run(config: pytest.Config) -> bool:
    options = config.option
    narrowed = options.keyword or options.markexpr or options.maxfail or getattr(options, "lf", False)
    places = {Path(argument.split("::")[0]).resolve() for argument in config.args}
    return not narrowed and Path(__file__).parent in places
