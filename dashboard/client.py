"""The API, typed. One `Api` per sign-in; every method raises the errors of `dashboard.errors`."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import quote

import httpx

from dashboard.documents import (
    Attachment,
    Comment,
    Document,
    Invitation,
    Label,
    Member,
    NewTask,
    Project,
    Status,
    Task,
    TaskChanges,
    User,
    Workspace,
)
from dashboard.errors import DashboardError, Refused, Unreachable, problem
from dashboard.tokens import Pair, Tokens

PAGE = 200  # the API's largest page
Query = Mapping[str, str | int]
Body = Mapping[str, object]
D = TypeVar("D", bound=Document)


def connect(url: str) -> httpx.AsyncClient:
    """The process's one connection pool to the API."""
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=16)
    return httpx.AsyncClient(base_url=url, timeout=httpx.Timeout(15, connect=3), limits=limits, trust_env=False)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is not signed in, at a network address: attempts are counted for that, not for the dashboard's."""

    http: httpx.AsyncClient
    address: str
    agent: str = ""  # what their browser calls itself: how they know this sign-in among others

    async def sign_in(self, email: str, password: str) -> Pair:
        """A pair of tokens for an address and a password."""
        body = await self._post("/api/token", {"email": email, "password": password})
        return Pair(str(body["access"]), str(body["refresh"]))

    async def sign_up(self, fields: Body) -> Pair:
        """A new account's first pair of tokens."""
        body = await self._post("/api/auth/signup", fields)
        if "access" not in body:
            # The address is known here, so a mail has gone there.
            raise DashboardError(str(body["detail"]))
        return Pair(str(body["access"]), str(body["refresh"]))

    async def invitation(self, token: str) -> Invitation:
        """What an invitation is about."""
        return cast("Invitation", await self._call("GET", f"/api/invitations/{token}"))

    async def sign_up_invited(self, token: str, fields: Body) -> Pair:
        """A new account's first pair of tokens; the account is a member at once."""
        body = await self._post(f"/api/invitations/{token}/signup", fields)
        return Pair(str(body["access"]), str(body["refresh"]))

    async def ask_for_reset(self, email: str) -> str:
        """Have a mail sent that lets its reader set a new password; what to tell the visitor."""
        return str((await self._post("/api/auth/password-reset", {"email": email}))["detail"])

    async def reset(self, token: str, password: str) -> None:
        """Set a new password by the token of a mail."""
        await self._post("/api/auth/password-reset/confirm", {"token": token, "password": password})

    async def verify(self, token: str) -> None:
        """Verify an address by the token of a mail."""
        await self._post("/api/auth/verify-email", {"token": token})

    async def unsubscribe(self, token: str) -> None:
        """Get no more mails such as the one that holds this token."""
        await self._call("POST", f"/api/unsubscribe/{quote(token, safe='')}")

    async def _post(self, path: str, body: Body) -> dict[str, object]:
        return await self._call("POST", path, body)

    async def _call(self, method: str, path: str, body: Body | None = None) -> dict[str, object]:
        try:
            headers = {"X-Forwarded-For": self.address, **({"User-Agent": self.agent} if self.agent else {})}
            answer = await self.http.request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise Unreachable from error
        if answer.is_error:
            raise _problem(answer)
        return cast("dict[str, object]", answer.json()) if answer.content else {}


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list, and the workspace's cursor from before it was read ("" if the API sent none)."""

    items: list[Document]
    cursor: str


