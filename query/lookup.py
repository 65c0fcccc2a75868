"""How names are looked up, the same for whoever holds them: the backend in its tables, the stream in its views."""

import json
import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from query.custom import CustomField
from query.fold import searchable
from query.resolve import Source

_TASK_KEY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,9})-([1-9][0-9]{0,8})", re.ASCII)


class Directory(ABC):
    """A `query.resolve.Lookup`; those who make one say what there is, within what one reader may see."""

    @property
    @abstractmethod
    def custom_fields(self) -> Sequence[tuple[str, CustomField]]:
        """The custom fields with their keys."""

    @abstractmethod
    def called(self, source: Source) -> Iterable[tuple[str, object]]:
        """Name and id of each status, label, project or person; of a person also first name and address."""

    @abstractmethod
    def shown(self, source: Source) -> Iterable[str]:
        """The names of them that may be told to others."""

    @abstractmethod
    def numbered(self, wanted: Sequence[tuple[str, str, int]]) -> Iterable[tuple[str, object]]:
        """Name and id of tasks, of which a name, a project's key and a number are given."""

    def ids(self, source: Source, names: Collection[str]) -> Mapping[str, Collection[str]]:
        """Name as written → ids of what is called so."""
        found: dict[str, set[str]] = defaultdict(set)
        if source == "task":
            wanted = task_keys(names)
            for name, id_ in self.numbered(wanted) if wanted else ():
                found[name].add(str(id_))
            return found
        for name, id_ in self.called(source):
            if name:
                found[searchable(name)].add(str(id_))
        return {name: found.get(searchable(name), ()) for name in names}

    def known(self, source: Source) -> Iterable[str]:
        """The names that there are, for suggestions. Nobody's address is told."""
        match source:
            case "field":
                return sorted({key for key, _ in self.custom_fields})
            case "task":
                return ()
            case _:
                return sorted(set(self.shown(source)))

    def fields(self, keys: Collection[str]) -> Mapping[str, Sequence[CustomField]]:
        """Key → the custom fields that have it."""
        return {key: [field for own, field in self.custom_fields if own == key] for key in keys}


def task_keys(names: Iterable[str]) -> list[tuple[str, str, int]]:
    """Name, project's key and number of those that are keys of tasks such as `ops-12`."""
    return [(name, key[1].upper(), int(key[2])) for name in names if (key := _TASK_KEY.fullmatch(name))]


def options_of(choices: object) -> Mapping[str, str]:
    """Key → name of a select's choices, which a row keeps as JSON."""
    chosen = json.loads(choices) if isinstance(choices, str) else choices
    return {str(one["key"]): str(one["name"]) for one in chosen} if isinstance(chosen, list) else {}
