"""What people type is text, wherever it is shown; and it fits, in every script."""

import pytest
from playwright.sync_api import Page

from tests.e2e.browser import PHONE, Desk, Seat, chromium, desks, expect  # noqa: F401  # fixtures
from tests.e2e.system import Crew

pytestmark = pytest.mark.e2e
HOSTILE = (
    "<script>window.hurt=1</script>",
    '"><img src=x onerror="window.hurt=1">',
    "<svg/onload=window.hurt=1>",
    "javascript:window.hurt=1",
    "[x](javascript:window.hurt=1) ![y](data:text/html,<script>window.hurt=1</script>)",
    "{{constructor.constructor('window.hurt=1')()}}",
    "</textarea></title></style><iframe srcdoc='<script>parent.hurt=1</script>'>",
    "`${window.hurt=1}` <style>*{display:none!important}</style><form action=//evil.example><input></form>",
)
LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "港の倉庫にある古い荷物を全部調べて新しい棚に移す作業の計画を立てる" * 4,
    "مراجعة قائمة الشحنات القديمة في المستودع قبل نهاية الأسبوع القادم",
    "👩‍👩‍👧‍👦 " * 40,
)
FORBIDDEN = "a[href^='javascript:' i], a[href^='data:' i], main iframe, main form[action*=evil], main style"
PAGES = ("/", "/inbox", "/p/OPS/board", "/p/OPS/list", "/p/OPS/calendar", "/p/OPS/timeline", "/all?layout=board")
PLACES = (*PAGES, "/insights", "/people", "/settings/profile", "/settings/members", "/settings/labels")
MORE = ("/settings/projects", "/settings/workspace", "/settings/audit", "/settings/tokens", "/t/OPS-1")


def fill(crew: Crew, words: tuple[str, ...]) -> None:
    """Put them into every field that a person can fill."""
    workspace = crew.workspace["id"]
    whole = " ".join(words)
    crew.ann.patch("/api/me", {"first_name": words[0][:100], "last_name": words[1][:100]})
    crew.ann.patch(f"/api/workspaces/{workspace}", {"name": words[0][:100]})
    crew.ann.patch(f"/api/projects/{crew.project['id']}", {"name": words[1][:100], "description": whole[:2000]})
    label = crew.ann.post("/api/labels", {"workspace_id": workspace, "name": words[1][:50], "color": "#2f6fd0"})
    statuses = crew.ann.get(f"/api/projects/{crew.project['id']}/statuses")["items"]
    crew.ann.patch(f"/api/projects/{crew.project['id']}/statuses/{statuses[0]['id']}", {"name": words[2][:60]})
    field = crew.ann.post(f"/api/projects/{crew.project['id']}/fields", {"name": words[0][:50], "type": "text"})
    view = {"workspace_id": workspace, "name": words[2][:100], "q": "is:open", "layout": "list"}
    crew.ann.post("/api/views", view)
    crew.ann.post("/api/me/tokens", {"name": words[1][:50]})
    for number, one in enumerate(words):
        task = crew.task(
            one[:500],
            description=whole,
            labels=[label["id"]],
            assignees=[crew.ann.id, crew.bob.id],
            due_at=f"2026-11-{20 + number}T12:00:00Z",
            fields={field["key"]: one[:200]},
        )
        crew.bob.post(f"/api/tasks/{task['id']}/comments", {"body": f"{whole} @[{crew.ann.id}]"})
        crew.ann.post(f"/api/tasks/{task['id']}/attachments", {"name": one[:100], "url": "https://example.org/x"})


def _settled(desk: Desk, path: str) -> Page:
    page = desk.open(path)
    page.wait_for_load_state("networkidle")
    return page


def test_nothing_that_is_typed_is_ever_run(desks: Seat, crew: Crew) -> None:  # noqa: F811
    fill(crew, HOSTILE)
    desk = desks(crew.ann)
    for path in (*PLACES, *MORE):
        page = _settled(desk, path)
        assert page.evaluate("window.hurt") is None, path
        bad = (
            "a[href^='javascript:' i], a[href^='data:' i], .tt-body iframe, .tt-body form[action*=evil], .tt-body style"
        )
        assert page.locator(bad).count() == 0, path
        expect(page.locator(".tt-shell, .tt-settings").first).to_be_visible()
    expect(desk.page.get_by_text(HOSTILE[0]).first).to_be_visible()


def test_long_words_and_every_script_fit_on_a_phone(desks: Seat, crew: Crew) -> None:  # noqa: F811
    fill(crew, LONG)
    desk = desks(crew.ann, size=PHONE)
    for path in (*PLACES, *MORE):
        page = _settled(desk, path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the phone"