@dataclass(frozen=True, slots=True)
class Api:
    """The API as one signed-in person sees it."""

    http: httpx.AsyncClient
    tokens: Tokens

    async def call(
        self, method: str, path: str, *, query: Query | None = None, body: Body | None = None, version: int = 0
    ) -> httpx.Response:
        """One call; a 401 is answered with one refresh and one more try. `version`: of what is changed, if known."""
        token = await self.tokens.access()
        answer = await self._send(method, path, token, query, body, version)
        if answer.status_code == 401:
            answer = await self._send(method, path, await self.tokens.access(rejected=token), query, body, version)
        if answer.is_error:
            raise _problem(answer)
        return answer

    async def _send(
        self, method: str, path: str, token: str, query: Query | None, body: Body | None, version: int
    ) -> httpx.Response:
        try:
            headers = {"Authorization": f"Bearer {token}", **({"If-Match": f'"{version}"'} if version else {})}
            return await self.http.request(method, path, params=query, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise Unreachable from error

    async def document(
        self, _kind: type[D], method: str, path: str, body: Body | None = None, query: Query | None = None
    ) -> D:
        """A call whose answer is one document of a kind."""
        return cast("D", (await self.call(method, path, query=query, body=body)).json())

    async def pages(self, path: str, query: Query) -> AsyncIterator[Listing]:
        """The pages of a list, first to last."""
        cursor: str | None = ""
        while cursor is not None:
            asked = {**query, "limit": query.get("limit", PAGE), **({"cursor": cursor} if cursor else {})}
            answer = await self.call("GET", path, query=asked)
            body = answer.json()
            yield Listing(body["items"], answer.headers.get("Tasktide-Cursor", ""))
            cursor = body.get("next")

    async def listing(self, _kind: type[D], path: str, query: Query | None = None) -> list[D]:
        """All documents of a list."""
        found: list[Document] = []
        async for page in self.pages(path, query or {}):
            found += page.items
        return cast("list[D]", found)

    # people and workspaces

    async def me(self) -> User:
        """The signed-in person."""
        return await self.document(User, "GET", "/api/me")

    async def update_me(self, changes: Body) -> User:
        """Change one's own profile."""
        return await self.document(User, "PATCH", "/api/me", changes)

    async def sign_out(self) -> None:
        """End this sign-in everywhere; never fails."""
        pair = self.tokens.pair
        self.tokens.end()
        if pair is not None:
            try:
                await self.http.post("/api/token/revoke", json={"refresh": pair.refresh})
            except httpx.HTTPError:
                return

    async def workspaces(self) -> list[Workspace]:
        """The workspaces one belongs to."""
        return await self.listing(Workspace, "/api/workspaces")

    async def create_workspace(self, name: str) -> Workspace:
        """A new workspace with the caller as owner; its slug is made from the name."""
        return await self.document(Workspace, "POST", "/api/workspaces", {"name": name})

    async def members(self, workspace: str) -> list[Member]:
        """The people of a workspace."""
        return await self.listing(Member, f"/api/workspaces/{workspace}/members")

    async def invite(self, workspace: str, email: str, role: str) -> None:
        """Ask an address, by mail, to become a member."""
        await self.call("POST", f"/api/workspaces/{workspace}/invitations", body={"email": email, "role": role})

    async def accept_invitation(self, token: str) -> Member:
        """Become a member."""
        return await self.document(Member, "POST", f"/api/invitations/{token}/accept")

    async def labels(self, workspace: str) -> list[Label]:
        """A workspace's labels."""
        return await self.listing(Label, "/api/labels", {"workspace": workspace})

    # projects

    async def create_project(self, workspace: str, key: str, name: str, color: str) -> Project:
        """A new project, with the five statuses that every project begins with."""
        body = {"workspace_id": workspace, "key": key, "name": name, "color": color}
        return await self.document(Project, "POST", "/api/projects", body)

    async def statuses(self, project: str) -> list[Status]:
        """A project's statuses."""
        return await self.listing(Status, f"/api/projects/{project}/statuses")

    # tasks

    async def task(self, task: str, workspace: str) -> Task:
        """A task by id or by key."""
        return await self.document(Task, "GET", f"/api/tasks/{task}", query={"workspace": workspace})

    async def create_task(self, task: NewTask) -> Task:
        """A new task."""
        return await self.document(Task, "POST", "/api/tasks", cast("Body", task))

    async def update_task(self, task: str, changes: TaskChanges) -> Task:
        """Change some fields of a task."""
        return await self.document(Task, "PATCH", f"/api/tasks/{task}", cast("Body", changes))

    async def act_on_task(self, task: str, action: str) -> Task:
        """`archive`, `unarchive` or `restore`."""
        return await self.document(Task, "POST", f"/api/tasks/{task}/{action}")

    async def delete_task(self, task: str) -> None:
        """Put a task into the trash."""
        await self.call("DELETE", f"/api/tasks/{task}")

    async def find_tasks(self, workspace: str, words: str, *, limit: int) -> list[Task]:
        """The first `limit` tasks that full-text search finds."""
        query: dict[str, str | int] = {"workspace": workspace, "search": words, "limit": limit}
        answer = await self.call("GET", "/api/tasks", query=query)
        return cast("list[Task]", answer.json()["items"])

    async def comment(self, task: str, body: str) -> Comment:
        """Say something about a task."""
        return await self.document(Comment, "POST", f"/api/tasks/{task}/comments", {"body": body})

    async def update_comment(self, task: str, comment: str, body: str) -> Comment:
        """Change one's own comment."""
        return await self.document(Comment, "PATCH", f"/api/tasks/{task}/comments/{comment}", {"body": body})

    async def attach(self, task: str, name: str, url: str) -> Attachment:
        """Hang a link on a task."""
        return await self.document(Attachment, "POST", f"/api/tasks/{task}/attachments", {"name": name, "url": url})


def _problem(answer: httpx.Response) -> Refused:
    try:
        body = answer.json()
    except ValueError:
        body = None
    return problem(answer.status_code, body)
