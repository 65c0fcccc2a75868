"""The harbour crew, whose lists are kept, and the clock of both services."""

import time
from uuid import UUID

import time_machine

from backend.accounts import personal_tokens
from backend.accounts.models import User
from tests.events.follower import PATIENCE
from tests.events.live.kept import Keeper, Kept, require_true
from tests.events.service import Service
from tests.world import Caller, World


class Clock:
    """Of the event service, and of the backend in this process."""

    def __init__(self, service: Service, traveller: time_machine.Traveller) -> None:
        self._service, self._traveller = service, traveller
        self._ahead = 0.0

    def shift(self, seconds: float) -> None:
        """It is so much later."""
        said = self._service.log.read_text().count("the clock was moved")
        stdin = self._service.process.stdin
        assert stdin is not None
        stdin.write(f"{seconds}\n".encode())
        stdin.flush()
        ends = time.monotonic() + PATIENCE
        while self._service.log.read_text().count("the clock was moved") == said:
            assert time.monotonic() < ends
            time.sleep(0.005)
        self._traveller.shift(seconds)
        self._ahead += seconds

    def back(self) -> None:
        """To the real time."""
        self.shift(-self._ahead)


class Crew(World):
    """Everybody calls the API with a token that does not expire; lists that somebody keeps are checked at any time."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self.keeper = keeper
        self.lists: list[Kept] = []
        self._callers: dict[UUID, Caller] = {}

    def caller(self, user: User) -> Caller:
        """A client of somebody."""
        if user.id not in self._callers:
            caller = self._callers[user.id] = Caller()
            _, caller.token = personal_tokens.create(actor=user, name="lists", scope="write")
        return self._callers[user.id]

    def keep(self, user: User, q: str, **more: str) -> Kept:
        """A list of somebody."""
        kept = self.keeper.keep(self.caller(user), self.harbour.id, q, **more)
        self.lists.append(kept)
        return kept

    def check(self) -> None:
        """Each list is what the API shows."""
        for kept in self.lists:
            require_true(kept)
