"""The events of people. One is written into the log of each workspace that the person is in."""

from backend.accounts.documents import USER
from backend.accounts.schemas import UserOut
from backend.eventlog.kinds import kinds

USER_KINDS = kinds(USER, UserOut, "updated")
