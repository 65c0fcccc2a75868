"""What is due: looked up every minute. Rows say when, so that any number of them may wait, and none gets lost."""

from backend.notifications.actions import hand_over
from backend.notifications.actions.digest import begin_day, due_digests
from backend.notifications.actions.due import due_workspaces, tell_of_dates
from backend.tasks.actions.occurrence import due_repetitions, repeat_by_date
from backend.tasks.actions.reminder import due_reminders, remind
from jobs.app import job, periodically
from jobs.each import each


@periodically("* * * * *")
@job("schedule.remind", is_retried=False)
def remind_people(*, timestamp: int) -> None:
    """Tell people what they wanted to be reminded of."""
    del timestamp
    each(due_reminders(), remind)


@periodically("* * * * *")
@job("schedule.repeat", is_retried=False)
def repeat_tasks(*, timestamp: int) -> None:
    """Make the next ones of the tasks that recur by date."""
    del timestamp
    each(due_repetitions(), repeat_by_date)


@periodically("* * * * *")
@job("schedule.dates", is_retried=False)
def tell_dates(*, timestamp: int) -> None:
    """Tell people which of their tasks are due soon, and which are overdue."""
    del timestamp
    each(due_workspaces(), tell_of_dates)


@periodically("* * * * *")
@job("schedule.mail", is_retried=False)
def hand_over_news(*, timestamp: int) -> None:
    """Have the news mailed that were not read in time."""
    del timestamp
    hand_over()


@periodically("* * * * *")
@job("schedule.digests", is_retried=False)
def begin_days(*, timestamp: int) -> None:
    """Have the mails written of those whose morning it is."""
    del timestamp
    each(due_digests(), begin_day)
