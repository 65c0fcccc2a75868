"""The filter is a text; its pills are terms of that text, changed without touching the rest."""

import pytest

from dashboard import terms

MANY = 'crash (label:bug or label:"x y") status:doing,"In Progress" -label:z priority:>=high'


@pytest.mark.parametrize(
    ("text", "field", "held"),
    [
        (MANY, "status", ("doing", '"In Progress"')),
        (MANY, "priority", (">=high",)),
        (MANY, "label", ()),
        ("status:a or status:b", "status", ()),
        ('"status:doing"', "status", ()),
        ("STATUS:Doing", "status", ("Doing",)),
        ("", "status", ()),
    ],
)
def test_a_pill_shows_what_has_to_hold(text: str, field: str, held: tuple[str, ...]) -> None:
    assert terms.values(text, field) == held


def test_a_value_goes_in_and_out_and_the_rest_stays_where_it_is() -> None:
    without = terms.toggled(MANY, "status", "Doing")
    assert without == MANY.replace("doing,", "")
    assert terms.toggled(without, "assignee", "me") == f"{without} assignee:me"
    assert terms.with_values(MANY, "status", ()) == MANY.replace('status:doing,"In Progress" ', "")


def test_a_choice_is_put_into_brackets_before_more_is_asked() -> None:
    assert terms.toggled("a or b", "priority", "high") == "(a or b) priority:high"


def test_of_whole_terms_one_takes_the_place_of_another() -> None:
    dates = ("is:overdue", "due:today")
    assert terms.one_of("x due:today", dates) == "due:today"
    assert terms.with_one_of("x due:today y", dates, "is:overdue") == "x is:overdue y"
    assert terms.with_one_of("x due:today y", dates, "") == "x y"


@pytest.mark.parametrize("text", ['"open', "(a", "a)", '"', "a,,b:", "ü:ß", "))) or (((", "\x00"])
def test_any_text_whatever_can_be_changed(text: str) -> None:
    assert "priority:high" in terms.toggled(text, "priority", "high")


def test_the_order_is_read_from_the_text() -> None:
    assert terms.sort_of("crash sort:due,-priority") == "due_at,-priority"
    assert terms.sort_of("(") == ""
