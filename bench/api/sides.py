"""The two servers: ours as docker-compose.yml starts it, and the peer under gunicorn."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import jwt
import psutil

from backend.accounts import sessions, tokens
from backend.accounts.models import Session, User
from bench.servers import ROOT
from runtime.ports import free_port
from runtime.processes import spawn, stop, wait_until
from tests.deploy.plans import compose

THREADS = 8


@dataclass
class Side:
    """A running server. `sign_in` makes fresh access tokens, which last ten minutes."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    sign_in: Callable[[Sequence[UUID]], Mapping[UUID, str]]
    _cursors: dict[tuple[str, UUID], str | None] = field(default_factory=dict)

    def get(self, path: str, user: UUID, **headers: str) -> httpx.Response:
        """GET, as one of the people."""
        return self.call("GET", path, user, **headers)

    def call(
        self, method: str, path: str, user: UUID, body: str = "", *, token: str = "", **headers: str
    ) -> httpx.Response:
        """Any request."""
        bearer = f"Bearer {token or self.sign_in([user])[user]}"
        given = {"Authorization": bearer, "Content-Type": "application/json"}
        extra = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.request(method, self.url + path, headers=given | extra, content=body.encode(), timeout=30)

    @property
    def cpu_seconds(self) -> float:
        """What the server and its workers have used so far: calmer than requests a second on a busy machine."""
        here = psutil.Process(self.process.pid)
        return sum(sum(one.cpu_times()[:2]) for one in (here, *here.children(recursive=True)))

    def next_cursor(self, path: str, user: UUID) -> str | None:
        """The cursor of the page after; asked for once."""
        if (path, user) not in self._cursors:
            self._cursors[path, user] = self.get(path, user).raise_for_status().json()["next"]
        return self._cursors[path, user]


@contextmanager
def ours(variables: Mapping[str, str], folder: Path, *, cores: str, processes: int = 1) -> Iterator[Side]:
    """Tasktide's API."""
    port = free_port()
    changed = {"host": "127.0.0.1", "port": str(port), "workers": str(processes)}
    program, *options = compose()["services"]["api"]["command"]
    command: list[str | Path] = [
        *(Path(sys.executable).with_name(program), "--working-dir", ROOT),
        *(_changed(option, changed) for option in options),
    ]
    environment = {"MALLOC_ARENA_MAX": "2", **variables}
    with _running(command, environment, cores, folder / "ours.log", port, "/readyz", 200) as process:
        yield Side("tasktide", f"http://127.0.0.1:{port}", process, _our_tokens)


@contextmanager
def peer(variables: Mapping[str, str], python: Path, folder: Path, *, cores: str) -> Iterator[Side]:
    """Django REST Framework under gunicorn's threads."""
    port, secret = free_port(), uuid4().hex * 2
    command: list[str | Path] = [
        *(python, "-m", "gunicorn", "bench.drf.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--worker-class", "gthread"),
        *("--threads", str(THREADS), "--keep-alive", "75", "--log-level", "warning"),
    ]
    environment = {
        "DATABASE_URL": variables["DATABASE_URL"],
        "PYTHONPATH": str(ROOT),
        "PEER_SECRET": secret,
        "MALLOC_ARENA_MAX": "2",
    }
    with _running(command, environment, cores, folder / "peer.log", port, "/api/tasks", 401) as process:
        yield Side("drf", f"http://127.0.0.1:{port}", process, lambda people: _peer_tokens(people, secret))


@contextmanager
def _running(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    cores: str,
    log: Path,
    port: int,
    path: str,
    status: int,
) -> Iterator[subprocess.Popen[bytes]]:
    given = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = spawn(["taskset", "-c", cores, *command], environment=given | dict(environment), log=log)
    try:
        wait_until(lambda: _answers(f"http://127.0.0.1:{port}{path}", status), process, what=str(command[0]), log=log)
        yield process
    finally:
        stop(process, patience=15)


def _answers(url: str, status: int) -> bool:
    try:
        return httpx.get(url, timeout=10).status_code == status
    except httpx.TransportError:
        time.sleep(0.1)
        return False


def _changed(option: str, values: Mapping[str, str]) -> str:
    name = option.removeprefix("--").partition("=")[0]
    return f"--{name}={values[name]}" if name in values else option


def _our_tokens(people: Sequence[UUID]) -> Mapping[UUID, str]:
    """Of the same sessions each time."""
    living = dict(Session.objects.living().filter(user_id__in=people).values_list("user_id", "id"))
    for user in User.objects.filter(id__in=set(people) - living.keys()):
        living[user.id] = tokens.read_access(sessions.begin(user, "bench").access).session_id
    return {user: tokens.issue(user, session, 1).access for user, session in living.items()}


def _peer_tokens(people: Sequence[UUID], secret: str) -> Mapping[UUID, str]:
    now = datetime.now(UTC)
    shared = {"token_type": "access", "iat": now, "exp": now + timedelta(minutes=10)}
    return {user: jwt.encode({**shared, "jti": uuid4().hex, "user_id": str(user)}, secret, "HS256") for user in people}
