"""The table: operation → whom it is for, and what makes it do something."""

from backend.workspaces.roles import Permission
from tests.roles.places import FILE
from tests.roles.rules import Audience, Rule, account, author, installation, mine, personal, project, public, workspace

VIEW, WRITE, SHAPE = Permission.VIEW, Permission.WRITE_TASKS, Permission.WRITE_PROJECTS
CLOSE, PEOPLE = Permission.MANAGE_PROJECTS, Permission.MANAGE_MEMBERS
SETTINGS, END = Permission.MANAGE_WORKSPACE, Permission.DELETE_WORKSPACE

HERE = "?workspace={workspace_id}"
GAIL = {"user_id": "{gail_id}"}  # without log-in
FINN = {"user": "{user_id}"}
TRASHED = {"ref": "{trashed_ref}"}
PICTURE = {"attachment_id": "{file_id}"}
SEASON = {"template_id": "{project_template_id}"}
IN_PROJECT = {"workspace_id": "{workspace_id}", "project_id": "{project_id}"}
THUMB = {"emoji": "%F0%9F%91%8D"}
PASSWORD = "tide-rises-at-noon"

ACCOUNTS: dict[str, Rule] = {
    "sign_up": public({"email": "new@example.org", "password": PASSWORD}),
    "obtain_token": public({"email": "new@example.org", "password": PASSWORD}, gives=401),
    "refresh_token": public({"refresh": "x"}, gives=401),
    "verify_token": public({"token": "x"}, gives=401),
    "revoke_token": public({"refresh": "x"}, gives=401),
    "ask_for_password_reset": public({"email": "new@example.org"}),
    "confirm_password_reset": public({"token": "x", "password": PASSWORD}, gives=422),
    "verify_email": public({"token": "x"}, gives=422),
    "change_email": account({"email": "new@example.org", "current_password": PASSWORD}, gives=422),
    "ask_to_verify_email": account(gives=409),
    "get_me": account(),
    "update_me": account({"first_name": "New"}),
    "change_password": account({"current_password": PASSWORD, "password": PASSWORD}, gives=422),
    "list_sessions": account(),
    "end_session": personal(),
    "list_personal_tokens": account(),
    "create_personal_token": account({"name": "script", "scope": "read"}),
    "withdraw_personal_token": personal(),
}

WORKSPACES: dict[str, Rule] = {
    "list_workspaces": account(),
    "create_workspace": account({"name": "New"}),
    "get_workspace": workspace(VIEW),
    "update_workspace": workspace(SETTINGS, {"name": "New"}),
    "replace_workspace": workspace(SETTINGS, {"name": "New"}),
    "delete_workspace": workspace(END),
    "list_members": workspace(VIEW),
    "add_member": workspace(PEOPLE, {"email": "guest@example.org"}),
    "get_member": workspace(VIEW),
    "update_member": workspace(PEOPLE, {"role": "viewer"}),
    "remove_member": workspace(PEOPLE),
    "list_invitations": workspace(PEOPLE),
    "invite": workspace(PEOPLE, {"email": "new@example.org"}),
    "get_invitation": workspace(PEOPLE),
    "withdraw_invitation": workspace(PEOPLE),
    "resend_invitation": workspace(PEOPLE),
    "list_users": workspace(VIEW, query=HERE),
    "create_user": workspace(PEOPLE, {"workspace_id": "{workspace_id}", "first_name": "New"}),
    "get_user": workspace(VIEW),
    "update_user": workspace(PEOPLE, {"first_name": "New"}, at=GAIL),
    "replace_user": workspace(PEOPLE, {"first_name": "New"}, at=GAIL),
    "deactivate_user": installation(),
    "reactivate_user": installation(),
    "show_invitation": public(at={"token": "{fresh_token}"}),
    "accept_invitation": account(),
    "sign_up_invited": public({"password": PASSWORD}, at={"token": "{fresh_token}"}),
}

PROJECTS: dict[str, Rule] = {
    "list_projects": workspace(VIEW, query=HERE),
    "create_project": workspace(SHAPE, {"workspace_id": "{workspace_id}", "key": "NEW", "name": "New"}),
    "get_project": project(VIEW),
    "update_project": project(SHAPE, {"name": "New"}),
    "replace_project": project(
        SHAPE, {"workspace_id": "{workspace_id}", "key": "{key}", "name": "New", "visibility": "{visibility}"}
    ),
    "delete_project": project(CLOSE),
    "archive_project": project(CLOSE),
    "unarchive_project": project(CLOSE),
    "list_project_members": project(VIEW),
    "add_project_member": project(SHAPE),
    "remove_project_member": project(SHAPE),
    "list_statuses": project(VIEW),
    "create_status": project(SHAPE, {"name": "New"}),
    "get_status": project(VIEW),
    "update_status": project(SHAPE, {"name": "New"}),
    "replace_status": project(SHAPE, {"name": "New"}),
    "delete_status": project(SHAPE),
    "archive_status": project(SHAPE),
    "unarchive_status": project(SHAPE),
    "list_fields": project(VIEW),
    "create_field": project(SHAPE, {"name": "New", "type": "text"}),
    "get_field": project(VIEW),
    "update_field": project(SHAPE, {"name": "New"}),
    "replace_field": project(SHAPE, {"name": "New", "type": "text"}),
    "delete_field": project(CLOSE),
    "archive_field": project(SHAPE),
    "unarchive_field": project(SHAPE),
    "list_templates": project(VIEW),
    "create_template": project(WRITE, {"name": "New", "task": {"title": "New"}}),
    "get_template": project(VIEW),
    "update_template": project(WRITE, {"name": "New"}),
    "replace_template": project(WRITE, {"name": "New", "task": {"title": "New"}}),
    "delete_template": project(WRITE),
    "create_task_from_template": project(WRITE, {}),
    "list_project_templates": workspace(VIEW, query=HERE),
    "create_project_template": project(
        SHAPE, {"project_id": "{project_id}", "name": "New"}, hidden=422, in_private=CLOSE
    ),
    "get_project_template": workspace(VIEW, at=SEASON),
    "update_project_template": workspace(SHAPE, {"name": "New"}, at=SEASON),
    "delete_project_template": workspace(SHAPE, at=SEASON),
    "create_project_from_template": workspace(SHAPE, {"key": "NEW", "name": "New"}, at=SEASON),
    "list_labels": workspace(VIEW, query=HERE),
    "create_label": workspace(WRITE, {"workspace_id": "{workspace_id}", "name": "new"}),
    "get_label": workspace(VIEW),
    "update_label": workspace(WRITE, {"name": "new"}),
    "replace_label": workspace(WRITE, {"workspace_id": "{workspace_id}", "name": "new"}),
    "delete_label": workspace(WRITE),
    "merge_label": workspace(WRITE, {"into": "{other_label_id}"}),
}

