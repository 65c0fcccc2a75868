"""`./tasktide token create`."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts import personal_tokens
from backend.accounts.models import Scope
from backend.accounts.terminal import find
from backend.core.clock import now
from backend.core.errors import TasktideError

NAME_LIMIT = 120


class Command(BaseCommand):
    """Makes a personal access token."""

    help = "Make a personal access token for a person. It is printed once, and cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help="what it is for")
        parser.add_argument("--scope", choices=Scope.values, default=Scope.READ.value)
        parser.add_argument("--days", type=int, help="how long it works; without, until it is withdrawn")

    def handle(self, *, email: str, name: str, scope: str, days: int | None, **options: object) -> None:
        del options
        if not name.strip() or len(name) > NAME_LIMIT or "\0" in name:
            raise CommandError(f"The name of a token has 1 to {NAME_LIMIT} characters.")
        user = find(email)
        if not user.is_active:
            raise CommandError(f"{email} is deactivated.")
        try:
            expires_at = None if days is None else now() + timedelta(days=days)
            _, text = personal_tokens.create(actor=user, name=name.strip(), scope=scope, expires_at=expires_at)
        except OverflowError:
            raise CommandError("That is too many days.") from None
        except TasktideError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(text)
