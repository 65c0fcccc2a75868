"""How often somebody may do something: attempts to get in, and requests.

Attempts are few and counted exactly, in a window that slides: `attempt`. Requests are many: each process counts for
itself and adds to the common number in handfuls that get smaller the nearer the limit is, so that most requests cost
nothing but an addition here: `count_request`.
"""

import hashlib
import threading
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from math import ceil
from uuid import UUID

from django.http import HttpRequest

from backend.core import counters
from backend.core.clock import now
from backend.core.errors import Policy, Throttled
from backend.core.ids import uuid7
from config.settings import load

ATTEMPTS_WINDOW = 15 * 60
REQUESTS_WINDOW = 60
HANDFULS = 32  # in what is left of a minute's requests


@dataclass(frozen=True, slots=True)
class Attempt:
    """One that was let through, and counts."""

    entry: str
    keys: tuple[str, ...]
    account_keys: tuple[str, ...]

    def succeeded(self) -> None:
        """It does not count after all, and the account's failures are forgotten.

        The address's are not: whoever has an account of his own could wipe them away by logging in.
        """
        counters.give_back(self.entry, self.keys, self.account_keys)

    def harmed_nobody(self) -> None:
        """It does not count after all; failures before it do."""
        counters.give_back(self.entry, self.keys, ())


def attempt(name: str, *, address: str = "", account: str = "", quota: int | None = None) -> Attempt:
    """Count an attempt at `name` from a network address and at an account; `Throttled` where it is one too many.

    Counted before it is made: of many at the same moment no more get through than one after the other.
    """
    policy = Policy(name, quota or load().failures_limit, ATTEMPTS_WINDOW)
    account_keys = (_key(name, "account", account.strip().lower()),) if account else ()
    keys = (*((_key(name, "address", address),) if address else ()), *account_keys)
    entry = uuid7().hex
    wait = counters.take(keys, policy.quota, policy.window, now().timestamp(), entry) if keys else 0
    if wait:
        raise Throttled(wait, f"Too many attempts; try again in {_in_words(wait)}.", policy=policy)
    return Attempt(entry, keys, account_keys)


def client_address(request: HttpRequest) -> str:
    """The network address that a request comes from.

    Each proxy that we trust has added its client to `X-Forwarded-For`; whatever stands further left anybody can have
    written. Of IPv6 the network (/64), as one customer has all of it.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    hops = [*(hop.strip() for hop in forwarded.split(",") if hop.strip()), request.META.get("REMOTE_ADDR", "")]
    chosen = hops[max(-1 - load().trusted_proxies, -len(hops))]
    try:
        parsed = ip_address(chosen)
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
    return _network(parsed)


def _network(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


def _key(name: str, kind: str, subject: str) -> str:
    """Hashed: addresses of people are not for whoever reads Redis. The braces keep all in one slot of a cluster."""
    return f"tasktide:{{attempts}}:{name}:{kind}:{hashlib.blake2b(subject.encode(), digest_size=16).hexdigest()}"


def _in_words(seconds: int) -> str:
    return f"{seconds} s" if seconds < 60 else f"{ceil(seconds / 60)} min"


@dataclass(slots=True)
class _Tally:
    """One person's requests of this minute. `known`: those that Redis has told of, ours included."""

    known: int = 0
    own: int = 0


@dataclass(slots=True)
class _Requests:
    """The requests of this minute, by person."""

    minute: int = -1
    tallies: dict[UUID, _Tally] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, person: UUID) -> None:
        """`Throttled` where it is one too many."""
        quota, instant = load().rate_limit, now().timestamp()
        minute = int(instant // REQUESTS_WINDOW)
        with self.lock:
            if minute != self.minute:
                self.minute, self.tallies = minute, {}
            tally = self.tallies.setdefault(person, _Tally())
            if tally.known + tally.own < quota:
                tally.own += 1
                handful = tally.own if tally.own >= max(1, (quota - tally.known) // HANDFULS) else 0
                tally.known, tally.own = tally.known + handful, tally.own - handful
                is_over = False
            else:
                handful, is_over = 0, True
        if handful:
            is_over = self._share(f"{person}:{minute}", tally, handful) > quota
        if is_over:
            wait = ceil((minute + 1) * REQUESTS_WINDOW - instant) or 1
            policy = Policy("requests", quota, REQUESTS_WINDOW)
            raise Throttled(wait, f"More than {quota} requests a minute; try again in {wait} s.", policy=policy)

    def _share(self, key: str, tally: _Tally, handful: int) -> int:
        """Add them to what all processes know; the sum."""
        total = counters.add(f"tasktide:requests:{key}", handful, 2 * REQUESTS_WINDOW)
        with self.lock:
            tally.known = max(tally.known, total or 0)
            return tally.known


_requests = _Requests()


def count_request(person: UUID) -> None:
    """Count a request of a person; `Throttled` where it is more than the minute has."""
    _requests.count(person)
