"""The application."""

from django.apps import AppConfig


class Peer(AppConfig):
    """Its models are tables of Tasktide."""

    name = "bench.drf"
    label = "peer"
