"""Endpoints of projects, statuses and labels: one module a noun."""
