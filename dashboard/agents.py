"""What a `User-Agent` says of a device, in words (RFC 9110 §10.1.5; every browser claims to be the others too)."""

import re
from dataclasses import dataclass

from dashboard.language import _

# the more special first: Edge says Chrome, Chrome says Safari, everybody says Mozilla
_BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Vivaldi", r"Vivaldi/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("ChromeOS", r"CrOS"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux|X11"),
)
_PROGRAM = re.compile(r"^([A-Za-z][\w.+-]{0,40})(?:/[\w.+-]+)?")
PHONES = {"iPhone", "Android"}


@dataclass(frozen=True, slots=True)
class Agent:
    """A browser or program, and what it runs on; "" where it does not say."""

    browser: str
    system: str

    @property
    def sign(self) -> str:
        """The icon of such a device."""
        if self.system in PHONES:
            return "smartphone"
        return "laptop" if self.system else "terminal"

    def __str__(self) -> str:
        if not self.system:
            return self.browser
        return _("{browser} on {system}").format(browser=self.browser, system=self.system)


def read(user_agent: str) -> Agent:
    """The best guess; never fails."""
    system = _first(_SYSTEMS, user_agent)
    browser = _first(_BROWSERS, user_agent)
    if not browser:
        program = _PROGRAM.match(user_agent)
        is_named = program is not None and program[1] != "Mozilla"
        browser = (
            program[1] if program is not None and is_named else _("Unknown browser") if system else _("Unknown device")
        )
    return Agent(browser, system)


def _first(among: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in among if re.search(pattern, user_agent)), "")
