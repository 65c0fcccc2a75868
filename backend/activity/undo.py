"""Taking back what an event tells: the inverse change, as a new event, where the present state still allows it."""

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.accounts.models import User
from backend.activity.inverses import INVERSES, WRITABLE, Past
from backend.activity.log import LogQuery, read_log
from backend.activity.present import Present
from backend.core.documents import DocumentData
from backend.core.errors import Conflict, Invalid, NotFound, Stale
from backend.eventlog.change import Log, change
from backend.eventlog.models import Counter
from backend.workspaces.access import role_of
from backend.workspaces.models import Workspace

MOST = 500  # events of one request
REACH = 10_000  # numbers back from the newest, where a request is looked for
_WITH_FAMILY = frozenset({"task.deleted", "task.restored"})
_OF_PROJECT = frozenset({"status.created", "field.created"})


def undo_event(workspace_id: UUID, seq: int, *, actor: User) -> list[int]:
    """Take back one event, and what the same call did because of it follows. The numbers that were taken back."""
    found = _read(LogQuery(workspace_id, seqs=[seq]), actor)
    if found and found[0]["type"] == "task.moved":
        request = str(found[0]["request_id"])
        near = LogQuery(workspace_id, after=seq, before=seq + MOST, types=["task.moved"], request_id=request)
        found = _family(found[0], _read(near, actor))
    return _undo(found, actor)


def undo_request(workspace_id: UUID, request_id: str, *, actor: User) -> list[int]:
    """Take back all that one call did, newest first: all of it or nothing."""
    role_of(actor, workspace_id)
    newest = Counter.objects.values_list("seq", flat=True).get(workspace_id=workspace_id)
    wanted = LogQuery(workspace_id, after=newest - REACH, request_id=request_id, newest_first=True)
    return _undo(_read(wanted, actor), actor)


def _read(wanted: LogQuery, actor: User) -> list[DocumentData]:
    role = role_of(actor, wanted.workspace_id)
    return [json.loads(body) for _, body in read_log(wanted, actor, role, MOST + 1)]


def _family(root: DocumentData, moved: Iterable[DocumentData]) -> list[DocumentData]:
    """A task that has moved, and those below it that went along: the log has each after the one above it."""
    together, family = {_object_id(root)}, [root]
    for event in moved:
        if _parent_id(event) in together:
            together.add(_object_id(event))
            family.append(event)
    return family


def _undo(events: Sequence[DocumentData], actor: User) -> list[int]:
    if not events:
        raise NotFound("There is no such event.")
    if len(events) > MOST:
        raise Conflict(f"More than {MOST} events cannot be taken back at once.")
    meant = [event for event in events if _is_own(event)]
    if not meant:
        raise Conflict("This event only tells what followed from another one; undo that one.")
    with change(actor) as log:
        if len(meant) > 1:
            # What takes the workspace takes it before projects and tasks, and some inverses do.
            Workspace.objects.filter(id=str(meant[0]["workspace_id"])).locked().first()
        _take_back(log, _in_order(_without_echoes(meant)), actor)
    return [int(str(event["seq"])) for event in meant]


def _is_own(event: DocumentData) -> bool:
    """Whether somebody changed something here: counts and the like follow from other events."""
    resource, _, verb = str(event["type"]).partition(".")
    if verb == "left":
        return False
    return verb not in {"updated", "moved"} or bool(_changes(event).keys() & WRITABLE.get(resource, _changes(event)))


def _without_echoes(events: Sequence[DocumentData]) -> list[DocumentData]:
    """Tasks that went or came together with the one above them go and come with it again; so do a project's columns."""
    together = {_object_id(event) for event in events if event["type"] in _WITH_FAMILY}
    made = {_object_id(event) for event in events if event["type"] == "project.created"}
    return [
        event
        for event in events
        if not (event["type"] in _WITH_FAMILY and _parent_id(event) in together)
        and not (event["type"] in _OF_PROJECT and event["project_id"] in made)
    ]


def _in_order(events: Sequence[DocumentData]) -> list[DocumentData]:
    """Newest first; but a person is in the workspace before he is in projects, and tasks move after those above."""
    moved = [event for event in events if event["type"] == "task.moved"]
    others = [event for event in events if event["type"] != "task.moved"]
    others.sort(key=lambda event: (event["type"] == "member.removed", event["seq"]), reverse=True)
    return [*others, *sorted(moved, key=lambda event: int(str(event["seq"])))]


def _take_back(log: Log, events: Sequence[DocumentData], actor: User) -> None:
    """Each is looked at before the first is taken back, which may change what others are about."""
    present = Present(log, actor)
    newest = {_object_id(event): event for event in sorted(events, key=lambda event: int(str(event["seq"])))}
    pasts = [_past(event) for event in events]
    for event, past in zip(events, pasts, strict=True):
        if newest[_object_id(event)] is event:
            present.require_as_left(past)
    for event, past in zip(events, pasts, strict=True):
        if newest[_object_id(event)] is not event:
            present.require_as_left(past)
        written = len(log.pending)
        _invert(present.expecting(past), actor)
        if len(log.pending) == written and past.object_id not in present.raised():
            raise Conflict(f"Event {event['seq']} ({past.type}) has been taken back already.")


def _invert(past: Past, actor: User) -> None:
    """What no longer fits (a label that is gone, a person who has left) stands in the way, too."""
    try:
        INVERSES[past.type](past, actor)
    except Invalid as error:
        raise Conflict(f"{past.type} cannot be taken back: {error.detail}") from None
    except Stale:
        raise Conflict("Somebody is changing this at the same moment; try again.") from None


def _past(event: DocumentData) -> Past:
    kind, changes, data = str(event["type"]), _changes(event), event["data"]
    if kind not in INVERSES or not isinstance(data, dict):
        raise Conflict(f"Event {event['seq']} ({kind}) cannot be taken back.")
    resource, _, verb = kind.partition(".")
    names = WRITABLE.get(resource, frozenset[str]()) if verb in {"updated", "moved"} else changes.keys()
    return Past(
        kind,
        UUID(_object_id(event)),
        UUID(str(event["workspace_id"])),
        data,
        {name: old for name, (old, _) in changes.items() if name in names},
        {name: new for name, (_, new) in changes.items() if name in names},
        None,
        UUID(str(by["id"])) if isinstance(by := event["actor"], dict) else None,
    )


def _changes(event: DocumentData) -> dict[str, list[object]]:
    changes = event["changes"]
    return changes if isinstance(changes, dict) else {}


def _object_id(event: DocumentData) -> str:
    subject = event["object"]
    return str(subject["id"]) if isinstance(subject, dict) else ""


def _parent_id(event: DocumentData) -> str:
    data = event["data"]
    return str(data.get("parent_id")) if isinstance(data, dict) else ""
