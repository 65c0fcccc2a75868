"""Exports: asked for in the settings, followed live, downloaded through the dashboard, deleted."""

import io
import json
import zipfile

from nicegui import ui

from tests.e2e.system import Account, Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, until


async def test_a_workspace_is_exported_and_downloaded(settle: Settle, crew: Crew, vic: Account, worker: None) -> None:
    del worker
    ann = await settle().sign_in(crew.ann)
    crew.ann.post("/api/tasks", {"project_id": crew.project["id"], "title": "Bring the pallets"})
    await ann.open("/settings/data")
    await ann.sees("Nothing exported yet. What you export stands here, to be downloaded.")
    await ann.write("Which tasks, as a query", "status:nonsense")
    await ann.press("Export tasks as a table")
    await ann.sees("There is no status 'nonsense'")
    await ann.press("Export the whole workspace")
    await ann.sees("Download")

    [export] = crew.ann.get(f"/api/exports?workspace={crew.workspace['id']}")["items"]
    answer = await ann.http_client.get(f"/data/exports/{export['id']}")
    assert (answer.status_code, len(answer.content)) == (200, export["size"])
    assert export["file_name"] in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert [json.loads(line)["title"] for line in archive.open("tasks.ndjson")] == ["Bring the pallets"]
    other = await settle().sign_in(vic)
    assert (await other.http_client.get(f"/data/exports/{export['id']}")).status_code == 404
    await other.open("/settings/data")
    await other.sees("For owners and admins")

    await _another_line_leaves_this_one_alone(ann)
    await ann.press(f"Delete {export['file_name']}")
    await ann.press("Delete")
    await ann.sees(f"{export['file_name']} deleted")
    await until(lambda: len(crew.ann.get("/api/exports")["items"]) == 1, lambda: f"{ann.texts()}")


async def _another_line_leaves_this_one_alone(desk: Desk) -> None:
    """Whose focus is on it keeps it."""

    def downloads() -> list[ui.element]:
        return [one for one in desk.visible() if str(one.props.get("href", "")).startswith("/data/exports/")]

    (mine,) = downloads()
    await desk.write("Which tasks, as a query", "is:open")
    await desk.press("Export tasks as a table")
    await until(lambda: len(downloads()) == 2, lambda: f"{desk.texts()}")
    assert downloads()[1] is mine
