"""Projects and people whose names hold the words of a search. They are few: they are read and compared here."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from backend.accounts.models import User
from backend.core.sql import fetch
from backend.projects.models import Project
from backend.search.found import BY_DESCRIPTION, BY_KEY, BY_NAME, Found
from query.fold import fold, is_unspaced, searchable

_CHARACTERS = 10_000  # of a description
_BEGINS = r"(?<![^\W_])"
_PEOPLE = """SELECT u.id, u.name, u.email, u.is_active FROM workspaces_member m
    JOIN accounts_user u ON u.id = m.user_id WHERE m.workspace_id = %s"""


def projects_called(text: str, workspace_id: UUID, reader: User) -> list[Found]:
    """The visible projects in whose key, name or description the words are."""
    words = _Words(text)
    rows = Project.objects.visible_to(reader).filter(workspace_id=workspace_id)
    found = []
    for project in rows.only("id", "key", "name", "description", "archived_at"):
        score = words.score([project.key, project.name])
        if project.key.casefold() == words.whole:
            score = BY_KEY
        elif score is None and words.are_in([project.key, project.name, project.description[:_CHARACTERS]]):
            score = BY_DESCRIPTION
        if score is not None:
            found.append(Found("project", project.id, score, project.archived_at is not None))
    return found


def people_called(text: str, workspace_id: UUID) -> list[Found]:
    """The people of the workspace in whose name or address the words are."""
    words = _Words(text)
    scored = (
        (user_id, words.score([name, email or ""]), is_active)
        for user_id, name, email, is_active in fetch(_PEOPLE, [workspace_id])
    )
    return [Found("person", user_id, score, not is_active) for user_id, score, is_active in scored if score is not None]


class _Words:
    """The words of a search: each begins a word of a text; in scripts without blanks it is a part of one."""

    def __init__(self, text: str) -> None:
        words = fold(text).split()
        self.whole = " ".join(words)
        self._patterns = [re.compile(("" if is_unspaced(word) else _BEGINS) + re.escape(word)) for word in words]

    def are_in(self, texts: Iterable[str]) -> bool:
        """Whether the texts together hold all of them."""
        folded = searchable("\n".join(texts))
        return all(pattern.search(folded) for pattern in self._patterns)

    def score(self, names: Sequence[str]) -> float | None:
        """How well names fit; None where they do not hold the words. A whole name fits best."""
        if not self.are_in(names):
            return None
        folded = [searchable(name) for name in names]
        return BY_NAME + max(
            0.9 if self.whole == name else 0.6 if name.startswith(self.whole) else 0.3 for name in folded
        )
