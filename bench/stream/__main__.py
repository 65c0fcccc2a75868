"""`python -m bench.stream`: what the live stream costs and carries, beside other ways to build one, in one run.

a  CPU time of the server per delivered event       b  the highest rate that still arrives within half a second
c  from commit to byte in many workspaces           d  memory of an idle reader
e  everybody comes back at once, with a cursor      whole  from a change to its reader, through a whole system

The server has core 0, the load core 1; PostgreSQL and Valkey may use both. Rows are committed to the log before their
message is published, as the backend does it. The peers check a token once or not at all, and keep no log.
"""

import argparse
import gc
import json
import os
import platform
import resource
import shutil
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bench.api.environment import peer_python
from bench.servers import ROOT
from bench.stream import nchan
from bench.stream.plan import Figure, Plan
from bench.stream.run import MEASURES, run, run_whole, summary
from bench.stream.sides import LOAD_CORE, Starting, sides
from bench.stream.world import place

RESULTS = ROOT / ".bench"
DESCRIPTORS = 20_000  # each reader is one here, and one of the server's; the tutorial has two


def main() -> None:
    """Measure, print and keep the figures."""
    options = _options()
    if shutil.which("taskset") is None:
        sys.exit("taskset must be installed: on Debian the package util-linux.")
    _raise_descriptors()
    RESULTS.mkdir(exist_ok=True)
    found = _sides(options)
    with tempfile.TemporaryDirectory(prefix="tasktide-bench-") as name:
        Path(name).chmod(0o755)
        figures = uvloop.run(_measure(options, found, Path(name)))
    print(summary(figures))
    _keep(options, figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [*MEASURES, "whole"]
    parser.add_argument("--only", nargs="*", default=names, choices=names, help="measures")
    parser.add_argument("--rounds", type=int, default=3, help="of (a)")
    parser.add_argument("--seconds", type=float, default=5, help="of each measurement")
    parser.add_argument("--scale", type=float, default=1, help="so much of each crowd: 0.05 for a try")
    parser.add_argument("--bytes", type=int, help="of an event; else as short as a real one of a task can be")
    parser.add_argument("--sides", nargs="*", default=[], help="only these, by name")
    parser.add_argument("--without-peers", action="store_true", help="ours alone")
    parser.add_argument("--nchan", type=Path, default=nchan.MODULE, help="where nginx's module is")
    return parser.parse_args()


def _sides(options: argparse.Namespace) -> dict[str, Starting]:
    if options.without_peers:
        return sides(None, None)
    module = nchan.found(options.nchan)
    if module is None:
        print(nchan.ABSENT)
    found = sides(peer_python(RESULTS), module)
    return {name: start for name, start in found.items() if not options.sides or name in options.sides}


async def _measure(options: argparse.Namespace, found: dict[str, Starting], folder: Path) -> list[Figure]:
    figures: list[Figure] = []
    if "whole" in options.only:
        figures.append(await run_whole(folder))
        print(f"{figures[-1].side:16} {figures[-1].told}", flush=True)
    plan = Plan([name for name in options.only if name in MEASURES], options.rounds, options.seconds, options.scale)
    with place(folder, options.bytes) as servers:
        print(f"\nan event has {len(servers.story.told(1))} bytes")
        os.sched_setaffinity(0, {LOAD_CORE})
        gc.disable()
        async for figure in run(plan, found, servers):
            figures.append(figure)
            print(f"{figure.side:16} {figure.told}", flush=True)
    return figures


def _keep(options: argparse.Namespace, figures: list[Figure]) -> None:
    at = datetime.now(UTC)
    file = RESULTS / f"stream-{at:%Y%m%d-%H%M%S}.json"
    machine = {"at": at.isoformat(), "machine": platform.platform(), "python": platform.python_version()}
    kept = {**machine, "load": os.getloadavg(), "options": vars(options), "figures": [asdict(one) for one in figures]}
    file.write_text(json.dumps(kept, indent=1, default=str))
    print(f"kept in {file.relative_to(ROOT)}")


def _raise_descriptors() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    main()
