"""The people of the workspace at the page's head; those who look at the same thing just now come first, with a ring."""

from dashboard import texts
from dashboard.components.elements import avatar, box, named, text
from dashboard.documents import Person
from dashboard.language import _
from dashboard.tab import Tab

FACES = 5


class Faces:
    """Redrawn whenever somebody comes or goes."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._shown: object = None
        self._place = box("tt-faces").props("role=group " + named(_("People")))
        self.draw()

    def draw(self) -> None:
        """Show everybody as they are now."""
        here = self._here()
        people = sorted(self._tab.store.people(), key=lambda one: one["id"] not in here)
        shown = (here, [(one["id"], one["name"]) for one in people[:FACES]], len(people))
        if shown == self._shown:
            return
        self._shown = shown
        self._place.clear()
        self._place.set_visibility(len(people) > 1)
        with self._place:
            for person in people[:FACES]:
                self._face(person, here.get(person["id"], ""))
            if len(people) > FACES:
                more = text(f"+{len(people) - FACES}", "tt-av")
                more.props["title"] = _("{n} more").format(n=len(people) - FACES)

    def _face(self, person: Person, doing: str) -> None:
        made = avatar(person, "tt-here-now" if doing else "")
        if doing:
            made.props["title"] = made.props["aria-label"] = doing
            made.props(remove="aria-hidden").props("role=img")

    def _here(self) -> dict[str, str]:
        """Who else is here, by id, and what the tooltip says."""
        place, stay = self._tab.stay.place, self._tab.stay
        if place is None:
            return {}
        found: dict[str, str] = {}
        for one in self._tab.hub.presence.at(place.kind, place.object_id, besides=stay.client):
            is_me = one.person["id"] == self._tab.store.me["id"]
            found[one.person["id"]] = _mine(one.field) if is_me else _theirs(one.person["name"], one.field)
        return found


def _mine(field: str) -> str:
    if not field:
        return _("You are here in another window, too")
    return _("You, in another window, edits {field}").format(field=texts.FIELD.get(field, texts.A_FIELD))


def _theirs(name: str, field: str) -> str:
    if not field:
        return _("{name} is here").format(name=name)
    return _("{name} edits {field}").format(name=name, field=texts.FIELD.get(field, texts.A_FIELD))
