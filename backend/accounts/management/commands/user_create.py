"""`./tasktide user create`."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from backend.accounts.actions import create_user
from backend.accounts.terminal import read_password
from backend.core.errors import TasktideError


class Command(BaseCommand):
    """Makes a person who can log in."""

    help = "Create a person who can log in. The password is asked for, or read from the first line of the input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--admin", action="store_true", help="administrator of the installation")

    def handle(self, *, email: str, first_name: str, last_name: str, admin: bool, **options: object) -> None:
        del options
        try:
            validate_email(email)
            user = create_user(
                email=email, password=read_password(), first_name=first_name, last_name=last_name, is_admin=admin
            )
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        except TasktideError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(f"{user.email} can log in{', as administrator' if user.is_admin else ''}.")
