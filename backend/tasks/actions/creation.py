"""Tasks made of drafts: five hundred in as many statements as one."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from backend.accounts.models import User
from backend.eventlog.change import change
from backend.projects.models import Category, Project
from backend.tasks.actions.draft import Draft
from backend.tasks.actions.effects import NOWHERE, Turn, settle, standing
from backend.tasks.actions.field import changed_values
from backend.tasks.actions.people import assign_new, label_new
from backend.tasks.actions.repetition import take_numbers
from backend.tasks.actions.task import TaskFields, new_parent, new_task, unless_taken
from backend.tasks.kinds import TASK_KINDS
from backend.tasks.models import Task
from backend.tasks.places import Columns
from backend.tasks.search import index_new


def create_changed(
    draft: Draft,
    *,
    actor: User,
    project: Project,
    changes: TaskFields,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> Task:
    """As `create_drafted`, the first task with these changes: its custom fields are checked once more."""
    fields = draft.fields | changes
    fields["fields"] = changed_values(project, {}, {**draft.fields["fields"], **changes.get("fields", {})})
    return create_drafted([Draft(fields, draft.below)], actor=actor, project=project, id=id)[0]


def create_drafted(
    drafts: Sequence[Draft],
    *,
    actor: User,
    project: Project,
    id: UUID | None = None,  # noqa: A002  # the API's name
) -> list[Task]:
    """The tasks of drafts that fit the project, which is locked, with all tasks below them, each with its event.

    `id`: of the first.
    """
    unfolded = list(_unfolded(drafts))
    if not unfolded:
        return []
    with change(actor) as log:
        columns, tasks, last = Columns(log), list[Task](), take_numbers(project.id, len(unfolded))
        for number, (fields, above) in enumerate(unfolded, last - len(unfolded) + 1):
            parent = new_parent(project.id, fields.get("parent_id")) if above is None else tasks[above]
            meant = _zoned(fields, actor)
            tasks.append(new_task(log, project, number, meant, columns, parent=parent, id=None if tasks else id))
            tasks[-1].fields, tasks[-1].created_by = dict(fields["fields"]), actor
            if above is not None:
                tasks[above].subtask_count += 1
                tasks[above].subtask_done += tasks[-1].status.category == Category.DONE
        with unless_taken():
            Task.objects.bulk_create(tasks)
        given = [fields for fields, _ in unfolded]
        _put_on(project.workspace_id, tasks, given)
        index_new(tasks)
        for task, fields in zip(tasks, given, strict=True):
            log.record(TASK_KINDS["created"], task, tell=bool(fields["assignees"]))
        roots = [task for task, (_, above) in zip(tasks, unfolded, strict=True) if above is None]
        # The others are counted above.
        settle(log, [Turn(task, NOWHERE, standing(task, counted=task in roots)) for task in tasks])
    return roots


def _unfolded(drafts: Sequence[Draft]) -> Iterator[tuple[TaskFields, int | None]]:
    """What each task says, and the place in this order of the one above it: each comes before those below it."""
    waiting: list[tuple[Draft, int | None]] = [(draft, None) for draft in reversed(drafts)]
    place = 0
    while waiting:
        draft, above = waiting.pop()
        yield draft.fields, above
        waiting += [(one, place) for one in reversed(draft.below)]
        place += 1


def _zoned(fields: TaskFields, actor: User) -> TaskFields:
    """A recurrence goes by the actor's clock, unless another one is named."""
    if not fields["recurrence"] or fields["recurrence_zone"]:
        return fields
    return {**fields, "recurrence_zone": actor.timezone}


def _put_on(workspace_id: UUID, tasks: Sequence[Task], given: Sequence[TaskFields]) -> None:
    """People and labels."""
    both = list(zip(tasks, given, strict=True))
    assign_new(workspace_id, [(task.id, person) for task, fields in both for person in fields["assignees"]])
    label_new(workspace_id, [(task.id, label) for task, fields in both for label in fields["labels"]])
