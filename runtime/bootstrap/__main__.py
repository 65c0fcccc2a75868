"""`python -m runtime.bootstrap ROOT VENV LOCK`: VENV holds what ROOT/LOCK says when this returns."""

import sys
from pathlib import Path

from runtime.bootstrap import BootstrapError
from runtime.bootstrap.environment import renew


def main(root: str, venv: str, lock: str) -> int:
    """Exit code; a failure is told in one sentence."""
    try:
        renew(Path(root), Path(venv), lock)
    except BootstrapError as error:
        sys.stderr.write(f"tasktide: {error}\n")
        return 1
    except OSError as error:
        hint = "set TASKTIDE_VENV to a folder where the environment may be"
        sys.stderr.write(f"tasktide: cannot write {error.filename} ({error.strerror}): {hint}.\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
