"""`/settings/members`: who is in the workspace, and as what."""

from functools import partial

from nicegui import ui

from dashboard import texts
from dashboard.calls import team
from dashboard.components import pickers
from dashboard.components.chooser import Item
from dashboard.components.confirm import confirm
from dashboard.components.elements import avatar, box, button, field, icon, icon_button, text
from dashboard.components.rows import Rows
from dashboard.documents import ROLES, Member
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_newcomers import Newcomers
from dashboard.tab import Tab

MEANS = {
    "owner": _("All, and deletes the workspace"),
    "admin": _("Manages people and projects"),
    "member": _("Works on tasks and projects"),
    "viewer": _("Looks"),
}


class Members:
    """By name; found by what one types."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._words = ""
        if tab.can_manage:
            Newcomers(tab)
        with box("tt-set-tools"):
            with box("tt-frame tt-set-find"):
                icon("search")
                find = field(_("Find a member")).on_value_change(lambda event: self._find(event.value or ""))
            find.props("type=search")
            self._count = text("", "tt-muted").props("role=status")
        self._list = box("tt-table")
        self._none = text(_("Nobody here is called that."), "tt-set-none", "p")
        self._rows: Rows[Member] = Rows(self._line, self._state)
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "Members":
        """There is nothing to read."""
        return cls(tab)

    def on_batch(self, batch: Batch) -> None:
        """People come, go, and change."""
        if batch.change.kinds & {"member", "user"} or batch.change.is_reset:
            self._draw()

    def _find(self, words: str) -> None:
        self._words = words.lower()
        self._draw()

    def _draw(self) -> None:
        members = sorted(self._tab.store.members.by_id.values(), key=lambda member: member["user"]["name"].lower())
        found = [member for member in members if matches(member, self._words)]
        self._rows.show(self._list, found)
        self._list.classes(add="" if found else "tt-hidden", remove="tt-hidden" if found else "")
        self._none.set_visibility(not found)
        without = len([member for member in members if not member["user"]["has_login"]])
        if self._words:
            self._count.text = _("{found} of {n}").format(found=len(found), n=len(members))
        elif without:
            told = plural(
                "{n} member, {without} without sign-in", "{n} members, {without} without sign-in", len(members)
            )
            self._count.text = told.format(n=len(members), without=without)
        else:
            self._count.text = plural("{n} member", "{n} members", len(members)).format(n=len(members))

    def _owners(self) -> int:
        return len([one for one in self._tab.store.members.by_id.values() if one["role"] == "owner"])

    def _state(self, member: Member) -> object:
        return member["version"], member["user"], self._owners() == 1 and member["role"] == "owner"

    def _line(self, member: Member) -> None:
        user = member["user"]
        avatar({"id": user["id"], "name": user["name"]}, "tt-large")
        with box("tt-grow"):
            with box("tt-set-who"):
                text(user["name"], tag="b")
                if user["id"] == self._tab.store.me["id"]:
                    text(_("You"), "tt-tag")
                if not user["is_active"]:
                    text(_("Deactivated"), "tt-tag tt-warn")
                elif not user["has_login"]:
                    text(_("No sign-in yet"), "tt-tag").props["title"] = _(
                        "Becomes an account when somebody signs up, or is invited, with this address"
                    )
            text(user["email"] or _("No address"), tag="small")
        self._role(member)
        if self._may_remove(member):
            icon_button("x", _("Remove {name}").format(name=user["name"]), partial(self._remove, member))
        elif self._tab.can_manage:
            box("tt-set-gap")

    def _may_change(self, member: Member) -> bool:
        role = self._tab.store.role()
        return role == "owner" or (role == "admin" and member["role"] != "owner")

    def _may_remove(self, member: Member) -> bool:
        return self._may_change(member) and member["user"]["id"] != self._tab.store.me["id"]

    def _role(self, member: Member) -> None:
        name = texts.ROLE[member["role"]]
        if not self._may_change(member):
            text(name, "tt-tag")
            return
        is_last = member["role"] == "owner" and self._owners() == 1
        made = button("tt-pill", label=_("Role of {name}: {role}").format(name=member["user"]["name"], role=name))
        made.props["disabled"] = is_last
        if is_last:
            made.props["title"] = _("The last owner stays one: make somebody else owner first")
        else:
            made.on("click", lambda: self._choose_role(member, made), [])
        with made:
            text(name)
            icon("chevron-down")

    async def _choose_role(self, member: Member, anchor: ui.element) -> None:
        async def picked(role: str) -> None:
            changed = await self._tab.attempt(team.change_role(self._tab.api, member, role))
            if changed is not None:
                self._tab.store.members.put(changed)
                self._draw()

        roles = ROLES if self._tab.store.role() == "owner" else ROLES[1:]
        items = [Item(role, texts.ROLE[role], hint=MEANS[role], is_chosen=role == member["role"]) for role in roles]
        await pickers.choose(anchor, lambda: items, picked, title=_("Role"))

    def _remove(self, member: Member) -> None:
        name = member["user"]["name"]
        if member["user"]["has_login"]:
            ui.timer(0, partial(self._removed, member), once=True)
            return
        consequence = _("Without sign-in nobody can come back by invitation alone. Tasks stay assigned.")
        confirm(
            self._tab,
            _("Remove {name}?").format(name=name),
            consequence,
            partial(self._removed, member),
            label=_("Remove"),
        )

    async def _removed(self, member: Member) -> None:
        tab, workspace = self._tab, member["workspace_id"]
        request = await tab.attempt(team.remove_member(tab.api, workspace, member["user"]["id"]))
        if request is None:
            return

        async def undo() -> None:
            await tab.attempt(team.undo(tab.api, workspace, request))

        tab.store.members.drop(member["id"], member["version"])
        self._draw()
        tab.toasts.say(_("{name} removed").format(name=member["user"]["name"]), undo=undo)


def matches(member: Member, words: str) -> bool:
    """Whether all these words stand in somebody's name or address."""
    user = member["user"]
    text_of = f"{user['name']} {user['email'] or ''}".lower()
    return all(word in text_of for word in words.split())
