"""Whether an event is one that a webhook wants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.documents import DocumentData
from backend.core.errors import Invalid
from backend.core.ids import NOBODY
from backend.core.zones import zone_of
from backend.tasks.filters import fault
from backend.tasks.query_lookup import Names
from backend.webhooks.models import Webhook
from backend.webhooks.types import types_of
from query.errors import QueryError
from query.moments import Reader
from query.parse import parse
from query.predicate import matches
from query.resolve import require_live, resolve
from query.tree import NOTHING, Tree, listed


@dataclass(frozen=True, slots=True)
class Happened:
    """What has to be known of an event. `data` and `changes` only where somebody asks for tasks by a query."""

    seq: int
    type: str
    task_id: UUID | None
    data: DocumentData
    changes: Mapping[str, tuple[object, object]]

    def tasks(self, present: Mapping[UUID, DocumentData]) -> Iterable[DocumentData]:
        """The task that it is about: as it was and as it is after it; for what hangs on a task as that is now."""
        if self.type == "task.left":
            return  # says nothing but which
        if self.type.startswith("task."):
            yield self.data
            yield self.data | {name: old for name, (old, _) in self.changes.items()}
        elif self.task_id is not None and self.task_id in present:
            yield present[self.task_id]


def require_sensible(q: str, *, actor: User, workspace_id: UUID) -> None:
    """422 with the position of what is wrong, where `q` says nothing, or names what there is not."""
    try:
        tree = parse(q).tree
        require_live(tree, q)
        resolve(tree, Names(actor, [workspace_id]))
    except QueryError as error:
        raise Invalid([fault(error, ("body", "q"))]) from None


class Matcher:
    """What one webhook wants. `me` in its query is who made it; a name that nothing has any more finds nothing."""

    def __init__(self, webhook: Webhook) -> None:
        self._types = types_of(webhook.types)
        creator = webhook.created_by or User(id=NOBODY)
        self._reader = Reader(str(creator.id), zone_of(creator.timezone), now())
        self._tree = _tree(webhook, creator)

    def wants(self, event: Happened, present: Mapping[UUID, DocumentData]) -> bool:
        """Whether it wants this; `present`: the tasks on which something has happened, as they are now."""
        if event.type not in self._types:
            return False
        return self._tree is None or any(matches(self._tree, task, self._reader) for task in event.tasks(present))


def _tree(webhook: Webhook, creator: User) -> Tree | None:
    if not webhook.q.strip():
        return None
    try:
        return listed(resolve(parse(webhook.q).tree, Names(creator, [webhook.workspace_id]), lenient=True))
    except QueryError:
        return NOTHING  # a choice of a custom field, say, that has gone since
