"""What the commands ask for."""

import sys
from getpass import getpass

from django.core.management.base import CommandError

from backend.accounts.models import User
from backend.accounts.passwords import LIMIT, normalised


def find(email: str) -> User:
    """The person with this address."""
    user = User.objects.by_email(email).first()
    if user is None:
        raise CommandError(f"Nobody here has the address {email}.")
    return user


def read_password() -> str:
    """The password: typed twice at a terminal, or the first line of the input. On a command line all could read it."""
    if sys.stdin.isatty():
        password = getpass("Password: ")
        if getpass("Once more: ") != password:
            raise CommandError("The two passwords differ.")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password or len(password) > LIMIT or "\0" in password:
        raise CommandError(f"A password has 1 to {LIMIT} characters.")
    return normalised(password)
