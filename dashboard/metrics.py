"""What the dashboard counts."""

from prometheus_client import Gauge

tabs = Gauge("tasktide_dashboard_tabs", "Browser tabs that are connected")
streams = Gauge("tasktide_dashboard_streams", "Event streams that the dashboard reads")
