"""`./tasktide user admin`."""

from django.core.management.base import BaseCommand, CommandParser

from backend.accounts.actions import set_admin
from backend.accounts.terminal import find


class Command(BaseCommand):
    """Makes a person an administrator."""

    help = "Make a person an administrator of the installation, or with --remove no longer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *, email: str, remove: bool, **options: object) -> None:
        del options
        user = set_admin(find(email).id, actor=None, is_admin=not remove)
        self.stdout.write(f"{user.email} is {'no' if remove else 'an'} administrator.")
