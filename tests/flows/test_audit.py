"""The audit log: what was picked last is what is shown, in whatever order the answers come."""

import asyncio
from typing import Any

import pytest

from dashboard.calls import log
from tests.e2e.system import Crew
from tests.flows.conftest import Settle
from tests.flows.slow import Slow


async def test_of_several_filters_all_count_and_the_answers_to_the_earlier_ones_change_nothing(
    settle: Settle, crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "PAGE", 3)
    for name in ("wet", "dry"):
        crew.bob.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": name, "color": "#2f6fd0"})
    crew.ann.post("/api/labels", {"workspace_id": crew.workspace["id"], "name": "damp", "color": "#2f6fd0"})
    for title in ("Mend the net", "Tar the keel", "Dry the sails"):
        crew.task(title)
    ann = await settle().sign_in(crew.ann)
    await ann.open("/settings/audit")
    await ann.sees("Dry the sails")

    more, kind = Slow(log.read, _is_more), Slow(log.read, lambda *_args: True)
    monkeypatch.setattr(log, "read", more)
    await ann.press("Show more")
    await more.asked.wait()
    monkeypatch.setattr(log, "read", kind)
    await ann.press("Type: all")
    await ann.press("Labels")
    await kind.asked.wait()
    await ann.press("Person: all")
    await ann.press("Bob Mori")
    await ann.misses("Dry the sails")
    kind.answered.set()
    more.answered.set()
    await asyncio.sleep(0.1)
    assert {"Type: Labels", "Person: Bob Mori"} <= set(ann.buttons())
    assert [words for words in ann.in_tag("span") if words in {"wet", "dry", "damp", "Mend the net"}] == ["dry", "wet"]


def _is_more(*args: Any) -> bool:
    return len(args) > 3
