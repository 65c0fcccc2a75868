"""`/settings/sessions`: the devices on which one is signed in."""

from functools import partial

from dashboard import agents, times
from dashboard.calls import account
from dashboard.calls.account import Device
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, icon, text, text_button
from dashboard.hub import Batch
from dashboard.language import _, plural
from dashboard.pages.settings_parts import done
from dashboard.tab import Tab


class Devices:
    """This one first, then the last used; each can be signed out from here."""

    def __init__(self, tab: Tab, devices: list[Device]) -> None:
        self._tab = tab
        self._devices = devices
        self._place = box("tt-contents")
        self._draw()

    @classmethod
    async def open(cls, tab: Tab) -> "Devices":
        """Read where one is signed in."""
        return cls(tab, await account.devices(tab.api))

    def on_batch(self, batch: Batch) -> None:
        """Sign-ins are not in a workspace's log."""

    def _draw(self) -> None:
        own = self._tab.session.device
        others = [device for device in self._devices if device["id"] != own]
        self._place.clear()
        with self._place:
            with box("tt-table"):
                for device in [one for one in self._devices if one["id"] == own] + others:
                    self._line(device, is_own=device["id"] == own)
            if others:
                with box("tt-set-actions"):
                    text_button(_("Sign out all other devices"), self._ask, classes="tt-danger", icon_name="log-out")

    def _line(self, device: Device, *, is_own: bool) -> None:
        agent, here = agents.read(device["user_agent"]), self._tab.here
        with box("tt-tr"):
            icon(agent.sign, "tt-set-sign")
            with box("tt-grow"):
                text(str(agent), tag="b").props["title"] = device["user_agent"]
                begun = times.short_day(device["created_at"], here, within=True)
                said = _("Signed in {day} from {address}") if device["ip"] else _("Signed in {day}")
                text(said.format(day=begun, address=device["ip"]), tag="small")
            if is_own:
                text(_("This device"), "tt-tag tt-good")
                return
            used = text(
                _("Last used {time}").format(time=times.since(device["refreshed_at"], here)), "tt-muted tt-set-when"
            )
            used.props["title"] = times.exact(device["refreshed_at"], here)
            made = text_button(_("Sign out"), partial(self._end, device), classes="tt-plain")
            made.props["aria-label"] = _("Sign out {agent}").format(agent=agent)

    async def _end(self, device: Device) -> None:
        if await self._tab.attempt(done(account.sign_out_device(self._tab.api, device["id"]))):
            self._tab.session.end_others(device["id"])
            self._devices.remove(device)
            self._draw()
            self._tab.toasts.say(_("{agent} is signed out").format(agent=agents.read(device["user_agent"])))

    def _ask(self) -> None:
        count = len([device for device in self._devices if device["id"] != self._tab.session.device])
        confirm(
            self._tab,
            _("Sign out all other devices?"),
            plural(
                "{n} device will have to sign in again. This one stays.",
                "{n} devices will have to sign in again. This one stays.",
                count,
            ).format(n=count),
            self._end_others,
            label=_("Sign them out"),
        )

    async def _end_others(self) -> None:
        for device in [one for one in self._devices if one["id"] != self._tab.session.device]:
            await self._end(device)
