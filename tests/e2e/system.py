"""The whole system as people have it, and people who use it over HTTP alone."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from tests.runtime.installation import ROOT, Installation, ready_made

PASSWORD = "tide-rises-at-noon"
# Everybody here signs up from the same address, and programs act as people.
UNLIMITED = {f"TASKTIDE_{name}": "1000000" for name in ("RATE_LIMIT", "FAILURES_LIMIT", "SIGNUPS_LIMIT")}


@dataclass(frozen=True)
class Account:
    """Somebody with an account: what a browser types and what a client sends."""

    name: str
    email: str
    password: str
    id: str
    client: httpx.Client

    @property
    def token(self) -> str:
        """The access token."""
        return self.client.headers["Authorization"].removeprefix("Bearer ")

    def get(self, path: str) -> Any:
        """The body of a GET that succeeds."""
        return self._body(self.client.get(path))

    def post(self, path: str, body: object = None) -> Any:
        """The body of a POST that succeeds."""
        return self._body(self.client.post(path, json=body))

    def patch(self, path: str, body: object) -> Any:
        """The body of a PATCH that succeeds."""
        return self._body(self.client.patch(path, json=body))

    def put(self, path: str, body: object = None) -> Any:
        """The body of a PUT that succeeds."""
        return self._body(self.client.put(path, json=body))

    @staticmethod
    def _body(answer: httpx.Response) -> Any:
        assert answer.is_success, (answer.status_code, answer.text)
        return answer.json() if answer.content else None


@dataclass(frozen=True)
class System:
    """A running Tasktide."""

    url: str
    installation: Installation
    clients: ExitStack

    def sign_up(self, first_name: str, last_name: str = "Lee") -> Account:
        """Somebody new."""
        return sign_up(self.clients.enter_context(httpx.Client(base_url=self.url, timeout=30)), first_name, last_name)

    def kill(self, part: str) -> None:
        """End, with no chance to say anything, the child whose command has `part` in it; it will be started again."""
        os.kill(self.installation.child(part).number, signal.SIGKILL)


@dataclass(frozen=True)
class Crew:
    """A workspace with one project and two people in it."""

    ann: Account
    bob: Account
    workspace: dict[str, Any]
    project: dict[str, Any]

    def task(self, title: str, **fields: object) -> Any:
        """A task that Ann makes."""
        return self.ann.post("/api/tasks", {"project_id": self.project["id"], "title": title, **fields})


def new_crew(system: System) -> Crew:
    """Ann and Bob, their workspace and its project, with a key of its own."""
    return crew_of(system.sign_up("Ann"), system.sign_up("Bob", "Mori"))


def sign_up(client: httpx.Client, first_name: str, last_name: str = "Lee") -> Account:
    """Somebody new, for whom `client` speaks from now on."""
    email = f"{first_name.lower()}-{uuid4().hex[:8]}@example.org"
    body = {"email": email, "password": PASSWORD, "first_name": first_name, "last_name": last_name}
    answer = client.post("/api/auth/signup", json=body)
    assert answer.status_code == 201, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['access']}"
    return Account(f"{first_name} {last_name}", email, PASSWORD, answer.json()["user"]["id"], client)


def crew_of(ann: Account, bob: Account) -> Crew:
    """A workspace of Ann's to which Bob has come, and its project."""
    workspace = ann.post("/api/workspaces", {"name": f"Harbour crew {uuid4().hex[:6]}"})
    invitation = ann.post(f"/api/workspaces/{workspace['id']}/invitations", {"email": bob.email})
    bob.post(f"/api/invitations/{invitation['token']}/accept")
    project = ann.post("/api/projects", {"workspace_id": workspace["id"], "key": "OPS", "name": "Operations"})
    return Crew(ann, bob, workspace, project)


@contextmanager
def running(data: Path, *options: str, **variables: str) -> Iterator[System]:
    """`./tasktide up` on `data`; afterwards nothing of it is left."""
    installation = Installation(ROOT, data, *options, **(ready_made() | UNLIMITED | variables))
    try:
        with ExitStack() as clients:
            yield System(installation.wait_until_ready(), installation, clients)
    finally:
        code = installation.end()
    assert code == 0, installation.said
