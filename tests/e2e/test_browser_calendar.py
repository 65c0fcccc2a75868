"""Tasks on their days: what one drags in the calendar or on the timeline, everybody has."""

from datetime import UTC, date, datetime, time, timedelta
from time import monotonic, sleep
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e
BERLIN = ZoneInfo("Europe/Berlin")  # where the browsers are
CALENDAR, TIMELINE = "/p/OPS/calendar", "/p/OPS/timeline"
AFTERNOON = time(15, 30)


def at(day: date, clock: time = AFTERNOON) -> str:
    """An instant in Berlin as the API writes it."""
    return datetime.combine(day, clock, BERLIN).astimezone(UTC).isoformat().replace("+00:00", "Z")


def monday() -> date:
    """The first Monday of this month: that whole week, and those after it, are in sight."""
    first = datetime.now(BERLIN).date().replace(day=1)
    return first + timedelta(days=-first.weekday() % 7)


def number(day: date) -> int:
    """A day as the components count it."""
    return (day - date(1970, 1, 1)).days


def day_of(desk: Desk, day: date) -> Locator:
    """A day of the calendar."""
    return desk.page.locator(f'.tt-cal-d[data-day="{number(day)}"]')


def chip(desk: Desk, title: str) -> Locator:
    """A task in the calendar."""
    return desk.page.locator(".tt-slip", has_text=title)


def drag(desk: Desk, grip: Locator, target: Locator) -> None:
    """Take something up, and let it go in the middle of something else."""
    hold(desk, grip, target)
    desk.page.mouse.up()


def hold(desk: Desk, grip: Locator, target: Locator) -> None:
    """Take something up and hold it over something else."""
    start, end = grip.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    mouse = desk.page.mouse
    mouse.move(start["x"] + 20, start["y"] + 9)
    mouse.down()
    mouse.move(start["x"] + 28, start["y"] + 13, steps=2)
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)


def dates(crew: Crew, key: str) -> list[str | None]:
    """When a task starts and is due, as Bob reads it from the API."""
    task = crew.bob.get(f"/api/tasks/{key}?workspace={crew.workspace['id']}")
    return [when and when.replace(".000000Z", "Z") for when in (task["start_at"], task["due_at"])]


def wait_for_dates(crew: Crew, key: str, start: str | None, due: str | None) -> None:
    """What shows at once is written a moment later."""
    end = monotonic() + 5
    while dates(crew, key) != [start, due] and monotonic() < end:
        sleep(0.05)
    assert dates(crew, key) == [start, due]


@pytest.fixture
def tasks(crew: Crew) -> date:
    """Three tasks, from the first Monday on."""
    first = monday()
    crew.task("Mend the net", due_at=at(first))
    crew.task("Paint the hull", start_at=at(first + timedelta(1)), due_at=at(first + timedelta(3)))
    crew.task("Sell the fish")
    return first


@pytest.fixture
def ann(desks: Seat, crew: Crew, tasks: date) -> Desk:  # noqa: F811
    """Ann with the calendar before her."""
    desk = desks(crew.ann)
    desk.open(CALENDAR)
    expect(day_of(desk, tasks).locator(".tt-slip")).to_have_count(1)
    return desk


@pytest.fixture
def bob(desks: Seat, crew: Crew, tasks: date) -> Desk:  # noqa: F811
    """Bob, who sees the same."""
    desk = desks(crew.bob)
    desk.open(CALENDAR)
    expect(day_of(desk, tasks).locator(".tt-slip")).to_have_count(1)
    return desk


