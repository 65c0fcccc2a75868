"""What is read out of names."""

import pytest

from backend.imports.categories import guess
from backend.imports.keys import derive
from backend.imports.trello_colors import hex_of


@pytest.mark.parametrize(
    ("category", "names"),
    [
        ("backlog", "Backlog|Ideas 💡|Icebox / someday|Idées|アイデア|やりたいこと|想法"),
        ("todo", "To Do|Todo|Next up|À faire|Offen|Not done yet|やること|未着手|未完了|待办||42"),
        ("active", "Doing|In Progress|In review|En cours|In Arbeit|作業中|対応中|進行中|进行中|진행중"),
        ("done", "Done|DONE ✅|Shipped 🚢|Terminé|Erledigt|Hecho|完了|クローズ|リリース済|完成|готово"),
        ("cancelled", "Cancelled|Won't do|Won’t fix / rejected|Annulé|Abgebrochen|中止|却下"),
    ],
)
def test_a_list_says_what_it_means_in_many_languages(category: str, names: str) -> None:
    assert {name: guess(name).value for name in names.split("|")} == dict.fromkeys(names.split("|"), category)


@pytest.mark.parametrize(
    ("hints", "taken", "key"),
    [
        (["Clipkit"], (), "CLIP"),
        (["MyIRC"], (), "MYIRC"),
        (["Été à Paris 2026"], (), "EAP2"),
        (["Clipkit"], ("CLIP", "CLIP2"), "CLIP3"),
        (["日本語", "harbour-crew"], (), "HC"),
        (["日本語", ""], ("BOARD",), "BOARD2"),
        (["2026", "7"], (), "BOARD"),
    ],
)
def test_a_key_is_made_of_the_first_name_with_latin_letters(hints: list[str], taken: tuple[str, ...], key: str) -> None:
    assert derive(hints, taken) == key


def test_trellos_colours() -> None:
    assert [hex_of(name) for name in ("green", "green_dark", "green_light", "", "plaid")] == [
        "#4bce97",
        "#318662",
        "#8adfbb",
        "#8c94a3",
        "#8c94a3",
    ]
