"""Everything of a workspace as one zip: a file of JSON lines for each resource, the attached files, and a manifest.

Nothing is held in memory but a line. The manifest comes last: it counts what stands before it, and where it is missing
the file was never finished.
"""

import json
from collections.abc import Iterator
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from backend.accounts.models import User
from backend.core.clock import now
from backend.core.documents import read
from backend.exports.snapshot import rows, snapshot
from backend.exports.sources import FILES, VERSION, sources
from backend.tasks import storage
from backend.workspaces.documents import WORKSPACE

MANIFEST = "manifest.json"
LARGE = 100 * 1024 * 1024  # bytes, from which a zip wants to know before that a file needs 64 bits for its size


def write_archive(target: IO[bytes], workspace_id: UUID, *, reader: User) -> None:
    """Write the zip of all that `reader` sees. `StorageDown` where the attached files cannot be read."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        with snapshot():
            manifest: dict[str, object] = {
                "format": "tasktide",
                "version": VERSION,
                "exported_at": now().isoformat(),
                "workspace": read(WORKSPACE, [workspace_id])[workspace_id],
                "counts": {
                    source.name: _write_lines(archive, f"{source.name}.ndjson", rows(source.text, source.parameters))
                    for source in sources(workspace_id, reader.id)
                },
            }
            files = list(rows(FILES, (workspace_id, workspace_id, reader.id)))
        # Outside the transaction: files may be large, and their storage slow.
        missing = [sha256 for sha256, key, size in files if not _is_copied(archive, sha256, key, int(size))]
        archive.writestr(MANIFEST, json.dumps(manifest | {"missing_files": missing}, indent=2, ensure_ascii=False))


def _write_lines(archive: ZipFile, name: str, lines: Iterator[tuple[str, ...]]) -> int:
    """How many there were."""
    count = 0
    with archive.open(name, "w", force_zip64=True) as target:
        for (line,) in lines:
            # PostgreSQL keeps the line ends of a hand-written statement.
            target.write(json.dumps(json.loads(line), ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _is_copied(archive: ZipFile, sha256: str, key: str, size: int) -> bool:
    """False where the storage has this file no more; where it does not answer, `StorageDown`."""
    try:
        part = storage.part(key, 0, size - 1)
    except storage.Missing:
        return False
    # Pictures and documents are compressed already.
    about = ZipInfo(f"files/{sha256}", now().timetuple()[:6])
    about.compress_type = ZIP_STORED
    try:
        with archive.open(about, "w", force_zip64=size > LARGE) as target:
            for piece in part:
                target.write(piece)
    finally:
        part.close()
    return True
