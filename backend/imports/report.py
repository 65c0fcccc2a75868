"""What an import did."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from backend.imports.board import Problem


class Kind(StrEnum):
    """What is imported, in the order in which it is shown."""

    PROJECT = "project"
    PERSON = "person"
    STATUS = "status"
    LABEL = "label"
    FIELD = "field"
    TASK = "task"
    SUBTASK = "subtask"
    ATTACHMENT = "attachment"
    COMMENT = "comment"
    LINK = "link"
    WATCHER = "watcher"
    REMINDER = "reminder"
    TEMPLATE = "template"
    VIEW = "view"


class Outcome(StrEnum):
    """What became of a row. `skipped`: refused, or deleted here since it was imported."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Report:
    """Rows by kind and outcome, every row that could not be taken as it stands, and where the tasks are."""

    counts: Counter[tuple[Kind, Outcome]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    project_id: UUID | None = None

    def add(self, other: "Report") -> None:
        """Take over what a part of the import did."""
        self.counts.update(other.counts)
        self.problems.extend(other.problems)
