"""`manage.py demo`: the demo workspace, once."""

from django.core.management.base import BaseCommand

from backend.demo.workspace import EMAIL, PASSWORD, make


class Command(BaseCommand):
    """Says who can log in; does nothing where the demo is there already."""

    help = "Make the demo workspace, if there is none yet."

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002  # Django's signature
        """Make it."""
        what = "Demo workspace made" if make() else "The demo workspace is there"
        self.stdout.write(f"{what}: log in as {EMAIL} with {PASSWORD}")
