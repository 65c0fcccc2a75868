"""What hangs on a task and its comments: files with previews, and links."""

from functools import partial
from typing import cast
from urllib.parse import urlsplit

from nicegui import ui

from config.settings import load
from dashboard import times
from dashboard.calls.task import FullAttachment
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, icon, icon_button, text
from dashboard.components.line_entry import LineEntry
from dashboard.components.sheet import Sheet
from dashboard.documents import Event
from dashboard.files import size_text
from dashboard.language import _

PICK = "(e) => tasktide.pickFiles(e.currentTarget)"


class Files:
    """Dropped, pasted, picked, linked; shown, opened and removed here. `zone` takes what is dropped."""

    def __init__(self, sheet: Sheet, zone: ui.element) -> None:
        self._sheet = sheet
        self._found = {one["id"]: one for one in sheet.found.attachments}
        with box("tt-sec") as self._section:
            text(_("Files and links"), tag="h2")
            self._count = text("", "tt-n")
            if sheet.can_write:
                with box("tt-sec-tools"):
                    icon_button("upload", _("Attach files")).on("click", js_handler=PICK)
                    icon_button("link", _("Add a link"), self._begin)
        self._pictures = box("tt-pictures")
        self._list = box("tt-links")
        box("tt-uploads").props("data-uploads aria-live=polite")
        self._new = LineEntry(sheet.tab, "https://…", self._add, label=_("Address of the link"))
        self._new.input.props("type=url")
        self._hint = text(
            _("Drop or paste files here, up to {size} each.").format(size=size_text(load().attachment_limit)),
            "tt-muted",
        )
        _open_zone(zone, sheet)
        zone.on("tt-sent", self._read, [])
        self._draw()

    def on_event(self, event: Event) -> None:
        """A link or a file came, changed or went."""
        one = cast("FullAttachment", event["data"])
        known = self._found.get(one["id"])
        if event["type"] == "attachment.removed":
            self._found.pop(one["id"], None)
        elif known is None or known["version"] < one["version"]:
            self._found[one["id"]] = one
        else:
            return
        self._draw()

    async def _read(self) -> None:
        """An upload is through: it shows also where the stream is away."""
        tab = self._sheet.tab
        found = await tab.attempt(tab.api.listing(FullAttachment, f"/api/tasks/{self._sheet.id}/attachments"))
        if found is not None:
            self._found = {one["id"]: one for one in found}
            self._draw()

    def _draw(self) -> None:
        found = list(self._found.values())
        self._count.text = str(len(found)) if found else ""
        self._hint.set_visibility(not found and self._sheet.can_write)
        self._section.set_visibility(bool(found) or self._sheet.can_write)
        pictures = [one for one in found if one["has_thumbnail"]]
        self._pictures.clear()
        self._pictures.set_visibility(bool(pictures))
        with self._pictures:
            for one in pictures:
                self._picture(one)
        others = [one for one in found if not one["has_thumbnail"]]
        self._list.clear()
        self._list.set_visibility(bool(others))
        with self._list:
            for one in others:
                self._row(one)

    def _picture(self, one: FullAttachment) -> None:
        with box("tt-picture", "figure"):
            with _link(f"/data/files/{one['id']}", "tt-picture-in") as shown:
                image = ui.element("img").props("loading=lazy")
                image.props["src"] = f"/data/files/{one['id']}/thumbnail"
                image.props["alt"] = one["name"]
            shown.props["title"] = self._facts(one)
            with box("tt-picture-name", "figcaption"):
                text(one["name"], "tt-name").props("dir=auto")
                self._remove_button(one)

    def _row(self, one: FullAttachment) -> None:
        address = f"/data/files/{one['id']}" if one["url"] is None else one["url"]
        with box("tt-sub-row"):
            icon(_sign(one))
            with _link(address, "tt-name") as name:
                text(one["name"] or address).props("dir=auto")
            name.props["title"] = self._facts(one) if one["url"] is None else one["url"]
            if one["size"] is not None:
                text(size_text(one["size"]), "tt-muted tt-size")
            self._remove_button(one)

    def _remove_button(self, one: FullAttachment) -> None:
        if self._sheet.can_write:
            icon_button(
                "x",
                _("Remove the file") if one["kind"] == "file" else _("Remove the link"),
                partial(self._ask_to_remove, one),
            )

    def _facts(self, one: FullAttachment) -> str:
        """What the tooltip says: name, size, measure, type, by whom and when."""
        here = self._sheet.tab.here
        facts = [one["name"], size_text(one["size"] or 0)]
        facts += (
            [_("{width} × {height} pixels").format(width=one["width"], height=one["height"])] if one["width"] else []
        )
        facts += [one["content_type"] or ""]
        who = one["created_by"]["name"] if one["created_by"] else _("Somebody")
        return "\n".join(
            [*filter(None, facts), _("{name}, {time}").format(name=who, time=times.exact(one["created_at"], here))]
        )

    def _begin(self) -> None:
        self._new.begin()

    async def _add(self, address: str) -> bool:
        if "://" not in address:
            address = f"https://{address}"
        parts = urlsplit(address)
        name = parts.netloc.removeprefix("www.") + (parts.path if len(parts.path) > 1 else "")
        is_taken = await self._attach(name[:200] or address, address)
        if is_taken:
            self._new.end()
        return is_taken

    async def _attach(self, name: str, address: str) -> bool:
        tab = self._sheet.tab
        link = await tab.attempt(tab.api.attach(self._sheet.id, name, address))
        if link is not None:
            self._found[link["id"]] = cast("FullAttachment", link)
            self._draw()
        return link is not None

    async def _ask_to_remove(self, one: FullAttachment) -> None:
        if one["url"] is not None:
            await self._remove(one)
            return
        confirm(
            self._sheet.tab,
            _("Remove {name}?").format(name=one["name"]),
            _("The file is deleted for everybody, and cannot be brought back."),
            partial(self._remove, one),
            label=_("Remove"),
        )

    async def _remove(self, one: FullAttachment) -> None:
        tab, url = self._sheet.tab, one["url"]
        path = f"/api/tasks/{self._sheet.id}/attachments/{one['id']}"
        if await tab.attempt(tab.api.call("DELETE", path)) is None:
            return
        self._found.pop(one["id"], None)
        self._draw()
        if url is None:
            tab.toasts.say(_("{name} removed").format(name=one["name"]))
        else:
            tab.toasts.say(_("Link removed"), undo=partial(self._attach_again, one["name"], url))

    async def _attach_again(self, name: str, url: str) -> None:
        await self._attach(name, url)


def _open_zone(zone: ui.element, sheet: Sheet) -> None:
    """Where files may be dropped and pasted, for which task."""
    if sheet.can_write:
        zone.props(f"data-files={sheet.id} data-limit={load().attachment_limit}")
    else:
        zone.props(remove="data-files data-limit")


def _link(address: str, classes: str) -> ui.element:
    """An address that opens in a window of its own, if it is one of the web's or ours."""
    is_safe = address.startswith("/data/files/") or urlsplit(address).scheme in {"http", "https"}
    made = ui.element("a" if is_safe else "span").classes(f"tt {classes}")
    if is_safe:
        made.props["rel"] = "noopener noreferrer nofollow"
        made.props["target"] = "_blank"
        made.props["href"] = address
    return made


def _sign(one: FullAttachment) -> str:
    if one["kind"] == "link":
        return "link"
    kind = one["content_type"] or ""
    return "image" if kind.startswith("image/") else "file-text" if kind.startswith("text/") else "file"
