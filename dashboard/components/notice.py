"""A line under a field that asks its writer what is to become of what stands there."""

from collections.abc import Awaitable, Callable

from dashboard.components.elements import avatar, box, icon, text, text_button
from dashboard.documents import Person
from dashboard.language import _

Act = Callable[[], Awaitable[None] | None]


class Notice:
    """Hidden until there is something to ask."""

    def __init__(self) -> None:
        self._place = box("tt-notice-line tt-hidden").props("role=status")

    @property
    def is_shown(self) -> bool:
        """Whether it waits for an answer."""
        return "tt-hidden" not in self._place.classes

    def hide(self) -> None:
        """Nothing to ask any more."""
        self._place.classes(add="tt-hidden")

    def ask(self, sentence: str, *choices: tuple[str, Act], person: Person | None = None) -> None:
        """Ask, in place of what was asked before."""
        self._place.clear()
        with self._place:
            avatar(person) if person else icon("circle-alert")
            text(sentence, "tt-name")
            for label, act in choices:
                text_button(label, act, classes="tt-plain tt-small")
        self._place.classes(remove="tt-hidden")

    def ask_about_theirs(self, person: Person | None, theirs: str, *, take: Act, keep: Act) -> None:
        """Somebody changed the text while one was typing."""
        who = person["name"] if person else _("Somebody")

        def see() -> None:
            self.ask(
                _("{name} wrote:").format(name=who), (_("Use theirs"), take), (_("Keep mine"), keep), person=person
            )
            with self._place:
                text(theirs or _("(nothing)"), "tt-theirs", "div").props('dir="auto"')

        self.ask(
            _("{name} changed this while you were typing.").format(name=who),
            (_("See theirs"), see),
            (_("Keep mine"), keep),
            person=person,
        )
