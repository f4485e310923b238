"""Mails to a colleague about the own account. They hold no link and no name: only what happened."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from samenkracht.accounts.models import User

logger = logging.getLogger(__name__)


def tell(user: User, template: str) -> None:
    """Send ``template``_subject.txt and ``template``_message.txt. What happened stands, also when no mail can go."""
    subject = " ".join(render_to_string(f"{template}_subject.txt").split())
    body = render_to_string(f"{template}_message.txt").strip()
    try:
        EmailMessage(subject, body, to=[user.email]).send()
    except (OSError, SMTPException) as error:
        logger.warning("account.mail_not_sent user %s: %s", user.pk, type(error).__name__)
