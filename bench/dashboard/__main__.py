"""`python -m bench.dashboard`: how fast the dashboard is, measured at a real browser and by many simulated tabs.

a  a board of 400 cards, cold and warm, and its bytes    b  from a change to the screen, at 20 events a second
c  scrolling a list of 5,000 rows                        d  from a click to the drawer
e  what 40 open tabs cost the dashboard's process        f  its memory after a thousand visits

The dashboard has core 0; browser, API, event service, PostgreSQL and Valkey share core 1.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.dashboard.figures import HEAD, Figure
from bench.dashboard.plan import Plan
from bench.servers import ROOT

RESULTS = ROOT / ".bench"
MEASURES = "abcdef"


def main() -> None:
    """Measure, print and keep the figures."""
    options = _options()
    if shutil.which("taskset") is None:
        sys.exit("taskset must be installed: on Debian the package util-linux.")
    RESULTS.mkdir(exist_ok=True)
    plan = Plan(1 if options.small else options.rounds, 4 if options.small else options.seconds, options.small)
    figures: list[Figure] = []
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="tasktide-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for figure in _measure(folder, plan, options.only):
            figures.append(figure)
            print(figure.line(), flush=True)
    _keep(options, figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=list(MEASURES), choices=list(MEASURES), help="measures")
    parser.add_argument("--rounds", type=int, default=3, help="of (a) and (c)")
    parser.add_argument("--seconds", type=float, default=15, help="of (b) and (e)")
    parser.add_argument("--small", action="store_true", help="a tenth of everything, once: for a try")
    return parser.parse_args()


def _measure(folder: Path, plan: Plan, only: list[str]) -> Iterator[Figure]:
    from bench.dashboard.services import services

    with services(folder) as here, httpx.Client(base_url=here.api.url, timeout=30) as client:
        from bench.dashboard.run import measure  # Django is set up by now

        yield from measure(here, client, plan, only)


def _keep(options: argparse.Namespace, figures: list[Figure]) -> None:
    at = datetime.now(UTC)
    file = RESULTS / f"dashboard-{at:%Y%m%d-%H%M%S}.json"
    machine = {"at": at.isoformat(), "machine": platform.platform(), "python": platform.python_version()}
    kept = {**machine, "load": os.getloadavg(), "options": vars(options), "figures": [one.kept() for one in figures]}
    file.write_text(json.dumps(kept, indent=1, default=str))
    print(f"kept in {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
