"""The forms in which the demo's story is told."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, `days` days ago."""

    who: str
    days: float
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A task. `due`: days from today, at `hour` o'clock UTC; `age`: days since it was made; people by first name."""

    title: str
    status: str
    text: str = ""
    who: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    priority: str = "none"
    due: int | None = None
    hour: int = 16
    estimate: float | None = None
    age: float = 9
    by: str = "Maya"
    parts: tuple[tuple[str, bool], ...] = ()  # subtasks: title, done
    said: tuple[Said, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # name, address


@dataclass(frozen=True, slots=True)
class Plan:
    """A project. `statuses` as (name, category); `done` names the one where finished subtasks stand."""

    key: str
    name: str
    color: str
    text: str
    statuses: tuple[tuple[str, str], ...]
    first: str
    done: str
    pieces: tuple[Piece, ...] = field(default=())
