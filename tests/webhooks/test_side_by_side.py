"""Webhooks beside each other: what is slow, or fails, holds up no other."""

import threading
from collections import Counter
from concurrent.futures import Future
from dataclasses import replace

import pytest
from django.db import IntegrityError

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.sql import execute
from backend.webhooks import courier
from backend.webhooks.actions.outcome import Try
from backend.webhooks.actions.send import AT_ONCE, AT_ONCE_TO_ONE, AT_ONCE_TO_WORKSPACE, _claim
from backend.webhooks.courier import Answer
from backend.webhooks.models import Delivery, State, Webhook
from backend.workspaces.actions import create_workspace
from jobs.webhooks import sweep
from tests.webhooks.conftest import Hook, MakeHook, work
from tests.webhooks.receiver import Call, Receiver
from tests.world import Caller, World


def test_a_workspace_with_many_webhooks_leaves_room_for_the_others(world: World, make_hook: MakeHook) -> None:
    for hook in [make_hook() for _ in range(10)]:
        _waiting(hook, AT_ONCE_TO_ONE + 2)
    elsewhere = _elsewhere(world)
    _waiting(elsewhere, 1)
    first = [claimed.what for claimed in _claim({})]
    places = Counter(Webhook.objects.get(id=what.webhook_id).workspace_id for what in first)
    assert places[world.harbour.id] == AT_ONCE_TO_WORKSPACE
    assert len({what.webhook_id for what in first}) == AT_ONCE_TO_WORKSPACE + 1, "each in its turn"
    under_way: dict[Future[Answer], Try] = {Future(): what for what in first}
    assert _claim(under_way) == []
    under_way.popitem()
    home = next(future for future, what in under_way.items() if str(what.webhook_id) != elsewhere.id)
    done = under_way.pop(home)
    Delivery.objects.filter(id=done.delivery_id).update(status=State.SUCCEEDED, next_try_at=None)
    assert 1 <= len(_claim(under_way)) <= 2


def test_those_that_fail_have_half_of_the_room(world: World, receiver: Receiver, make_hook: MakeHook) -> None:
    broken = [make_hook(types=["task.created"]) for _ in range(3)]
    receiver.answers(500)
    world.task()
    work()
    assert all(hook.state["failing_since"] for hook in broken)
    for hook in broken:
        _waiting(hook, 6)
    first = [claimed.what for claimed in _claim({})]
    assert len(first) == AT_ONCE_TO_WORKSPACE // 2
    working = make_hook()
    _waiting(working, 6)
    under_way: dict[Future[Answer], Try] = {Future(): what for what in first}
    second = [str(claimed.what.webhook_id) for claimed in _claim(under_way)]
    assert second == [working.id] * AT_ONCE_TO_ONE
    # As if as many failed as there is room for, wherever that is.
    many: dict[Future[Answer], Try] = {Future(): replace(first[0]) for _ in range(AT_ONCE // 2)}
    elsewhere = _elsewhere(world)
    _waiting(elsewhere, 6)
    assert [str(claimed.what.webhook_id) for claimed in _claim(many)] == [elsewhere.id] * AT_ONCE_TO_ONE


def test_one_that_cannot_be_signed_leaves_the_others_alone(
    world: World, receiver: Receiver, make_hook: MakeHook
) -> None:
    broken, working = make_hook(types=["task.created"]), make_hook(types=["task.created"])
    Webhook.objects.filter(id=broken.id).update(secret="whsec_x")
    world.task()
    work()
    assert len(receiver.calls) == 1
    assert working.deliveries()[0]["status"] == "succeeded"
    (one,) = broken.deliveries()
    assert (one["status"], one["error"]) == ("pending", "cannot be sent: Error")


def test_an_answer_that_cannot_be_noted_leaves_the_others_alone(
    world: World, receiver: Receiver, make_hook: MakeHook
) -> None:
    teapot = make_hook(types=["task.created"], url=f"{receiver.url}/teapot")
    working = make_hook(types=["task.created"])
    _forbid("webhooks_delivery", "response_code <> 418")
    poured = threading.Event()

    def answer(call: Call) -> tuple[int, dict[str, str], bytes]:
        if call.path.endswith("teapot"):
            poured.set()
            return 418, {}, b""
        poured.wait(5)
        threading.Event().wait(0.3)
        return 200, {}, b""

    receiver.answer = answer
    world.task()
    with pytest.raises(IntegrityError):
        work()
    assert [one["status"] for one in working.deliveries()] == ["succeeded"]
    assert [one["status"] for one in teapot.deliveries()] == ["pending"]


def test_a_workspace_whose_log_cannot_be_read_leaves_the_others_alone(
    world: World, receiver: Receiver, make_hook: MakeHook
) -> None:
    hook, elsewhere = make_hook(), _elsewhere(world, receiver.url)
    world.task()
    _waiting(elsewhere, 1)
    _forbid("webhooks_webhook", f"id <> '{hook.id}'")
    with pytest.raises(ExceptionGroup):
        sweep(timestamp=0)
    assert receiver.types == ["webhook.ping"]


def test_a_zone_that_is_no_more_keeps_nothing_back(world: World, receiver: Receiver, make_hook: MakeHook) -> None:
    make_hook(types=["task.created"], q="due:>=today or status:Todo")
    zone = world.ann.timezone
    User.objects.filter(id=world.ann.id).update(timezone="Harbour/Gone")
    world.task()
    work()
    User.objects.filter(id=world.ann.id).update(timezone=zone)
    assert receiver.types == ["task.created"]


def test_a_name_whose_look_up_hangs_is_not_waited_for(
    world: World, receiver: Receiver, make_hook: MakeHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "LOOK_UP", 0.0)
    hook = make_hook(types=["task.created"], url=receiver.url.replace("127.0.0.1", "localhost"))
    world.task()
    work()
    assert hook.deliveries()[0]["error"] == "cannot be reached: localhost was not found within 0 s"


def _waiting(hook: Hook, count: int) -> None:
    """Tests that nobody has sent yet."""
    place = Webhook.objects.get(id=hook.id)
    Delivery.objects.bulk_create(
        Delivery(webhook=place, workspace_id=place.workspace_id, type="webhook.ping", next_try_at=now())
        for _ in range(count)
    )


def _elsewhere(world: World, url: str = "http://127.0.0.1:9/") -> Hook:
    """A webhook of another workspace."""
    pier = create_workspace(actor=world.ann, name="Pier", slug="pier")
    made = Caller(world.ann).post("/api/webhooks", {"workspace_id": str(pier.id), "url": url})
    return Hook(world.ann, made.json["id"], made.json["secret"])


def _forbid(table: str, condition: str) -> None:
    """Have the database refuse rows that are written from now on."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"ALTER TABLE {table} ADD CHECK ({condition}) NOT VALID")
    execute("SET CONSTRAINTS ALL DEFERRED")
