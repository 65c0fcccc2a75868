"""What is forgotten after a while, and what is not."""

from datetime import timedelta

import time_machine

from backend.accounts.cleaning import sweep
from backend.accounts.models import EmailToken, PersonalToken, Session
from backend.core.clock import now
from backend.core.models import Creation
from jobs.app import load
from tests.accounts.caller import Caller
from tests.accounts.letters import deliver


def counts() -> tuple[int, ...]:
    """How many of each there are."""
    kinds = (Session, EmailToken, PersonalToken, Creation)
    return tuple(kind.objects.count() for kind in kinds)


def test_what_opens_nothing_any_more_is_forgotten_after_a_while(ann: Caller, nobody: Caller) -> None:
    ended = nobody.log_in().json["refresh"]
    nobody.post("/api/token/revoke", {"refresh": ended})
    deliver()
    soon = (now() + timedelta(days=1)).isoformat()
    ann.post("/api/me/tokens", {"name": "Short", "expires_at": soon})
    ann.post("/api/me/tokens", {"name": "For good"})
    ann.post("/api/workspaces", {"name": "Harbour crew"}, Idempotency_Key="once")
    assert (sweep(), counts()) == (0, (2, 1, 2, 1))

    with time_machine.travel(now() + timedelta(days=8)):
        assert (sweep(), counts()) == (3, (1, 0, 2, 0))
        assert ann.get("/api/me").status == 401  # its ten minutes are over, its session is not
    with time_machine.travel(now() + timedelta(days=32)):
        assert (sweep(), counts()) == (1, (1, 0, 1, 0))
    with time_machine.travel(now() + timedelta(days=38)):
        assert (sweep(), counts()) == (1, (0, 0, 1, 0))


def test_the_worker_does_it_every_hour() -> None:
    app = load()
    crons = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}

    assert crons["maintenance.accounts"] == "23 * * * *"
    assert app.tasks["maintenance.accounts"].func(timestamp=0) is None
