"""The workspace that a new installation shows: a small furniture maker, told through the same actions as real work."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.clock import now
from backend.demo.deliveries import DELIVERIES
from backend.demo.fair import FAIR
from backend.demo.shop import SHOP
from backend.demo.story import Piece, Plan
from backend.eventlog.change import change
from backend.projects.actions.label import create_label
from backend.projects.actions.project import create_project
from backend.tasks.actions.attachment import add_attachment
from backend.tasks.actions.comment import add_comment
from backend.tasks.actions.task import create_task
from backend.tasks.models import Task
from backend.workspaces.actions import add_member, create_workspace
from backend.workspaces.models import Workspace

EMAIL, PASSWORD = "demo@tasktide.example", "tasktide-demo"  # shown to everybody
SLUG = "oak-and-tide"
CREW = (("Jonas", "Weber"), ("Aiko", "Tanaka"), ("Samir", "Haddad"), ("Lucía", "Ortega"), ("Tom", "Okafor"))
LABELS = {
    "bug": "#d6373d",
    "feature": "#5350d4",
    "design": "#c2489b",
    "text": "#70707c",
    "customer": "#b7791f",
    "launch": "#0e7d8b",
    "van north": "#24794f",
    "van south": "#2f6fc4",
    "two people": "#8a5cd6",
    "assembly": "#9a6a3a",
    "complaint": "#d6373d",
    "return": "#70707c",
    "vehicle": "#4a5568",
    "guests": "#c2489b",
    "food": "#b7791f",
    "workshop": "#9a6a3a",
    "yard": "#24794f",
    "permits": "#2f6fc4",
}


def make() -> bool:
    """Make the demo workspace and its user, once. Whether they were made now."""
    if User.objects.by_email(EMAIL).exists():
        return False
    # One transaction: an interrupted first start leaves nothing half told.
    with transaction.atomic():
        maya = _maya()
        with change(maya) as log:
            _tell_all(maya)
            log.keep_quiet()
    return True


def _tell_all(maya: User) -> None:
    workspace = create_workspace(actor=maya, name="Oak & Tide", slug=SLUG)
    crew = {"Maya": maya} | {first: _hire(maya, workspace, first, last) for first, last in CREW}
    labels = {
        name: create_label(actor=maya, workspace_id=workspace.id, name=name, color=color).id
        for name, color in LABELS.items()
    }
    for plan in (SHOP, DELIVERIES, FAIR):
        _tell(plan, workspace, crew, labels)


def _maya() -> User:
    """Not by the action, which asks more of a password than a published one can give."""
    maya = User(email=EMAIL, first_name="Maya", last_name="Lind", is_demo=True)
    maya.set_password(PASSWORD)
    maya.save(force_insert=True)
    maya.refresh_from_db(fields=["name"])
    return maya


def _hire(maya: User, workspace: Workspace, first: str, last: str) -> User:
    person = create_person(first_name=first, last_name=last)
    add_member(workspace.id, actor=maya, user=person)
    return person


def _tell(plan: Plan, workspace: Workspace, crew: dict[str, User], labels: dict[str, UUID]) -> None:
    project = create_project(
        actor=crew["Maya"],
        workspace_id=workspace.id,
        key=plan.key,
        name=plan.name,
        description=plan.text,
        color=plan.color,
        statuses=plan.statuses,
    )
    for number, piece in enumerate(plan.pieces):
        made_at = now() - timedelta(days=piece.age + number * 7 % 13)  # nobody makes all tasks on one day
        task = create_task(
            actor=crew["Maya"],
            created_by=crew[piece.by],
            created_at=made_at,
            completed_at=_instant(piece.due, piece.hour),
            project_id=project.id,
            title=piece.title,
            description=piece.text,
            status=piece.status,
            priority=piece.priority,
            assignees=[crew[name].id for name in piece.who],
            labels=[labels[name] for name in piece.labels],
            due_at=_instant(piece.due, piece.hour),
            estimate=piece.estimate,
        )
        _hang_on(task, piece, plan, crew, made_at)


def _hang_on(task: Task, piece: Piece, plan: Plan, crew: dict[str, User], made_at: datetime) -> None:
    maya = crew["Maya"]
    done_at = _spread(made_at, task.completed_at or now(), sum(is_done for _, is_done in piece.parts))
    for title, is_done in piece.parts:
        create_task(
            actor=maya,
            project_id=task.project_id,
            parent_id=task.id,
            title=title,
            status=plan.done if is_done else plan.first,
            created_at=made_at,
            completed_at=next(done_at) if is_done else None,
            assignees=[crew[name].id for name in piece.who[:1]],
        )
    for said in piece.said:
        at = now() - timedelta(days=said.days)
        add_comment(task.id, actor=maya, author=crew[said.who], body=said.text, created_at=at)
    for name, url in piece.links:
        add_attachment(task.id, actor=maya, name=name, url=url, created_at=made_at)


def _spread(first: datetime, last: datetime, count: int) -> Iterator[datetime]:
    """So many instants between two, as far from each other as from these."""
    return (first + (last - first) * number / (count + 1) for number in range(1, count + 1))


def _instant(days: int | None, hour: int) -> datetime | None:
    """`hour` o'clock UTC so many days from today."""
    if days is None:
        return None
    return datetime.combine(now().date() + timedelta(days=days), time(hour, tzinfo=UTC))
