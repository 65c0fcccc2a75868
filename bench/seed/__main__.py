"""`python -m bench.seed --tasks 1000000`: one workspace with so many tasks, by COPY, in the database of DATABASE_URL.

What it leaves out: attachments, watchers, reminders and recurrences; and, unless `--events` is given, the events of the
tasks and comments (`./tasktide verify` then finds them missing in the log). Custom fields are made without theirs.
"""

import argparse
import os
import time

import django


def main() -> None:
    """Fill and say what was made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--projects", type=int, default=20)
    parser.add_argument("--labels", type=int, default=200)
    parser.add_argument("--name", default="A million things")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", action="store_true", help="also write the event of each task and comment")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    django.setup()
    from bench.seed.fill import fill

    started = time.monotonic()
    place = fill(
        name=options.name,
        tasks=options.tasks,
        people=options.people,
        projects=options.projects,
        labels=options.labels,
        seed=options.seed,
        events=options.events,
        say=print,
    )
    print(f"{place.name}: workspace {place.id}, {options.tasks:,} tasks in {time.monotonic() - started:.0f} s")
    print(f"its owner: {place.owner.email}; ./tasktide user password {place.owner.email} gives a password")


if __name__ == "__main__":
    main()
