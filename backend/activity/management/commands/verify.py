"""./tasktide verify"""

import sys

from django.core.management.base import BaseCommand

from backend.activity.verify import Outcome, verify


class Command(BaseCommand):
    """Replays every log from nothing and compares it with the tables. Exit code 1 where they differ."""

    help = "Replay the log of every workspace from nothing and compare it with the tables."

    def handle(self, *arguments: object, **options: object) -> None:
        """Print each difference, and a summary."""
        del arguments, options
        outcome = Outcome()
        for difference in verify(outcome):
            self.stdout.write(f"{difference.workspace_id}: {difference.subject} {difference.what}")
        seen = f"{outcome.events} events of {outcome.objects} objects in {outcome.workspaces} workspaces"
        self.stdout.write(f"{seen}: {outcome.differences or 'no'} difference{'' if outcome.differences == 1 else 's'}")
        if outcome.differences:
            sys.exit(1)
