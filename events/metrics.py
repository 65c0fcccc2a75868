"""What the service counts, for Prometheus."""

import re
from datetime import datetime
from itertools import count
from time import time

from prometheus_client import Counter, Gauge, Histogram

SAMPLED = 32  # of so many writes one is timed: a look at the clock for each would cost about what a delivery does

READERS = Gauge("tasktide_events_readers", "Open streams")
ROOMS = Gauge("tasktide_events_rooms", "Workspaces that this process follows")
REDIS = Gauge("tasktide_events_redis_connected", "1 while the subscriptions on Redis stand")
RECEIVED = Counter("tasktide_events_received", "Events taken in", ["source"])
DELIVERED = Counter("tasktide_events_delivered", "Events written to readers")
LAG = Histogram(
    "tasktide_events_lag_seconds",
    f"From an event's own time to its being written to a live reader, of one write in {SAMPLED}",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
REPLAYED = Histogram(
    "tasktide_events_replayed",
    "Replays, by the number of events between the reader's cursor and the present",
    buckets=(0, 1, 10, 100, 1_000, 10_000, 100_000),
)
HOLES = Counter("tasktide_events_holes", "Missing numbers that led to reading the log")
HEALED = Counter("tasktide_events_holes_healed", "Those of them that the log has filled")
PRESENCES = Counter("tasktide_events_presences", "Messages of presence written to readers")
RESETS = Counter("tasktide_events_resets", "Readers told to read their lists again", ["reason"])
ENDED = Counter("tasktide_events_ended", "Streams that the server ended", ["reason"])

_AT = re.compile(rb'"at" ?: ?"([^"]+)"')
_writes = count()


def time_write(frame: bytes) -> None:
    """This frame is being written to a live reader, first of what it gets now: it has waited longest."""
    if next(_writes) % SAMPLED == 0 and (found := _AT.search(frame, 0, 512)):
        LAG.observe(max(0.0, time() - datetime.fromisoformat(found[1].decode()).timestamp()))
