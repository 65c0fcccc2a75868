"""The documents of one workspace as one person may see them, kept true by events.

A document is replaced when a newer version of it arrives, from whichever side (answer or event), so order and
repetition do not matter. What was deleted is remembered: a list that was read before the deletion may arrive after it.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from dashboard.cards import Card, Patch, card, gone
from dashboard.documents import (
    CustomField,
    Document,
    Event,
    Label,
    LabelRef,
    Member,
    MemberUser,
    Person,
    Project,
    Status,
    Task,
    User,
    View,
    Workspace,
)
from dashboard.hopes import Hopes, T

REMEMBERED = 10_000
D = TypeVar("D", bound=Document)


@dataclass
class Change:
    """What one or several events did: cards by id (or their end), the documents that came with them, kinds of other
    documents, the events themselves."""

    cards: dict[str, Patch] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    is_reset: bool = False

    def add(self, other: "Change") -> None:
        """Take in a later change."""
        self.cards.update(other.cards)
        self.tasks.update(other.tasks)
        self.kinds |= other.kinds
        self.events += other.events
        self.is_reset = self.is_reset or other.is_reset


class Shelf(Generic[D]):
    """Documents of one kind by id."""

    def __init__(self) -> None:
        self.by_id: dict[str, D] = {}
        self._dead: OrderedDict[str, int] = OrderedDict()

    def put(self, document: D) -> bool:
        """Take a document if it is newer than what is here."""
        known = self.by_id.get(document["id"])
        if known is not None and known["version"] >= document["version"]:
            return False
        if self._dead.get(document["id"], -1) >= document["version"]:
            return False
        self.by_id[document["id"]] = document
        return True

    def drop(self, document_id: str, version: int) -> bool:
        """Forget a document, and that it ever had a version up to this one."""
        self._dead[document_id] = version
        if len(self._dead) > REMEMBERED:
            self._dead.popitem(last=False)
        return self.by_id.pop(document_id, None) is not None


class Store:
    """One workspace."""

    def __init__(self, workspace: Workspace, me: User) -> None:
        self.workspace = workspace
        self.me = me
        self.members: Shelf[Member] = Shelf()
        self.projects: Shelf[Project] = Shelf()
        self.statuses: Shelf[Status] = Shelf()
        self.labels: Shelf[Label] = Shelf()
        self.fields: Shelf[CustomField] = Shelf()
        self.views: Shelf[View] = Shelf()
        self.cards: dict[str, Card] = {}
        self.hopes = Hopes()
        self._dead_cards: OrderedDict[str, int] = OrderedDict()
        self._told: dict[str, int] = {}  # the versions of tasks of which everybody was told

    # questions

    def people(self) -> list[Person]:
        """The members, by name; oneself first."""
        found = [member["user"] for member in self.members.by_id.values()]
        return sorted(
            cast("list[Person]", found), key=lambda person: (person["id"] != self.me["id"], person["name"].lower())
        )

    def pictures(self) -> dict[str, str]:
        """The addresses of people's pictures by the people's ids, as far as browsers are let fetch them."""
        people = [member["user"] for member in self.members.by_id.values()]
        return {one["id"]: url for one in people if (url := one["avatar"] or "").startswith("https://")}

    def role(self) -> str:
        """One's own role here."""
        return next((m["role"] for m in self.members.by_id.values() if m["user"]["id"] == self.me["id"]), "viewer")

    def open_projects(self) -> list[Project]:
        """The projects in use, oldest first."""
        found = [project for project in self.projects.by_id.values() if project["archived_at"] is None]
        return sorted(found, key=lambda project: (project["created_at"], project["id"]))

    def project(self, key: str) -> Project | None:
        """The project with this key."""
        return next((p for p in self.projects.by_id.values() if p["key"].upper() == key.upper()), None)

    def columns(self, project_id: str, *, archived: bool = False) -> list[Status]:
        """A project's statuses in order; those that are hidden only if asked for."""
        mine = [status for status in self.statuses.by_id.values() if status["project_id"] == project_id]
        found = [status for status in mine if archived or status["archived_at"] is None]
        return sorted(found, key=lambda status: (status["position"].encode(), status["id"]))

    def sorted_labels(self) -> list[Label]:
        """The labels by name."""
        return sorted(self.labels.by_id.values(), key=lambda label: label["name"].lower())

    def find(self, key: str) -> Card | None:
        """The card with this readable key."""
        return next((found for found in self.cards.values() if found["key"] == key), None)

    def shown(self, card: Card) -> Card:
        """A card as it is known now, with what is on its way to the server."""
        return self.hopes.card(self.cards.get(card["id"], card))

    def hoped(self, task: T) -> T:
        """A task's document with what is on its way to the server."""
        return self.hopes.task(task)

    def patch(self, task_id: str) -> Patch:
        """What components are told of a task."""
        known = self.cards.get(task_id)
        return gone(task_id) if known is None else self.hopes.patch(known)

    def custom_fields(self, project_id: str) -> list[CustomField]:
        """A project's custom fields in use, in order."""
        mine = [one for one in self.fields.by_id.values() if one["project_id"] == project_id]
        found = [one for one in mine if one["archived_at"] is None]
        return sorted(found, key=lambda one: (one["position"].encode(), one["id"]))

    def sorted_views(self) -> list[View]:
        """The saved views by name."""
        return sorted(self.views.by_id.values(), key=lambda view: view["name"].lower())

    # writing

    def put_task(self, task: Task) -> Patch | None:
        """Take a task's document; the patch it makes, or None if it is old news."""
        known = self.cards.get(task["id"])
        version = task["version"]
        if (known is not None and known["version"] >= version) or self._dead_cards.get(task["id"], -1) >= version:
            return None
        self.hopes.heed(task["id"], version)
        if task["deleted_at"] is not None:
            return self.drop_task(task["id"], version)
        self.cards[task["id"]] = fresh = card(task)
        return fresh

    def tell_task(self, task: Task) -> Patch | None:
        """Take a task's document of which everybody is told at once: its event will say nothing new."""
        patch = self.put_task(task)
        if patch is not None:
            self._told[task["id"]] = task["version"]
        return patch

    def drop_task(self, task_id: str, version: int) -> Patch:
        """Forget a task."""
        self._dead_cards[task_id] = version
        self.hopes.heed(task_id, version)
        if len(self._dead_cards) > REMEMBERED:
            self._dead_cards.popitem(last=False)
        self.cards.pop(task_id, None)
        self._told.pop(task_id, None)
        return gone(task_id)

    def apply(self, event: Event) -> Change:
        """Take one event in."""
        change = Change(events=[event], kinds={event["type"].split(".", 1)[0]})
        handler = getattr(self, f"_on_{event['object']['type']}", None)
        if handler is not None:
            handler(event, change)
        return change

    def _on_task(self, event: Event, change: Change) -> None:
        if event["type"] == "task.left":
            self._on_task_left(event, change)
            return
        task = cast("Task", event["data"])
        is_gone = event["type"] in {"task.deleted", "task.purged"}
        patch = self.drop_task(task["id"], task["version"]) if is_gone else self.put_task(task)
        patch = patch or self._unheard(task)
        if patch is not None:
            self._told[task["id"]] = task["version"]
            change.cards[task["id"]] = patch
            change.tasks[task["id"]] = task

    def _unheard(self, task: Task) -> Patch | None:
        """What is known already, but only because some list was read that has it: the others have not heard of it."""
        known, version = self.cards.get(task["id"]), task["version"]
        is_news = known is not None and known["version"] == version and self._told.get(task["id"], -1) < version
        return known if is_news else None

    def _on_task_left(self, event: Event, change: Change) -> None:
        """It went into another project; who sees that one hears of it next."""
        known = self.cards.get(event["object"]["id"])
        if known is not None and known["project"] == event["project_id"]:
            change.cards[known["id"]] = self.drop_task(known["id"], known["version"])

    def _on_workspace(self, event: Event, _change: Change) -> None:
        if event["object"]["id"] == self.workspace["id"]:
            self.workspace = cast("Workspace", event["data"])

    def _on_member(self, event: Event, _change: Change) -> None:
        self._keep(self.members, event, ended=event["type"] == "member.removed")

    def _on_project(self, event: Event, change: Change) -> None:
        if event["type"].startswith("project.member"):
            return
        if self._keep(self.projects, event, ended=event["type"] == "project.deleted"):
            return
        project_id = event["object"]["id"]
        for status in [s for s in self.statuses.by_id.values() if s["project_id"] == project_id]:
            self.statuses.drop(status["id"], status["version"])
        for found in [c for c in self.cards.values() if c["project"] == project_id]:
            change.cards[found["id"]] = self.drop_task(found["id"], found["version"])

    def _on_status(self, event: Event, change: Change) -> None:
        status = cast("Status", event["data"])
        if not self._keep(self.statuses, event, ended=event["type"] == "status.deleted"):
            return
        for found in [c for c in self.cards.values() if c["status"] == status["id"]]:
            new: Card = {**found, "status_name": status["name"], "category": status["category"]}
            change.cards[found["id"]] = self.cards[found["id"]] = new

    def _on_field(self, event: Event, _change: Change) -> None:
        self._keep(self.fields, event, ended=event["type"] == "field.deleted")

    def _on_view(self, event: Event, _change: Change) -> None:
        if event["type"] == "view.left":
            self.views.drop(event["object"]["id"], cast("Document", event["data"]).get("version", 2**62))
        else:
            self._keep(self.views, event, ended=event["type"] == "view.deleted")

    def _on_label(self, event: Event, change: Change) -> None:
        label = cast("Label", event["data"])
        now: LabelRef = {"id": label["id"], "name": label["name"], "color": label["color"]}
        lives = self._keep(self.labels, event, ended=event["type"] == "label.deleted")
        for found in [c for c in self.cards.values() if any(one["id"] == label["id"] for one in c["labels"])]:
            labels = [now if one["id"] == label["id"] else one for one in found["labels"]]
            if not lives:
                labels.remove(now)
            change.cards[found["id"]] = self.cards[found["id"]] = {**found, "labels": labels}

    def _on_user(self, event: Event, change: Change) -> None:
        user = cast("User", event["data"])
        if user["id"] == self.me["id"] and user["version"] > self.me["version"]:
            self.me = cast("User", {**self.me, **user})
        for member in [m for m in self.members.by_id.values() if m["user"]["id"] == user["id"]]:
            news = {key: value for key, value in user.items() if key in member["user"]}
            self.members.by_id[member["id"]] = {**member, "user": cast("MemberUser", {**member["user"], **news})}
        for found in [c for c in self.cards.values() if any(one["id"] == user["id"] for one in c["assignees"])]:
            people: list[Person] = [
                {"id": one["id"], "name": user["name"]} if one["id"] == user["id"] else one
                for one in found["assignees"]
            ]
            change.cards[found["id"]] = self.cards[found["id"]] = {**found, "assignees": people}

    def _keep(self, shelf: Shelf[D], event: Event, *, ended: bool) -> bool:
        """Put or drop the event's document; whether it lives."""
        document = cast("D", event["data"])
        if ended:
            shelf.drop(document["id"], document["version"])
        else:
            shelf.put(document)
        return not ended
