"""Handing a mail over, and telling refusals for good from those that may pass."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from django.core.mail import EmailMultiAlternatives

from backend.notifications.errors import Undeliverable

PERMANENT = 500  # and above (RFC 5321, 4.2.1); 4xx may pass


def send(mail: EmailMultiAlternatives) -> None:
    """Send `mail`. `Undeliverable` where the server refuses it for good; other errors are worth another try."""
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        code, reason = max(error.recipients.values(), key=lambda answer: answer[0])
        _refuse(error, code, reason)
    except (SMTPDataError, SMTPSenderRefused) as error:
        _refuse(error, error.smtp_code, error.smtp_error)


def _refuse(error: SMTPResponseException | SMTPRecipientsRefused, code: int, reason: bytes | str) -> None:
    if code < PERMANENT:
        raise error
    text = reason.decode(errors="replace") if isinstance(reason, bytes) else reason
    raise Undeliverable(f"{code} {text}") from error
