"""The people of a board: found here, or made without log-in so that they can be claimed later."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Q

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.core.errors import Forbidden, NotFound
from backend.imports.board import Board, Card, Person, Problem
from backend.imports.report import Kind
from backend.imports.rows import Desk
from backend.workspaces.access import require, role_of
from backend.workspaces.actions import add_member
from backend.workspaces.actions.member import acquaintance
from backend.workspaces.models import Member
from backend.workspaces.roles import MANAGERS, Permission

# Whose words are left although nobody knows who it was.
NOBODY = Person("nobody", "Former member", None, is_member=False)
FIRST_NAME_LIMIT = 120


class People:
    """Trello's person → ours."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._users: dict[str, User] = {}
        self._members: set[UUID] = set()
        self._speaks_for_all = role_of(desk.actor, desk.workspace.id) in MANAGERS

    def take(self, board: Board) -> None:
        """Find or make everybody. `Forbidden` where somebody must be made or taken in, and the actor may not."""
        assigned = {source_id for card in board.cards for source_id in _assigned(card)}
        people = [*board.people, *([NOBODY] if _has_words_of_nobody(board) else [])]
        for person in people:
            self._take(person, joins=person.is_member or person.source_id in assigned)
        members = Member.objects.filter(workspace=self._desk.workspace)
        self._members = set(members.values_list("user_id", flat=True))
        self._tell_who_is_silent(board)

    def get(self, source_id: str | None) -> User | None:
        """Our person, or None."""
        return self._users.get(source_id) if source_id else None

    def voice(self, source_id: str | None) -> User | None:
        """In whose name something may be said; None where the actor has to say it himself.

        A file is easily made up: who has a log-in is spoken for by those alone who manage the members.
        """
        user = self.get(source_id)
        return user if user is None or self._speaks_for_all or not user.has_login else None

    def members(self, source_ids: Iterable[str]) -> list[UUID]:
        """Those who may be assigned: members, not removed here since."""
        users = (self._users.get(source_id) for source_id in source_ids)
        return [user.id for user in users if user is not None and user.id in self._members]

    def _take(self, person: Person, *, joins: bool) -> None:
        desk, where = self._desk, f"member “{person.name}”"
        if desk.ledger.find(Kind.PERSON, person.source_id) is None and not self._is_here(person):
            self._require_may_take_in(person)
        desk.take(
            Kind.PERSON,
            person.source_id,
            where,
            {"joins": joins},
            create=lambda: self._join(self._make(person, where), joins=joins).id,
            find=lambda: self._join(found, joins=joins).id if (found := self._find(person)) else None,
            update=lambda user_id, _: self._rejoin(user_id, joins=joins),
        )
        user_id = desk.ledger.find(Kind.PERSON, person.source_id)
        user = User.objects.filter(id=user_id).first() if user_id else None
        if user is not None:
            self._users[person.source_id] = user

    def _tell_who_is_silent(self, board: Board) -> None:
        authors = {source_id for card in board.cards for source_id in _authors(card)}
        for person in board.people:
            user = self.get(person.source_id)
            if person.source_id in authors and user not in (None, self._desk.actor, self.voice(person.source_id)):
                reason = "has a log-in here: for them only owners and admins may speak, so what they wrote is yours"
                self._desk.report.problems.append(Problem(f"member “{person.name}”", reason))

    def _is_here(self, person: Person) -> bool:
        found = self._find(person)
        return found is not None and Member.objects.filter(workspace=self._desk.workspace, user=found).exists()

    def _require_may_take_in(self, person: Person) -> None:
        try:
            require(self._desk.actor, self._desk.workspace.id, Permission.MANAGE_MEMBERS)
        except Forbidden:
            raise Forbidden(
                f"The file names {person.name}, who is not here yet. Only owners and admins may take people in:"
                " ask one of them, or leave the people out."
            ) from None

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
        """By address somebody of here, or who may be taken in unasked; else the one member who is called like that."""
        members = Member.objects.filter(workspace=self._desk.workspace).values("user_id")
        here = User.objects.active().filter(id__in=members)
        if person.email:
            addressed = User.objects.by_email(person.email)
            proved = addressed.filter(Q(has_login=False) | Q(email_verified_at__isnull=False))
            if found := here.by_email(person.email).first() or acquaintance(self._desk.actor, proved):
                return found
        named = list(here.filter(name__iexact=person.name)[:2])
        return named[0] if len(named) == 1 else None

    def _make(self, person: Person, where: str) -> User:
        """Somebody without log-in. A stranger's address stays the stranger's, who is to be invited."""
        first, _, last = person.name.partition(" ")
        is_free = person.email is None or not User.objects.by_email(person.email).exists()
        user = create_person(
            first_name=first[:FIRST_NAME_LIMIT],
            last_name=last[:FIRST_NAME_LIMIT],
            email=person.email if is_free else None,
        )
        if not is_free:
            self._desk.report.problems.append(Problem(where, f"taken in without log-in: invite {person.email} to join"))
        user.refresh_from_db(fields=["name"])
        return user


def _assigned(card: Card) -> Iterator[str]:
    yield from card.assignees
    yield from (subtask.assignee for subtask in card.subtasks if subtask.assignee)


def _authors(card: Card) -> Iterator[str]:
    if card.author:
        yield card.author
    yield from (comment.author for comment in card.comments if comment.author)


def _has_words_of_nobody(board: Board) -> bool:
    return any(comment.author is None for card in board.cards for comment in card.comments)
