"""Files from elsewhere, chosen in a browser: a table whose columns one names, and a board of Trello's."""

from pathlib import Path

import pytest

from tests.e2e.browser import Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e

BOARD = Path(__file__).parents[1] / "imports/boards/old.json"
TABLE = "What,Status,When\n" + "".join(f"Mend net {number},Doing,2026-12-01\n" for number in range(1, 121))


def test_a_table_and_a_board_come_in_and_are_seen_coming(
    desks: Seat,  # noqa: F811
    crew: Crew,
    tmp_path: Path,
) -> None:
    (tmp_path / "nets.csv").write_text(TABLE)
    (tmp_path / "broken.json").write_text('{"lists": [')
    ann = desks(crew.ann)
    page = ann.open("/settings/data")

    def choose(path: Path) -> None:
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose a file").click()
        chooser.value.set_files(path)

    choose(tmp_path / "broken.json")
    expect(page.get_by_role("alert").filter(has_text="broken.json is not complete JSON")).to_be_visible()
    choose(tmp_path / "nets.csv")
    expect(page.get_by_text("120 rows")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Say which column holds the titles.")).to_be_visible()
    for column, field in (("What", "Title"), ("When", "Due date")):
        page.get_by_role("button", name=f"What “{column}” holds").click()
        page.locator(".q-menu").get_by_role("option", name=field, exact=True).click()
        expect(page.get_by_role("button", name=f"What “{column}” holds")).to_contain_text(field)
    page.get_by_label("Name of the new project").fill("Nets")
    page.get_by_role("button", name="Import", exact=True).click()
    row = page.locator(".tt-import-row", has_text="nets.csv")
    expect(row).to_contain_text("120 new tasks", timeout=30_000)
    row.get_by_role("link", name="Nets").click()
    expect(page.get_by_text("Mend net 1", exact=True)).to_be_visible()

    page = ann.open("/settings/data")
    choose(BOARD)
    expect(page.locator(".tt-import-row").first).to_contain_text("old.json")
    expect(page.locator(".tt-import-row").first).to_contain_text("new task", timeout=30_000)
    answers = [message for message in ann.complaints if "422" not in message]  # what the browser says of a refusal
    assert answers == []
    ann.complaints.clear()
