"""What is put into words: Markdown, history, times."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard import times
from dashboard.components.elements import hue, initials
from dashboard.components.history import sentence
from dashboard.markdown import render
from tests.dashboard.documents import ANN, BOB, event, task

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<style>body{display:none}</style>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='data:text/html,x'>x</a>",
        "<form action=/x><input name=y></form>",
        "<iframe src='https://evil.example'></iframe>",
        "<div style='position:fixed'>x</div>",
    ],
)
def test_nothing_in_a_text_runs_or_covers_the_page(attack: str) -> None:
    html = render(f"before {attack} after").lower()
    for word in ("<script", "<style", "onerror", "javascript:", "data:text", "<form", "<input", "<iframe", "style="):
        assert word not in html
    assert "before" in html


def test_markdown_is_what_people_expect() -> None:
    html = render(
        "# Head\n\n**b** `c` ~~d~~\nnext line\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```"
    )
    for part in ("<h1>Head</h1>", "<strong>b</strong>", "<code>c</code>", "<br", "<li>two</li>", "<td>1</td>", "<pre>"):
        assert part in html


def test_links_open_elsewhere_and_tell_nothing() -> None:
    html = render("see https://example.org/a_b and [here](https://example.org)")
    assert html.count('target="_blank"') == 2
    assert html.count("noopener noreferrer") == 2
    assert 'href="https://example.org/a_b"' in html


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"status": [None, {"id": "d", "name": "Doing", "category": "active"}]}, "moved it to Doing"),
        ({"priority": ["none", "high"]}, "set the priority to High"),
        ({"assignees": [[ANN], [ANN, BOB]]}, "assigned Bob Mori"),
        ({"assignees": [[ANN, BOB], []]}, "unassigned Ann Lee and Bob Mori"),
        ({"due_at": ["2026-11-21T22:59:00Z", None]}, "cleared the due date"),
        ({"title": ["a", "b"], "description": ["", "x"]}, "renamed it to “b” and wrote a description"),
        ({"estimate": [None, 2.5]}, "set the estimate to 2.5"),
        ({"comment_count": [0, 1]}, ""),
        ({"position": ["a", "b"]}, ""),
    ],
)
def test_an_event_is_a_sentence(changes: dict[str, list[object]], said: str) -> None:
    assert sentence(event("task.updated", task(), changes=changes), BERLIN) == said


def test_days_are_the_readers() -> None:
    late_evening = "2020-12-15T23:30:00Z"  # already the 16th in Berlin
    assert times.short_day(late_evening, BERLIN) == "Dec 16, 2020, 00:30"
    assert times.short_day(times.end_of(times.today(BERLIN), BERLIN), BERLIN) == "Today"
    assert times.short_day(times.end_of(times.today(BERLIN) + timedelta(days=1), BERLIN), BERLIN) == "Tomorrow"
    assert times.exact(late_evening, BERLIN) == "Wednesday, 16 December 2020, 00:30"


@pytest.mark.parametrize(
    ("seconds", "said"), [(5, "now"), (250, "4 min"), (3 * 3600 + 5, "3 h"), (2 * 86400 + 5, "2 d")]
)
def test_how_long_ago_in_the_shortest_words(seconds: int, said: str) -> None:
    instant = times.write(datetime.now(UTC) - timedelta(seconds=seconds))
    assert times.ago(instant, BERLIN) == said


def test_an_unknown_zone_falls_back() -> None:
    assert times.zone("Mars/Olympus", None, "Europe%2FBerlin").key == "Europe/Berlin"
    assert times.zone("../etc/passwd").key == "UTC"


def test_people_have_initials_and_a_tint_of_their_own() -> None:
    assert [initials(name) for name in ("Ann Lee", "Cher", "  ", "Ana María de la Cruz")] == ["AL", "CH", "?", "AC"]
    assert {hue(f"{number:02x}") for number in range(12)} == {0, 1, 2, 3, 4, 5}
