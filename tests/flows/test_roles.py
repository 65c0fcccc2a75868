"""Who may not write is offered nothing to write with, on no page; who may, is."""

from typing import NamedTuple

import pytest

from dashboard.components.cards_element import CardsElement
from dashboard.pages.settings_notifications import CHANNELS, DIGEST, KINDS
from tests.e2e.system import Account, Crew
from tests.flows.conftest import Place, Settle
from tests.flows.desk import Desk

AROUND = {
    "Switch workspace",
    "Search (Ctrl K)",
    "Search or jump to",
    "Search",
    "Notifications",
    "Light or dark (T)",
    "Switch project",
    "More places",
}
FILTERS = {"Status", "Assignee", "Label", "Priority", "Due", "Project", "Display"}
TABLES = ("age of open tasks", "burn-up", "created and completed", "cycle time", "load by person")
FIGURES = {"7 days", "30 days", "90 days", "Custom", "Project", *(f"Show {name} as a table" for name in TABLES)}
READING = {"All", "Changes", "Comments", "Close (Esc)", "Copy link", "More", "Bail it out"}
OWN_WISHES = {"Remind me", "Watchers"}
OWN_PROFILE = {"Monday", "Sunday", "Saturday", "Change", "Dark", "Light", "System", "Send the mail again", "Time zone"}
OWN_PASSWORD = {"Change the password", "Show the password"}
SWITCHES = {DIGEST, *(f"{kind}: {way}" for kind, _ in KINDS.values() for way in CHANNELS.values())}
LOG = {"Export CSV", "Person: all", "Project: all", "Time: Any time", "Type: all"}


class Sight(NamedTuple):
    """What somebody finds on a page who may only look: buttons besides those around it, and fields. What a member
    finds there besides."""

    path: str
    buttons: set[str]
    fields: set[str]
    member: set[str]


TASK = {"Add a subtask", "Add a link", "Due date", "Priority", "Send (Ctrl Enter)", "Status: Todo", "Title"}
SIGHTS = [
    Sight("/", FILTERS - {"Assignee"}, {"Filter"}, set()),
    Sight("/inbox", set(), set(), set()),
    Sight("/all", FILTERS, {"Filter"}, set()),
    Sight("/insights", FIGURES, {"Filter"}, set()),
    Sight("/people", set(), {"Search people"}, set()),
    Sight("/people/{ann}", set(), set(), set()),
    Sight("/people/{bob}", set(), set(), {"First name"}),
    Sight("/p/OPS/board", FILTERS, {"Filter"}, set()),
    Sight("/p/OPS/list", FILTERS, {"Filter"}, set()),
    Sight("/p/OPS/calendar", FILTERS, {"Filter"}, set()),
    Sight("/p/OPS/timeline", FILTERS, {"Filter"}, set()),
    Sight("/view/{view}", FILTERS | {"Save view"}, {"Filter"}, set()),
    Sight("/t/OPS-1", READING | OWN_WISHES, set(), TASK),
    Sight("/p/OPS/board?task=OPS-1", FILTERS | READING | OWN_WISHES, {"Filter"}, TASK),
    Sight("/settings/profile", OWN_PROFILE, {"Address of your picture", "First name", "Last name"}, set()),
    Sight("/settings/password", OWN_PASSWORD, {"New password", "Present password"}, set()),
    Sight("/settings/notifications", SWITCHES, set(), set()),
    Sight("/settings/tokens", {"New token"}, set(), set()),
    Sight("/settings/data", {"Export tasks as a table"}, {"Which tasks, as a query"}, {"Choose a file"}),
    Sight("/settings/workspace", {"Leave"}, set(), set()),
    Sight("/settings/members", set(), {"Find a member"}, set()),
    Sight("/settings/invitations", set(), set(), set()),
    Sight("/settings/labels", set(), set(), {"Add label", "Name of wet", "Delete this label"}),
    Sight("/settings/projects", set(), set(), {"Add project", "Name of a new project"}),
    Sight("/settings/projects/OPS", set(), set(), {"Name", "Keep as a template"}),
    Sight("/settings/projects/OPS/statuses", set(), set(), {"Add column", "Name of Todo", "Delete Todo"}),
    Sight("/settings/projects/OPS/fields", set(), set(), {"Add field"}),
    Sight("/settings/projects/OPS/templates", set(), set(), {"New template"}),
    Sight("/settings/projects/OPS/access", set(), set(), set()),
    Sight("/settings/audit", LOG, set(), set()),
]  # fmt: skip


