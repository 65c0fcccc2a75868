"""The stream of events, typed: what happens in a workspace, as it happens."""

from tasktide_stream.access import Token
from tasktide_stream.errors import Ended, OtherLog, Refused, StreamError, Unreadable
from tasktide_stream.event import Event, Left
from tasktide_stream.live import Entered, Gone, Updated
from tasktide_stream.live_tasks import LiveTasks
from tasktide_stream.messages import Message, PresenceUpdated, Ready, Reset, Unknown
from tasktide_stream.stream import Stream

__all__ = (
    "Ended",
    "Entered",
    "Event",
    "Gone",
    "Left",
    "LiveTasks",
    "Message",
    "OtherLog",
    "PresenceUpdated",
    "Ready",
    "Refused",
    "Reset",
    "Stream",
    "StreamError",
    "Token",
    "Unknown",
    "Unreadable",
    "Updated",
)
