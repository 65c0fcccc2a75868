"""What is worked out for one reader of a room serves the others."""

import json

from events.frames import frame_of
from events.live import ALWAYS, Meaning, Verdict, body_of, change_of, meaning, verdict
from events.wire import Envelope
from query.parse import parse
from query.resolve import personal
from query.tree import listed
from tests.events.documents import body

ANN, BOB = "00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b"


def asked(text: str, user_id: str, zone: str = "UTC") -> Meaning:
    """What a query that names nothing means to somebody."""
    return meaning(listed(personal(parse(text).tree, user_id)), zone, frozenset(), frozenset())


def frame(seq: int, **changes: object) -> bytes:
    """A task is updated."""
    told = body("task.updated", seq=seq, changes=changes)
    told["data"] |= {"status": {"id": ANN, "name": "Todo", "category": "todo"}, "priority": "high", "due_at": None}
    return frame_of(Envelope(seq, "task.updated", None, None, False, None, ANN, json.dumps(told)), "k3f9").data


def test_queries_that_mean_the_same_are_one() -> None:
    assert asked("is:open", ANN) is asked("is:open", BOB)
    assert asked("assignee:me", ANN) is not asked("assignee:me", BOB)
    assert asked(f"assignee:{BOB}", ANN) is not asked("is:mine", ANN)
    assert asked("due:today", ANN) is not asked("due:today", ANN, "Europe/Berlin")


def test_a_frame_is_parsed_once_and_judged_once_for_each_meaning() -> None:
    for cached in (body_of, change_of, verdict):
        cached.cache_clear()
    told = frame(1, priority=["low", "high"])
    queries = ["priority:high", "is:open", "priority:high", "is:open", "-is:open"]
    found = [verdict(asked(query, user), ALWAYS, ALWAYS, told) for query in queries for user in (ANN, BOB)]
    assert found[:4:2] == [Verdict(before=False, after=True), Verdict(before=True, after=True)]
    assert [cached.cache_info().misses for cached in (body_of, change_of, verdict)] == [1, 1, 3]
    assert [one.told() for one in found[::2]] == [*["task.entered", "task.updated"] * 2, ""]
