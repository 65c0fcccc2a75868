"""`/settings/workspace`: what it is called, and the ways out."""

from functools import partial

from dashboard.calls import team
from dashboard.components.confirm import confirm
from dashboard.components.elements import text, text_button
from dashboard.hub import Batch
from dashboard.language import _
from dashboard.pages.settings_parts import SavedField, card, done, row
from dashboard.tab import Tab

SLUG_FORM = _("Small letters, digits and hyphens between them, 60 at most.")


class WorkspaceSection:
    """Name and short name for admins; leaving for everybody; deleting for owners."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._name: SavedField | None = None
        with card():
            self._names()
        with card(_("Ways out")):
            self._leaving()
            if tab.store.role() == "owner":
                self._deleting()

    @classmethod
    async def open(cls, tab: Tab) -> "WorkspaceSection":
        """There is nothing to read."""
        return cls(tab)

    def on_batch(self, batch: Batch) -> None:
        """Somebody else may have renamed it."""
        if "workspace" in batch.change.kinds and self._name is not None:
            self._name.show(self._tab.store.workspace["name"])
            self._slug.show(self._tab.store.workspace["slug"])

    def _names(self) -> None:
        workspace = self._tab.store.workspace
        if not self._tab.can_manage:
            with row(_("Name"), _("Owners and admins may change it.")):
                text(workspace["name"])
            return
        with row(_("Name"), _("What everybody sees at the top left.")):
            self._name = SavedField(self._tab, _("Name"), workspace["name"], partial(self._save, "name"), name="name")
            self._name.input.props("maxlength=120")
        with row(_("Short name"), _("Stands in links: small letters, digits and hyphens.")):
            self._slug = SavedField(
                self._tab, _("Short name"), workspace["slug"], partial(self._save, "slug"), name="slug", form=SLUG_FORM
            )
            self._slug.input.props("maxlength=60")

    async def _save(self, name: str, value: str) -> None:
        workspace = await team.update_workspace(self._tab.api, self._tab.store.workspace["id"], name, value)
        if workspace["version"] > self._tab.store.workspace["version"]:
            self._tab.store.workspace = workspace

    def _leaving(self) -> None:
        is_last = self._is_last_owner()
        hint = (
            _("You are its last owner: make somebody else owner first.") if is_last else _("Your tasks stay; you go.")
        )
        with row(_("Leave this workspace"), hint):
            made = text_button(_("Leave"), self._ask_to_leave, classes="tt-danger")
            made.props["disabled"] = is_last

    def _is_last_owner(self) -> bool:
        owners = [one for one in self._tab.store.members.by_id.values() if one["role"] == "owner"]
        return self._tab.store.role() == "owner" and len(owners) == 1

    def _ask_to_leave(self) -> None:
        name = self._tab.store.workspace["name"]
        question, consequence = (
            _("Leave {name}?").format(name=name),
            _("You can come back when somebody invites you again."),
        )
        confirm(self._tab, question, consequence, self._leave, label=_("Leave"))

    async def _leave(self) -> None:
        store = self._tab.store
        if await self._tab.attempt(done(team.remove_member(self._tab.api, store.workspace["id"], store.me["id"]))):
            self._tab.client.open("/")

    def _deleting(self) -> None:
        with row(
            _("Delete this workspace"), _("With its projects, tasks, comments and files, for everybody. No way back.")
        ):
            text_button(_("Delete"), self._ask_to_delete, classes="tt-danger")

    def _ask_to_delete(self) -> None:
        store = self._tab.store
        name, projects, people = store.workspace["name"], len(store.projects.by_id), len(store.members.by_id)
        confirm(
            self._tab,
            _("Delete {name}?").format(name=name),
            _(
                "{projects} projects with all their tasks go, and {people} people lose them. This cannot be undone."
            ).format(projects=projects, people=people),
            self._delete,
            label=_("Delete for good"),
            typed=name,
        )

    async def _delete(self) -> None:
        if await self._tab.attempt(done(team.delete_workspace(self._tab.api, self._tab.store.workspace["id"]))):
            self._tab.client.open("/")