def test_what_is_put_onto_another_day_is_there_for_everybody(ann: Desk, bob: Desk, crew: Crew, tasks: date) -> None:
    later = tasks + timedelta(9)
    drag(ann, chip(ann, "Mend the net"), day_of(ann, later))
    expect(day_of(ann, later)).to_contain_text("Mend the net")
    expect(day_of(bob, later)).to_contain_text("Mend the net")
    wait_for_dates(crew, "OPS-1", None, at(later))

    chip(ann, "Paint the hull").focus()
    ann.page.keyboard.press("Alt+ArrowDown")
    ann.page.keyboard.press("Alt+ArrowRight")
    expect(day_of(bob, tasks + timedelta(9))).to_contain_text("Paint the hull")  # the day on which it starts
    expect(chip(ann, "Paint the hull")).to_be_focused()
    expect(ann.page.locator("#tt-say")).to_contain_text("OPS-2 goes from ")

    ann.page.locator("[data-tray]").click()
    drag(ann, ann.page.locator(".tt-tray .tt-slip"), day_of(ann, tasks))
    expect(day_of(bob, tasks)).to_contain_text("Sell the fish")
    wait_for_dates(crew, "OPS-3", None, at(tasks, time(23, 59)))
    wait_for_dates(crew, "OPS-2", at(tasks + timedelta(9)), at(tasks + timedelta(11)))

    drag(ann, chip(ann, "Sell the fish"), ann.page.locator(".tt-tray"))
    expect(bob.page.locator("[data-tray] .tt-number")).to_have_text("1")
    ann.page.get_by_role("button", name="Undo").click()
    expect(day_of(bob, tasks)).to_contain_text("Sell the fish")


def test_the_keyboard_walks_through_days_adds_and_moves_over_a_change_of_clocks(ann: Desk, crew: Crew) -> None:
    page, heading = ann.page, ann.page.locator(".tt-days-bar h2")
    year = datetime.now(BERLIN).year + 1
    sunday = max(date(year, 3, day) for day in range(25, 32) if date(year, 3, day).weekday() == 6)
    day_of(ann, monday()).click(position={"x": 60, "y": 80})
    while heading.inner_text() != f"March {year}":
        page.keyboard.press("PageDown")
    day_of(ann, sunday - timedelta(1)).focus()
    page.keyboard.press("c")
    page.get_by_label("Task title").fill("Put the clock forward")
    page.keyboard.press("Enter")
    made = chip(ann, "Put the clock forward")
    expect(day_of(ann, sunday - timedelta(1))).to_contain_text("Put the clock forward")
    wait_for_dates(crew, "OPS-4", None, at(sunday - timedelta(1), time(23, 59)))
    made.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(day_of(ann, sunday)).to_contain_text("Put the clock forward")
    expect(made).to_have_attribute(
        "aria-label", f"OPS-4 Put the clock forward, Todo, is due {sunday:%A, %B} {sunday.day}"
    )
    expect(page.locator("#tt-say")).to_contain_text("OPS-4 is due Sunday, March")
    page.keyboard.press("ArrowLeft")
    expect(day_of(ann, sunday - timedelta(1))).to_be_focused()
    page.keyboard.press("Shift+T")
    expect(page.locator(".tt-cal-today")).to_be_focused()
    wait_for_dates(crew, "OPS-4", None, at(sunday, time(23, 59)))


def test_what_one_holds_stays_in_hand_and_goes_back_when_it_is_refused(ann: Desk, crew: Crew, tasks: date) -> None:
    where = f"?workspace={crew.workspace['id']}"
    crew.bob.patch(f"/api/tasks/OPS-1{where}", {"recurrence": "FREQ=WEEKLY"})
    ann.page.locator("[data-tray]").click()
    hold(ann, chip(ann, "Mend the net"), ann.page.locator(".tt-tray"))
    crew.bob.patch(f"/api/tasks/OPS-2{where}", {"title": "Paint the boat"})
    ann.page.wait_for_timeout(300)
    expect(chip(ann, "Paint the hull")).to_have_count(1)  # nothing changes below one's hand
    ann.page.mouse.up()
    expect(ann.page.locator(".tt-toast.tt-bad")).to_contain_text("a recurring task needs a due date")
    expect(day_of(ann, tasks)).to_contain_text("Mend the net")
    expect(chip(ann, "Paint the boat")).to_have_count(1)


