"""Load from wrk, the same for every side."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from bench.api.operations import Request

SCRIPT = Path(__file__).with_name("requests.lua")


@dataclass(frozen=True)
class Result:
    """`rate` in requests a second, latencies in milliseconds; `failed`: answers that were no success, lost requests."""

    rate: float
    requests: int
    failed: int
    p50: float
    p99: float


def press(
    url: str,
    requests: Sequence[Request],
    tokens: Mapping[UUID, str],
    *,
    seconds: float,
    clients: int,
    cores: str,
    folder: Path,
) -> Result:
    """`clients` connections send `requests` over and over, each as soon as it has the answer to the one before."""
    lines = (f"{one.method}\t{one.path}\t{tokens[one.user]}\t{one.body}\n" for one in requests)
    file = folder / "requests.tsv"
    file.write_text("".join(lines), encoding="utf-8")
    command = ["taskset", "-c", cores, "wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "10s"]
    said = subprocess.run([*command, "-s", SCRIPT, url, "--", file], check=True, capture_output=True, text=True).stdout
    figures = json.loads(next(line for line in said.splitlines() if line.startswith("RESULT ")).removeprefix("RESULT "))
    return Result(
        rate=figures["requests"] / figures["microseconds"] * 1e6,
        requests=figures["requests"],
        failed=figures["status"] + figures["socket"],
        p50=figures["p50"] / 1000,
        p99=figures["p99"] / 1000,
    )
