"""The people of a board: found here, or made without log-in so that they can be claimed later."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.errors import NotFound
from backend.imports.board import Board, Card, Person
from backend.imports.report import Kind
from backend.imports.rows import Desk
from backend.workspaces.access import require
from backend.workspaces.actions import add_member
from backend.workspaces.models import Member
from backend.workspaces.roles import Permission

# Whose words are left although nobody knows who it was.
NOBODY = Person("nobody", "Former member", None, is_member=False)
FIRST_NAME_LIMIT = 120


class People:
    """Trello's person → ours."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._users: dict[str, User] = {}
        self._members: set[UUID] = set()

    def take(self, board: Board) -> None:
        """Find or make everybody. `Forbidden` where somebody must be made or taken in, and the actor may not."""
        assigned = {source_id for card in board.cards for source_id in _assigned(card)}
        people = [*board.people, *([NOBODY] if _has_words_of_nobody(board) else [])]
        for person in people:
            self._take(person, joins=person.is_member or person.source_id in assigned)
        members = Member.objects.filter(workspace=self._desk.workspace)
        self._members = set(members.values_list("user_id", flat=True))

    def get(self, source_id: str | None) -> User | None:
        """Our person, or None."""
        return self._users.get(source_id) if source_id else None

    def members(self, source_ids: Iterable[str]) -> list[UUID]:
        """Those who may be assigned: members, not removed here since."""
        users = (self._users.get(source_id) for source_id in source_ids)
        return [user.id for user in users if user is not None and user.id in self._members]

    def _take(self, person: Person, *, joins: bool) -> None:
        desk, where = self._desk, f"member “{person.name}”"
        if desk.ledger.find(Kind.PERSON, person.source_id) is None:
            require(desk.actor, desk.workspace.id, Permission.MANAGE_MEMBERS)
        desk.take(
            Kind.PERSON,
            person.source_id,
            where,
            {"joins": joins},
            create=lambda: self._join(_made(person), joins=joins).id,
            find=lambda: self._join(found, joins=joins).id if (found := self._find(person)) else None,
            update=lambda user_id, _: self._rejoin(user_id, joins=joins),
        )
        user_id = desk.ledger.find(Kind.PERSON, person.source_id)
        user = User.objects.filter(id=user_id).first() if user_id else None
        if user is not None:
            self._users[person.source_id] = user

    def _rejoin(self, user_id: UUID, *, joins: bool) -> None:
        user = User.objects.filter(id=user_id).first()
        if user is None:
            raise NotFound
        self._join(user, joins=joins)

    def _join(self, user: User, *, joins: bool) -> User:
        """Make him a member where the board needs it; nobody is removed."""
        desk = self._desk
        if joins and not Member.objects.filter(workspace=desk.workspace, user=user).exists():
            add_member(desk.workspace.id, actor=desk.actor, user=user)
        return user

    def _find(self, person: Person) -> User | None:
        """By address; else the one member of the workspace who is called like that."""
        if person.email and (found := User.objects.active().by_email(person.email).first()):
            return found
        members = Member.objects.filter(workspace=self._desk.workspace).values("user_id")
        named = list(User.objects.active().filter(id__in=members, name__iexact=person.name)[:2])
        return named[0] if len(named) == 1 else None


def _made(person: Person) -> User:
    first, _, last = person.name.partition(" ")
    user = create_person(first_name=first[:FIRST_NAME_LIMIT], last_name=last[:FIRST_NAME_LIMIT], email=person.email)
    user.refresh_from_db(fields=["name"])
    return user


def _assigned(card: Card) -> Iterator[str]:
    yield from card.assignees
    yield from (subtask.assignee for subtask in card.subtasks if subtask.assignee)


def _has_words_of_nobody(board: Board) -> bool:
    return any(comment.author is None for card in board.cards for comment in card.comments)
