"""Why a stream cannot go on. What passes by itself (no network, a restart, a full server) is waited for instead."""


class StreamError(Exception):
    """The stream cannot go on."""


class Ended(StreamError):
    """It is over for good: `forbidden`, `revoked`, `token_expired`, `unauthorized`, or `closed` by its own reader."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the stream has ended: {reason}")


class Refused(StreamError):
    """The server does not take the request as it is; `detail` is what it said."""

    def __init__(self, status: int, detail: str) -> None:
        self.status = status
        self.detail = detail
        super().__init__(f"the stream was refused ({status}): {detail}")


class Unreadable(StreamError):
    """A message is not what this version of the client knows; a newer one may."""


class OtherLog(StreamError):
    """A cursor is of a log that has been replaced (a backup was restored), and leads nowhere any more."""
