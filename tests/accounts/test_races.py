"""Two things at the same moment that must not miss each other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag

import pytest
from django.db import connection, connections

from backend.accounts import passwords
from backend.accounts.actions import set_password
from backend.accounts.models import Session, User
from backend.eventlog.change import change
from backend.eventlog.models import Event
from backend.workspaces.actions import add_member
from tests.accounts.caller import Caller


def test_a_new_name_reaches_a_workspace_that_one_is_just_being_taken_into(ann: Caller, nobody: Caller) -> None:
    bo = Caller(nobody.sign_up("bo@example.org").json["access"])
    place = ann.post("/api/workspaces", {"name": "Harbour crew"}).json["id"]
    owner, user = User.objects.get(email="ann@example.org"), User.objects.get(email="bo@example.org")
    taken_in, go_on = Flag(), Flag()

    def take_in() -> None:
        try:
            with change(owner):
                add_member(Event.objects.get(type="workspace.created").workspace_id, actor=owner, user=user)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                taken_in.set()
                go_on.wait(10)
        finally:
            connections.close_all()

    def rename() -> int:
        try:
            return bo.patch("/api/me", {"first_name": "Bo"}).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        addition = pool.submit(take_in)
        assert taken_in.wait(10)
        renaming = pool.submit(rename)
        with pytest.raises(TimeoutError):
            renaming.result(0.3)
        go_on.set()
        addition.result(10)
        assert renaming.result(10) == 200

    told = list(Event.objects.filter(workspace_id=place).order_by("seq").values_list("type", flat=True))
    assert told == ["workspace.created", "member.added", "member.added", "user.updated"]


def test_the_old_password_opens_no_session_while_it_is_being_changed(
    ann: Caller, nobody: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    del ann
    is_right = passwords.is_right

    def right_until_now(password: str, user: User | None) -> bool:
        right = is_right(password, user)
        assert user is not None
        set_password(user.id, actor=None, password="ebb-falls-at-six")
        return right

    monkeypatch.setattr(passwords, "is_right", right_until_now)

    assert nobody.log_in().status == 401
    assert not Session.objects.living().exists()
