"""Who stands in an export: its members, and those who left and live on in the actions alone."""

from collections.abc import Iterable

from backend.imports.board import Card, Person
from backend.imports.fields import Fields


class PeopleReader:
    """All people whom the file names, by Trello's id."""

    def __init__(self, root: Fields) -> None:
        self._known: dict[str, Person] = {}
        for raw in root.rows("members"):
            self._add(raw, root, is_member=True)
        for raw in root.rows("actions"):
            action = Fields(raw if isinstance(raw, dict) else {}, "action", root.problems)
            self._add(action.row.get("memberCreator"), root, is_member=False)
            self._add(action.row.get("member"), root, is_member=False)

    def knows(self, source_id: str) -> bool:
        """Whether the file says a name for this id."""
        return source_id in self._known

    def used_by(self, cards: Iterable[Card]) -> tuple[Person, ...]:
        """The members, and whoever wrote, made or was given something."""
        used = {
            source_id
            for card in cards
            for source_id in (
                card.author,
                *card.assignees,
                *(comment.author for comment in card.comments),
                *(subtask.assignee for subtask in card.subtasks),
            )
        }
        return tuple(person for person in self._known.values() if person.is_member or person.source_id in used)

    def _add(self, raw: object, root: Fields, *, is_member: bool) -> None:
        if not isinstance(raw, dict):
            return
        row = Fields(raw, "member", root.problems)
        source_id = row.text("id")
        if not source_id or source_id in self._known:
            return
        name = row.text("fullName").strip() or row.text("username").strip() or "Former member"
        email = row.text("email").strip().lower()
        self._known[source_id] = Person(source_id, name, email if "@" in email else None, is_member)
