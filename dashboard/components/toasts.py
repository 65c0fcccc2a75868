"""Messages that come and go; a destructive act has Undo in its own."""

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import background_tasks, ui

from dashboard import texts
from dashboard.components.elements import box, button, icon, icon_button, text
from dashboard.language import _

SHOWN = 5.0
SHOWN_WITH_OFFER = 9.0
MOST = 3
Act = Callable[[], Awaitable[None]]


class Toasts:
    """The corner of the page where they stand."""

    def __init__(self) -> None:
        self._place = box("tt-toasts").props("role=status aria-live=polite")
        self._shown: list[ui.element] = []

    def say(self, message: str, *, undo: Act | None = None, more: tuple[str, Act] | None = None) -> None:
        """Tell what was done, and offer to take it back or to see it."""
        self._show(message, "check", "", (texts.UNDO, undo) if undo else more)

    def ring(self, message: str, *, more: tuple[str, Act]) -> None:
        """Tell what others did, and offer to see it."""
        self._show(message, "bell", "", more)

    def complain(self, message: str, *, more: tuple[str, Act] | None = None) -> None:
        """Tell what went wrong, and perhaps offer another way."""
        self._show(message, "circle-alert", "tt-bad", more)

    def _show(self, message: str, sign: str, classes: str, offer: tuple[str, Act] | None) -> None:
        while len(self._shown) >= MOST:
            self._drop(self._shown[0])
        with self._place:
            toast = box(f"tt-toast {classes}")
        self._shown.append(toast)

        async def taken() -> None:
            self._drop(toast)
            if offer is not None:
                await offer[1]()

        with toast:
            icon(sign)
            text(message)
            if offer is not None:
                with button("tt-act", taken):
                    text(offer[0])
            icon_button("x", _("Dismiss"), lambda: self._drop(toast))
        background_tasks.create(self._expire(toast, SHOWN_WITH_OFFER if offer else SHOWN), name="toast")

    async def _expire(self, toast: ui.element, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._drop(toast)

    def _drop(self, toast: ui.element) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            if not toast.is_deleted and not toast.client.is_deleted:
                toast.delete()
