"""What is said about queries that cannot be understood: where, what was expected, which name is near."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from query.errors import QueryError
from query.parse import parse

ANYTHING = "expected a word, a phrase in quotes, a term such as status:done, or ("


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("lable:bug", 0, "there is no field 'lable', did you mean label?"),
        ("a http://example.org", 2, "put words with a colon in quotes"),
        ("is:opne", 3, "is: expected a flag such as open, not 'opne', did you mean open?"),
        ("has:atachment", 4, "did you mean attachment?"),
        ("has:zzz", 4, "known: assignee, attachment"),
        ("is:deleted", 3, "not 'deleted'"),
        ("priority:hihg", 9, "priority: expected none, low, medium, high or urgent, not 'hihg', did you mean high?"),
        ("status:>done", 8, "status: takes no comparison; it takes a status or a category such as done"),
        ("is:open..done", 3, "is: takes no comparison"),
        ("due:someday", 4, "due: expected a date such as today, 7d, -2w or 2026-12-31, a range a..b, or none"),
        ('due:"today"', 4, "not 'today'"),
        ("due:3h", 4, "3h is an instant: write < or > before it"),
        ("due:..", 4, "expected a value on one side of the two dots"),
        ("estimate:1e400", 9, "estimate: expected a number"),
        ("estimate:nan", 9, "estimate: expected a number"),
        ("parent:12", 7, "parent: expected a key such as OPS-12, an id, or none, not '12'"),
        ("field.9a:1", 6, "'9a' is no key of a custom field"),
        ("label:", 6, "label: expected a label, or none after the colon"),
        ("label: bug", 6, "label: expected a label, or none after the colon"),
        ("label:bug, wontfix", 9, "expected another value right after this comma, without a blank"),
        ("label:,bug", 6, "expected another value right after this comma"),
        ('crash "dead letter', 6, "this quote is never closed"),
        ("“crash", 0, "this quote is never closed"),
        ("a - b", 2, "expected what to leave out right after this -, without a blank"),
        ("a --b", 2, "expected what to leave out right after this -"),
        ("a b)", 3, "there is no ( for this )"),
        ("(a or )", 6, ANYTHING),
        ("()", 1, ANYTHING),
        ("(a or b", 7, "expected ) at the end"),
        ("a or", 4, ANYTHING),
        ("a,b:c", 0, "put this in quotes to look for it as text"),
        ("sort:dew", 5, "cannot sort by 'dew', did you mean due?"),
        ("a or sort:due", 5, "sort: is no alternative"),
        ("-sort:due", 1, "sort: is turned round by a - before the field"),
        ("a\0b", 1, "this character is no text"),
        ("\ud800", 0, "this character is no text"),
        ("x" * 2_001, 2_000, "a query holds at most 2000 characters"),
        ("x " * 101, 0, "a query holds at most 100 terms"),
        ("label:" + ",".join("a" * 101), 0, "a query holds at most 100 terms"),
        ("(" * 21 + "a" + ")" * 21, 20, "brackets nest at most 20 deep"),
    ],
)
def test_a_mistake_is_told_where_it_is(text: str, at: int, message: str) -> None:
    with pytest.raises(QueryError) as error:
        parse(text)
    assert error.value.at == at
    assert message in error.value.message


@settings(max_examples=1_500)
@given(
    st.one_of(
        st.text(max_size=200),
        st.text(alphabet='ab:,.-<>=()"“”„ \\\n|&*', max_size=120),
        st.lists(
            st.sampled_from(
                [
                    "is:",
                    "due:",
                    "label:",
                    "-",
                    "(",
                    ")",
                    " or ",
                    '"',
                    "..",
                    "<",
                    ",",
                    "field.x:",
                    "sort:",
                    "ä",
                    "7d",
                    " ",
                ]
            ),
            max_size=40,
        ).map("".join),
    )
)
def test_any_string_is_a_query_or_a_mistake_with_a_place(text: str) -> None:
    error = _mistake(text)
    assert error is None or (0 <= error.at <= len(text) and error.message)


@pytest.mark.parametrize(
    "unit",
    ["(", "-(", '"', "a:", "a ", "..", "“", "\\", "a,", 'x:"', "or ", "-", "label:a,", "(a or b) ", ":", "\u0301"],
)
def test_no_string_takes_long(unit: str) -> None:
    text = (unit * 2_000)[:2_000]
    started = time.perf_counter()
    _mistake(text)
    assert time.perf_counter() - started < 0.5


def test_ten_thousand_terms_are_refused_before_they_are_read() -> None:
    text = "label:bug " * 10_000
    started = time.perf_counter()
    with pytest.raises(QueryError, match="2000 characters"):
        parse(text)
    assert time.perf_counter() - started < 0.01


def _mistake(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None
