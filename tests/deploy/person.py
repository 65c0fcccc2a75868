"""Somebody who works through the gateway."""

import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx


@dataclass
class Person:
    """A client that is signed in, its workspace and its project."""

    http: httpx.Client
    workspace: str
    project: str

    def task(self, title: str) -> httpx.Response:
        """Create a task."""
        return self.http.post("/api/tasks", json={"project_id": self.project, "title": title})


@contextmanager
def sign_up(url: str, *, verify: ssl.SSLContext | bool = True, http2: bool = False) -> Iterator[Person]:
    """A new person with a workspace and a project in it."""
    with httpx.Client(base_url=url, timeout=20, verify=verify, http2=http2) as http:
        address = f"ann-{uuid.uuid4().hex}@example.org"
        account = http.post("/api/auth/signup", json={"email": address, "password": "tides come and go"})
        assert account.status_code == 201, account.text
        http.headers["Authorization"] = f"Bearer {account.json()['access']}"
        workspace = http.post("/api/workspaces", json={"name": "Harbour crew"}).json()["id"]
        project = http.post("/api/projects", json={"workspace_id": workspace, "key": "OPS", "name": "Operations"})
        yield Person(http, workspace, project.json()["id"])
