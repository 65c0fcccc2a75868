"""Words are found without regard to case, accents and width, wherever that is one letter written in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from query.fold import fold, searchable


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Ärger", "arger"),
        ("Größe", "GROSSE"),
        ("ﬁxed ﬀ", "fixed ff"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("ﾃｽﾄ", "テスト"),
        ("İstanbul", "istanbul"),
        ("e\u0301tude", "étude"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("Ёлка", "елка"),
        ("荷物", "荷物"),
        ("x²", "x2"),
        ("dead \t\n letter", " dead letter "),
    ],
)
def test_one_is_found_by_the_other(written: str, asked: str) -> None:
    assert searchable(written) == searchable(asked)


@pytest.mark.parametrize(("one", "other"), [("ılık", "ilik"), ("が", "か"), ("กา", "กำ"), ("a-b", "ab")])
def test_letters_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_what_is_kept_for_words_has_no_white_space_but_single_blanks(text: str) -> None:
    kept = searchable(text)
    assert kept == " ".join(kept.split())


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_texts_are_folded_as_all_others(text: str) -> None:
    assert fold(text + "é") == fold(text) + "e"
