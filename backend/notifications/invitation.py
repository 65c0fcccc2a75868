"""The mail that invites somebody to a workspace."""

from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from backend.notifications.mails import SUBJECT_LIMIT, domain, one_line, shortened
from backend.notifications.transport import send
from backend.workspaces.actions.invitation import LIFETIME, state_of
from backend.workspaces.models import Invitation, InvitationMail
from backend.workspaces.tokens import mail_token, url_of


def send_invitation(*, invitation_id: UUID, generation: int) -> None:
    """The mail of one generation, once; none where the invitation is not pending, or a newer mail is on its way."""
    rows = Invitation.objects.of_living_workspaces().filter(id=invitation_id, generation=generation)
    invitation = rows.select_related("workspace", "created_by").first()
    if invitation is None or state_of(invitation) != "pending":
        return
    with transaction.atomic():
        # Whoever runs the same job at the same moment waits here until this mail is sent, or is not.
        if _claim(invitation):
            send(invitation_mail(invitation))


def invitation_mail(invitation: Invitation) -> EmailMultiAlternatives:
    """The mail to the invited address, with its own link."""
    workspace = one_line(invitation.workspace.name)
    inviter = one_line(invitation.created_by.name) if invitation.created_by else ""
    context = {
        "workspace": workspace,
        "inviter": inviter,
        "role": invitation.role,
        "days": LIFETIME.days,
        "url": url_of(mail_token(invitation.id, invitation.generation)),
    }
    mail = EmailMultiAlternatives(
        subject=shortened(f"{_invited_by(inviter)} to {workspace}", SUBJECT_LIMIT),
        body=render_to_string("notifications/invitation.txt", context),
        to=[invitation.email],
        headers={
            # The same mail sent twice, after a crash between sending and noting it, is one for most mail clients.
            "Message-ID": f"<{invitation.id.hex}.{invitation.generation}@{domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("notifications/invitation.html", context), "text/html")
    return mail


def _invited_by(inviter: str) -> str:
    return f"{inviter} invites you" if inviter else "You are invited"


def _claim(invitation: Invitation) -> bool:
    try:
        with transaction.atomic():
            InvitationMail.objects.create(invitation=invitation, generation=invitation.generation)
    except IntegrityError:
        return False
    return True
