"""What can be done with a whole task."""

from functools import partial

from nicegui import ui

from dashboard.calls.task import duplicate, purge, save_as_template
from dashboard.components.beneath import Beneath
from dashboard.components.chooser import Chooser, Item, dialog, popover
from dashboard.components.confirm import confirm
from dashboard.components.elements import box, field, icon, on_enter, text, text_button
from dashboard.components.sheet import Sheet
from dashboard.components.task_picker import pick_task
from dashboard.documents import Task
from dashboard.hub import encode
from dashboard.language import _


class TaskMenu:
    """Opened by the three dots; what one may not do is not in it."""

    def __init__(self, sheet: Sheet, base: str) -> None:
        self._sheet = sheet
        self._base = base

    async def open(self, anchor: ui.element) -> None:
        """Let the person choose."""

        async def picked(value: str) -> None:
            menu.close()
            await self._do(value)

        items = self._items()
        with popover(anchor, align="right") as menu:
            chooser = Chooser(lambda _words: items, picked, can_search=False)
        await chooser.search()
        menu.open()

    def _items(self) -> list[Item]:
        sheet, task = self._sheet, self._sheet.task
        found = [
            Item("link", _("Copy the link"), partial(icon, "link-2")),
            Item("key", _("Copy {key}").format(key=task["key"]), partial(icon, "hash")),
        ]
        if not sheet.may_act:
            return found
        if task["deleted_at"] is not None:
            return [*found, *self._of_trash()]
        found.append(Item("duplicate", _("Duplicate"), partial(icon, "copy-plus")))
        if sheet.can_write:
            found += [
                Item("template", _("Save as a template…"), partial(icon, "layout-template")),
                Item("parent", _("Make it a subtask of…"), partial(icon, "list-tree")),
            ]
            if task["parent_id"]:
                found.append(Item("own", _("Make it a task of its own"), partial(icon, "square-check")))
        put_away = _("Take out of the archive") if task["archived_at"] else _("Archive")
        found.append(Item("archive", put_away, partial(icon, "archive")))
        found.append(Item("delete", _("Delete"), partial(icon, "trash-2"), hint=_("to the trash"), is_dangerous=True))
        return found

    def _of_trash(self) -> list[Item]:
        found = [Item("restore", _("Restore"), partial(icon, "archive-restore"))]
        if self._sheet.tab.can_manage:
            found.append(Item("purge", _("Delete for good…"), partial(icon, "trash-2"), is_dangerous=True))
        return found

    async def _do(self, value: str) -> None:
        tab, task = self._sheet.tab, self._sheet.task
        match value:
            case "link":
                await tab.copy_link(task["key"], self._base)
            case "key":
                await self._copy_key()
            case "duplicate":
                await self._duplicate()
            case "template":
                self._ask_for_name()
            case "parent":
                await pick_task(tab, _("Make it a subtask of"), self._put_under, besides={task["id"]})
            case "own":
                await self._put_under(None)
            case "archive":
                await tab.archive(task["id"], back=task["archived_at"] is not None)
            case "restore":
                await self.restore()
            case "purge":
                self.ask_to_purge()
            case _:
                await tab.delete(task["id"], task["key"])
                await tab.close_task()

    async def restore(self) -> None:
        """Take it out of the trash, or out of the archive."""
        tab, task = self._sheet.tab, self._sheet.task
        if task["deleted_at"] is not None:
            await tab.restore(task["id"])
        else:
            await tab.archive(task["id"], back=True)

    def ask_to_purge(self) -> None:
        """Delete it for good, if that is meant."""
        task = self._sheet.task
        confirm(
            self._sheet.tab,
            _("Delete {key} for good?").format(key=task["key"]),
            _("“{title}”, its subtasks, comments and files go, and nobody can bring them back.").format(
                title=task["title"]
            ),
            self._purge,
            label=_("Delete for good"),
        )

    async def _purge(self) -> None:
        tab, task = self._sheet.tab, self._sheet.task

        async def work() -> bool:
            await purge(tab.api, task["id"])
            return True

        if await tab.attempt(work()):
            tab.toasts.say(_("{key} is deleted for good").format(key=task["key"]))
            await tab.close_task()

    async def _copy_key(self) -> None:
        tab, key = self._sheet.tab, self._sheet.task["key"]
        copied = await tab.client.run_javascript(f"tasktide.copy({encode(key)})")
        tab.toasts.say(_("{key} copied").format(key=key)) if copied else tab.toasts.complain(key)

    async def _duplicate(self) -> None:
        tab = self._sheet.tab
        made = await tab.attempt(duplicate(tab.api, self._sheet.id))
        if made is not None:
            tab.hub.put(made)
            tab.toasts.say(
                _("{key} is a duplicate").format(key=made["key"]), more=(_("Open"), partial(tab.open_key, made["key"]))
            )

    async def _put_under(self, parent: Task | None) -> None:
        sheet, before = self._sheet, self._sheet.task["parent_id"]
        if await sheet.change({"parent_id": parent["id"] if parent else None}):
            said = _("is a subtask of {key}").format(key=parent["key"]) if parent else _("is a task of its own")
            undo = partial(self._put_back, before)
            sheet.tab.toasts.say(f"{sheet.task['key']} {said}", undo=undo)

    async def _put_back(self, parent: str | None) -> None:
        await self._sheet.change({"parent_id": parent})

    def _ask_for_name(self) -> None:
        tab = self._sheet.tab
        with tab.client.layout:
            frame, card = dialog("tt-small", _("Save as a template"))

        async def save() -> None:
            name = (entry.value or "").strip()

            async def work() -> bool:
                await save_as_template(tab.api, self._sheet.id, name)
                return True

            if name and await beneath.attempt(work()):
                frame.close()
                tab.toasts.say(_("“{name}” is a template of this project").format(name=name))

        with card, box("tt-ask"):
            text(_("Save as a template"), tag="h2")
            text(_("New tasks can be made of it, with all its subtasks."), tag="p")
            with box("tt-frame"):
                entry = field(_("Name"), value=self._sheet.task["title"][:80], label=_("Name of the template"))
                entry.props("autofocus maxlength=120")
            beneath = Beneath(tab, {"name": entry})
            on_enter(entry, save)
            with box("tt-row"):
                text_button(_("Save"), save)
                text_button(_("Cancel"), frame.close, classes="tt-plain")
        frame.open()
