"""What the settings make of what was typed and of what the API says."""

import csv
import io
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from dashboard import agents
from dashboard.calls.log import Asked
from dashboard.calls.projects import TemplateTask
from dashboard.pages.settings_audit import fits
from dashboard.pages.settings_audit_words import as_csv, changes_of, name_of, verb_of
from dashboard.pages.settings_invitations import addresses
from dashboard.pages.settings_members import matches
from dashboard.pages.settings_profile import zones
from dashboard.pages.settings_template_form import BLANK, below, days_of, sent
from tests.dashboard.documents import ANN, BOB, PROJECT_ID, event, member, task

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("user_agent", "said", "sign"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge on Windows", "laptop"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) Version/17 Safari/605", "Safari on macOS", "laptop"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) CriOS/119 Safari/6", "Chrome on iPhone", "smartphone"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0", "Firefox on Android", "smartphone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Something", "Unknown browser on Linux", "laptop"),
        ("curl/8.5.0", "curl", "terminal"),
        ("", "Unknown device", "terminal"),
        ("<script>", "Unknown device", "terminal"),
    ],
)
def test_a_device_is_known_by_its_browser_and_system(user_agent: str, said: str, sign: str) -> None:
    agent = agents.read(user_agent)
    assert (str(agent), agent.sign) == (said, sign)


@pytest.mark.parametrize(
    ("typed", "found", "rest"),
    [
        ("ann@example.org, bob@example.org\ncleo@example.org", ["ann", "bob", "cleo"], []),
        ("Ann Lee <ann@example.org>; bob@example.org;", ["ann", "bob"], []),
        ("ann@example.org\nANN@example.org", ["ANN"], []),
        ("nobody, ann@example.org\n@home", ["ann"], ["nobody", "@home"]),
        ("  \n,,;", [], []),
    ],
)
def test_addresses_are_found_in_what_was_typed(typed: str, found: list[str], rest: list[str]) -> None:
    assert addresses(typed) == ([f"{name}@example.org" for name in found], rest)


def test_members_are_found_by_all_words_of_name_or_address() -> None:
    ann = member(ANN)
    assert [matches(ann, words) for words in ("", "ann", "lee ann", "example", "bob")] == [
        True,
        True,
        True,
        True,
        False,
    ]


def test_time_zones_are_places() -> None:
    found = zones()
    assert {"UTC", "Europe/Berlin", "Asia/Tokyo"} <= set(found)
    assert not [name for name in found if "Etc" in name]


def test_subtasks_of_a_template_keep_what_they_had_when_their_title_stays() -> None:
    before = [cast("TemplateTask", {**BLANK, "title": "Pack", "due_in": "P2D"})]
    after = below(before, "Unpack\n\n Pack \n")
    assert [(one["title"], one["due_in"]) for one in after] == [("Unpack", None), ("Pack", "P2D")]
    assert sent(cast("TemplateTask", {**BLANK, "title": "Move", "subtasks": after})) == {
        "title": "Move",
        "priority": "none",
        "subtasks": [
            {"title": "Unpack", "priority": "none"},
            {"title": "Pack", "priority": "none", "due_in": "P2D"},
        ],
    }


@pytest.mark.parametrize(("duration", "days"), [("P3D", "3"), ("PT90M", ""), (None, "")])
def test_days_of_a_duration(duration: str | None, days: str) -> None:
    assert days_of(duration) == days


def test_an_entry_of_the_log_in_words() -> None:
    changes: dict[str, list[object]] = {
        "title": ["Mend the net", "Mend the nets"],
        "assignees": [[], [ANN, BOB]],
        "due_at": [None, "2020-12-15T23:30:00Z"],
        "status": [{"id": "a", "name": "Todo"}, {"id": "b", "name": "Doing"}],
        "version": [1, 2],
    }
    entry = event("task.updated", task(title="Mend the nets"), changes=changes)
    assert (verb_of(entry), name_of(entry)) == ("changed the task", "OPS-1 Mend the nets")
    assert changes_of(entry, BERLIN) == [
        ("Title", "Mend the net", "Mend the nets"),
        ("Assignees", "–", "Ann Lee, Bob Mori"),
        ("Due", "–", "Dec 16, 2020, 00:30"),
        ("Status", "Todo", "Doing"),
    ]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_takes_nobodys_words_for_a_formula(formula: str) -> None:
    entry = event("label.created", {"id": "l", "version": 1, "name": formula})
    _, row = csv.reader(io.StringIO(as_csv([entry], {PROJECT_ID: "OPS"}, BERLIN)))
    assert row[4] == f"'{formula}"


def test_a_new_entry_fits_what_was_asked_for() -> None:
    entry = event("task.updated", task())
    assert fits(entry, Asked())
    assert fits(entry, Asked(actor=ANN["id"], kind="task.*"))
    assert not fits(entry, Asked(actor=BOB["id"]))
    assert not fits(entry, Asked(kind="label.*"))
    assert not fits(entry, Asked(project=PROJECT_ID))
