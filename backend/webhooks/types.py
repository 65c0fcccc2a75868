"""Which events a webhook may be told: those that every member of the workspace may see."""

from collections.abc import Iterable
from itertools import chain

from backend.accounts.kinds import USER_KINDS
from backend.projects.kinds import FIELD_KINDS, LABEL_KINDS, PROJECT_KINDS, STATUS_KINDS
from backend.tasks.kinds import (
    ATTACHMENT_KINDS,
    COMMENT_KINDS,
    LINK_KINDS,
    PROJECT_TEMPLATE_KINDS,
    TASK_KINDS,
    TEMPLATE_KINDS,
    VIEW_KINDS,
    WATCHER_KINDS,
)
from backend.workspaces.kinds import MEMBER_KINDS, WORKSPACE_KINDS
from config.names import nearest

_GROUPS = (
    TASK_KINDS,
    COMMENT_KINDS,
    ATTACHMENT_KINDS,
    LINK_KINDS,
    WATCHER_KINDS,
    PROJECT_KINDS,
    STATUS_KINDS,
    LABEL_KINDS,
    FIELD_KINDS,
    TEMPLATE_KINDS,
    PROJECT_TEMPLATE_KINDS,
    VIEW_KINDS,
    USER_KINDS,
    MEMBER_KINDS,
    WORKSPACE_KINDS,
)

TYPES: tuple[str, ...] = tuple(kind.type for group in _GROUPS for kind in group.values())
EVERYTHING = "*"
GROUPS = tuple(dict.fromkeys(f"{one.partition('.')[0]}.*" for one in TYPES))
PING = "webhook.ping"
"""The type of a test, which is in no log."""


def known_pattern(pattern: str) -> str:
    """`pattern`, if it means any type: `*`, `task.*` or `task.created`."""
    known = (EVERYTHING, *GROUPS, *TYPES)
    if pattern not in known:
        raise ValueError(f"there is no type of event {pattern!r}{nearest(pattern, known)}")
    return pattern


def types_of(patterns: Iterable[str]) -> frozenset[str]:
    """The types that the patterns mean; `*` those of later days too."""
    return frozenset(chain.from_iterable(map(_meant, patterns)))


def _meant(pattern: str) -> Iterable[str]:
    begin = pattern.removesuffix("*")
    return (one for one in TYPES if (one.startswith(begin) if begin != pattern else one == pattern))
