"""`./tasktide user password`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.actions import set_password
from backend.accounts.terminal import find, read_password
from backend.core.errors import TasktideError


class Command(BaseCommand):
    """Gives a person a new password."""

    help = "Give a person a new password, and log-in if there was none. All sessions of that person end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *, email: str, **options: object) -> None:
        del options
        try:
            set_password(find(email).id, actor=None, password=read_password())
        except TasktideError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"{email} has a new password.")