def test_bars_of_the_timeline_are_moved_stretched_and_joined(ann: Desk, bob: Desk, crew: Crew, tasks: date) -> None:
    net, painted = (crew.bob.get(f"/api/tasks/OPS-{n}?workspace={crew.workspace['id']}") for n in (1, 2))
    ann.page.emulate_media(reduced_motion="reduce")
    for desk in (ann, bob):
        desk.open(TIMELINE)
    row = ann.page.locator(".tt-tl-r", has_text="Paint the hull")
    bar = row.locator(".tt-tl-b")
    expect(bar).to_be_visible()
    ann.page.get_by_role("button", name="Days").click()
    row.focus()
    ann.page.keyboard.press("Alt+ArrowRight")  # which brings it into sight
    expect(ann.page.locator("#tt-say")).to_contain_text("OPS-2 goes from ")
    ann.page.wait_for_function("!document.querySelector('.tt-tl-far')")
    drag_by(ann, bar.locator("[data-edge=due]"), 72)
    drag_by(ann, bar.locator("[data-edge=start]"), -36)
    for desk in (ann, bob):
        hull = desk.page.locator(".tt-tl-r", has_text="Paint the hull")
        expect(hull).to_have_attribute("aria-label", goes(tasks + timedelta(1), tasks + timedelta(6)))
    wait_for_dates(crew, "OPS-2", at(tasks + timedelta(1)), at(tasks + timedelta(6)))

    crew.bob.post(f"/api/tasks/{net['id']}/links", {"kind": "blocks", "task_id": painted["id"]})
    expect(ann.page.locator(".tt-tl-links path")).to_have_count(1)
    ann.page.locator("[data-tray]").click()
    drag(ann, ann.page.locator(".tt-tl-undated .tt-slip"), ann.page.locator(".tt-tl-scroll"))
    expect(bob.page.locator(".tt-tl-r", has_text="Sell the fish")).to_be_visible()


def goes(start: date, due: date) -> str:
    """How the row says it."""
    late = ", overdue" if datetime.combine(due, AFTERNOON, BERLIN) < datetime.now(BERLIN) else ""
    return f"OPS-2 Paint the hull, Todo, goes from {start:%A, %B} {start.day} to {due:%A, %B} {due.day}{late}"


def drag_by(desk: Desk, grip: Locator, distance: float) -> None:
    """Drag something sideways."""
    place = grip.bounding_box()
    assert place is not None
    x, y, mouse = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2, desk.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + distance, y, steps=4)
    mouse.up()


def test_on_a_phone_a_finger_chooses_a_day_and_moves_what_it_has_rested_on(desks: Seat, crew: Crew) -> None:  # noqa: F811
    first = monday()
    crew.task("Mend the net", due_at=at(first))
    ann = desks(crew.ann, size=PHONE)
    ann.open(CALENDAR)
    expect(day_of(ann, first).locator(".tt-cal-dots i")).to_have_count(1)
    day_of(ann, first).tap()
    net = ann.page.locator(".tt-agenda .tt-slip")
    expect(net.locator(".tt-slip-t")).to_have_text("Mend the net")
    touch_and_move(ann, net, day_of(ann, first + timedelta(2)))
    expect(day_of(ann, first + timedelta(2)).locator(".tt-cal-dots i")).to_have_count(1)
    expect(net).to_have_count(0)
    day_of(ann, first + timedelta(2)).tap()
    net.tap()
    expect(ann.page.get_by_label("Title", exact=True)).to_have_value("Mend the net")
    wait_for_dates(crew, "OPS-1", None, at(first + timedelta(2)))


def touch_and_move(desk: Desk, grip: Locator, target: Locator) -> None:
    """Rest a finger on something, then move it and let go."""
    start, end = grip.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    finger = desk.context.new_cdp_session(desk.page)
    places = [(start["x"] + 60, start["y"] + 20), (end["x"] + 20, end["y"] + 60), (end["x"] + 20, end["y"] + 20)]
    for kind, (x, y) in zip(("touchStart", "touchMove", "touchMove"), places, strict=True):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        desk.page.wait_for_timeout(400 if kind == "touchStart" else 30)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
