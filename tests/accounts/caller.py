"""A client of the API that signs itself up and in, and several at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

from tests import world
from tests.world import Answer

PASSWORD = "tide-rises-at-noon"

Result = TypeVar("Result")


class Caller(world.Caller):
    """Calls as whoever owns the access token, or as nobody."""

    def __init__(self, access: str = "") -> None:
        super().__init__()
        self.token = access

    def sign_up(self, email: str = "ann@example.org", **body: str) -> Answer:
        """Sign a person up."""
        return self.post("/api/auth/signup", {"email": email, "password": PASSWORD, **body})

    def log_in(self, email: str = "ann@example.org", password: str = PASSWORD, **headers: str) -> Answer:
        """Log a person in."""
        return self.post("/api/token", {"email": email, "password": password}, **headers)

    def refresh(self, token: str) -> Answer:
        """Exchange a refresh token."""
        return self.post("/api/token/refresh", {"refresh": token})


def simultaneously(*calls: Callable[[], Result]) -> list[Result]:
    """Make all calls at the same moment, each on a connection of its own."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Result]) -> Result:
        try:
            barrier.wait(10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
