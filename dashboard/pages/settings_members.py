"""`/settings/workspace`: its name and its people."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.elements import avatar, box, button, field, icon, icon_button, on_enter, text, text_button
from dashboard.documents import ROLES, Member, Workspace
from dashboard.errors import Refused
from dashboard.hub import fill
from dashboard.pages.settings_profile import labelled
from dashboard.tab import Tab


class Members:
    """The workspace's name, who is in it, and as what."""

    kinds = frozenset({"member", "workspace", "user"})

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        if tab.can_manage:
            with box("", "section"):
                text("Workspace", tag="h2")
                text("Its name is what everybody sees at the top left.", tag="p")
                self._name = labelled("Name", tab.store.workspace["name"])
                text_button("Save", self._rename)
        with box("", "section"):
            text("Members", tag="h2")
            text("Owners and admins manage people and projects, members work on tasks, viewers read.", tag="p")
            if tab.can_manage:
                self._adder()
            self._list = box("tt-table")
        self.draw()

    def state(self) -> object:
        """What is shown, in short: redrawing under somebody's finger is only right when it differs."""
        return [(m["id"], m["version"], m["user"]["name"]) for m in self._tab.store.members.by_id.values()]

    def draw(self) -> None:
        """Show everybody."""
        self.drawn = self.state()
        self._list.clear()
        members = sorted(self._tab.store.members.by_id.values(), key=lambda member: member["user"]["name"].lower())
        with self._list:
            for member in members:
                self._row(member)

    def _row(self, member: Member) -> None:
        user = member["user"]
        with box("tt-tr"):
            avatar({"id": user["id"], "name": user["name"]}, "tt-large")
            with box("tt-grow"):
                text(user["name"], tag="b")
                text(user["email"] or "no address", tag="small")
            if not user["has_login"]:
                text("no sign-in", "tt-tag")
            if not self._tab.can_manage:
                text(texts.ROLE[member["role"]], "tt-tag")
                return
            role = button("tt-pill", label=f"Role of {user['name']}")
            role.on("click", lambda: self._choose_role(member, role), [])
            with role:
                text(texts.ROLE[member["role"]])
                icon("chevron-down")
            icon_button("x", f"Remove {user['name']}", partial(self._remove, member))

    def _adder(self) -> None:
        with box("tt-row").style("margin-bottom:14px;flex-wrap:nowrap"):
            with box("tt-frame").style("flex:1;min-width:0"):
                self._email = field("E-mail", label="E-mail of the new member").props("type=email")
            on_enter(self._email, self._add)
            text_button("Add member", self._add, icon_name="user-plus")

    async def _add(self) -> None:
        email = (self._email.value or "").strip()
        if not email:
            return
        member = await self._tab.attempt(self._take_in(email, "member"))
        if member is not None:
            self._email.value = ""
            self._tab.store.members.put(member)
            self._tab.toasts.say(f"{member['user']['name']} is a member now")
            self.draw()

    async def _take_in(self, email: str, role: str) -> Member | None:
        """Make a member of somebody of another workspace of one's own; for any other an invitation is offered."""
        workspace = self._tab.store.workspace["id"]
        path = f"/api/workspaces/{workspace}/members"
        try:
            return await self._tab.api.document(Member, "POST", path, {"email": email, "role": role})
        except Refused as error:
            if not error.is_about("email", "not_known"):
                raise

        async def invite() -> None:
            if await self._tab.attempt(self._invite(workspace, email, role)):
                self._email.value = ""
                self._tab.toasts.say(f"{email} has been invited")

        self._tab.toasts.complain(f"{email} has to be asked first", more=("Invite by mail", invite))
        return None

    async def _invite(self, workspace: str, email: str, role: str) -> bool:
        await self._tab.api.invite(workspace, email, role)
        return True

    async def _choose_role(self, member: Member, anchor: ui.element) -> None:
        async def picked(role: str) -> None:
            path = f"/api/workspaces/{member['workspace_id']}/members/{member['user']['id']}"
            changed = await self._tab.attempt(self._tab.api.document(Member, "PATCH", path, {"role": role}))
            if changed is not None:
                self._tab.store.members.put(changed)
                self.draw()

        items = [Item(role, texts.ROLE[role], is_chosen=role == member["role"]) for role in ROLES]
        await pickers.choose(anchor, lambda: items, picked, title="Role")

    async def _remove(self, member: Member) -> None:
        path = f"/api/workspaces/{member['workspace_id']}/members/{member['user']['id']}"
        if await self._tab.attempt(self._tab.api.call("DELETE", path)) is None:
            return

        async def undo() -> None:
            back = self._take_in(member["user"]["email"] or "", member["role"])
            if await self._tab.attempt(back) is not None:
                await self._tab.attempt(fill(self._tab.store, self._tab.api))
                self.draw()

        self._tab.store.members.drop(member["id"], member["version"])
        self._tab.toasts.say(f"{member['user']['name']} removed", undo=undo if member["user"]["email"] else None)
        self.draw()

    async def _rename(self) -> None:
        name = (self._name.value or "").strip()
        path = f"/api/workspaces/{self._tab.store.workspace['id']}"
        workspace = await self._tab.attempt(self._tab.api.document(Workspace, "PATCH", path, {"name": name}))
        if workspace is not None:
            self._tab.store.workspace = workspace
            self._tab.toasts.say("Workspace saved")
