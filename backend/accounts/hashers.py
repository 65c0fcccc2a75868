"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane: OWASP's Password Storage Cheat Sheet.

    Django's own 100 MiB a hash would let a few log-ins at once take more memory than everything else together.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
