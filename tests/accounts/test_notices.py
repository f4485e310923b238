"""Who changes how a colleague comes in leaves an event without names, and the colleague gets a mail."""

import logging
import re
import socketserver
import threading
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from django.test import Client

from samenkracht.accounts import services
from samenkracht.accounts.actors import Staff
from samenkracht.audit.models import AuditEvent
from tests.accounts.test_second_factor import EMAIL, come_in, recovery_codes, set_up
from tests.cast import PASSWORD
from tests.moments import NOW

NEW = "een heel ander geheim"


class PostOffice(socketserver.ThreadingTCPServer):
    """What came in."""

    mails: list[Message] = []


class Postbox(socketserver.StreamRequestHandler):
    """Enough of SMTP to take a mail in."""

    server: PostOffice

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip().upper():
            if line == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(message_from_bytes(b"".join(lines)))
            elif line == "QUIT":
                return self.say("221 bye")
            self.say("250 yes")
        return None

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post(settings):
    """A mail server on a port of its own, and the portal sending to it as in production."""
    with PostOffice(("127.0.0.1", 0), Postbox) as server:
        server.mails = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.STAFF_SECOND_FACTOR = True
        yield server.mails
        server.shutdown()


def subjects(mails) -> list[str]:
    return [str(make_header(decode_header(one["Subject"]))) for one in mails]


def events(cast) -> list[str]:
    found = AuditEvent.objects.exclude(event="user.logged_in").order_by("pk")
    assert {(one.target_id, one.actor_kind) for one in found} <= {(str(cast.coordinator.pk), "staff")}
    assert not any(word in str(list(found.values())) for word in (EMAIL, "Functie", PASSWORD, NEW))
    return [one.event for one in found]


def test_every_change_of_the_way_in_is_an_event_and_a_mail_to_that_person(
    client, cast, post, django_capture_on_commit_callbacks
):
    come_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    codes = recovery_codes(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/beveiliging/herstelcodes/nieuw/")
    codes = recovery_codes(client)
    client.post("/inloggen/code-opnieuw/", {"code": codes[0]})
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/wachtwoord/wijzigen/", typed).status_code == 302
    later = Client()
    later.post("/inloggen/", {"login": EMAIL, "password": NEW})
    later.post("/inloggen/code/", {"code": codes[1]})
    later.post("/inloggen/opnieuw/", {"password": NEW})
    with django_capture_on_commit_callbacks(execute=True):
        assert later.post("/beveiliging/app/uitzetten/").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        services.reset_second_factor(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)

    assert [one["To"] for one in post] == [EMAIL] * 5
    assert subjects(post) == [
        "App met codes staat aan",
        "Nieuwe herstelcodes",
        "Uw wachtwoord is gewijzigd",
        "App met codes staat uit",
        "De extra beveiliging van uw account is gewist",
    ]
    texts = "".join(one.get_payload(decode=True).decode() for one in post)
    assert texts.count("Hebt u dit niet zelf gedaan?") == 5
    assert not any(word in texts for word in ("http", "Functie", secret, *codes))
    assert AuditEvent.objects.filter(event="user.logged_in").last().data["factor"] == "recovery_codes"
    AuditEvent.objects.get(event="user.second_factor_reset", actor_id=str(cast.administrator.pk))
    assert events(cast) == [
        "user.second_factor_set_up",
        "user.recovery_codes_made",
        "user.recovery_code_used",
        "user.password_changed",
        "user.second_factor_removed",
        "user.second_factor_reset",
    ]


def test_new_password_by_mail_is_an_event_and_told_afterwards(client, cast, mailoutbox):
    client.post("/wachtwoord/vergeten/", {"email": EMAIL})
    link = re.search(r"/wachtwoord/nieuw/\S+", mailoutbox[-1].body)[0]
    place = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": NEW, "password2": NEW})
    assert [(one.subject, one.to) for one in mailoutbox[1:]] == [("Uw wachtwoord is gewijzigd", [EMAIL])]
    assert events(cast) == ["user.password_reset"]


def test_away_mail_server_stops_no_change_and_the_log_names_nobody(client, cast, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    come_in(client)
    with caplog.at_level(logging.WARNING):
        typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        assert client.post("/wachtwoord/wijzigen/", typed).status_code == 302
    assert events(cast) == ["user.password_changed"]
    assert "account.mail_not_sent" in caplog.text
    assert EMAIL not in caplog.text
