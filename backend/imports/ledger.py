"""The memory of earlier imports."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from backend.imports.models import ImportedRow
from backend.imports.report import Kind

Values = Mapping[str, object]


class Ledger:
    """What one workspace has from one source. Notes are written by `flush`, in the transaction of what they tell of."""

    def __init__(self, workspace_id: UUID, source: str, since: datetime | None = None) -> None:
        """`since`: when this import began, which is taken up again."""
        self._workspace_id, self._source, self._since = workspace_id, source, since
        rows = ImportedRow.objects.filter(workspace_id=workspace_id, source=source)
        self._rows = {(row.object_type, row.source_id): row for row in rows}
        self._noted: dict[tuple[str, str], ImportedRow] = {}

    def find(self, kind: Kind, source_id: str) -> UUID | None:
        """What the row became here, if it was imported before."""
        row = self._rows.get((kind, source_id))
        return row.object_id if row else None

    def is_of_now(self, kind: Kind, source_id: str) -> bool:
        """Whether it was this very import that made it, before it was interrupted."""
        row = self._rows.get((kind, source_id))
        return row is not None and self._since is not None and row.pk is not None and row.imported_at >= self._since

    def changed(self, kind: Kind, source_id: str, values: Values) -> frozenset[str]:
        """The fields that are not what they were when the row was imported."""
        row = self._rows.get((kind, source_id))
        before = row.checksums if row else {}
        return frozenset(name for name, checksum in checksums(values).items() if before.get(name) != checksum)

    def note(self, kind: Kind, source_id: str, object_id: UUID, values: Values) -> None:
        """Remember that the row became `object_id`, with these `values`."""
        key = (str(kind), source_id)
        row = self._rows.get(key) or ImportedRow(
            workspace_id=self._workspace_id, source=self._source, object_type=kind, source_id=source_id
        )
        row.object_id, row.checksums = object_id, checksums(values)
        self._rows[key] = self._noted[key] = row

    def forget(self, source_ids: Iterable[str], kinds: Iterable[Kind]) -> None:
        """Forget rows whose objects are gone for good."""
        ids, gone = frozenset(source_ids), frozenset(map(str, kinds))
        keys = [key for key in self._rows if key[0] in gone and key[1] in ids]
        ImportedRow.objects.filter(id__in=[self._rows.pop(key).pk for key in keys]).delete()

    def flush(self) -> None:
        """Write what was noted since the last time."""
        noted = self._noted.values()
        ImportedRow.objects.bulk_create([row for row in noted if row.pk is None])
        ImportedRow.objects.bulk_update([row for row in noted if row.pk is not None], ["object_id", "checksums"])
        self._noted = {}


def checksums(values: Values) -> dict[str, str]:
    """field → a short digest of its value."""
    return {
        name: blake2b(json.dumps(value, default=str).encode(), digest_size=8).hexdigest()
        for name, value in values.items()
    }