@pytest.fixture
def names(crew: Crew) -> dict[str, str]:
    """A task with all that can hang on one, a label and a shared view; what stands for them in the addresses."""
    task = crew.task("Mend the boat", status="Todo", description="- [ ] buy tar", due_at="2027-01-01T00:00:00Z")
    crew.bob.post(f"/api/tasks/{task['id']}/comments", {"body": "Soon."})
    crew.bob.post(f"/api/tasks/{task['id']}/attachments", {"name": "Plan", "url": "https://example.org/plan"})
    crew.task("Bail it out", status="Todo", parent_id=task["id"])
    workspace = crew.workspace["id"]
    crew.bob.post("/api/labels", {"workspace_id": workspace, "name": "wet", "color": "#2f6fd0"})
    kept = {"workspace_id": workspace, "name": "Ours", "q": "", "layout": "list", "is_shared": True}
    view = crew.ann.post("/api/views", kept)
    return {"ann": crew.ann.id, "bob": crew.bob.id, "view": view["id"]}


def _is_writable(desk: Desk) -> bool | None:
    """Whether the cards on screen can be moved and changed; None where there are none."""
    cards = [one for one in desk.visible() if isinstance(one, CardsElement)]
    return bool(cards[0].props.get("writable")) if cards else None


async def test_a_viewer_finds_nothing_to_write_with(settle: Settle, vic: Account, names: dict[str, str]) -> None:
    desk = await settle().sign_in(vic)
    for sight in SIGHTS:
        await desk.open(sight.path.format(**names))
        log = {name for name in desk.buttons() if sight.path.endswith("audit") and name.endswith(tuple("0123456789"))}
        assert set(desk.buttons()) - AROUND - log <= sight.buttons, sight.path
        assert set(desk.fields()) == sight.fields, sight.path
        assert not _is_writable(desk), sight.path


async def test_a_member_finds_it(settle: Settle, crew: Crew, names: dict[str, str]) -> None:
    desk = await settle().sign_in(crew.bob)
    for sight in SIGHTS:
        await desk.open(sight.path.format(**names))
        found = {*desk.buttons(), *desk.fields()}
        assert sight.member | {"New task"} <= found, sight.path
        assert _is_writable(desk) in {True, None}, sight.path


@pytest.mark.usefixtures("names")
async def test_keys_do_nothing_for_a_viewer(settle: Settle, crew: Crew, vic: Account) -> None:
    desk = await settle().sign_in(vic)
    await desk.open("/p/OPS/board")
    card = (await desk.deck()).find("Mend the boat")
    before = desk.buttons()
    for key in ("c", "s", "p", "a", "l", "d"):
        desk.strike(key, card["id"])
    await desk.filter("boat")
    assert set(desk.buttons()) - set(before) <= {"Save view", "Clear the filter"}
    await desk.move("Mend the boat", "Doing")
    await desk.sees("viewer")
    assert crew.ann.get(f"/api/tasks/{card['id']}")["status"]["name"] == "Todo"


@pytest.mark.parametrize("path", ["/nowhere", "/p/OPS/board/more", "/t/nothing", "/settings/nothing"])
async def test_where_no_page_is_one_is_told_so(settle: Settle, crew: Crew, path: str) -> None:
    desk = await settle().sign_in(crew.ann)
    answer = await desk.http_client.get(path)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/p/OPS/board", "There is no such project"),
        ("/t/OPS-1", "OPS-1 is not here"),
        ("/view/{view}", "There is no such view"),
        ("/people/{bob}", "There is nobody here"),
    ],
)
async def test_a_stranger_sees_nothing_of_another_workspace(
    settle: Settle, place: Place, names: dict[str, str], path: str, said: str
) -> None:
    eve = place.sign_up("Eve", "Storm")
    eve.post("/api/workspaces", {"name": "Eve's own"})
    desk = await settle().sign_in(eve)
    await desk.open(path.format(**names))
    await desk.sees(said)
    assert not any(mine in words for words in desk.texts() for mine in ("boat", "Mori", "Ours"))


@pytest.mark.usefixtures("names")
async def test_who_is_made_a_viewer_loses_what_writes_at_once(settle: Settle, crew: Crew) -> None:
    desk = await settle().sign_in(crew.bob)
    await desk.open("/t/OPS-1")
    await desk.sees("Live")
    assert "New task" in desk.buttons()
    crew.ann.patch(f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}", {"role": "viewer"})
    await desk.loses("New task")
    await desk.loses("Send (Ctrl Enter)")


async def test_who_is_put_out_of_the_workspace_is_led_out(settle: Settle, crew: Crew) -> None:
    desk = await settle().sign_in(crew.bob)
    await desk.open("/p/OPS/board")
    await desk.sees("Live")
    path = f"/api/workspaces/{crew.workspace['id']}/members/{crew.bob.id}"
    crew.ann.client.delete(path).raise_for_status()
    await desk.is_at("/welcome")
