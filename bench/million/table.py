"""The table of a million tasks."""

import re
from collections.abc import Mapping
from pathlib import Path

from bench.million.ask import Answered, asked
from bench.million.questions import questions


def table(
    variables: Mapping[str, str], folder: Path, *, tasks: int, pattern: str, repeat: int, seconds: float, plans: Path
) -> list[Answered]:
    """Ask everything whose name matches `pattern`, print a row for each, and explain what was too slow."""
    answered: list[Answered] = []
    with asked(variables, folder, tasks) as (asker, place):
        print(f"{'':44}{'median':>9}{'p95':>9}  ms")
        for question in questions(place):
            if re.search(pattern, question.name):
                answered.append(asker.ask(question, repeat=repeat, seconds=seconds))
                print(answered[-1].line(), flush=True)
                if answered[-1].is_slow:
                    asker.explain(question, plans)
    return answered
