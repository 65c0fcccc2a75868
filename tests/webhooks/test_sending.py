"""What goes wrong on the way: tried again, given up, switched off; and nowhere else than where it was sent."""

import asyncio
import ssl
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.accounts.models import User
from backend.core.clock import now
from backend.webhooks import courier
from backend.webhooks.actions.delivery import forget_deliveries
from backend.webhooks.actions.read import read_log
from backend.webhooks.actions.send import _claim, send_due
from backend.webhooks.addresses import Refused, is_public, resolve
from backend.webhooks.mails import send_switched_off
from backend.webhooks.models import Delivery
from backend.webhooks.timetable import KEPT, LEASE, PATIENCE, delay
from jobs.webhooks import sweep
from tests.deploy.tls import certificate
from tests.webhooks.conftest import Hook, MakeHook, work
from tests.webhooks.receiver import Call, Receiver, listening
from tests.world import Caller, World

CREATED = ["task.created"]


def test_a_try_that_fails_is_repeated_under_the_same_id_until_it_succeeds(
    world: World, receiver: Receiver, make_hook: MakeHook, clock: time_machine.Traveller
) -> None:
    hook = make_hook(types=CREATED)
    receiver.answers(500, 503, 200)
    world.task()
    work()
    (one,) = hook.deliveries()
    assert (one["status"], one["attempts"], one["error"], one["response_code"]) == ("pending", 1, "answered 500", 500)
    assert hook.state["failing_since"] is not None
    send_due()
    assert len(receiver.calls) == 1, "it is not due yet"
    for _ in range(2):
        clock.shift(timedelta(minutes=3))
        sweep(timestamp=0)
    assert [call.id for call in receiver.calls] == [receiver.calls[0].id] * 3
    assert len({call.headers["webhook-timestamp"] for call in receiver.calls}) == 3
    receiver.calls[-1].verified(hook.secret)
    (one,) = hook.deliveries()
    assert (one["status"], one["attempts"], one["error"], one["next_try_at"]) == ("succeeded", 3, "", None)
    assert hook.state["failing_since"] is None
    assert [
        event["changes"]["failing_since"][0] is None
        for event in Caller(world.ann).get(f"/api/events?workspace={world.harbour.id}&type=webhook.updated").items
    ] == [True, False]


def test_after_a_day_a_delivery_is_given_up_and_can_be_asked_for_again(
    world: World, receiver: Receiver, make_hook: MakeHook, clock: time_machine.Traveller
) -> None:
    hook = make_hook(types=CREATED)
    receiver.answers(500)
    world.task()
    work()
    began = now()
    while pending := hook.deliveries("?status=pending"):
        clock.move_to(datetime.fromisoformat(pending[0]["next_try_at"]) + timedelta(seconds=1))
        sweep(timestamp=0)
    assert timedelta(hours=21) < now() - began < timedelta(hours=27)
    (one,) = hook.deliveries("?status=failed")
    assert one["attempts"] == len(receiver.calls) == 11
    assert hook.state["is_active"] is True, "that is no three days"
    receiver.answers(200)
    again = hook.caller.post(f"{hook.path}/deliveries/{one['id']}/redeliver")
    assert (again.status, again.json["status"], again.json["attempts"]) == (202, "pending", 0)
    work()
    assert receiver.calls[-1].id == receiver.calls[0].id
    assert hook.deliveries()[0]["status"] == "succeeded"
    waits = [delay(attempts) for attempts in range(1, 11)]
    total = sum((wait for wait in waits if wait), timedelta())
    assert timedelta(hours=21) < total < timedelta(hours=27)


