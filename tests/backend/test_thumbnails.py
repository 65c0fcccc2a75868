"""Small pictures of images."""

import io
from pathlib import Path

from PIL import Image

from backend.tasks.actions.file import make_thumbnail
from backend.tasks.models import StoredFile
from tests.files import attached, download, kept, picture
from tests.world import Caller, Json, World


def small(caller: Caller, attachment: Json) -> Image.Image:
    """The thumbnail."""
    answer = download(caller, f"/api/attachments/{attachment['id']}/thumbnail")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    assert b"Secret Camera" not in answer.content
    assert (
        download(caller, f"/api/attachments/{attachment['id']}/thumbnail", If_None_Match=answer.headers["ETag"]).status
        == 304
    )
    return Image.open(io.BytesIO(answer.content))


def test_an_image_gets_a_small_picture_and_an_event_tells(world: World, ann: Caller) -> None:
    made = attached(world, ann, picture("JPEG", 2000, 1000))
    before = world.last
    assert download(ann, f"/api/attachments/{made['id']}/thumbnail").status == 404
    make_thumbnail(StoredFile.objects.get().id)
    make_thumbnail(StoredFile.objects.get().id)
    assert world.events(before) == ["attachment.updated"]
    shown = ann.get(f"/api/tasks/{made['task_id']}/attachments/{made['id']}").json
    assert (shown["has_thumbnail"], shown["version"]) == (True, 2)
    image = small(ann, made)
    assert (image.size, dict(image.getexif())) == ((640, 320), {})
    link = ann.get(f"/api/attachments/{made['id']}/link").json
    assert download(Caller(), link["thumbnail_url"]).status == 200


def test_a_picture_taken_sideways_stands_upright(world: World, ann: Caller) -> None:
    made = attached(world, ann, picture("JPEG", 400, 200, orientation=6))
    assert (made["width"], made["height"]) == (200, 400)
    make_thumbnail(StoredFile.objects.get().id)
    image = small(ann, made).convert("RGB")
    assert image.size == (200, 400)
    top, bottom = image.getpixel((100, 50)), image.getpixel((100, 350))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, top[2] < 50) == (True, True)
    assert (bottom[2] > 200, bottom[0] < 50) == (True, True)


def test_what_is_seen_through_stays_so(world: World, ann: Caller) -> None:
    made_of = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(made_of, "PNG")
    made = attached(world, ann, made_of.getvalue())
    make_thumbnail(StoredFile.objects.get().id)
    assert small(ann, made).mode == "RGBA"


def test_a_hostile_image_has_no_small_picture(world: World, ann: Caller, folder: Path) -> None:
    whole = picture("PNG", 200, 200)
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    for body in (whole[: len(whole) // 2], bomb.getvalue(), whole[:40] + bytes(500)):
        made = attached(world, ann, body)
        before = world.last
        make_thumbnail(StoredFile.objects.order_by("-created_at")[0].id)
        assert world.last == before
        assert download(ann, f"/api/attachments/{made['id']}/thumbnail").status == 404
    assert len(kept(folder)) == 3


def test_an_image_taken_off_meanwhile_leaves_no_small_picture(world: World, ann: Caller, folder: Path) -> None:
    made = attached(world, ann, picture())
    file = StoredFile.objects.get()
    ann.delete(f"/api/tasks/{made['task_id']}/attachments/{made['id']}")
    make_thumbnail(file.id)
    StoredFile.objects.update(removed_at=None)
    make_thumbnail(file.id)
    assert len(kept(folder)) == 1
