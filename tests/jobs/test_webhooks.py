"""A worker is killed while it sends; what it held in its hands arrives all the same."""

import threading

import pytest

from backend.core.clock import now
from backend.webhooks.actions.webhook import create_webhook
from backend.webhooks.models import Delivery, State
from config.settings import load
from tests.jobs.conftest import StartWorker, wait_until
from tests.webhooks.receiver import Call, listening
from tests.world import World


def test_a_killed_workers_deliveries_are_taken_up_again(
    world: World, start_worker: StartWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKTIDE_WEBHOOK_PRIVATE", "1")
    load.cache_clear()
    over = threading.Event()

    def silent(_: Call) -> tuple[int, dict[str, str], bytes]:
        over.wait(10)
        return 500, {}, b""

    with listening() as receiver:
        receiver.answer = silent
        create_webhook(actor=world.ann, workspace_id=world.harbour.id, url=receiver.url, types=["task.created"])
        for number in range(3):
            world.task(f"{number}")
        first = start_worker(TASKTIDE_WEBHOOK_PRIVATE="1")
        wait_until(lambda: len(receiver.calls) == 3)
        first.kill()
        over.set()
        receiver.answers(200)
        assert not Delivery.objects.exclude(status=State.PENDING).exists()
        Delivery.objects.update(next_try_at=now())  # as a minute later
        start_worker(TASKTIDE_WEBHOOK_PRIVATE="1")
        wait_until(lambda: Delivery.objects.filter(status=State.SUCCEEDED).count() == 3)
        ids = [call.id for call in receiver.calls]
        assert sorted(ids[:3]) == sorted(ids[3:])
        assert len(set(ids)) == 3
    load.cache_clear()
