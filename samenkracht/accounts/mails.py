"""Mails to a colleague about the own account. No mail server that is away or silent keeps anybody from an answer."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from samenkracht.accounts.models import User

logger = logging.getLogger(__name__)


def tell(user: User, template: str) -> None:
    """Send ``template``_subject.txt and ``template``_message.txt, without link or name: only what happened."""
    subject = " ".join(render_to_string(f"{template}_subject.txt").split())
    body = render_to_string(f"{template}_message.txt", {"required": settings.STAFF_SECOND_FACTOR}).strip()
    send(EmailMessage(subject, body, to=[user.email]), about=f"user {user.pk}")


def send(mail: EmailMessage, *, about: str) -> bool:
    """Send it; gives whether it went.

    What happened stands, also when no mail can go: then the log says ``about`` what, never to whom.
    """
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        logger.warning("account.mail_not_sent %s: %s", about, type(error).__name__)
        return False
    return True
