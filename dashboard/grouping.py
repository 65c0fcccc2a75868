"""Under what tasks stand in columns or below headings, and what it means to move one from there to elsewhere."""

from typing import TypedDict

from dashboard import texts
from dashboard.cards import Card
from dashboard.documents import CATEGORIES, PRIORITIES, Priority, Project, TaskChanges
from dashboard.language import _
from dashboard.store import Store

WHEN = {"-1": _("Overdue"), "0": _("Today"), "1": _("Next seven days"), "2": _("Later"), "3": _("No due date")}
MOVABLE = frozenset({"status", "category", "assignee", "priority", "label"})
ADDING = frozenset({"status", "category"})


class Group(TypedDict, total=False):
    """A column or heading; `category`, `person` and `color` say what stands before its name."""

    id: str
    name: str
    category: str
    person: bool
    color: str


def groups(by: str, store: Store, project: Project | None, *, archived: bool) -> list[Group]:
    """The groups of a kind, in order."""
    match by:
        case "status" if project is not None:
            columns = store.columns(project["id"], archived=archived)
            return [{"id": one["id"], "name": one["name"], "category": one["category"]} for one in columns]
        case "category":
            return [{"id": one, "name": texts.CATEGORY[one], "category": one} for one in CATEGORIES]
        case "assignee":
            people: list[Group] = [{"id": one["id"], "name": one["name"], "person": True} for one in store.people()]
            return [*people, {"id": "none", "name": texts.NOBODY}]
        case "priority":
            return [{"id": one, "name": texts.PRIORITY[one]} for one in PRIORITIES]
        case "label":
            labels: list[Group] = [
                {"id": one["id"], "name": one["name"], "color": one["color"]} for one in store.sorted_labels()
            ]
            return [*labels, {"id": "none", "name": _("No label")}]
        case "project":
            return [
                {"id": one["id"], "name": one["name"], "color": one["color"]} for one in store.projects.by_id.values()
            ]
        case "due":
            return [{"id": one, "name": name} for one, name in WHEN.items()]
        case _:
            return [{"id": "all", "name": _("All")}]


def kind(by: str, project: Project | None) -> str:
    """What cards are grouped by: across projects statuses have only their categories in common."""
    return "category" if by == "status" and project is None else by


def moved(by: str, card: Card, origin: str, target: str, store: Store) -> TaskChanges:
    """What changes of a task that goes from one group into another."""
    match by:
        case "status":
            return {"status": target}
        case "category":
            columns = store.columns(card["project"])
            fitting = next((one["id"] for one in columns if one["category"] == target), card["status"])
            return {"status": fitting}
        case "priority":
            return {"priority": _priority(target)}
        case "assignee":
            return {"assignees": _exchanged([one["id"] for one in card["assignees"]], origin, target)}
        case "label":
            return {"labels": _exchanged([one["id"] for one in card["labels"]], origin, target)}
        case _:
            return {}


def _priority(name: str) -> Priority:
    return next(one for one in PRIORITIES if one == name)


def _exchanged(ids: list[str], origin: str, target: str) -> list[str]:
    kept = [one for one in ids if one not in {origin, target}]
    return kept if target == "none" else [*kept, target]
