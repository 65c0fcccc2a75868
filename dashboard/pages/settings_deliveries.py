"""What one webhook was told: a list that follows, and each delivery unfolded."""

import asyncio
import json
from functools import partial

from nicegui import ui

from dashboard import times
from dashboard.calls import webhooks as calls
from dashboard.calls.webhooks import Deliveries, Delivery, DeliveryStatus
from dashboard.components.elements import box, button, icon, picture, text, text_button
from dashboard.errors import DashboardError
from dashboard.language import _, plural
from dashboard.pages.settings_parts import done
from dashboard.tab import Tab, later

FILTERS = {"": _("All"), "succeeded": _("Delivered"), "pending": _("Waiting"), "failed": _("Failed")}
WORDS: dict[DeliveryStatus, str] = {
    "succeeded": _("Delivered"),
    "pending": _("Waits to be sent"),
    "failed": _("Failed"),
}
SIGNS: dict[DeliveryStatus, str] = {"succeeded": "circle-check", "pending": "clock", "failed": "circle-x"}
GATHERING = 1.0  # seconds after something has happened, in which it is sent and answered
LONGEST_WAIT = 8.0  # seconds before the last look: as long as a try takes, all in all


class DeliveryList:
    """Newest first. A delivery has no event of its own, so the list is read again after whatever may be told."""

    def __init__(self, tab: Tab, webhook: str, found: Deliveries) -> None:
        self._tab = tab
        self._webhook = webhook
        self._status = self._wanted = ""  # what is shown, and what was picked last
        self._items = found.items
        self._next = found.next
        self._open: set[str] = set()
        self._drawn: dict[str, tuple[Delivery, ui.element]] = {}
        self._awaited, self._wait, self._follows = 0, GATHERING, False
        with box("tt-set-group", "section"):
            with box("tt-set-tools tt-wrap"):
                text(_("Deliveries"), tag="h2")
                box("tt-spacer")
                self._bar = box("tt-set-segments").props("role=group")
                self._bar.props["aria-label"] = _("Which deliveries")
                text_button(_("Send a test"), self._test, classes="tt-plain", icon_name="send")
            self._list = box("tt-table").props("role=list")
            self._none = text(_("Nothing was sent yet."), "tt-set-none", "p")
            self._foot = box("tt-hook-more")
        self._draw_bar()
        self._draw()

    def follow(self, seq: int = 0) -> None:
        """Something has happened, of which `seq` is the number: look soon, then ever less often, what became of it."""
        self._awaited, self._wait = max(self._awaited, seq), GATHERING
        if not self._follows:
            self._follows = True
            later(self._tab, self._follow, "deliveries")

    async def _follow(self) -> None:
        try:
            while self._wait <= LONGEST_WAIT and not self._list.is_deleted:
                wait, self._wait = self._wait, self._wait * 2
                await asyncio.sleep(wait)
                if self._list.is_deleted or not await self._read():
                    return
        finally:
            self._follows = False

    async def _read(self) -> bool:
        """Read the first page again, with all that was read of the others; whether more is to come."""
        status = self._status
        try:
            found = await calls.deliveries(self._tab.api, self._webhook, status)
        except DashboardError:
            return False  # nobody has asked for it
        if status != self._status or self._list.is_deleted:
            return False
        new, last = {one["id"] for one in found.items}, found.items[-1]["created_at"] if found.items else ""
        older = [one for one in self._items if found.next and one["id"] not in new and one["created_at"] <= last]
        self._items, self._next = found.items + older, self._next if older else found.next
        self._draw()
        is_on_its_way = any(one["status"] == "pending" and not one["error"] for one in found.items)
        return is_on_its_way or all((one["seq"] or 0) < self._awaited for one in found.items)

    # what is shown

    def _draw_bar(self) -> None:
        self._bar.clear()
        with self._bar:
            for status, label in FILTERS.items():
                is_here = status == self._wanted
                made = button("tt-set-segment" + (" tt-hook-here" if is_here else ""), partial(self._narrow, status))
                made.props["aria-pressed"] = "true" if is_here else "false"
                with made:
                    text(label)

    async def _narrow(self, status: str) -> None:
        """What was picked shows at once; of several answers that of the last pick counts."""
        self._wanted = status
        self._draw_bar()
        found = await self._tab.attempt(calls.deliveries(self._tab.api, self._webhook, status))
        if status != self._wanted or self._list.is_deleted:
            return
        if found is None:
            self._wanted = self._status
            self._draw_bar()
            return
        self._status, self._items, self._next = status, found.items, found.next
        self._draw()

    def _draw(self) -> None:
        known = {one["id"] for one in self._items}
        for gone in [one for one in self._drawn if one not in known]:
            self._drawn.pop(gone)[1].delete()
        for index, one in enumerate(self._items):
            self._place(one, index)
        self._list.classes(add="" if self._items else "tt-hidden", remove="tt-hidden" if self._items else "")
        self._none.set_visibility(not self._items)
        self._none.text = _("None of these.") if self._status else _("Nothing was sent yet.")
        self._foot.clear()
        if self._next:
            with self._foot:
                text_button(_("Show more"), self._more, classes="tt-plain")

    def _place(self, one: Delivery, index: int) -> None:
        """A line is drawn anew only where something has become of it."""
        known = self._drawn.get(one["id"])
        if known is not None and known[0] == one:
            return
        if known is None:
            with self._list, box("tt-log-row").props("role=listitem") as root:
                pass
            root.move(self._list, index)
        else:
            root = known[1]
            root.clear()
        self._drawn[one["id"]] = one, root
        with root:
            self._line(one)

    def _line(self, one: Delivery) -> None:
        with button("tt-log-line") as made:
            with picture(WORDS[one["status"]], f"tt-hook-sign tt-hook-{one['status']}"):
                icon(SIGNS[one["status"]])
            with box("tt-log-what", "span"):
                text(one["type"], "tt-log-name")
                text(f"  {self._said(one)}")
            if one["duration_ms"] is not None:
                text(_("{n} ms").format(n=f"{one['duration_ms']:,}"), "tt-muted tt-number tt-hide-m")
            at = one["tried_at"] or one["created_at"]
            when = text(times.since(at, self._tab.here), "tt-muted tt-number tt-log-when")
            when.props["title"] = times.exact(at, self._tab.here)
            icon("chevron-right", "tt-log-more")
        is_open = one["id"] in self._open
        made.props["aria-expanded"] = "true" if is_open else "false"
        below = box("tt-log-below tt-hook-sent" + ("" if is_open else " tt-hidden"))
        made.on("click", partial(self._unfold, one, made, below), [])
        if is_open:
            later(self._tab, partial(self._fill, one, below), "a delivery")

    def _said(self, one: Delivery) -> str:
        """What came back, in a few words."""
        if one["error"]:
            return one["error"]
        return str(one["response_code"] or "")

    async def _unfold(self, one: Delivery, head: ui.element, below: ui.element) -> None:
        is_open = one["id"] in self._open
        self._open ^= {one["id"]}
        head.props["aria-expanded"] = "false" if is_open else "true"
        below.classes(add="tt-hidden" if is_open else "", remove="" if is_open else "tt-hidden")
        if not is_open:
            await self._fill(one, below)

    async def _fill(self, one: Delivery, below: ui.element) -> None:
        full = await self._tab.attempt(calls.delivery(self._tab.api, self._webhook, one["id"]))
        if full is None or below.is_deleted:
            return
        below.clear()
        with below:
            tries = plural("{n} try", "{n} tries", one["attempts"]).format(n=one["attempts"])
            code = (
                ""
                if one["error"] or not one["response_code"]
                else _("answered {code}").format(code=one["response_code"])
            )
            text(" · ".join(filter(None, (WORDS[one["status"]], tries, code, self._again_at(one)))), "tt-muted", "p")
            if one["error"]:
                text(one["error"], "tt-hook-error", "p")
            _quoted(_("Sent"), _pretty(full["body"]))
            if full["response_body"]:
                _quoted(_("Answer"), full["response_body"])
            with box("tt-log-foot"):
                text(_("webhook-id: {id}").format(id=f"msg_{one['id'].replace('-', '')}"), "tt-set-code")
                box("tt-spacer")
                text_button(_("Send again"), partial(self._redeliver, one), classes="tt-plain", icon_name="refresh-cw")

    def _again_at(self, one: Delivery) -> str:
        again = one["next_try_at"]
        return _("again {time}").format(time=times.exact(again, self._tab.here)) if again and one["attempts"] else ""

    # what is done

    async def _more(self) -> None:
        """The next page, unless the list is another one when it comes, or has it already."""
        status, cursor = self._status, self._next
        found = await self._tab.attempt(calls.deliveries(self._tab.api, self._webhook, status, cursor))
        if found is not None and (status, cursor) == (self._status, self._next) and not self._list.is_deleted:
            known = {one["id"] for one in self._items}
            self._items += [one for one in found.items if one["id"] not in known]
            self._next = found.next
            self._draw()

    async def _test(self) -> None:
        if await self._tab.attempt(done(calls.send_test(self._tab.api, self._webhook))):
            self._tab.toasts.say(_("A test is on its way"))
            await self._read()
            self.follow()

    async def _redeliver(self, one: Delivery) -> None:
        if await self._tab.attempt(done(calls.redeliver(self._tab.api, self._webhook, one["id"]))):
            self._tab.toasts.say(_("It is sent again"))
            await self._read()
            self.follow()


def _quoted(label: str, content: str) -> None:
    text(label, "tt-hook-caption", "div")
    text(content, "tt-set-code tt-hook-quoted", "pre").props('tabindex=0 dir="auto"').props["aria-label"] = label


def _pretty(body: dict[str, object] | None) -> str:
    if body is None:
        return _("It lies in a project that is private now, so it is not shown.")
    return json.dumps(body, indent=2, ensure_ascii=False)
