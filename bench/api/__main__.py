"""`python -m bench.api`: the API beside Django REST Framework, and beside PostgreSQL with the same statements.

One worker process on core 0, wrk (or pgbench) on core 1 with 8 connections; PostgreSQL and Valkey may use both, for
every side alike. The sides take turns within a round, so whatever else the machine does meets all of them.
"""

import argparse
import json
import platform
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.servers import ROOT, serving

RESULTS = ROOT / ".bench"


def main() -> None:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--tasks", type=int, default=100_000, help="in all eight workspaces together")
    parser.add_argument("--only", nargs="*", default=[], help="operations: list get create patch search")
    parser.add_argument("--workspaces", type=int, nargs="*", default=[1, 8], help="how many are worked in at once")
    parser.add_argument("--without-peer", action="store_true")
    parser.add_argument("--without-limit", action="store_true", help="leave pgbench out")
    parser.add_argument("--data", type=Path, help="keep the filled servers in this folder for the next time")
    options = parser.parse_args()
    missing = [program for program in ("wrk", "taskset") if shutil.which(program) is None]
    if missing:
        sys.exit(f"{' and '.join(missing)} must be installed: on Debian the packages wrk and util-linux.")
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tasktide-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with serving(options.data or folder / "servers") as variables:
            from bench.api.measure import Plan, measure

            plan = Plan(
                rounds=options.rounds,
                seconds=options.seconds,
                clients=options.clients,
                tasks=options.tasks,
                only=tuple(options.only),
                spreads=tuple(options.workspaces),
                with_peer=not options.without_peer,
                with_limit=not options.without_limit,
            )
            figures = measure(plan, variables, options.data or folder / "servers", folder, RESULTS)
    at = datetime.now(UTC)
    file = RESULTS / f"api-{at:%Y%m%d-%H%M%S}.json"
    machine = {"at": at.isoformat(), "machine": platform.platform(), "python": platform.python_version()}
    file.write_text(json.dumps({**machine, "options": vars(options), "figures": figures}, indent=1, default=str))
    print(f"kept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
