"""What drafts name (statuses, labels, people, custom fields), as it is in the project that is to have the tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from backend.core.errors import Fault, Location
from backend.projects.models import Field, Label, Project, Status
from backend.tasks.actions.draft import Draft
from backend.tasks.actions.field import definitions, lay, members_among, people_in
from backend.tasks.actions.task import TaskFields


class Fitted(NamedTuple):
    """A draft without what is not there, and what that was."""

    draft: Draft
    faults: list[Fault]


@dataclass(frozen=True, slots=True)
class References:
    """What is there."""

    project: Project
    statuses: dict[str, Status]
    labels: frozenset[UUID]
    people: frozenset[UUID]
    fields: dict[str, Field]

    @classmethod
    def of(cls, project: Project, drafts: Iterable[Draft]) -> "References":
        """For these drafts. Their labels stay until the transaction ends."""
        named = [fields for draft in drafts for fields in draft.all()]
        wanted = {label for fields in named for label in fields["labels"]}
        labels = {label.id for label in Label.objects.all().kept(wanted) if label.workspace_id == project.workspace_id}
        known = definitions(project)
        people = {person for fields in named for person in fields["assignees"]}
        people |= {person for fields in named for person in people_in(known, fields["fields"]).values()}
        statuses = Status.objects.filter(project=project, archived_at=None)
        by_word = {status.name.casefold(): status for status in statuses} | {str(one.id): one for one in statuses}
        return cls(project, by_word, frozenset(labels), members_among(project, people), known)

    def fitted(self, draft: Draft, at: Location = ("body", "task")) -> Fitted:
        """The draft as this project may have it; `at`: where its faults are told."""
        fields, faults = self._fitted_fields(draft.fields, at)
        below: list[Draft] = []
        for index, one in enumerate(draft.below):
            fitted = self.fitted(one, (*at, "subtasks", index))
            below.append(fitted.draft)
            faults += fitted.faults
        return Fitted(Draft(fields, tuple(below)), faults)

    def _fitted_fields(self, fields: TaskFields, at: Location) -> tuple[TaskFields, list[Fault]]:
        status = self.statuses.get((fields["status"] or "").strip().casefold())
        laid = lay(self.project, self.fields, {}, fields["fields"], members=self.people)
        faults = [Fault((*at, "fields", key), message) for key, message in laid.faults.items()]
        if fields["status"] is not None and status is None:
            faults.append(Fault((*at, "status"), f"is no status of {self.project.key}"))
        for name, gone in (
            ("assignees", set(fields["assignees"]) - self.people),
            ("labels", set(fields["labels"]) - self.labels),
        ):
            faults += [Fault((*at, name), f"{one}: nobody and nothing in this workspace has this id") for one in gone]
        kept: TaskFields = {
            "status": None if status is None else str(status.id),
            "assignees": [one for one in fields["assignees"] if one in self.people],
            "labels": [one for one in fields["labels"] if one in self.labels],
            "fields": laid.values,
        }
        return fields | kept, faults
