"""The people of an export: found here, or made without log-in so that they can be claimed."""

from uuid import UUID

from django.db.models import Q

from backend.accounts.actions import create_person
from backend.accounts.models import User
from backend.imports.board import Problem
from backend.imports.report import Kind
from backend.imports.tasktide.desk import Post, nothing
from backend.imports.tasktide.lines import PersonLine
from backend.workspaces.access import role_of
from backend.workspaces.actions import add_member
from backend.workspaces.actions.member import acquaintance
from backend.workspaces.models import Member
from backend.workspaces.roles import Role


class People:
    """The export's person → ours."""

    def __init__(self, post: Post) -> None:
        self._post, self._workspace = post, post.desk.workspace

    def take(self, line: PersonLine) -> None:
        """Find or make somebody; who was a member becomes one, in the role that he had."""
        post = self._post

        def find() -> UUID | None:
            found = self._find(line)
            return self._join(found, line).id if found else None

        post.take(Kind.PERSON, line, {}, lambda: self._join(self._make(line), line).id, nothing, find=find)
        user_id = post.desk.ledger.find(Kind.PERSON, str(line.id))
        user = User.objects.filter(id=user_id).first() if user_id else None
        if user is not None:
            post.people[line.id] = user

    def _find(self, line: PersonLine) -> User | None:
        """Who imports; somebody of here by id or address, or who may be taken in unasked."""
        actor = self._post.actor
        if line.id == actor.id or (line.email and line.email.casefold() == (actor.email or "").casefold()):
            return actor
        members = Member.objects.filter(workspace=self._workspace).values("user_id")
        here = User.objects.active().filter(id__in=members)
        if found := here.filter(id=line.id).first():
            return found
        if line.email is None:
            return None
        addressed = User.objects.by_email(line.email)
        proved = addressed.filter(Q(has_login=False) | Q(email_verified_at__isnull=False))
        return here.by_email(line.email).first() or acquaintance(actor, proved)

    def _make(self, line: PersonLine) -> User:
        """Somebody without log-in. A stranger's address stays the stranger's, who is to be invited."""
        is_free = line.email is None or not User.objects.by_email(line.email).exists()
        user = create_person(
            first_name=line.first_name or line.name[:120],
            last_name=line.last_name,
            email=line.email if is_free else None,
            timezone=line.timezone,
        )
        if not is_free:
            reason = f"taken in without log-in: invite {line.email} to join"
            self._post.desk.report.problems.append(Problem(line.where, reason))
        user.refresh_from_db(fields=["name"])
        return user

    def _join(self, user: User, line: PersonLine) -> User:
        """Owners are made by owners; else an owner comes as admin."""
        if line.role is None or Member.objects.filter(workspace=self._workspace, user=user).exists():
            return user
        is_owner = role_of(self._post.actor, self._workspace.id) is Role.OWNER
        role = Role.ADMIN if line.role is Role.OWNER and not is_owner else line.role
        add_member(self._workspace.id, actor=self._post.actor, user=user, role=role)
        return user
