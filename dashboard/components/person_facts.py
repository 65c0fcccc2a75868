"""What is known of a person: picture and name, and the facts below."""

from datetime import datetime

from nicegui import ui

from dashboard import texts, times
from dashboard.calls.people import PersonDocument
from dashboard.components.elements import avatar, box, text
from dashboard.language import _
from dashboard.tab import Tab

HERE_NOW = _("Here now")


class Face:
    """The head of a person's page."""

    def __init__(self, tab: Tab, person: PersonDocument) -> None:
        self._tab = tab
        self._place = box("tt-person-id")
        self.draw(person)

    def draw(self, person: PersonDocument) -> None:
        """Show them as they are now."""
        role = role_of(self._tab, person["id"])
        self._place.clear()
        with self._place:
            picture(person)
            with box("tt-person-name"):
                text(person["name"], tag="h1").props("dir=auto")
                with box("tt-row"):
                    if role:
                        text(role, "tt-tag")
                    for tag in _tags(self._tab, person):
                        text(tag, "tt-tag")


class Facts:
    """Address, time zone with the time there, when they were last here, since when they are known."""

    def __init__(self, tab: Tab, person: PersonDocument) -> None:
        self._tab = tab
        self._place = box("tt-facts", "dl")
        self.draw(person)

    def draw(self, person: PersonDocument) -> None:
        """Show them as they are now."""
        here = self._tab.here
        self._place.clear()
        with self._place:
            with _fact(_("E-mail")):
                _address(person["email"])
            with _fact(_("Time zone")):
                text(person["timezone"].replace("_", " "))
                _clock(person["timezone"])
            with _fact(_("Last seen")):
                last_seen(self._tab, person["id"], person["last_seen_at"])
            with _fact(_("Added")):
                day = text(times.day_of(person["created_at"], here), "", "time")
                day.props["title"] = times.exact(person["created_at"], here)


def picture(person: PersonDocument) -> None:
    """The person's picture, or the initials."""
    if (person["avatar"] or "").startswith("https://"):
        shown = ui.element("img").classes("tt-av tt-huge").props("alt='' referrerpolicy=no-referrer")
        shown.props["src"] = person["avatar"]
    else:
        avatar({"id": person["id"], "name": person["name"]}, "tt-huge")


def last_seen(tab: Tab, person_id: str, instant: str | None) -> None:
    """Here now, or when it was; known to five minutes."""
    if tab.hub.presence.is_here(person_id) or person_id == tab.store.me["id"]:
        with box("tt-here", "span"):
            box("", "i").props("aria-hidden=true")
            text(HERE_NOW)
    elif instant is None:
        text(_("Never"), "tt-muted")
    else:
        told = text(times.since(instant, tab.here, now=_("Just now")), "", "time")
        told.props["datetime"], told.props["title"] = instant, times.exact(instant, tab.here)


def role_of(tab: Tab, person_id: str) -> str:
    """As what the person is in the workspace; "" for nobody of it."""
    found = (one for one in tab.store.members.by_id.values() if one["user"]["id"] == person_id)
    return next((texts.ROLE[one["role"]] for one in found), "")


def _tags(tab: Tab, person: PersonDocument) -> list[str]:
    tags = [_("You")] if person["id"] == tab.store.me["id"] else []
    tags += [] if person["has_login"] else [_("No sign-in")]
    return tags + ([] if person["is_active"] else [_("Deactivated")])


def _fact(name: str) -> ui.element:
    with box("tt-fact"):
        text(name, tag="dt")
        return box("", "dd")


def _address(email: str | None) -> None:
    if email is None:
        text(_("None"), "tt-muted")
        return
    made = ui.element("a").classes("tt tt-link")
    made.props["href"] = f"mailto:{email}"
    with made:
        text(email)


def _clock(zone: str) -> None:
    """The time there; the browser keeps it going."""
    made = text(f"{datetime.now(times.zone(zone)):%H:%M}", "tt-muted", "time")
    made.props["data-clock"] = zone
    made.props["title"] = _("The time there")
