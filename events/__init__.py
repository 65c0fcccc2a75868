"""The live stream: reads the event log, writes Server-Sent Events; no Django, no write access."""
