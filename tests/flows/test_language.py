"""The dashboard in another language."""

import json
import os
import subprocess
import sys
from pathlib import Path

from dashboard.components.create import HINT
from dashboard.components.elements import initials
from dashboard.routes import PARTS, SECTIONS
from tests.dashboard.messages import TEMPLATE
from tests.e2e.system import Crew
from tests.flows.brackets import LANGUAGE, Asked, write_catalogue
from tests.flows.conftest import Place

DOORS = ["/login", "/login?told=out", "/signup", "/reset", "/reset?token=x", "/verify?token=x", "/invite/nothing"]
ADDRESSES = ["eve@example.org", "ann@example.org", "bob@example.org", "https://example.org/x", "https://…"]
AGENT = ["python-httpx"]  # with which everybody here looks
LAYOUTS = ("board", "list", "calendar", "timeline")


def test_all_that_is_read_on_any_page_is_a_message(place: Place, crew: Crew, tmp_path: Path) -> None:
    write_catalogue(TEMPLATE, tmp_path / "locales")
    pages = _furnish(crew)
    asked: Asked = {
        "settings": place.environment(),
        "email": crew.ann.email,
        "password": crew.ann.password,
        "doors": DOORS,
        "pages": pages,
        "keys": {"?": "⟦Keyboard⟧", "c": "⟦Task title⟧", "palette": "⟦Type a command or search…⟧"},
        "data": _data(crew),
    }
    process = subprocess.run(
        [sys.executable, "-m", "tests.flows.brackets"],
        input=json.dumps(asked),
        env=os.environ | {"TASKTIDE_LANGUAGE": LANGUAGE, "TASKTIDE_LOCALES": str(tmp_path / "locales")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == {}


def _furnish(crew: Crew) -> list[str]:
    """Something of everything; the pages on which it is."""
    workspace, ann = crew.workspace["id"], crew.ann
    label = ann.post("/api/labels", {"workspace_id": workspace, "name": "краска", "color": "#5350d4"})
    mast = crew.task(
        "Мачта", labels=[label["id"]], assignees=[ann.id], priority="high", due_at="2026-01-02T22:59:00Z", estimate=2
    )
    sail = crew.task("Парус", parent_id=mast["id"])
    ann.post(f"/api/tasks/{mast['id']}/comments", {"body": "готово"})
    ann.patch(f"/api/tasks/{mast['id']}", {"recurrence": "FREQ=WEEKLY;BYDAY=MO,FR", "title": "Мачты"})
    ann.post(f"/api/tasks/{mast['id']}/attachments", {"name": "чертёж", "url": "https://example.org/x"})
    ann.post(f"/api/tasks/{crew.task('Якорь')['id']}/links", {"kind": "blocks", "task_id": mast["id"]})
    crew.bob.post(f"/api/tasks/{mast['id']}/comments", {"body": "видно"})
    ann.post(f"/api/workspaces/{workspace}/invitations", {"email": "eve@example.org"})
    view = ann.post("/api/views", {"workspace_id": workspace, "name": "Срочно", "q": "priority:high"})
    projects = [f"/p/OPS/{layout}" for layout in LAYOUTS]
    setup = [f"/settings/projects/OPS/{part}" for part in PARTS]
    return [
        "/",
        "/inbox",
        *projects,
        "/p/OPS/board?group=priority&task=OPS-1",
        "/p/OPS/list?group=due",
        "/all",
        f"/view/{view['id']}",
        f"/t/{mast['key']}",
        f"/t/{sail['key']}",
        "/insights",
        "/people",
        f"/people/{ann.id}",
        f"/people/{crew.bob.id}?edit=first_name",
        *[f"/settings/{section}" for section in SECTIONS],
        "/settings/projects/OPS",
        *setup,
    ]


def _data(crew: Crew) -> list[str]:
    """What people and projects are called, and what tells of them."""
    statuses = crew.ann.get(f"/api/projects/{crew.project['id']}/statuses")["items"]
    people = [crew.ann, crew.bob]
    named = [crew.workspace["name"], crew.workspace["slug"], crew.project["name"], *(one["name"] for one in statuses)]
    typed = [*(one.name for one in people), *(one.email for one in people), *ADDRESSES, "OPS", HINT]
    return [*named, *typed, *(initials(one.name) for one in people), *AGENT]