def test_three_days_without_success_switch_it_off_and_its_admins_get_a_mail(
    world: World, receiver: Receiver, make_hook: MakeHook, clock: time_machine.Traveller, mailoutbox: list[object]
) -> None:
    hook = make_hook(types=CREATED, name="Stock\nsystem")
    receiver.answers(500)
    world.task()
    work()
    for _ in range(4):
        clock.shift(PATIENCE / 3)
        world.task()
        work()
        sweep(timestamp=0)
    state = hook.state
    assert (state["is_active"], state["disabled_reason"]) == (False, "Nothing was delivered for 3 days.")
    assert hook.deliveries("?status=pending") == []
    mail = ProcrastinateJob.objects.filter(task_name="email.webhook_off")
    assert {User.objects.get(id=job.args["user_id"]).first_name for job in mail} == {"Ann", "Bob"}
    for job in mail:
        send_switched_off(**job.args)
    assert [one.to for one in mailoutbox] == [["ann@example.org"], ["bob@example.org"]]  # type: ignore[attr-defined]
    assert mailoutbox[0].subject == "The webhook Stock system was switched off"  # type: ignore[attr-defined]
    assert "Nothing was delivered for 3 days." in mailoutbox[0].body  # type: ignore[attr-defined]
    hook.caller.patch(hook.path, {"is_active": True})
    assert (hook.state["failing_since"], hook.state["disabled_reason"]) == (None, None)
    send_switched_off(**mail[0].args)
    assert len(mailoutbox) == 2, "who has switched it on again needs no mail"


def test_410_gone_switches_it_off_at_once(world: World, receiver: Receiver, make_hook: MakeHook) -> None:
    hook = make_hook(types=CREATED)
    receiver.answers(410)
    world.task()
    work()
    assert (hook.state["is_active"], hook.state["disabled_reason"]) == (False, "The receiver answered 410 Gone.")
    assert [one["status"] for one in hook.deliveries()] == ["failed"]
    world.task()
    work()
    assert len(receiver.calls) == 1


def test_redirects_lead_nowhere(world: World, receiver: Receiver, make_hook: MakeHook) -> None:
    with listening() as elsewhere:
        hook = make_hook(types=CREATED)
        receiver.answer = lambda _: (307, {"Location": elsewhere.url}, b"")
        world.task()
        work()
        (one,) = hook.deliveries()
        assert (one["status"], one["error"]) == ("pending", "answered 307: redirects are not followed")
        assert (len(receiver.calls), elsewhere.calls) == (1, [])


def test_a_slow_or_endless_answer_is_not_waited_for(
    world: World, receiver: Receiver, make_hook: MakeHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "TIMEOUT", 0.5)
    hook = make_hook(types=CREATED)
    over = threading.Event()

    def slow(_: Call) -> tuple[int, dict[str, str], bytes]:
        over.wait(5)
        return 200, {}, b""

    receiver.answer = slow
    world.task()
    began = time.monotonic()
    work()
    over.set()
    assert time.monotonic() - began < 4
    assert hook.deliveries()[0]["error"] == "no complete answer within 0.5 s"
    receiver.answer = lambda _: (200, {"Content-Length": "99999999"}, b"x" * 200_000)
    asked = hook.caller.post(f"{hook.path}/deliveries/{hook.deliveries()[0]['id']}/redeliver")
    work()
    full = hook.caller.get(f"{hook.path}/deliveries/{asked.json['id']}").json
    assert (full["status"], full["response_body"]) == ("succeeded", "x" * 1024)


def test_tls_is_checked_for_the_name_though_the_connection_goes_to_an_address(
    world: World, make_hook: MakeHook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = certificate(tmp_path, 0)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paths["GATEWAY_CERTIFICATE"], paths["GATEWAY_CERTIFICATE_KEY"])
    with listening(context) as secure:
        hook = make_hook(types=CREATED, url=secure.url)
        assert "certificate verify failed" in str(_tested(hook)["error"])
        monkeypatch.setenv("SSL_CERT_FILE", paths["GATEWAY_CERTIFICATE"])
        courier._trust.cache_clear()
        assert _tested(hook)["status"] == "succeeded"
        assert secure.calls[0].headers["host"] == secure.url.split("/")[2]
    courier._trust.cache_clear()


def test_nobody_listens(world: World, make_hook: MakeHook) -> None:
    hook = make_hook(types=CREATED, url="http://127.0.0.1:9/")
    nowhere = make_hook(types=CREATED, url="https://nobody.invalid/")
    world.task()
    work()
    for one in (hook, nowhere):
        assert one.deliveries()[0]["error"].startswith("cannot be reached: ")
        assert one.deliveries()[0]["status"] == "pending"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fd00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1"),
        *("fd00:ec2::254", "192.0.0.8", "192.0.0.192", "168.63.129.16", "4000::1", "::ffff:168.63.129.16"),
    ],
)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_public("93.184.216.34")
    assert is_public("2606:4700::1111")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254"]
)
def test_private_addresses_are_refused_when_they_are_written(
    world: World, ann: Caller, strict: None, host: str
) -> None:
    answer = ann.post("/api/webhooks", {"workspace_id": str(world.harbour.id), "url": f"http://{host}:8080/"})
    assert (answer.status, list(answer.faults)) == (422, ["body.url"])
    assert "is no public address" in answer.faults["body.url"]


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 64}.example", ".example"])
def test_what_is_no_name_is_refused_when_it_is_written(world: World, ann: Caller, host: str) -> None:
    answer = ann.post("/api/webhooks", {"workspace_id": str(world.harbour.id), "url": f"https://{host}/"})
    assert (answer.status, list(answer.faults)) == (422, ["body.url"])


