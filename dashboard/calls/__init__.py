"""The API by topic: one function per call, typed."""
