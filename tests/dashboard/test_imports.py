"""How far an import is, in one line."""

from typing import Any, cast

from dashboard.calls.imports import Import
from dashboard.components.import_rows import summary


def said(state: str, **facts: Any) -> str:
    return summary(cast("Import", {"state": state, "done": 1200, "total": 5000, "counts": {}, "error": ""} | facts))


def test_what_an_import_says_of_itself() -> None:
    assert said("waiting") == "Waits for its turn"
    assert said("running") == "1,200 of 5,000"
    assert said("failed", error="The project is gone.") == "The project is gone."
    assert said("done") == "There was nothing to take."
    counts = {
        "task": {"created": 1, "updated": 2, "refused": 1},
        "subtask": {"created": 1200},
        "label": {"unchanged": 3},  # that they were there already is no news
        "comment": {"unchanged": 4},
        "person": {"created": 2},
    }
    assert said("done", counts=counts) == "1 new task, 1,200 subtasks, 2 people, 2 updated, 4 unchanged, 1 not taken"
