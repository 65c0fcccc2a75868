"""Completions over HTTP: of what there is in the workspace."""

from urllib.parse import urlencode

from backend.projects.models import Field, FieldType, Label
from tests.world import Caller, World


def test_completions_name_what_there_is(world: World, ann: Caller) -> None:
    Field.objects.create(
        workspace_id=world.harbour.id,
        project=world.ops,
        key="stage",
        name="Stage",
        type=FieldType.SELECT,
        options=[{"key": "alpha", "name": "Alpha"}],
        position="a",
    )
    Label.objects.create(workspace=world.harbour, name="Bug")

    def offered(q: str, at: int | None = None) -> list[tuple[str, str, str, int, int]]:
        parameters = {"workspace": str(world.harbour.id), "q": q} | ({} if at is None else {"at": str(at)})
        items = ann.get("/api/query/complete?" + urlencode(parameters)).json["items"]
        return [(item["text"], item["label"], item["kind"], item["from"], item["to"]) for item in items]

    assert offered("is:open label:b") == [("Bug", "Bug", "label", 14, 15)]
    assert offered("assignee:cl") == [("cleo@example.org", "Cleo", "person", 9, 11)]
    assert offered("status:doi") == [("Doing", "Doing", "status", 7, 10)]
    assert offered("project:o") == [("OPS", "OPS", "project", 8, 9)]
    assert offered("field.stage:a") == [("alpha", "Alpha", "option", 12, 13)]
    assert offered("lab x", 3)[0] == ("label:", "Label", "field", 0, 3)
    assert len(offered("")) == 20
    for text, *_ in offered(""):
        assert text.endswith(":") or text.startswith("is:")


def test_completions_come_with_what_is_wrong(world: World, ann: Caller) -> None:
    path = f"/api/query/complete?workspace={world.harbour.id}"
    assert ann.get(f"{path}&q=is:open").json["errors"] == []
    (fault,) = ann.get(f"{path}&q=label:bgu").json["errors"]
    assert (fault["loc"], fault["type"]) == (["query", "q", 6], "query")
    assert ann.get(f"{path}&q=is:op&at=-1").status == 422
    assert ann.get(f"{path}&q=is:op&at=99").json["items"][0]["text"] == "open"
    assert ann.get("/api/query/complete?q=x").status == 422
