"""Taking one row: created, updated by what changed in the source, or left alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DataError, IntegrityError

from backend.accounts.models import User
from backend.core.errors import NotFound, TasktideError
from backend.eventlog.change import change
from backend.imports.board import Problem
from backend.imports.ledger import Ledger, Values
from backend.imports.report import Kind, Outcome, Report
from backend.workspaces.models import Workspace

Create = Callable[[], UUID]
# The object that was here before and is the same thing, if there is one.
Find = Callable[[], UUID | None]
# Gives back the id that the object has from now on, if it is another one.
Update = Callable[[UUID, frozenset[str]], UUID | None]


@dataclass(slots=True)
class Desk:
    """Where rows are taken: who does it, where to, what is known, and what this part of the import has done."""

    actor: User
    workspace: Workspace
    ledger: Ledger
    report: Report = field(default_factory=Report)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction. Nobody is told of it: a hundred old assignments are no news."""
        self.report = Report()
        with change(self.actor) as log:
            yield
            self.ledger.flush()
            log.keep_quiet()

    def take(
        self,
        kind: Kind,
        source_id: str,
        where: str,
        values: Values,
        create: Create,
        update: Update,
        find: Find = lambda: None,
    ) -> None:
        """Take one row, all of it or nothing. `values` are the facts that are compared with the last import."""
        try:
            with change(self.actor, alone=True):
                outcome = self._taken(kind, source_id, values, create, update, find)
        except (TasktideError, DataError, IntegrityError) as error:
            self.report.problems.append(Problem(where, f"{kind} refused: {reason(error)}"))
            outcome = Outcome.SKIPPED
        self.report.counts[kind, outcome] += 1

    def _taken(self, kind: Kind, source_id: str, values: Values, create: Create, update: Update, find: Find) -> Outcome:
        known = self.ledger.find(kind, source_id)
        if known is None:
            found = find()
            self.ledger.note(kind, source_id, found or create(), values)
            return Outcome.UNCHANGED if found else Outcome.CREATED
        changed = self.ledger.changed(kind, source_id, values)
        if not changed:
            return Outcome.CREATED if self.ledger.is_of_now(kind, source_id) else Outcome.UNCHANGED
        try:
            with change(self.actor, alone=True):
                present = update(known, changed) or known
        except NotFound:
            # Deleted here since: it does not come back.
            return Outcome.SKIPPED
        self.ledger.note(kind, source_id, present, values)
        return Outcome.UPDATED


def reason(error: Exception) -> str:
    """The first line of what went wrong."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
