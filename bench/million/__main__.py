"""`python -m bench.million`: how quickly a workspace of a million tasks answers, filter by filter.

The API runs as in production and is asked over HTTP, one request after the other, by its owner and by a member who does
not see every private project. The million is made on the first run, which takes some minutes, and kept in `.bench`.
Statements that were too slow are explained in `.bench/plans`.
"""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.servers import ROOT, serving

RESULTS = ROOT / ".bench"


def main() -> None:
    """Measure, print and keep the figures; 1 where something was too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=RESULTS / "million", help="the folder of the filled servers")
    parser.add_argument("--repeat", type=int, default=15, help="requests of each kind")
    parser.add_argument("--seconds", type=float, default=5, help="at most for each kind")
    parser.add_argument("--only", default="", help="a regular expression: which kinds, by their names")
    parser.add_argument("--plans", type=Path, default=RESULTS / "plans")
    options = parser.parse_args()
    RESULTS.mkdir(exist_ok=True)
    with serving(options.data) as variables:
        from bench.million.table import table

        answered = table(
            variables,
            options.data,
            tasks=options.tasks,
            pattern=options.only,
            repeat=options.repeat,
            seconds=options.seconds,
            plans=options.plans,
        )
    slow = [one for one in answered if one.is_slow]
    file = RESULTS / f"million-{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps([asdict(one) for one in answered], indent=1), encoding="utf-8")
    print(f"{len(slow)} of {len(answered)} too slow; kept in {file.relative_to(ROOT)}")
    sys.exit(1 if slow else 0)


if __name__ == "__main__":
    main()
