"""Files in a bucket of an S3 server. Imported only where the settings name one: its client takes 40 MiB of memory.

The bucket may be closed to everybody. Its bytes go through the API: an address signed by the bucket would answer from
another origin, without our headers, whoever has it, until it ends, whatever becomes of his rights meanwhile.
"""

from typing import BinaryIO, cast

from botocore.config import Config
from storages.backends.s3 import S3Storage

# Patient enough for a busy server, not too patient for a person who waits; without checksums that only Amazon knows.
_CONFIG = Config(
    connect_timeout=3,
    read_timeout=15,
    retries={"total_max_attempts": 2},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class Bucket(S3Storage):  # type: ignore[misc]  # the package has no types
    """The bucket of the settings."""

    def __init__(self, **options: object) -> None:
        # Of the servers of others few know a host name for each bucket.
        style = "path" if options.get("endpoint_url") else "auto"
        config = _CONFIG.merge(Config(s3={"addressing_style": style}))
        super().__init__(client_config=config, default_acl=None, **options)

    def part(self, key: str, first: int, last: int) -> BinaryIO:
        """The bytes `first` … `last` (both included), to be closed by the caller."""
        return cast("BinaryIO", self.bucket.Object(key).get(Range=f"bytes={first}-{last}")["Body"])

    def check(self) -> str:
        """Where files go, if the bucket answers."""
        self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        return f"bucket {self.bucket_name}"
