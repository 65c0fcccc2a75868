"""How things are now of which an event tells: as it left them, so that it may be taken back, or not."""

from dataclasses import replace
from uuid import UUID

from backend.accounts.models import User
from backend.activity.catalogue import RESOURCES
from backend.activity.inverses import Past
from backend.core.documents import DocumentData, read
from backend.core.errors import Conflict
from backend.eventlog.change import Log
from backend.eventlog.write import own_facts
from backend.projects.models import Project

_COMINGS = frozenset({"created", "added"})
_GOINGS = frozenset({"removed", "deleted"})
# Facts of these verbs: the others that changed with them (who is blocked, what is counted) follow.
_STATES = frozenset({"archived_at", "deleted_at", "members"})


class Present:
    """What one change finds."""

    def __init__(self, log: Log, actor: User) -> None:
        self._log, self._actor = log, actor
        self._versions: dict[UUID, int] = {}

    def require_as_left(self, past: Past) -> None:
        """`Conflict` that says what stands in the way, where the thing is not as the event left it."""
        resource, _, verb = past.type.partition(".")
        if verb in _GOINGS and past.type != "task.deleted":
            return
        present = read(RESOURCES[resource], [past.object_id]).get(past.object_id)
        if present is None or not self._is_seen(resource, present):
            raise Conflict(f"The {resource} is gone.")
        self._versions[past.object_id] = int(str(present["version"]))
        name = present.get("key") or present.get("name") or present.get("title") or f"The {resource}"
        if verb in _COMINGS and present["version"] != past.data["version"]:
            raise Conflict(f"{name} has been changed since it was made; delete it if that is meant.")
        left = past.new if verb in {"updated", "moved"} else {key: past.new[key] for key in _STATES & past.new.keys()}
        differing = [field for field, value in left.items() if own_facts(present.get(field)) != own_facts(value)]
        if differing:
            raise Conflict(f"{name}: {', '.join(differing)} has been changed since.", fields=differing)

    def expecting(self, past: Past) -> Past:
        """The same, to be taken back only from the version that was looked at, unless this change holds it."""
        version = None if past.object_id in self.raised() else self._versions.get(past.object_id)
        return past if version is None else replace(past, expected=frozenset({version}))

    def raised(self) -> set[UUID]:
        """What this change has written."""
        return {object_id for _, object_id in self._log.raised}

    def _is_seen(self, resource: str, present: DocumentData) -> bool:
        """What has gone out of the actor's sight since is not described to him."""
        owner = present.get("owner")
        if present.get("is_shared") is False and isinstance(owner, dict) and owner["id"] != str(self._actor.id):
            return False
        project_id = present.get("id" if resource == "project" else "project_id")
        return project_id is None or Project.objects.visible_to(self._actor).filter(id=str(project_id)).exists()
