"""Choosing another task by its key or by words."""

from collections.abc import Awaitable, Callable, Collection
from functools import partial

from dashboard.calls.task import find_by_words
from dashboard.components.chooser import Chooser, Item, dialog
from dashboard.components.elements import ring
from dashboard.documents import Task
from dashboard.language import _
from dashboard.tab import Tab


async def pick_task(
    tab: Tab, title: str, picked: Callable[[Task], Awaitable[None]], *, besides: Collection[str] = ()
) -> None:
    """Let the person choose one, but none of those whose ids are in `besides`."""
    with tab.client.layout:
        frame, card = dialog("tt-palette", title)
    shown: dict[str, Task] = {}

    async def find(words: str) -> list[Item]:
        found = await tab.attempt(find_by_words(tab.api, tab.store.workspace["id"], words)) or []
        shown.update({one["id"]: one for one in found})
        return [
            Item(one["id"], one["title"], partial(ring, one["status"]["category"]), hint=one["key"])
            for one in found
            if one["id"] not in besides
        ]

    async def chosen(task_id: str) -> None:
        frame.close()
        await picked(shown[task_id])

    with card:
        chooser = Chooser(find, chosen, placeholder=_("{title}: key or words").format(title=title))
    await chooser.search()
    frame.open()
