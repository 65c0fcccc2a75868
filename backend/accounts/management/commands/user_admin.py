"""`./tasktide user admin`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.actions import set_admin
from backend.accounts.terminal import find
from backend.core.errors import TasktideError


class Command(BaseCommand):
    """Makes a person an administrator."""

    help = "Make a person an administrator of the installation, or with --remove no longer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *, email: str, remove: bool, **options: object) -> None:
        del options
        try:
            user = set_admin(find(email).id, actor=None, is_admin=not remove)
        except TasktideError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"{user.email} is {'no' if remove else 'an'} administrator.")
