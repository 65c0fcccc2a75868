"""What is made of an export, before anything is written."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.imports.board import Board, BrokenFileError, Card, Category
from backend.imports.trello import SIZE_LIMIT, read, read_file
from backend.projects.models import Category as OurCategory
from tests.imports.conftest import BOARDS, Json, parsed, raw


@pytest.fixture(scope="module")
def new() -> Board:
    return read_file(BOARDS / "new.json")


@pytest.fixture(scope="module")
def old() -> Board:
    return read_file(BOARDS / "old.json")


def card(board: Board, number: int) -> Card:
    return next(card for card in board.cards if card.number == number)


def problems(board: Board, number: int) -> list[str]:
    return [problem.reason for problem in board.problems if problem.row.startswith(f"card #{number} ")]


def test_lists_stand_in_order_with_what_they_mean(new: Board) -> None:
    assert [(column.name, column.category.value, column.is_archived) for column in new.columns] == [
        ("Ideas", "backlog", False),
        ("To Do", "todo", False),
        ("In progress", "active", False),
        ("Untitled", "todo", False),
        ("Done ✅", "done", False),
        ("Last winter", "todo", True),
        ("Autumn, done", "done", True),
    ]


def test_a_card_has_all_that_hangs_on_it(new: Board) -> None:
    bridge = card(new, 1)
    assert (bridge.title, bridge.description) == ("Mend the foot bridge", "Two planks are **rotten**. 🌉")
    assert bridge.due_at == datetime(2024, 4, 2, 15, tzinfo=UTC)
    assert bridge.start_at == datetime(2024, 3, 28, 7, tzinfo=UTC)
    assert bridge.created_at == datetime(2024, 3, 2, 8, tzinfo=UTC)
    assert [(part.title, part.is_done) for part in bridge.subtasks] == [
        ("Paint: Grey 🎨", False),
        ("Planks: Saw", True),
        ("Planks: Screw", False),
    ]
    assert [comment.body for comment in bridge.comments] == ["Who wrote this?", "Measured: 2.40 m", "Planks are here."]
    assert [(link.name, link.url) for link in bridge.attachments] == [
        ("Photo", "https://example.org/photo.jpg"),
        ("bridge plan.pdf", "https://example.org/plans/bridge%20plan.pdf"),
    ]


def test_who_left_is_known_from_the_actions_alone(new: Board) -> None:
    assert [(person.name, person.email, person.is_member) for person in new.people] == [
        ("Ada Quay", "ada@example.org", True),
        ("Ben Mole", None, True),
        ("Gus Left", None, False),
    ]
    names = {person.source_id: person.name for person in new.people}
    authors = [names.get(comment.author or "") for comment in card(new, 1).comments]
    assert authors == [None, "Gus Left", "Ben Mole"]
    assert names[card(new, 1).author or ""] == "Gus Left"


def test_labels_of_one_name_and_nameless_ones(new: Board) -> None:
    assert [(label.name, label.color) for label in new.labels] == [
        ("Urgent", "#f87462"),
        ("urgent (Orange)", "#faa53d"),
        ("Wood", "#60812f"),
        ("Sky", "#60c6d2"),
        ("No colour", "#8c94a3"),
    ]
    wood = next(label.source_id for label in new.labels if label.name == "Wood")
    assert wood in card(new, 1).labels
    assert wood in card(new, 14).labels


def test_the_old_form_has_its_labels_in_the_cards_and_ticks_beside_the_checklists(old: Board) -> None:
    assert [(label.name, label.color) for label in old.labels] == [
        ("機能", "#4bce97"),
        ("バグ", "#f87462"),
        ("Yellow", "#e2b203"),
    ]
    assert [column.category.value for column in old.columns] == ["backlog", "active", "done", "cancelled"]
    assert [(part.title, part.is_done) for part in card(old, 3).subtasks] == [("手順を書く", True)]
    assert old.problems == ()


def test_texts_beyond_the_limits_are_cut_and_told(new: Board) -> None:
    assert len(card(new, 4).title) == 500
    assert card(new, 4).description == "L" * 640 + "\n\nThe name above is too long."
    assert card(new, 5).description == "ö" * 16000
    assert problems(new, 5) == []
    assert len(card(new, 6).description.encode()) <= 64 * 1024
    assert problems(new, 6) == ["desc has 66,000 bytes: cut to 65,536"]


def test_what_postgresql_cannot_store_is_removed_and_told(new: Board) -> None:
    assert (card(new, 7).title, card(new, 7).description) == ("Nul in the middle \ufffd", "ab")
    assert problems(new, 7) == [
        "name holds characters that cannot be stored: removed",
        "desc holds characters that cannot be stored: removed",
    ]


def test_a_day_without_a_time_stays_that_day(new: Board) -> None:
    assert card(new, 2).due_at == datetime(2024, 5, 6, 12, tzinfo=UTC)


def test_archived_cards_and_cards_of_lists_that_are_gone(new: Board) -> None:
    columns = {column.source_id: column.name for column in new.columns}
    assert card(new, 8).is_archived
    assert (columns[card(new, 9).column], card(new, 9).is_archived) == ("Last winter", False)
    assert columns[card(new, 10).column] == "Autumn, done"
    assert problems(new, 10) == ["its list is not in the file: put into an archived status"]


def test_what_is_wrong_with_one_card_never_stops_the_rest(new: Board) -> None:
    assert sorted(card.number or 0 for card in new.cards) == list(range(1, 16))
    assert card(new, 3).title == "Untitled"
    assert (problems(new, 11), problems(new, 12), problems(new, 13)) == (
        ["is ticked off in Trello, but in the list “To Do”, which is no done one: left open"],
        ["1 of its labels are not in the file: left out", "1 of its members are not in the file: left out"],
        ["due “next week” is not a date: left out"],
    )
    told = {(problem.row, problem.reason) for problem in new.problems}
    assert {
        ("card 16 “No id”", "has no id: not taken"),
        ("card 17", "is not an object: not taken"),
        ("card 18 “No list”", "has no idList: not taken"),
        ("card #1 “Same id again”", "has the same id as another one: not taken"),
        ("list 7", "is not an object: not taken"),
        ("board", "1 checklists belong to cards that are not in the file: not taken"),
        ("board", "1 custom fields and their values are not taken"),
    } <= told


def test_a_ticked_item_makes_a_done_status_where_there_is_none() -> None:
    data = raw("old")
    data["lists"] = [each for each in data["lists"] if each["name"] != "完了"]
    data["cards"][2]["idList"] = data["lists"][0]["id"]
    assert [(column.name, column.category) for column in parsed(data).columns][-1] == ("Done", Category.DONE)


def test_comments_that_trello_left_out_are_counted() -> None:
    data = raw("old")
    data["cards"][0]["badges"] = {"comments": 12}
    assert [problem.reason for problem in parsed(data).problems] == [
        "12 of 12 comments are not in the file (Trello exports the newest 1,000 actions)"
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not complete JSON: expecting value in line 1, column 1."),
        (b"\xff\xfe\xfd", "is not a text file in UTF-8."),
        (b"[" * 100_000, "is not JSON of a sane size and depth."),
        (b"[]", "is JSON, but not a Trello board."),
        (b"{}", "is JSON, but not a Trello board: it has no lists and cards."),
        (b'{"lists": {}, "cards": []}', "is JSON, but not a Trello board: it has no lists."),
        (b'{"lists": [], "cards": []}', "is JSON, but not a Trello board: it has no id."),
        (b'{"lists": [], "cards": [], "id": "x", "name": 5}', "is JSON, but not a Trello board: its name is not text."),
    ],
)
def test_a_broken_file_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFileError) as error:
        read(data)
    assert str(error.value) == sentence


def test_half_a_file_is_broken() -> None:
    whole = (BOARDS / "old.json").read_bytes()
    with pytest.raises(BrokenFileError, match=r"^is not complete JSON: .* in line \d+, column \d+\.$"):
        read(whole[: len(whole) // 2])


def test_files_that_are_missing_or_far_too_large(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match=r"board\.json cannot be read: no such file or directory\.$"):
        read_file(tmp_path / "board.json")
    with (tmp_path / "board.json").open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(BrokenFileError, match=r"^board\.json is larger than 128 MiB, which no export is\.$"):
        read_file(tmp_path / "board.json")


def test_the_categories_are_those_of_the_projects() -> None:
    assert [category.value for category in Category] == [category.value for category in OurCategory]


def _places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where something stands in the file."""
    here = [path] if path else []
    inner: list[tuple[str | int, Json]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return here + [place for key, part in inner for place in _places(part, (*path, key))]


def _board_without_long_texts() -> Json:
    data = raw("new")
    for each in data["cards"]:
        if isinstance(each, dict):
            each["desc"] = each.get("desc", "")[:20]
    return data


_WHOLE = _board_without_long_texts()
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_stands_wherever_a_board_comes_out_or_one_sentence(data: st.DataObject) -> None:
    changed = json.loads(json.dumps(_WHOLE))
    for place in data.draw(st.lists(st.sampled_from(_places(_WHOLE)), min_size=1, max_size=4)):
        holder = changed
        try:
            for key in place[:-1]:
                holder = holder[key]
            holder[place[-1]] = data.draw(_ANYTHING)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken this place away
    with suppress(BrokenFileError):
        for one in parsed(changed).cards:
            assert 0 < len(one.title) <= 500
            assert "\x00" not in one.title + one.description
