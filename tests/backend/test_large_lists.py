"""Lists of large workspaces: where they begin, and that this does not change what they show."""

import pytest

from tests.plans import explained
from tests.world import Caller, World


@pytest.fixture
def label(world: World, ann: Caller) -> str:
    """A label of the harbour, on one task; another task is Cleo's, one has both, and a fourth one nothing."""
    label: str = ann.post("/api/labels", {"workspace_id": str(world.harbour.id), "name": "bug"}).json["id"]
    for title, labels, assignees in (
        ("Marked", [label], []),
        ("Hers", [], [str(world.cleo.id)]),
        ("Both", [label], [str(world.cleo.id)]),
        ("None", [], []),
    ):
        body = {"project_id": str(world.ops.id), "title": title, "labels": labels, "assignees": assignees}
        assert ann.post("/api/tasks", body).status == 201
    return label


@pytest.mark.parametrize("few", [0, 1, 2, 5_000])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("label=bug", ["Both", "Marked"]),
        ("label=bug&assignee={cleo}", ["Both"]),
        ("assignee={cleo}&q=-label:bug", ["Hers"]),
        ("assignee={cleo},none", ["Both", "Hers", "Marked", "None"]),
        ("q=label:bug or assignee:{cleo}", ["Both", "Hers", "Marked"]),
        ("q=assignee:cleo label:bug,none", ["Both", "Hers"]),
        ("assignee={ann}", []),
    ],
)
def test_a_list_shows_the_same_wherever_it_begins(
    world: World, ann: Caller, label: str, monkeypatch: pytest.MonkeyPatch, few: int, query: str, found: list[str]
) -> None:
    """Few tasks of a person are looked up, many are met on the way."""
    assert label
    monkeypatch.setattr("backend.tasks.candidates.FEW", few)
    asked = query.format(cleo=world.cleo.id if "q=" not in query else "cleo", ann=world.ann.id)
    assert _titles(ann, f"/api/tasks?workspace={world.harbour.id}&sort=title&{asked}") == found


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("assignee={ann}", "assignment_of_person"),
        ("label={label}", "task_label_of_label"),
        ("project=OPS&status=todo&sort=position", "task_on_board"),
        ("project=OPS&q=is:done sort:-completed", "task_by_completion"),
    ],
)
def test_a_list_begins_in_an_index(world: World, ann: Caller, label: str, query: str, index: str) -> None:
    asked = query.format(ann=world.ann.id, label=label)
    plan = explained(ann, f"/api/tasks?workspace={world.harbour.id}&{asked}")
    assert index in plan, plan


def test_the_column_of_a_board_is_read_in_its_order(world: World, ann: Caller) -> None:
    """What is called by its meaning is one status here: nothing is left to sort."""
    world.task()
    plan = explained(ann, f"/api/tasks?workspace={world.harbour.id}&project=OPS&status=todo&sort=position")
    chosen = plan.partition("Limit")[2].partition("tasks_task_pkey")[0]
    assert "Sort" not in chosen, plan


def test_a_status_that_one_does_not_see_finds_nothing(world: World, ann: Caller, cleo: Caller) -> None:
    secret = ann.post(
        "/api/projects",
        {"workspace_id": str(world.harbour.id), "key": "SEC", "name": "Secret", "visibility": "private"},
    ).json["id"]
    ann.post("/api/tasks", {"project_id": secret, "title": "Hidden", "status": "Todo"})
    world.task("Open to all")
    status = ann.get(f"/api/projects/{secret}/statuses").items[1]["id"]
    path = f"/api/tasks?workspace={world.harbour.id}"
    assert _titles(ann, f"{path}&status={status}") == ["Hidden"]
    assert _titles(cleo, f"{path}&status={status}") == []
    assert _titles(cleo, f"{path}&project={secret}&status=todo") == []
    assert _titles(cleo, f"{path}&status=todo") == ["Open to all"]


@pytest.mark.parametrize("most", [-1, 0, 25_000])
def test_frequent_and_rare_words_find_the_same(
    world: World, ann: Caller, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Whether their tasks are looked up, tried and found to be many, or met on the way."""
    monkeypatch.setattr("backend.tasks.search.FREQUENT", most)
    monkeypatch.setattr("backend.tasks.search.FEW", 1 if most == 0 else 5_000)
    for title in ("Crane at gate four", "Crane", "Gate four"):
        world.task(title)
    task = world.task("Winch")
    ann.post(world.url(task, "/comments"), {"body": "cranes, at gate five"})
    path = f"/api/tasks?workspace={world.harbour.id}&sort=title&search="
    assert _titles(ann, f"{path}crane gate") == ["Crane at gate four", "Winch"]
    assert _titles(ann, f"{path}gate fo") == ["Crane at gate four", "Gate four"]


@pytest.mark.parametrize(
    ("word", "is_found"),
    [
        ("会議", True),
        ("会議室", True),
        ("室", True),
        ("約", True),
        ("室の予約", True),
        ("室の会議", False),
        ("荷物", False),
        ("会議議室", False),
        ("ｶｲ会議", False),
        ("gate会議室", False),
    ],
)
def test_words_without_blanks_between_them_are_found_by_their_letters(
    world: World, ann: Caller, word: str, is_found: bool
) -> None:
    """However short they are; their letters have to stand side by side."""
    task = world.task("会議室の予約 gate 議室")
    ann.post(world.url(task, "/comments"), {"body": "ok"})
    path = f"/api/tasks?workspace={world.harbour.id}&search={word}"
    assert bool(_titles(ann, path)) is is_found


def _titles(caller: Caller, path: str) -> list[str]:
    return [item["title"] for item in caller.get(path).items]
