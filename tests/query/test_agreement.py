"""The log's filter and PostgreSQL's filter agree on every task: one tree, two back ends, generated queries."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from backend.core.sql import fetch
from backend.tasks.filters import Asker, selection, written
from backend.tasks.query_lookup import Names
from query.errors import QueryError
from query.fields import DATES, FLAGS, POSSESSIONS
from query.moments import NAMED, Reader
from query.parse import parse
from query.predicate import matches
from query.resolve import resolve
from query.tree import Tree
from tests.query.harbour import NOW, Harbour, key_of

ZONES = ("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Kiritimati")
ENGLISH = ("crane", "fix", "FIXED", "gate-4", "letter", "today", "width", "100%", "x")
WORDS = (*ENGLISH, "arger", "groSSe", "strasse", "ISTANBUL", "ılık", "荷物", "に荷", "e\u0301", "🚢", "σίσυφος", "ﬁ")
SIGNS = ("%", "_", "\\\\", "-")
KEYS = ("ops", "OPS-1", "ops-12", "s-1", "sops-", "b-3", "12", "1", "web", "old")
NUMBERS = ("0", "0.1", "2", "2.5", "3", "-1", "1000000")
DAYS = (*NAMED, "now", "7d", "-2w", "1m", "-1y", "3h", "-30h", "2026-03-29", "2026-03", "2026", "2026-03-28T22:30Z")
PEOPLE = ("me", "none", "cleo", "BOB", "ann@example.org")
NAMES = {
    "status": ("done", "todo", "Doing", '"Backlog"', "active,cancelled"),
    "label": ("bug", "grosse", '"needs review"', "none", "WONTFIX,none"),
    "project": ("ops", "WEB", "old,sops"),
    "assignee": PEOPLE,
    "author": PEOPLE,
}
CUSTOM = (
    "field.note:crane",
    "field.note:2.5",
    "field.stage:beta",
    "field.stage:grosse",
    "field.tags:alpha,x1",
    'field.tags:"none"',
    "field.owner:me",
    "field.owner:bob,none",
    "field.ok:true",
    "field.ok:no",
    "field.size:none",
    "field.size:alpha",
    "has:field.day",
)


def _compared(values: tuple[str, ...]) -> st.SearchStrategy[str]:
    value = st.sampled_from(values)
    return st.one_of(
        value,
        st.just("none"),
        st.builds("{}{}".format, st.sampled_from(["<", "<=", ">", ">=", "="]), value),
        st.builds("{}..{}".format, value, value),
        st.builds("{}..".format, value),
        st.builds("..{}".format, value),
        st.builds("{},{}".format, value, value),
    )


def _terms(keys: list[str]) -> st.SearchStrategy[str]:
    other = st.sampled_from([*keys, "none"])
    linked = ["parent", "blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by"]
    return st.one_of(
        st.sampled_from([*WORDS, *SIGNS, *KEYS]).map(lambda word: f'"{word}"'),
        st.sampled_from(['"dead letter"', '"letter is in"', '"g a"']),
        st.sampled_from(sorted(set(FLAGS) - {"watching"})).map(lambda name: f"is:{name}"),
        st.sampled_from(POSSESSIONS).map(lambda name: f"has:{name}"),
        st.sampled_from([f"{field}:{value}" for field, values in NAMES.items() for value in values]),
        st.builds("{}:{}".format, st.sampled_from(DATES), _compared(DAYS)),
        st.builds("priority:{}".format, _compared(("none", "low", "medium", "high", "urgent"))),
        st.builds("estimate:{}".format, _compared(NUMBERS)),
        st.builds("field.size:{}".format, _compared(NUMBERS)),
        st.builds("field.day:{}".format, _compared(DAYS)),
        st.sampled_from(CUSTOM),
        st.builds("{}:{}".format, st.sampled_from(linked), other),
    )


def _queries(keys: list[str]) -> st.SearchStrategy[str]:
    term = _terms(keys)
    return st.recursive(
        st.one_of(term, term.map("-{}".format)),
        lambda below: st.one_of(
            st.lists(below, min_size=2, max_size=3).map(" ".join),
            st.lists(below, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})"),
            below.map(lambda inner: f"-({inner})"),
        ),
        max_leaves=6,
    )


class _Both:
    """The two back ends, for Ann."""

    def __init__(self, harbour: Harbour) -> None:
        world = harbour.world
        self.asker, self.names = Asker(world.ann, world.harbour.id), Names(world.ann, [world.harbour.id])
        self.tasks = harbour.documents()
        self.keys = [key_of(task) for task in harbour.tasks[:10] if task.project.key != "BOBS"]
        self.reader = Reader(str(world.ann.id), ZoneInfo("UTC"), NOW, frozenset({str(harbour.projects[2].id)}))

    def tree(self, text: str) -> Tree:
        return resolve(parse(text).tree, self.names)

    def by_log(self, tree: Tree, zone: str) -> set[str]:
        reader = replace(self.reader, zone=ZoneInfo(zone))
        return {task["key"] for task in self.tasks if matches(tree, task, reader)}

    def by_database(self, tree: Tree, zone: str) -> set[str]:
        reader = replace(self.reader, zone=ZoneInfo(zone))
        where = self.asker.sees() & written(tree, reader, self.names)
        rows = selection(where)
        text = f"SELECT p.key || '-' || t.number FROM {rows.source} WHERE {rows.where.sql}"
        return {row[0] for row in fetch(text, rows.where.parameters, prepare=False)}


@pytest.fixture
def both(harbour: Harbour) -> _Both:
    """Of the harbour."""
    return _Both(harbour)


@pytest.mark.parametrize("few", [0, 5_000])
def test_both_filters_agree_on_generated_queries(both: _Both, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Whether a list begins with the tasks of a person or a label, because these are few, or not."""
    monkeypatch.setattr("backend.tasks.candidates.FEW", few)
    found = set[int]()

    @settings(max_examples=1_000, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
    @given(_queries(both.keys), st.sampled_from(ZONES))
    def agree(text: str, zone: str) -> None:
        try:
            tree = both.tree(text)
        except QueryError:
            return
        by_log = both.by_log(tree, zone)
        found.add(len(by_log))
        assert both.by_database(tree, zone) == by_log, text

    agree()
    # Queries that found everything or nothing would prove little.
    assert len(found) > 100


def test_a_term_and_its_opposite_share_the_tasks_out(both: _Both) -> None:
    """What has no value is on one side too."""
    for term in (
        "due:<7d",
        "estimate:>2",
        "field.size:<3",
        "parent:none",
        "is:overdue",
        "author:me",
        "field.day:>=today",
    ):
        some, others = (both.by_database(both.tree(text), "Europe/Berlin") for text in (term, f"-{term}"))
        assert some
        assert others
        assert not some & others
        assert len(some | others) == len(both.tasks)
