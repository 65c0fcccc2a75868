"""What the service counts, for Prometheus."""

from prometheus_client import Counter, Gauge

READERS = Gauge("tasktide_events_readers", "Open streams")
ROOMS = Gauge("tasktide_events_rooms", "Workspaces that this process follows")
REDIS = Gauge("tasktide_events_redis_connected", "1 while the subscription on Redis stands")
RECEIVED = Counter("tasktide_events_received", "Events taken in", ["source"])
DELIVERED = Counter("tasktide_events_delivered", "Events written to readers")
HOLES = Counter("tasktide_events_holes", "Missing numbers that led to reading the log")
RESETS = Counter("tasktide_events_resets", "Readers told to read their lists again", ["reason"])
ENDED = Counter("tasktide_events_ended", "Streams that the server ended", ["reason"])
