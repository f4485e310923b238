"""All mail of an acceptance environment goes to one box (ACCEPTANCE_MAILBOX), whoever it is meant for."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends import smtp
from django.utils.html import escape


class EmailBackend(smtp.EmailBackend):
    """Django's own, with another receiver. Who the mail is meant for stands in its first lines, and in no header."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            divert(mail, settings.ACCEPTANCE_MAILBOX)
        sent: int = super().send_messages(email_messages)
        return sent


def divert(mail: EmailMessage, mailbox: str) -> None:
    """Let ``mail`` go to ``mailbox`` alone."""
    meant_for = ", ".join(dict.fromkeys(mail.recipients()))
    note = f"Acceptatieomgeving: niets hieruit is echt. Deze mail was bedoeld voor {meant_for}."
    mail.to, mail.cc, mail.bcc = [mailbox], [], []
    # Django takes these for the receivers, when they are there.
    for name in [name for name in mail.extra_headers if name.lower() in ("to", "cc", "bcc")]:
        del mail.extra_headers[name]
    mail.body = f"{note}\n\n{mail.body}"
    if isinstance(mail, EmailMultiAlternatives):
        parts = [(str(content), str(kind)) for content, kind in mail.alternatives]
        mail.alternatives = []
        for content, kind in parts:
            mail.attach_alternative(f"<p>{escape(note)}</p>{content}" if kind == "text/html" else content, kind)
