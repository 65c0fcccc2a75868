"""What the worker does with news, done at once."""

from typing import Any

from backend.eventlog.models import Counter
from backend.notifications.actions import tell
from tests.world import Caller, World


def tell_since(world: World, after: int) -> None:
    """Tell all that has happened since a number."""
    tell(world.harbour.id, after + 1, Counter.objects.get(workspace_id=world.harbour.id).seq)


def inbox(who: Caller, world: World, query: str = "") -> list[dict[str, Any]]:
    """What somebody was told in the harbour's workspace."""
    return who.get(f"/api/notifications?workspace={world.harbour.id}{query}").items


def kinds(who: Caller, world: World, query: str = "") -> list[str]:
    """The same, in short."""
    return [one["kind"] for one in inbox(who, world, query)]


def unread(who: Caller, world: World) -> int:
    """How much of it is unread."""
    count: int = who.get(f"/api/notifications/count?workspace={world.harbour.id}").json["unread"]
    return count
