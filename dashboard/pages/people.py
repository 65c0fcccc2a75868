"""`/people`: everybody in the workspace."""

from functools import partial

from dashboard import texts
from dashboard.calls import people as calls
from dashboard.components.create_person import ask_for_person
from dashboard.components.elements import avatar, box, empty, field, icon, link, named, text, text_button
from dashboard.components.person_facts import last_seen
from dashboard.documents import Member
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.apart import Apart
from dashboard.routes import Route
from dashboard.tab import Tab

PAGE = 100  # people that are drawn at once


class PeopleView(Apart):
    """Found by name or address; each leads to the person's page."""

    def __init__(self, tab: Tab, seen: dict[str, str | None]) -> None:
        self._tab = tab
        self._seen = seen
        self._most = PAGE
        self._rows: dict[str, PersonRow] = {}
        with box("tt-people"), box("tt-people-all"):
            with box("tt-people-head"):
                with box("tt-frame tt-people-find"):
                    icon("search")
                    self._words = field(_("Search by name or e-mail"), label=_("Search people")).props(
                        "type=search clearable"
                    )
                    self._words.on_value_change(self._draw)
                self._count = text("", "tt-muted").props("role=status")
                box("tt-spacer")
                if tab.can_manage:
                    text_button(_("Create user"), partial(ask_for_person, tab), icon_name="user-plus")
            self._list = box("tt-table").props("role=list " + named(_("People")))
            self._rest = box("tt-contents")
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "PeopleView":
        """Read when everybody was last here; the rest is known."""
        people = await calls.people(tab.api, tab.store.workspace["id"])
        return cls(tab, {person["id"]: person["last_seen_at"] for person in people})

    def on_batch(self, batch: Batch) -> None:
        """Redraw the rows that changed; who is renamed moves."""
        if batch.change.is_reset or batch.change.kinds & {"member", "user"}:
            self._draw()

    def on_presence(self, _kind: str, _object_id: str) -> None:
        """Somebody came or left."""
        self._draw()

    def _draw(self) -> None:
        found = self._found()
        shown = found[: self._most]
        for gone in self._rows.keys() - {one["user"]["id"] for one in shown}:
            self._rows.pop(gone).root.delete()
        for index, member in enumerate(shown):
            self._put(member, index)
        total = len(self._tab.store.members.by_id)
        self._count.text = (
            plural("{n} person", "{n} people", total).format(n=total)
            if len(found) == total
            else _("{found} of {n}").format(found=len(found), n=total)
        )
        self._list.set_visibility(bool(shown))
        self._draw_rest(found)

    def _put(self, member: Member, index: int) -> None:
        row = self._rows.get(member["user"]["id"])
        if row is None:
            with self._list:
                row = self._rows[member["user"]["id"]] = PersonRow(self._tab)
        if self._list.default_slot.children[index] is not row.root:
            row.root.move(self._list, index)
        row.show(member, self._seen.get(member["user"]["id"]))

    def _draw_rest(self, found: list[Member]) -> None:
        self._rest.clear()
        with self._rest:
            if not found:
                empty("users", _("Nobody found"), _("Try a part of the name, or of the address."))
            elif len(found) > self._most:
                text_button(
                    _("Show {n} more").format(n=min(PAGE, len(found) - self._most)), self._more, classes="tt-plain"
                )

    def _more(self) -> None:
        self._most += PAGE
        self._draw()

    def _found(self) -> list[Member]:
        words = str(self._words.value or "").lower().split()
        members = sorted(
            self._tab.store.members.by_id.values(), key=lambda one: (one["user"]["name"].lower(), one["id"])
        )
        return [one for one in members if all(word in _searched(one) for word in words)]


class PersonRow:
    """One line of the list."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._shown: object = None
        self.root = box("tt-contents").props("role=listitem")

    def show(self, member: Member, seen: str | None) -> None:
        """Draw it, if it is not as it should be."""
        user = member["user"]
        is_here = self._tab.hub.presence.is_here(user["id"])
        if (member, is_here) == self._shown:
            return
        self._shown = (member, is_here)
        self.root.clear()
        with self.root, link(Route("people", user["id"]).url(), "tt-tr tt-person-row"):
            avatar({"id": user["id"], "name": user["name"]}, "tt-large")
            with box("tt-grow"):
                text(user["name"], tag="b").props("dir=auto")
                text(user["email"] or _("No address"), tag="small")
            with box("tt-person-tags"):
                if user["id"] == self._tab.store.me["id"]:
                    text(_("You"), "tt-tag")
                if not user["has_login"]:
                    text(_("No sign-in"), "tt-tag")
                text(texts.ROLE[member["role"]], "tt-tag")
            with box("tt-person-seen"):
                last_seen(self._tab, user["id"], seen)


def _searched(member: Member) -> str:
    return f"{member['user']['name']} {member['user']['email'] or ''}".lower()
