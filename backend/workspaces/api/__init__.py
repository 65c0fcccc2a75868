"""Endpoints of workspaces, members and invitations: one module a noun."""
