"""Endpoints of tasks and what hangs on them: one module a noun."""
