"""Numbers as people type and read them."""

from math import isfinite


def read_number(typed: str) -> float | None:
    """A number with a point or a comma; None for anything else."""
    try:
        number = float(typed.strip().replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def number_text(number: float | None) -> str:
    """Without zeros that say nothing; empty for none."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else repr(float(number))
