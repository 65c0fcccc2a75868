"""Where the lines of an export are taken, and what became of those before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from backend.accounts.models import User
from backend.core.errors import Conflict
from backend.imports.ledger import Values
from backend.imports.report import Kind
from backend.imports.rows import Create, Desk, Update
from backend.imports.tasktide.lines import Line, Made, Ref
from backend.projects.values import Sent
from backend.tasks.actions.placing import Past

SOURCE = "tasktide"


@dataclass(slots=True)
class Post:
    """The desk of one import. `people`: id in the export → ours. `person_fields`: custom fields that hold people, as
    (project in the export, key)."""

    desk: Desk
    person_fields: frozenset[tuple[UUID, str]] = frozenset()
    people: dict[UUID, User] = field(default_factory=dict)

    @property
    def actor(self) -> User:
        """Who imports."""
        return self.desk.actor

    def take(
        self,
        kind: Kind,
        line: Line,
        values: Values,
        create: Create,
        update: Update,
        among: QuerySet[Any] | None = None,
        find: Callable[[], UUID | None] = lambda: None,
    ) -> None:
        """Take a line. `among`: where the same object may be already, if the export is of this workspace."""

        def here() -> UUID | None:
            rows = among.filter(id=line.id, workspace_id=self.desk.workspace.id) if among is not None else None
            return line.id if rows is not None and rows.exists() else find()

        self.desk.take(kind, str(line.id), line.where, values, create, update, here)

    def known(self, kind: Kind, source_id: UUID) -> UUID:
        """What it became. `Conflict` where it could not be taken."""
        found = self.desk.ledger.find(kind, str(source_id))
        if found is None:
            raise Conflict(f"its {kind} could not be taken")
        return found

    def known_ones(self, kind: Kind, refs: Iterable[Ref | Line]) -> list[UUID]:
        """What these became, without those that could not be taken."""
        found = [self.desk.ledger.find(kind, str(ref.id)) for ref in refs]
        return list(dict.fromkeys(one for one in found if one is not None))

    def mapped(self, kind: Kind, value: object) -> str | None:
        """What an id that stands somewhere as a text became."""
        found = self.desk.ledger.find(kind, str(value))
        return str(found) if found else None

    def values(self, project_id: UUID, values: Mapping[str, Sent]) -> dict[str, Sent]:
        """Values of custom fields as they are here, where people are other ones."""
        return {
            key: self.mapped(Kind.PERSON, value) if (project_id, key) in self.person_fields else value
            for key, value in values.items()
        }

    def person(self, ref: Ref | None) -> User | None:
        """Our person."""
        return self.people.get(ref.id) if ref else None

    def past(self, line: Made) -> Past:
        """When and by whom it was made."""
        return Past(line.created_at, self.person(line.created_by))

    def require_own(self, user: User | None) -> None:
        """`Conflict` where something is a person's own, and that is not who imports."""
        if user is None or user.id != self.actor.id:
            raise Conflict("it is another person's own, who may import it himself")


def nothing(object_id: UUID, changed: frozenset[str]) -> None:
    """For what does not change: another one has another id."""
    del object_id, changed
