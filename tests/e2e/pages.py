"""Every page of the dashboard, with the sign by which one knows that it is there."""

from dataclasses import dataclass

from playwright.sync_api import Page

DEMO = ("demo@tasktide.example", "tasktide-demo")


@dataclass(frozen=True)
class Place:
    """A page; `js` is done on it before it is looked at, and brings `then`."""

    name: str
    path: str
    sign: str
    js: str = ""
    then: str = ""

    def show(self, page: Page, url: str) -> None:
        """Go there and wait until it is drawn."""
        page.goto(url + self.path)
        page.wait_for_function("window.did_handshake")
        page.locator(self.sign).first.wait_for()
        if self.js:
            page.evaluate(self.js)
            page.locator(self.then).first.wait_for()
        page.wait_for_timeout(200)


DOORS = (
    Place("login", "/login", "form, .tt-door"),
    Place("signup", "/signup", ".tt-door"),
    Place("reset", "/reset", ".tt-door"),
    Place("missing", "/nowhere", ".tt-door"),
)
OPEN_TASK = "document.querySelector('[data-task] .tt-count')?.closest('[data-task]').click()"
INSIDE = (
    Place("home", "/", ".tt-lr"),
    Place("inbox", "/inbox", ".tt-body"),
    Place("board", "/p/WEB/board", ".tt-card"),
    Place("list", "/p/WEB/list", ".tt-lr"),
    Place("calendar", "/p/WEB/calendar", "[data-task]"),
    Place("timeline", "/p/WEB/timeline", "[data-task]"),
    Place("all", "/all?group=priority", ".tt-lr"),
    Place("filter", "/all?q=prio:high", ".tt-fault"),
    Place("drawer", "/p/WEB/board", ".tt-card", OPEN_TASK, ".tt-open .tt-props"),
    Place("task", "/t/WEB-1", ".tt-props"),
    Place("create", "/p/WEB/board", ".tt-card", "emitEvent('tasktide_key', {key: 'c', task: null})", ".tt-create"),
    Place("palette", "/", ".tt-lr", "emitEvent('tasktide_key', {key: 'palette', task: null})", ".tt-palette .tt-item"),
    Place("shortcuts", "/", ".tt-lr", "emitEvent('tasktide_key', {key: '?', task: null})", ".tt-keys"),
    Place("insights", "/insights", ".tt-body svg"),
    Place("people", "/people", ".tt-body a"),
    *(
        Place(f"settings-{name}", f"/settings/{name}", "main :is(h1, h2, h3):visible")
        for name in (
            "profile",
            "password",
            "sessions",
            "tokens",
            "notifications",
            "workspace",
            "members",
            "invitations",
            "labels",
            "projects",
            "data",
            "webhooks",
            "audit",
        )
    ),
)
# What is looked at on a phone, too.
POCKET = (
    Place("list", "/p/WEB/list", ".tt-lr"),
    Place("drawer", "/p/WEB/board", ".tt-card", OPEN_TASK, ".tt-open .tt-props"),
    Place("calendar", "/p/WEB/calendar", ".tt-agenda"),
    Place(
        "more", "/people", ".tt-person-row", "document.querySelector('.tt-tabbar button').click()", ".tt-more .tt-nav"
    ),
    Place("insights", "/insights", ".tt-body svg"),
    Place("profile", "/settings/profile", ".tt-set-segment"),
)
