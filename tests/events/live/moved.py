"""The event service with a clock of its own: it goes on by as many seconds as each line of the standard input says."""

import sys
import threading
import time
from datetime import UTC, datetime

import time_machine

from events.__main__ import main


def _follow(traveller: time_machine.Traveller) -> None:
    for line in sys.stdin:
        traveller.shift(float(line))
        print("the clock was moved", flush=True)  # noqa: T201


with time_machine.travel(datetime.now(UTC), tick=True) as traveller:
    # To begin with it is right; starting it takes a moment.
    traveller.shift(time_machine.escape_hatch.time.time() - time.time())
    threading.Thread(target=_follow, args=[traveller], daemon=True).start()
    main()
