"""Where the operations are tried: a project of the workspace, a private one of one's own, one of others, elsewhere.

The harbour crew has an owner, an admin, a member and a viewer, who call. Dora and Finn are members too, and what is not
the caller's own is Dora's. The stranger has an account and nothing to do with it.
"""

import base64
from enum import StrEnum, auto

from backend.accounts import personal_tokens, sessions
from backend.accounts.models import Session, User
from backend.core.clock import now
from backend.exports.models import Export
from backend.imports.models import Import
from backend.notifications.models import Notification
from backend.projects.actions.member import add_project_member
from backend.projects.actions.project import create_project
from backend.projects.models import Project
from backend.tasks.actions.file import make_thumbnail
from backend.tasks.actions.task import create_task
from backend.tasks.models import Comment, Reminder, StoredFile, Task, View
from backend.webhooks.models import Delivery
from backend.workspaces.actions import add_member, create_workspace
from backend.workspaces.actions.invitation import invite
from backend.workspaces.models import Workspace
from backend.workspaces.roles import Role
from backend.workspaces.tokens import link_token
from tests.world import Caller, person

Names = dict[str, str]

FORM = "multipart/form-data; boundary=edge"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FILE = (
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="dot.png"\r\nContent-Type: image/png\r\n\r\n'
    + PICTURE
    + b"\r\n--edge--\r\n"
)
TABLE = (
    b'--edge\r\nContent-Disposition: form-data; name="workspace_id"\r\n\r\n{workspace_id}\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="source"\r\n\r\ncsv\r\n'
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="new.csv"\r\n\r\nTitle\r\nNew'
    b"\r\n--edge--\r\n"
)
SECRET = "Nightingale"  # in every text of what the callers may not see


class Place(StrEnum):
    """What the thing lies in."""

    SHARED = auto()  # a project that the whole workspace sees
    OWN = auto()  # a private project of the callers; comments and the like are the caller's own
    PRIVATE = auto()  # a private project of others
    FOREIGN = auto()  # another workspace


