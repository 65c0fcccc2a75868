"""My change has come round: what writes answers with the cursor of its own last event."""

from uuid import UUID

from backend.eventlog.models import Counter, Event
from tests.roles.operations import OPERATIONS
from tests.roles.places import Place, Scene, Who
from tests.roles.test_matrix import call, schema, undone
from tests.world import Answer, Caller


def test_each_write_in_one_workspace_answers_with_the_cursor_of_its_event(db: None) -> None:
    scene = Scene(Place.OWN)
    owner, names = Caller(scene.people[Who.OWNER]), scene.names(Who.OWNER)
    wrote: set[str] = set()
    wrong: list[str] = []
    for name, operation in schema().items():
        with undone():
            before = _numbers()
            answer = call(owner, operation["method"], operation["path"], OPERATIONS[name], names)
            written = {workspace: seq for workspace, seq in _numbers().items() if seq != before.get(workspace, 0)}
            if written and answer.status < 300:
                wrote.add(name)
                fault = _fault(answer, written)
                wrong += [f"{name}: {fault}"] if fault else []
            elif written:
                wrong.append(f"{name}: refused, and events written")
    assert not wrong, "\n".join(wrong)
    reading = {name for name, operation in schema().items() if operation["method"] == "GET"}
    assert not wrote & reading
    assert len(wrote) > 70


def _numbers() -> dict[UUID, int]:
    return dict(Counter.objects.values_list("workspace_id", "seq"))


def _fault(answer: Answer, written: dict[UUID, int]) -> str:
    """What is wrong with the cursor of an answer; "" if nothing is."""
    claimed = answer.headers.get("Tasktide-Cursor", "")
    if len(written) > 1:
        return f"of {len(written)} workspaces, but {claimed}" if claimed else ""
    [(workspace_id, seq)] = written.items()
    expected = f"{Counter.objects.get(workspace_id=workspace_id).epoch}-{seq}"
    if claimed != expected:
        return f"{claimed or 'no cursor'} instead of {expected}"
    event = Event.objects.get(workspace_id=workspace_id, seq=seq)
    return "" if event.request_id == answer.headers["X-Request-ID"] else "its event is somebody else's"