def test_a_name_that_leads_inside_is_refused_when_it_is_called(
    world: World, receiver: Receiver, make_hook: MakeHook, strict: None
) -> None:
    hook = make_hook(types=CREATED, url=receiver.url.replace("127.0.0.1", "localhost"))
    world.task()
    work()
    assert receiver.calls == []
    assert hook.deliveries()[0]["error"] == "localhost is no public address"
    with pytest.raises(Refused):
        asyncio.run(resolve("localhost", 80))


def test_what_a_worker_left_when_it_died_is_taken_up_again(
    world: World, receiver: Receiver, make_hook: MakeHook, clock: time_machine.Traveller
) -> None:
    hook = make_hook(types=CREATED)
    world.task()
    read_log(world.harbour.id)
    assert len(_claim({})) == 1, "and the worker that has claimed it is killed"
    sweep(timestamp=0)
    assert receiver.calls == [], "it may yet come back"
    clock.shift(LEASE + timedelta(seconds=1))
    sweep(timestamp=0)
    assert len(receiver.calls) == 1
    assert [(one["status"], one["attempts"]) for one in hook.deliveries()] == [("succeeded", 2)]
    # As if it had been killed before it read the log: nobody has a job of it any more.
    world.task()
    ProcrastinateJob.objects.all()._raw_delete("default")
    sweep(timestamp=0)
    assert len(receiver.calls) == 2


def test_a_test_is_tried_once_and_says_nothing_of_the_webhook(receiver: Receiver, make_hook: MakeHook) -> None:
    hook = make_hook(is_active=False)
    receiver.answers(500, 200)
    assert _tested(hook)["status"] == "failed"
    assert hook.state["failing_since"] is None
    sent = _tested(hook)
    assert sent["status"] == "succeeded"
    told = receiver.calls[-1].verified(hook.secret)
    assert (told["type"], told["object"]["id"], told["seq"]) == ("webhook.ping", hook.id, None)
    assert hook.caller.get(f"{hook.path}/deliveries/{sent['id']}").json["body"] == told


def test_a_new_secret_signs_at_once_and_the_old_one_for_a_day(
    receiver: Receiver, make_hook: MakeHook, clock: time_machine.Traveller
) -> None:
    hook = make_hook()
    made = hook.caller.post(f"{hook.path}/secret")
    assert made.headers["Cache-Control"] == "no-store"
    new = made.json["secret"]
    assert new != hook.secret
    _tested(hook)
    assert receiver.calls[-1].verified(hook.secret) == receiver.calls[-1].verified(new)
    clock.shift(timedelta(days=1, seconds=1))
    _tested(hook)
    receiver.calls[-1].verified(new)
    with pytest.raises(Exception, match="No matching signature"):
        receiver.calls[-1].verified(hook.secret)


def test_deliveries_are_forgotten_after_a_month(
    make_hook: MakeHook, receiver: Receiver, clock: time_machine.Traveller
) -> None:
    hook = make_hook()
    _tested(hook)
    clock.shift(KEPT + timedelta(days=1))
    _tested(hook)
    forget_deliveries(Delivery.objects.latest("created_at").created_at - KEPT)
    assert len(hook.deliveries()) == 1
    assert len(receiver.calls) == 2


def _tested(hook: Hook) -> dict[str, object]:
    """What came of a test."""
    asked = hook.caller.post(f"{hook.path}/test")
    assert (asked.status, asked.json["status"]) == (202, "pending")
    work()
    shown: dict[str, object] = hook.caller.get(f"{hook.path}/deliveries/{asked.json['id']}").json
    return shown
