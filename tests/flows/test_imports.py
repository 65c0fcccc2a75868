"""Imports: a table is looked at, its columns are named, and one watches it come in."""

from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from tests.e2e.system import Account, Crew
from tests.flows.conftest import Settle
from tests.flows.desk import Desk, is_button, name_of, until

TABLE = b"Title,Remarks,Due\nSweep the pier,Twice,2026-12-01\nPaint the bollards,,soon\n"


def zone(desk: Desk) -> ui.element:
    """Where files are dropped."""
    return next(one for one in desk.visible() if "data-imports" in one.props)


async def choose(desk: Desk, name: str, option: str) -> None:
    """Choose an option of a button, and wait until the button says so."""
    await desk.press(name)
    await desk.press(option)
    made = next(one for one in desk.visible() if is_button(one) and name_of(one) == name)
    await until(lambda: option.startswith(_texts(made)[0]), lambda: f"{_texts(made)}")


def _texts(element: ui.element) -> list[str]:
    return [one.text for one in element.descendants() if isinstance(one, TextElement)]


async def send(desk: Desk, crew: Crew, content: bytes, path: str = "", **fields: str) -> Any:
    """What the page's script does: send the file, and tell the page what came of it."""
    form = {"workspace_id": crew.workspace["id"], "source": "csv"} | fields
    answer = await desk.http_client.post(f"/data/imports{path}", data=form, files={"file": ("quay.csv", content)})
    name = "ttRefused" if answer.is_error else "ttSeen" if path else "ttBegun"  # as NiceGUI calls them
    body = answer.json()
    said = body["errors"][0]["msg"] if answer.status_code == 422 else ""
    told = {"name": "quay.csv", "body": body, "status": answer.status_code, "said": said}
    desk.act(zone(desk)).trigger(name, {"detail": told})
    return body


async def test_a_table_comes_in_while_one_watches(settle: Settle, crew: Crew, vic: Account, worker: None) -> None:
    del worker
    ann = await settle().sign_in(crew.ann)
    await ann.open("/settings/data")
    await ann.sees("Drop a file here")
    await send(ann, crew, b"PK\x03\x04", "/preview")
    await ann.sees("quay.csv is an Excel file or an archive: save the sheet as CSV first.")

    await send(ann, crew, TABLE, "/preview")
    await ann.sees("2 rows")
    await choose(ann, "What “Title” holds", "Left out")
    await ann.press("Import")
    await ann.sees("Say which column holds the titles.")
    await choose(ann, "What “Title” holds", "Title")
    await choose(ann, "What “Remarks” holds", "Description")
    await choose(ann, "Project", "Operations OPS")
    await ann.press("Import")
    project = crew.project["id"]
    begun = await send(ann, crew, TABLE, mapping='{"Remarks": "description"}', project_id=project)
    await ann.sees("2 new tasks")
    await ann.press("1 remark")
    await ann.sees("due date “soon” cannot be read: left out")
    assert ann.links()["Operations"][0] == "/p/OPS/board"
    found = crew.ann.get(f"/api/tasks?workspace={crew.workspace['id']}")["items"]
    assert {one["title"]: one["description"] for one in found} == {"Sweep the pier": "Twice", "Paint the bollards": ""}
    assert crew.ann.get(f"/api/imports/{begun['id']}")["state"] == "done"

    other = await settle().sign_in(vic)
    await other.open("/settings/data")
    await other.sees("You look at this workspace as a viewer; members and above import.")
    answer = await other.http_client.post("/data/imports", content=TABLE, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    await until(lambda: "Choose a file" not in other.buttons(), lambda: f"{other.buttons()}")
