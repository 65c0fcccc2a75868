"""Endpoints of the log: one module a question."""
