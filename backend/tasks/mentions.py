"""Whom a comment names.

The body stays as it was written; who is meant is decided then, and kept as rows. Written may be `@[Ann Lee](user:id)`,
which means that person whatever the name, `@ann@example.org`, `@ann.lee`, or `@ann` where that fits one person alone.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from uuid import UUID

from backend.accounts.models import User
from backend.core.errors import invalid
from backend.projects.models import Project, ProjectMember, Visibility
from query.fold import fold

MOST = 50  # people, as a task's assignees

_CODE = re.compile(r"^(`{3,}|~{3,}).*?(?:^\1|\Z)|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_MENTION = re.compile(
    r"@\[[^\]\n]{0,300}\]\(user:(?P<id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\)"
    r"|(?<![\w@.+-])@(?P<address>[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@])@(?P<name>\w[\w.'’-]*)"
)


def people_named(body: str, project: Project, known: Collection[UUID] = ()) -> list[UUID]:
    """The ids of the people who see the project and are named in `body`, each once, in order.

    A name that fits several means the one among `known`, who was meant before. 422 for more than fifty people.
    """
    if "@" not in body:
        return []
    found: dict[UUID, None] = {}
    mentions = list(_MENTION.finditer(_CODE.sub(" ", body)))
    directory = _Directory(project) if mentions else None
    for mention in mentions:
        person = directory.find(mention, known) if directory else None
        if person is not None:
            found[person] = None
    if len(found) > MOST:
        raise invalid("body", f"mentions more than {MOST} people")
    return list(found)


class _Directory:
    """The people who see a project, by what they are called."""

    def __init__(self, project: Project) -> None:
        self._ids: set[UUID] = set()
        self._whole: defaultdict[str, set[UUID]] = defaultdict(set)
        self._first: defaultdict[str, set[UUID]] = defaultdict(set)
        for user_id, name, first_name, email in _people(project):
            self._ids.add(user_id)
            self._whole[_dotted(name)].add(user_id)
            self._first[_dotted(first_name)].add(user_id)
            if email:
                self._whole[fold(email)].add(user_id)

    def find(self, mention: re.Match[str], known: Collection[UUID]) -> UUID | None:
        """Who is meant, if it is one person."""
        if mention["id"]:
            person = UUID(mention["id"])
            return person if person in self._ids else None
        written = fold(mention["address"] or mention["name"])
        for name in (written, written.rstrip(".'’-")):
            for index in (self._whole, self._first):
                candidates = index.get(name) or set()
                meant = candidates if len(candidates) == 1 else candidates.intersection(known)
                if len(meant) == 1:
                    return next(iter(meant))
        return None


def _people(project: Project) -> Iterator[tuple[UUID, str, str, str | None]]:
    users = User.objects.active().filter(memberships__workspace_id=project.workspace_id)
    if project.visibility == Visibility.PRIVATE:
        users = users.filter(id__in=ProjectMember.objects.filter(project=project).values("user_id"))
    return users.values_list("id", "name", "first_name", "email").iterator()


def _dotted(name: str) -> str:
    """`Ann Lee` → `ann.lee`."""
    return ".".join(fold(name).split())
