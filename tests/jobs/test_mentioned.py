"""Being named in a comment: who hears of it, and when not. Files: what the worker does with them."""

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMultiAlternatives
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from backend.notifications.actions import send_news, tell
from backend.notifications.models import Delivery, Letter
from backend.projects.actions.project import create_project
from backend.tasks.actions.attachment import add_attachment, remove_attachment
from backend.tasks.actions.comment import add_comment, delete_comment, edit_comment
from backend.tasks.actions.file import stored
from backend.tasks.actions.reaction import add_reaction
from backend.tasks.actions.task import create_task
from backend.tasks.models import Attachment, Comment, StoredFile
from config.settings import load
from tests.jobs.conftest import Mailbox, StartWorker, wait_until
from tests.jobs.test_assigned import let_two_minutes_pass
from tests.world import World

Outbox = list[EmailMultiAlternatives]


def jobs() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def told(world: World) -> list[str]:
    """Whom the newest events concern."""
    Letter.objects.all().delete()
    tell(world.harbour.id, world.last - 1, world.last)
    return [letter.user.name for letter in Letter.objects.filter(kind="mentioned").order_by("id")]


def test_being_named_in_a_comment_sends_a_mail(world: World, start_worker: StartWorker, mailbox: Mailbox) -> None:
    start_worker(TASKTIDE_SMTP_URL=mailbox.url)
    body = f"@[Cleo](user:{world.cleo.id}), gate 4 is **closed** & @ann @cleo"
    add_comment(world.task("Bring the pallets").id, actor=world.ann, body=body)
    let_two_minutes_pass()
    wait_until(lambda: mailbox.mails)
    wait_until(lambda: not jobs())
    (mail,) = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("cleo@example.org", "OPS-1 Bring the pallets")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Ann mentioned you in a comment on OPS-1." in text.get_content()
    assert "@Cleo, gate 4 is closed & @ann @cleo" in text.get_content()
    assert "gate 4 is closed &amp; @ann" in html.get_content()
    assert "a comment names you" in html.get_content()


def test_an_edit_tells_only_who_is_new_in_it_and_nobody_of_his_own(world: World) -> None:
    task = world.task()
    comment = add_comment(task.id, actor=world.cleo, body="@bob")
    assert told(world) == ["Bob"]
    edit_comment(task.id, comment.id, actor=world.cleo, body="@bob @vic @cleo")
    assert told(world) == ["Vic"]


def test_what_names_nobody_new_and_nobody_watches_enqueues_nothing(world: World) -> None:
    task = world.task(actor=world.cleo)
    comment = add_comment(task.id, actor=world.cleo, body="@cleo")
    edit_comment(task.id, comment.id, actor=world.cleo, body="@cleo again")
    add_reaction(task.id, comment.id, actor=world.bob, emoji="👍")
    assert jobs() == []


def test_what_was_said_elsewhere_is_no_news(world: World) -> None:
    task = world.task()
    comment = add_comment(task.id, actor=world.ann, body="@bob", author=world.cleo, created_at=task.created_at)
    edit_comment(task.id, comment.id, actor=world.ann, body="@bob @vic", imported=True)
    assert jobs() == []


def test_who_does_not_see_the_task_is_not_named_at_all(world: World) -> None:
    secret = create_project(
        actor=world.ann, workspace_id=world.harbour.id, key="SEC", name="Secret", visibility="private"
    )
    task = create_task(actor=world.ann, project_id=secret.id, title="Quiet")
    add_comment(task.id, actor=world.ann, body=f"@bob @[Eve](user:{world.eve.id})")
    assert jobs() == []


def test_a_job_that_runs_twice_or_too_late_sends_nothing_more(world: World, mailoutbox: Outbox) -> None:
    task = world.task()
    comment = add_comment(task.id, actor=world.ann, body="@cleo @bob")
    first = world.last - 1
    for _ in range(2):
        tell(world.harbour.id, first, first)
        send_news(user_id=world.cleo.id, workspace_id=world.harbour.id)
    assert (len(mailoutbox), Delivery.objects.count()) == (1, 1)
    edit_comment(task.id, comment.id, actor=world.ann, body="@cleo")
    send_news(user_id=world.bob.id, workspace_id=world.harbour.id)
    tell(world.harbour.id, first, first)
    assert Letter.objects.get().user == world.bob
    edit_comment(task.id, comment.id, actor=world.ann, body="@cleo @bob")
    delete_comment(task.id, comment.id, actor=world.ann)
    assert Comment.objects.living().count() == 0
    send_news(user_id=world.bob.id, workspace_id=world.harbour.id)
    assert (len(mailoutbox), Letter.objects.count()) == (1, 0)


def test_the_worker_makes_small_pictures_and_removes_files(world: World, start_worker: StartWorker) -> None:
    image = io.BytesIO()
    Image.new("RGB", (900, 300), "red").save(image, "JPEG")
    task = world.task()
    with stored(SimpleUploadedFile("gate.jpg", image.getvalue()), workspace_id=world.harbour.id) as file:
        made = add_attachment(task.id, actor=world.ann, name="gate.jpg", file=file)
    start_worker()
    wait_until(lambda: StoredFile.objects.get().has_thumbnail)
    assert Attachment.objects.get().version == 2
    assert world.events(world.last - 1) == ["attachment.updated"]
    small = load().attachment_folder / StoredFile.objects.get().thumbnail_key
    assert small.exists()
    remove_attachment(task.id, made.id, actor=world.ann)
    wait_until(lambda: not StoredFile.objects.exists())
    assert not list(_files(load().attachment_folder / str(world.harbour.id)))


def test_files_are_removed_once_the_storage_is_back(world: World, start_worker: StartWorker) -> None:
    task = world.task()
    with stored(SimpleUploadedFile("notes.txt", b"hello"), workspace_id=world.harbour.id) as file:
        made = add_attachment(task.id, actor=world.ann, name="notes.txt", file=file)
    folder = load().attachment_folder / str(world.harbour.id)
    away = folder.rename(folder.with_name("away"))
    # A file where the folder was: what lies below it cannot be reached.
    folder.write_text("")
    remove_attachment(task.id, made.id, actor=world.ann)
    start_worker()
    wait_until(lambda: ProcrastinateJob.objects.filter(task_name="maintenance.remove_files", attempts__gte=1).exists())
    assert StoredFile.objects.exists()
    folder.unlink()
    away.rename(folder)
    wait_until(lambda: not StoredFile.objects.exists())
    assert not list(_files(folder))


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
