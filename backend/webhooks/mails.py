"""The mail that says that a webhook was switched off, to each who may switch it on again."""

from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from backend.accounts.models import User
from backend.notifications.mails import SUBJECT_LIMIT, domain, one_line, shortened
from backend.notifications.transport import send
from backend.webhooks.models import Webhook
from config.settings import load


def send_switched_off(*, user_id: UUID, webhook_id: UUID, version: int) -> None:
    """The mail, unless the webhook has been changed since it was switched off, which gave it this version."""
    user = User.objects.able_to_log_in().filter(id=user_id).first()
    found = Webhook.objects.managed_by(user) if user else Webhook.objects.none()
    webhook = found.filter(id=webhook_id, version=version, is_active=False).select_related("workspace").first()
    if user and webhook:
        send(switched_off_mail(user, webhook))


def switched_off_mail(user: User, webhook: Webhook) -> EmailMultiAlternatives:
    """What it says."""
    name = one_line(webhook.name)
    context = {
        "name": name,
        "workspace": one_line(webhook.workspace.name),
        "address": webhook.url,
        "reason": webhook.disabled_reason,
        "reader": user.first_name or user.name,
        "url": f"{load().public_url}/settings/webhooks?workspace={webhook.workspace.slug}",
    }
    mail = EmailMultiAlternatives(
        subject=shortened(f"The webhook {name} was switched off", SUBJECT_LIMIT),
        body=render_to_string("webhooks/off.txt", context),
        to=[str(user.email)],
        headers={
            # The same mail sent twice, after a crash between sending and noting it, is one for most mail clients.
            "Message-ID": f"<{webhook.id.hex}.{webhook.version}.{user.id.hex[-12:]}@{domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("webhooks/off.html", context), "text/html")
    return mail
