"""Emoji under comments."""

import unicodedata
from urllib.parse import quote

import pytest

from tests.world import Caller, Json, World


def comment(world: World, caller: Caller) -> str:
    """Where a new comment is."""
    task = world.task()
    said: Json = caller.post(world.url(task, "/comments"), {"body": "One"}).json
    return world.url(task, f"/comments/{said['id']}")


def reactions(caller: Caller, path: str) -> list[tuple[str, list[str]]]:
    """Emoji and names, as they are shown."""
    found = caller.get(path).json["reactions"]
    return [(one["emoji"], [person["name"] for person in one["users"]]) for one in found]


def test_people_react_once_each_and_take_it_back(world: World, ann: Caller, bob: Caller, cleo: Caller) -> None:
    path = comment(world, ann)
    before = world.last
    bob.put(f"{path}/reactions/{quote('🎉')}")
    answer = cleo.put(f"{path}/reactions/{quote('👍')}", If_Match='"2"')
    assert (answer.status, answer.json["version"], answer.json["edited_at"]) == (200, 3, None)
    cleo.put(f"{path}/reactions/{quote('👍')}")
    cleo.put(f"{path}/reactions/{quote('🎉')}")
    assert reactions(ann, path) == [("🎉", ["Bob", "Cleo"]), ("👍", ["Cleo"])]
    for _ in range(2):
        assert bob.delete(f"{path}/reactions/{quote('🎉')}").status == 204
    assert reactions(ann, path) == [("👍", ["Cleo"]), ("🎉", ["Cleo"])]
    assert world.events(before) == ["comment.updated"] * 4
    assert bob.put(f"{path}/reactions/{quote('🎉')}", If_Match='"1"').status == 412


def test_who_may_only_look_does_not_react(world: World, ann: Caller, vic: Caller, eve: Caller) -> None:
    path = comment(world, ann)
    before = world.last
    for caller, status in ((vic, 403), (eve, 404)):
        assert caller.put(f"{path}/reactions/{quote('👍')}").status == status
        assert caller.delete(f"{path}/reactions/{quote('👍')}").status == status
    assert world.last == before


@pytest.mark.parametrize(
    "emoji", ["👍", "👍🏽", "❤️", "❤", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "1️⃣", "#⃣", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "👩🏻‍❤️‍💋‍👨🏿", "🫠", "⭐"]
)
def test_every_kind_of_emoji_comes_back_as_it_was(world: World, ann: Caller, emoji: str) -> None:
    path = comment(world, ann)
    assert unicodedata.is_normalized("NFC", emoji)
    assert ann.put(f"{path}/reactions/{quote(emoji, safe='')}").json["reactions"][0]["emoji"] == emoji


@pytest.mark.parametrize(
    "text", ["a", "👍👍", "👍a", "+1", "e\u0301", "\u200d", "👍\u200d", "🇩", "1", "\ufe0f", "👍" + "\ufe0f" * 20]
)
def test_what_is_not_one_emoji_is_refused(world: World, ann: Caller, text: str) -> None:
    path = comment(world, ann)
    before = world.last
    assert ann.put(f"{path}/reactions/{quote(text, safe='')}").faults == {"path.emoji": "must be one emoji, such as 👍"}
    assert world.last == before


def test_a_comment_carries_fifty_different_ones(world: World, ann: Caller, bob: Caller) -> None:
    path = comment(world, ann)
    many = [chr(0x1F600 + number) for number in range(51)]
    assert [ann.put(f"{path}/reactions/{quote(emoji)}").status for emoji in many] == [200] * 50 + [409]
    assert bob.put(f"{path}/reactions/{quote(many[0])}").status == 200
