"""What queries say: text → tree."""

from datetime import date, timedelta

import pytest

from query.moments import Around, Calendar, Edge, Instant, Later, Shifted, moment
from query.parse import parse
from query.tree import (
    EVERYTHING,
    All,
    Among,
    Custom,
    Dated,
    Either,
    Estimated,
    Flag,
    Has,
    InCategory,
    Not,
    PriorityIn,
    Range,
    Tree,
    Word,
    listed,
)
from query.written import Item, Name, Value


def _named(field: str, *names: tuple[str, int]) -> Among:
    return Among(field, names=tuple(Name(*name) for name in names))  # type: ignore[arg-type]


TODAY = Around("day", 0)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("  \n ", EVERYTHING),
        ("Crane", Word("crane")),
        ("crash -FLAKY", All((Word("crash"), Not(Word("flaky"))))),
        ('"Dead   Letter"', Word("dead letter")),
        ("„Größe“ “x y”", All((Word("grosse"), Word("x y")))),
        (r'"say \"hi\" \\ there"', Word(r'say "hi" \ there')),
        ("ＡＢＣ ﬁx", All((Word("abc"), Word("fix")))),
        ('"\u0301"', EVERYTHING),
        ("a b or c or d", Either((All((Word("a"), Word("b"))), Word("c"), Word("d")))),
        ("a AND b", All((Word("a"), Word("b")))),
        ("-(a or b) c", All((Not(Either((Word("a"), Word("b")))), Word("c")))),
        ("or b", All((Word("or"), Word("b")))),
        ('"or"', Word("or")),
        ("foo(bar)", All((Word("foo"), Word("bar")))),
        ("e-mail :-| a,b", All((Word("e-mail"), Word(":-|"), Word("a,b")))),
        ("is:OPEN", Flag("open")),
        ("is:mine,unassigned", Either((Among("assignee", me=True), Among("assignee", none=True)))),
        ("is:watching", Among("watching", me=True)),
        ("has:attachment", Has("attachment")),
        ("status:done", InCategory(frozenset({"done"}))),
        ('status:"done"', _named("status", ("done", 7))),
        ("status:done,Review", Either((InCategory(frozenset({"done"})), _named("status", ("Review", 12))))),
        ('label:bug,"needs review"', _named("label", ("bug", 6), ("needs review", 10))),
        ("label:none", Among("label", none=True)),
        ('label:"none"', _named("label", ("none", 6))),
        ("-label:none,bug", Not(Among("label", names=(Name("bug", 12),), none=True))),
        ("Assignee:ME,cleo", Among("assignee", names=(Name("cleo", 12),), me=True)),
        ("parent:OPS-12", _named("parent", ("OPS-12", 7))),
        ("priority:high", PriorityIn(frozenset({3}))),
        ("priority:>=HIGH", PriorityIn(frozenset({3, 4}))),
        ("priority:>medium,none", Either((PriorityIn(frozenset({3, 4})), PriorityIn(frozenset({0}))))),
        ("priority:<low", PriorityIn(frozenset({0}))),
        ("priority:low..high", PriorityIn(frozenset({1, 2, 3}))),
        ("priority:high..", PriorityIn(frozenset({3, 4}))),
        ("estimate:2.5", Estimated(Range(2.5, 2.5))),
        ("estimate:<=3", Estimated(Range(None, 3))),
        ("estimate:>3", Estimated(Range(3, None, low_included=False))),
        ("estimate:..3", Estimated(Range(None, 3))),
        ("estimate:none", Not(Has("estimate"))),
        ("due:today", Dated("due", Edge(TODAY, "start"), Edge(TODAY, "end"))),
        ("due:<today", Dated("due", None, Edge(TODAY, "start"))),
        ("due:<=today", Dated("due", None, Edge(TODAY, "end"))),
        ("due:>today", Dated("due", Edge(TODAY, "end"), None)),
        ("due:>=today", Dated("due", Edge(TODAY, "start"), None)),
        ("start:-1w..today", Dated("start", Edge(Shifted(-7, 0), "start"), Edge(TODAY, "end"))),
        ("created:>-3h", Dated("created", Edge(Later(-3), "end"), None)),
        ("due:none", Not(Has("due"))),
        ("field.Size:>=3", Custom(Name("size", 6), (Item(">=", Value("3", 13)),))),
        ("has:field.size", Not(Custom(Name("size", 10), (Item("=", Value("none", 4)),)))),
        ("sort:due", EVERYTHING),
        ("a sort:due b", All((Word("a"), Word("b")))),
    ],
)
def test_a_query_says(text: str, tree: Tree) -> None:
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("a", None),
        ("sort:due,-priority", "due_at,-priority"),
        ("sort:-created_at a", "-created_at"),
        ("a or b sort:title", "title"),
        ("(a sort:due) sort:-field.size", "due_at,-field.size"),
    ],
)
def test_a_query_says_its_order(text: str, sort: str | None) -> None:
    assert parse(text).sort == sort


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("tomorrow", Around("day", 1)),
        ("Last-Week", Around("week", -1)),
        ("now", Later(0)),
        ("7d", Shifted(7, 0)),
        ("+2w", Shifted(14, 0)),
        ("-6m", Shifted(0, -6)),
        ("1y", Shifted(0, 12)),
        ("2026-12-31", Calendar(date(2026, 12, 31), date(2026, 12, 31))),
        ("2024-02", Calendar(date(2024, 2, 1), date(2024, 2, 29))),
        ("2026", Calendar(date(2026, 1, 1), date(2026, 12, 31))),
        ("2026-02-30", None),
        ("2026-13", None),
        ("0026", None),
        ("99999999d", None),
        ("9999y", None),
        ("7 d", None),
        ("٣d", None),
        ("2026-11-01T24:00", None),
        ("2026-11-01T08:00+99:00", None),
        ("2026-11-01T08:00.5", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(text: str, meaning: object) -> None:
    assert moment(text) == meaning


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("2026-11-01T08:00Z", timedelta(minutes=1)),
        ("2026-11-01t08:00:30+05:45", timedelta(seconds=1)),
        ("2026-11-01T08:00:30.25", timedelta(microseconds=1)),
    ],
)
def test_an_instant_is_as_long_as_it_is_written(text: str, length: timedelta) -> None:
    meaning = moment(text)
    assert isinstance(meaning, Instant)
    assert meaning.length == length


def test_a_list_hides_the_trash_and_what_is_archived_unless_the_query_says_otherwise() -> None:
    living, near = Not(Flag("deleted")), Not(Flag("archived"))
    assert listed(EVERYTHING) == All((living, near))
    assert listed(Word("a"), deleted=True) == All((Word("a"), Flag("deleted"), near))
    assert listed(Flag("any")) == All((Flag("any"), living))
    assert listed(Not(Flag("archived"))) == All((near, living))
    assert listed(Word("a"), archived=True) == All((Word("a"), living, Flag("archived")))
    assert listed(Flag("any"), archived=False) == All((Flag("any"), living, near))