TASKS: dict[str, Rule] = {
    "list_tasks": workspace(VIEW, query=HERE),
    "create_task": project(WRITE, {"project_id": "{project_id}", "title": "New"}, hidden=422),
    "complete_query": workspace(VIEW, query=HERE + "&q=is:"),
    "get_task": project(VIEW),
    "change_tasks": project(WRITE, {"ids": ["{ref}"], "changes": {"priority": "low"}}, hidden=422),
    "update_task": project(WRITE, {"title": "New"}),
    "replace_task": project(WRITE, {"project_id": "{project_id}", "title": "New"}),
    "delete_task": project(WRITE),
    "restore_task": project(WRITE, at=TRASHED),
    "purge_task": project(CLOSE, at=TRASHED),
    "duplicate_task": project(WRITE, {}),
    "skip_task": project(WRITE, at={"ref": "{recurring_ref}"}),
    "save_task_as_template": project(WRITE, {"name": "New"}),
    "archive_task": project(WRITE),
    "unarchive_task": project(WRITE),
    "list_views": workspace(VIEW, query=HERE),
    "create_view": workspace(VIEW, {"workspace_id": "{workspace_id}", "name": "New"}),
    "get_view": project(VIEW),
    "update_view": Rule(Audience.AUTHOR_OR_ADMIN, VIEW, {"q": "is:open"}),
    "replace_view": Rule(Audience.AUTHOR_OR_ADMIN, VIEW, {"name": "New", "is_shared": True, **IN_PROJECT}),
    "delete_view": Rule(Audience.AUTHOR_OR_ADMIN, VIEW),
    "list_comments": project(VIEW),
    "create_comment": project(WRITE, {"body": "New"}),
    "get_comment": project(VIEW),
    "update_comment": author(WRITE, {"body": "New"}),
    "replace_comment": author(WRITE, {"body": "New"}),
    "delete_comment": Rule(Audience.AUTHOR_OR_ADMIN, WRITE),
    "list_comment_history": project(VIEW),
    "add_reaction": project(WRITE, at=THUMB),
    "remove_reaction": project(WRITE, at=THUMB),
    "list_links": project(VIEW),
    "create_link": project(WRITE, {"kind": "blocks", "task_id": "{other_ref}"}),
    "get_link": project(VIEW),
    "delete_link": project(WRITE),
    "list_watchers": project(VIEW),
    "get_watcher": project(VIEW, at=FINN),
    "watch_task": project(VIEW, at={"user": "me"}),
    "unwatch_task": project(WRITE, at=FINN),
    "list_reminders": project(VIEW),
    "create_reminder": project(VIEW, {"remind_at": "2036-12-01T08:00:00Z"}),
    "get_reminder": mine(),
    "update_reminder": mine({"remind_at": "2036-12-02T08:00:00Z"}),
    "delete_reminder": mine(),
    "list_attachments": project(VIEW),
    "create_attachment": project(WRITE, {"name": "New", "url": "https://example.org"}),
    "get_attachment": project(VIEW),
    "upload_file": project(WRITE, FILE),
    "get_content": project(VIEW, at=PICTURE),
    "get_thumbnail": project(VIEW, at=PICTURE),
    "get_attachment_link": project(VIEW, at=PICTURE),
    "delete_attachment": project(WRITE),
}

LOG: dict[str, Rule] = {
    "search_everything": workspace(VIEW, query=HERE + "&q=usual"),
    "list_events": workspace(VIEW, query=HERE),
    "set_presence": project(VIEW, {"workspace_id": "{workspace_id}", "object": {"type": "task", "id": "{ref}"}}),
    "end_presence": workspace(VIEW, query=HERE),
    "create_ticket": workspace(VIEW, {"workspace": "{workspace_id}"}),
    "list_activity": project(VIEW),
    "list_changes": workspace(VIEW, query="?since={cursor}"),
    "undo_event": project(WRITE, query=HERE),
    "undo_request": project(WRITE, {"request_id": "{request_id}", "workspace": "{workspace_id}"}),
}

OPERATIONS: dict[str, Rule] = ACCOUNTS | WORKSPACES | PROJECTS | TASKS | LOG
