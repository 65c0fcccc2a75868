"""The workspace around the tasks, made by the same actions as any other: people, projects, labels, fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from django.db import transaction

from backend.accounts.models import User
from backend.core.ranks import ranks
from backend.projects.actions.label import create_label
from backend.projects.actions.member import add_project_member
from backend.projects.actions.project import create_project
from backend.projects.models import Field, FieldType, Status, Visibility
from backend.workspaces.actions import add_member, create_workspace

PROJECTS = (
    "OPS Operations", "FIX Repairs", "WEB Website", "APP Mobile app", "API Interfaces", "LOG Logistics", "BUY Buying",
    "HR People", "FIN Finance", "LAW Contracts", "SEC Security", "DATA Data", "DOC Handbook", "QA Tests", "LAB Trials",
    "SALE Sales", "HELP Support", "EVT Fairs", "NET Network", "OLD Old system",
)  # fmt: skip
# Every fifth project is seen by its own members alone.
PRIVATE_EVERY = 5
TOPICS = ("bug", "idea", "incident", "question", "customer", "audit", "hardware", "paper", "safety", "travel")
COLORS = ("#c2410c", "#15803d", "#1d4ed8", "#7e22ce", "#be123c", "#0f766e", "#a16207", "#70707c")
TEAMS = tuple({"key": name, "name": name.title(), "color": color} for name, color in zip(TOPICS, COLORS, strict=False))
FIELDS = (
    ("team", "Team", FieldType.SELECT, TEAMS),
    ("tags", "Tags", FieldType.MULTI_SELECT, TEAMS),
    ("cost", "Cost", FieldType.NUMBER, ()),
    ("reference", "Reference", FieldType.TEXT, ()),
    ("inspected", "Inspected on", FieldType.DATE, ()),
    ("approved", "Approved", FieldType.CHECKBOX, ()),
    ("buyer", "Buyer", FieldType.PERSON, ()),
)


@dataclass(frozen=True)
class Board:
    """A project: its statuses by category, its people."""

    id: UUID
    key: str
    statuses: Mapping[str, UUID]
    people: Sequence[UUID]


@dataclass(frozen=True)
class Place:
    """The workspace. `owner` sees everything, and comes first among `people`."""

    id: UUID
    name: str
    owner: User
    people: Sequence[UUID]
    boards: Sequence[Board]
    labels: Sequence[UUID]


@transaction.atomic
def furnish(random: Random, *, name: str, people: int, projects: int, labels: int) -> Place:
    """A new workspace with everything but tasks."""
    crew = _crew(people)
    owner = crew[0]
    workspace = create_workspace(actor=owner, name=name)
    for person in crew[1:]:
        add_member(workspace.id, actor=owner, user=person, role=random.choices(("member", "viewer"), (9, 1))[0])
    boards = [_board(random, workspace.id, crew, index) for index in range(projects)]
    marks = [
        create_label(
            actor=owner, workspace_id=workspace.id, name=f"{TOPICS[index % 10]} {index // 10}", color=COLORS[index % 8]
        )
        for index in range(labels)
    ]
    return Place(workspace.id, workspace.name, owner, [one.id for one in crew], boards, [one.id for one in marks])


def _crew(count: int) -> list[User]:
    """New people without a password; whoever measures signs them in by hand."""
    before = User.objects.filter(email__endswith="@bench.example").count()
    return [
        User.objects.create(
            email=f"person{before + index}@bench.example",
            first_name="Person",
            last_name=str(before + index),
            password="!",
        )
        for index in range(count)
    ]


def _board(random: Random, workspace_id: UUID, crew: Sequence[User], index: int) -> Board:
    key, _, name = PROJECTS[index % len(PROJECTS)].partition(" ")
    key = key if index < len(PROJECTS) else f"{key}{index}"
    private = index % PRIVATE_EVERY == PRIVATE_EVERY - 1
    visibility = Visibility.PRIVATE if private else Visibility.WORKSPACE
    owner, people = crew[0], [*crew]
    project = create_project(actor=owner, workspace_id=workspace_id, key=key, name=name, visibility=visibility)
    if private:
        people = random.sample(crew[1:], min(12, len(crew) - 1))
        for person in people:
            add_project_member(project.id, person.id, actor=owner)
    for (field_key, title, kind, options), position in zip(FIELDS, ranks(len(FIELDS)), strict=True):
        Field.objects.create(
            workspace_id=workspace_id,
            project=project,
            key=field_key,
            name=title,
            type=kind,
            options=[*options],
            position=position,
        )
    statuses = dict(Status.objects.filter(project=project).values_list("category", "id"))
    return Board(project.id, key, statuses, [person.id for person in people])
