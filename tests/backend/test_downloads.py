"""Files, as they are shown and saved: types, names, parts, links."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine

from backend.core.clock import now
from backend.projects.actions.member import remove_member
from tests.files import attached, content, download, picture, upload
from tests.world import Caller, World


def test_everything_but_images_is_saved_and_cannot_run(world: World, ann: Caller) -> None:
    page = b"<!doctype html><html><script>alert(1)</script></html>"
    for body, filename in (
        (page, "page.html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image.svg"),
        (b"%PDF-1.7 ...", "plan.pdf"),
        (page, "image.png"),
        (b"\x89PNG\r\n\x1a\n" + page, "image.png"),
    ):
        answer = content(ann, attached(world, ann, body, filename))
        assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{filename}"')
        assert not answer.headers["Content-Type"].startswith("image/png")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.content == body


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_images_are_shown_in_place_whatever_they_are_called(world: World, ann: Caller, kind: str) -> None:
    made = attached(world, ann, picture(kind), "page.html")
    assert (made["content_type"], made["width"], made["height"]) == (f"image/{kind.lower()}", 40, 30)
    shown = content(ann, made)
    assert shown.headers["Content-Type"] == f"image/{kind.lower()}"
    assert shown.headers["Content-Disposition"] == "inline; filename=\"page.html\"; filename*=UTF-8''page.html"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    saved = content(ann, made, "?download=true")
    assert saved.headers["Content-Disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("sent", "shown", "header"),
    [
        ("../../etc/passwd", "passwd", "passwd"),
        ("C:\\\\Users\\\\Ann\\\\plan.pdf", "plan.pdf", "plan.pdf"),
        ("Plan für Tor 4 🚢.pdf", "Plan für Tor 4 🚢.pdf", "Plan f_r Tor 4 _.pdf"),
        ("annual\u202efdp.exe", "annualfdp.exe", "annualfdp.exe"),
        ("a\u2066b\x07c\u2069.txt", "abc.txt", "abc.txt"),
        (" .. ", "file", "file"),
        (f"{'x' * 300}.tar", f"{'x' * 196}.tar", f"{'x' * 196}.tar"),
    ],
)
def test_names_are_cleaned(world: World, ann: Caller, sent: str, shown: str, header: str) -> None:
    made = attached(world, ann, filename=sent)
    assert made["name"] == shown
    disposition = content(ann, made).headers["Content-Disposition"]
    assert disposition == f"attachment; filename=\"{header}\"; filename*=UTF-8''{quote(shown)}"


def test_a_name_of_its_own_and_a_quote_in_it(world: World, ann: Caller) -> None:
    made = upload(ann, world.url(world.task(), "/files"), b"x", name='Say "no"; \\ 100%.txt').json
    assert made["name"] == "100%.txt"
    made = upload(ann, world.url(world.task(), "/files"), b"x", name='Say "no"; 100%.txt').json
    disposition = content(ann, made).headers["Content-Disposition"]
    assert disposition == "attachment; filename=\"Say _no_; 100_.txt\"; filename*=UTF-8''Say%20%22no%22%3B%20100%25.txt"


def test_parts_of_a_file(world: World, ann: Caller) -> None:
    made = attached(world, ann, b"0123456789")
    whole = content(ann, made)
    assert (whole.status, whole.headers["Accept-Ranges"], whole.headers["Content-Length"]) == (200, "bytes", "10")
    tag = whole.headers["ETag"]
    for asked, part, said in (
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=-99", b"0123456789", "bytes 0-9/10"),
    ):
        answer = content(ann, made, Range=asked)
        assert (answer.status, answer.content, answer.headers["Content-Range"]) == (206, part, said)
        assert answer.headers["Content-Length"] == str(len(part))
    for asked in ("bytes=10-", "bytes=-0", "bytes=99-100"):
        refused = content(ann, made, Range=asked)
        assert (refused.status, refused.headers["Content-Range"]) == (416, "bytes */10")
        assert refused.headers["Content-Type"] == "application/problem+json"
    for asked in ("bytes=4-2", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b", "bytes="):
        assert content(ann, made, Range=asked).status == 200
    assert content(ann, made, Range="bytes=2-4", If_Range=tag).status == 206
    assert content(ann, made, Range="bytes=2-4", If_Range='"another"').content == b"0123456789"
    assert content(ann, made, If_None_Match=tag).status == 304
    head = download(ann, f"/api/attachments/{made['id']}/content", "HEAD", Range="bytes=2-4")
    assert (head.status, head.headers["Content-Length"], head.content) == (200, "10", b"")


def test_a_link_shows_a_file_to_its_reader_for_an_hour(world: World, ann: Caller, vic: Caller) -> None:
    made = attached(world, ann, b"hello\n")
    nobody = Caller()
    assert content(nobody, made).status == 401
    link = vic.get(f"/api/attachments/{made['id']}/link")
    assert (link.status, link.headers["Cache-Control"], link.json["thumbnail_url"]) == (200, "no-store", None)
    url = link.json["url"]
    assert download(nobody, url).content == b"hello\n"
    assert download(nobody, f"{url}&download=true", Range="bytes=1-2").content == b"el"
    other = attached(world, ann, b"other")
    assert download(nobody, url.replace(made["id"], other["id"])).status == 401
    assert download(nobody, f"{url}x").status == 401
    with time_machine.travel(now() + timedelta(minutes=59)):
        assert download(nobody, url).status == 200
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert download(nobody, url).status == 401
    remove_member(world.harbour.id, world.vic.id, actor=world.ann)
    assert download(nobody, url).status == 404


def test_who_does_not_see_the_task_does_not_see_its_files(world: World, ann: Caller, eve: Caller) -> None:
    made = attached(world, ann, picture())
    for rest in ("content", "thumbnail", "link"):
        assert eve.get(f"/api/attachments/{made['id']}/{rest}").status == 404
    ann.delete(f"/api/tasks/{made['task_id']}")
    assert content(ann, made).status == 404


def test_a_link_to_the_web_has_no_content(world: World, ann: Caller) -> None:
    link = {"name": "Plan", "url": "https://example.org/plan.pdf"}
    made = ann.post(world.url(world.task(), "/attachments"), link).json
    assert (made["kind"], made["content_type"], made["size"]) == ("link", None, None)
    assert content(ann, made).status == 404
