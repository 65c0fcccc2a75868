"""Clients that are made of the description of the API, and how."""