class Who(StrEnum):
    """Who calls."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"
    STRANGER = "stranger"
    NOBODY = "nobody"


CREW = (Who.OWNER, Who.ADMIN, Who.MEMBER, Who.VIEWER)


class Scene:
    """One place with something of everything in it, and everybody who may call."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.people: dict[Who, User] = {who: person(who.title()) for who in (*CREW, Who.STRANGER)}
        self.dora, self.finn = person("Dora"), person("Finn")
        _meet(person("Guest"), self.people[Who.OWNER], self.people[Who.ADMIN])
        self.workspace = self._workspace()
        self.project = self._project()
        self.task: Task = create_task(actor=self.dora, project_id=self.project.id, title=self._named("Task"))
        self._dora = Caller(self.dora)
        self._admin = self._dora if place is Place.FOREIGN else Caller(self.people[Who.OWNER])
        self._names = self._things()
        self._own = {who: self._own_things(user) for who, user in self.people.items()}
        self._doras = self._own_things(self.dora)

    def role(self, who: Who) -> Role | None:
        """The caller's role in the place's workspace."""
        return Role(who.value) if who in CREW and self.place is not Place.FOREIGN else None

    def sees(self, who: Who) -> bool:
        """Whether the caller sees the place's project."""
        return self.role(who) is not None and self.place is not Place.PRIVATE

    def names(self, who: Who) -> Names:
        """What the texts of the table mean for this caller."""
        is_own = self.place is Place.OWN and who in self._own
        about_himself = {"token": self._own[who]["token"]} if who in self._own else {}
        return self._names | (self._own[who] if is_own else self._doras) | about_himself

    def _named(self, text: str, *, is_everybodys: bool = False) -> str:
        """`is_everybodys`: in the workspace."""
        is_hidden = self.place is Place.FOREIGN or (self.place is Place.PRIVATE and not is_everybodys)
        return f"{text} {SECRET}" if is_hidden else text

    def _workspace(self) -> Workspace:
        if self.place is Place.FOREIGN:
            workspace = create_workspace(actor=self.dora, name=self._named("Elsewhere"))
            add_member(workspace.id, actor=self.dora, user=self.finn)
            return workspace
        owner = self.people[Who.OWNER]
        workspace = create_workspace(actor=owner, name="Harbour crew")
        for who in CREW[1:]:
            add_member(workspace.id, actor=owner, user=self.people[who], role=who.value)
        for user in (self.dora, self.finn):
            add_member(workspace.id, actor=owner, user=user)
        return workspace

    def _project(self) -> Project:
        visibility = "private" if self.place in {Place.OWN, Place.PRIVATE} else "workspace"
        name = self._named("Operations")
        project = create_project(
            actor=self.dora, workspace_id=self.workspace.id, key="OPS", name=name, visibility=visibility
        )
        insiders = [self.people[who] for who in CREW] if self.place is Place.OWN else []
        for user in (self.dora, self.finn, *insiders):
            add_project_member(project.id, user.id, actor=self.dora)
        return project

    def _things(self) -> Names:
        """Of the place, whoever calls."""
        workspace, project, task = f"{self.workspace.id}", f"{self.project.id}", f"/api/tasks/{self.task.id}"
        here = {"workspace_id": workspace}
        other = self._make("/api/tasks", {"project_id": project, "title": self._named("Other")})
        season = {"key": "SEA", "name": self._named("Season", is_everybodys=True)}
        open_project = self._make("/api/projects", here | season)
        self._dora.put(f"{task}/watchers/{self.finn.id}")
        trashed = self._make("/api/tasks", {"project_id": project, "title": self._named("Trashed")})
        self._dora.delete(f"/api/tasks/{trashed}")
        recurring = {"title": self._named("Again"), "due_at": "2036-12-01T08:00:00Z", "recurrence": "FREQ=DAILY"}
        template = {"name": self._named("Usual"), "task": {"title": self._named("Usual")}}
        return {
            **here,
            **self._change(task),
            "project_id": project,
            "key": self.project.key,
            "visibility": self.project.visibility,
            "ref": str(self.task.id),
            "other_ref": other,
            "trashed_ref": trashed,
            "recurring_ref": self._make("/api/tasks", {"project_id": project} | recurring),
            "template_id": self._make(f"/api/projects/{project}/templates", template),
            "project_template_id": self._make(
                "/api/project-templates",
                {"project_id": open_project, "name": self._named("Season", is_everybodys=True)},
            ),
            "file_id": self._upload(f"{task}/files"),
            "user_id": str(self.finn.id),
            "gail_id": self._make(
                "/api/users", here | {"first_name": self._named("Gail", is_everybodys=True)}, by=self._admin
            ),
            "invitation_id": self._make(
                f"/api/workspaces/{workspace}/invitations", {"email": "fay@example.org"}, by=self._admin
            ),
            "fresh_token": _invited("gus@example.org", self.dora),
            "status_id": self._make(f"/api/projects/{project}/statuses", {"name": self._named("Empty")}),
            "field_id": self._make(f"/api/projects/{project}/fields", {"name": self._named("Gate"), "type": "text"}),
            **self._webhook(here),
            "label_id": self._make("/api/labels", here | {"name": self._named("bug", is_everybodys=True)}),
            "other_label_id": self._make("/api/labels", here | {"name": self._named("fault", is_everybodys=True)}),
            "attachment_id": self._make(
                f"{task}/attachments", {"name": self._named("Plan"), "url": "https://example.org"}
            ),
            "link_id": self._make(f"{task}/links", {"kind": "relates", "task_id": other}),
        }

    def _own_things(self, user: User) -> Names:
        """What belongs to one person: in the place, and beside it."""
        task = f"/api/tasks/{self.task.id}"
        comment = self._make(f"{task}/comments", {"body": self._named("Seen")})
        Comment.objects.filter(id=comment).update(author=user)
        reminder = self._make(f"{task}/reminders", {"remind_at": "2036-12-01T08:00:00Z"})
        Reminder.objects.filter(id=reminder).update(user=user)
        here = {"workspace_id": str(self.workspace.id), "project_id": str(self.project.id)}
        view = self._make("/api/views", here | {"name": self._named("Week"), "is_shared": True})
        View.objects.filter(id=view).update(owner=user)
        news = Notification.objects.create(
            workspace_id=self.workspace.id, user=user, kind="assigned", task=self.task, excerpt=self._named("Do it")
        )
        brought = Import.objects.create(
            workspace_id=self.workspace.id,
            created_by=user,
            project=self.project,
            source="csv",
            file_name=self._named("t"),
            state="done",
        )
        export = Export.objects.create(
            workspace_id=self.workspace.id,
            created_by=user,
            format="csv",
            expires_at=now(),
            file_name=self._named("t", is_everybodys=True),
        )
        sessions.begin(user, "another device")
        token, _ = personal_tokens.create(actor=user, name="script")
        return {
            "comment_id": comment,
            "reminder_id": reminder,
            "notification_id": str(news.id),
            "view_id": view,
            "export_id": str(export.id),
            "import_id": str(brought.id),
            "session_id": str(Session.objects.filter(user=user).latest("created_at").id),
            "token_id": str(token.id),
            "token": self._names["fresh_token"] if user == self.dora else _invited(str(user.email), self.dora),
        }

    def _webhook(self, here: Names) -> Names:
        """A webhook, and something that it was told."""
        body = here | {"name": self._named("Stock", is_everybodys=True), "url": "https://93.184.216.34/"}
        webhook = self._make("/api/webhooks", body, by=self._admin)
        told = Delivery.objects.create(webhook_id=webhook, workspace_id=self.workspace.id, type="webhook.ping")
        return {"webhook_id": webhook, "delivery_id": str(told.id)}

    def _change(self, task: str) -> Names:
        """Something that can be undone."""
        changed = self._dora.patch(task, {"priority": "high"})
        epoch, _, seq = changed.headers["Tasktide-Cursor"].partition("-")
        return {"seq": seq, "request_id": changed.headers["X-Request-ID"], "cursor": f"{epoch}-0"}

    def _make(self, path: str, body: object, *, by: Caller | None = None) -> str:
        """The id of something new, Dora's if nobody else makes it."""
        made = (by or self._dora).post(path, body)
        assert made.status == 201, made.text
        return str(made.json["id"])

    def _upload(self, path: str) -> str:
        made = self._dora.call("POST", path, FILE, Content_Type=FORM)
        assert made.status == 201, made.text
        for file in StoredFile.objects.filter(workspace_id=self.workspace.id):
            make_thumbnail(file.id)
        return str(made.json["id"])


def _meet(guest: User, *hosts: User) -> None:
    """Let them know each other from somewhere else, so that the guest may be taken in unasked."""
    elsewhere = create_workspace(actor=guest, name="Pilots")
    for host in hosts:
        add_member(elsewhere.id, actor=guest, user=host)


def _invited(email: str, host: User) -> str:
    """The token of an invitation to somewhere else."""
    invitation, _ = invite(create_workspace(actor=host, name="Guest house").id, actor=host, email=email)
    return link_token(invitation.id, invitation.generation)
