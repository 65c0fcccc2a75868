"""`python -m jobs`: the worker."""

import os
import sys

import django

from config.errors import report_errors
from config.settings import ConfigurationError


def main() -> int:
    """Run the worker; its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    try:
        django.setup()
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    from backend.core.context import current
    from jobs.worker import run

    report_errors("worker", lambda: current().request_id)
    return run()


sys.exit(main())
