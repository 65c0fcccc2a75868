"""What is done to people.

An address belongs to one person, whether that person can log in or not.
"""

from backend.accounts.actions.address import ask_to_verify, change_email, verify_email
from backend.accounts.actions.password import ask_for_reset, change_password, reset_password, set_password
from backend.accounts.actions.people import (
    create_person,
    create_user,
    deactivate,
    edit_person,
    locked_person,
    reactivate,
    set_admin,
    update_profile,
)
from backend.accounts.actions.sign_up import sign_up

__all__ = [
    "ask_for_reset",
    "ask_to_verify",
    "change_email",
    "change_password",
    "create_person",
    "create_user",
    "deactivate",
    "edit_person",
    "locked_person",
    "reactivate",
    "reset_password",
    "set_admin",
    "set_password",
    "sign_up",
    "update_profile",
    "verify_email",
]
