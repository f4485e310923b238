"""A mail server that is away or silent, and a name in the request that is not the portal's, change no answer."""

import logging
import re
import socket
import time

import pytest
from django.core.cache import cache
from django.test import Client

from samenkracht.accounts.models import User
from tests.cast import PASSWORD

KNOWN, UNKNOWN = "coordinator@test.example", "niemand@test.example"
pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def smtp(settings):
    """The portal sends as in production; what it sends to, the test says."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    return settings


def asked(email: str) -> tuple[int, str, str]:
    """What a browser of its own gets to see: status, where it is sent on to, and the page there."""
    client = Client()
    answer = client.post("/wachtwoord/vergeten/", {"email": email})
    page = client.get(answer["Location"]).content.decode() if answer.status_code == 302 else answer.content.decode()
    return answer.status_code, answer.get("Location", ""), page


def test_without_a_mail_server_known_and_unknown_address_get_the_same_answer_as_ever(smtp, caplog):
    with caplog.at_level(logging.WARNING):
        known, unknown = asked(KNOWN), asked(UNKNOWN)
    assert known == unknown
    assert known[:2] == (302, "/wachtwoord/vergeten/verstuurd/")
    assert caplog.text.count("account.mail_not_sent") == 2
    assert "test.example" not in caplog.text
    smtp.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert asked(KNOWN) == known, "who asks sees whether the mail server is there"


def test_silent_mail_server_holds_a_request_for_one_wait_only(smtp):
    assert smtp.EMAIL_TIMEOUT <= 3
    with socket.create_server(("127.0.0.1", 0)) as silent:
        smtp.EMAIL_PORT, smtp.EMAIL_TIMEOUT = silent.getsockname()[1], 0.5
        began = time.monotonic()
        assert asked(KNOWN)[0] == 302
        assert time.monotonic() - began < 0.5 + 1


def test_link_for_a_new_password_is_at_the_portals_own_address_whatever_the_request_was_called(settings, mailoutbox):
    settings.BASE_URL, settings.ALLOWED_HOSTS = "https://samenkracht.example", [".example"]
    hosts = {"samenkracht.example": 302, "elders.example": 302, "elders.org": 400}
    for host, status in hosts.items():
        cache.clear()  # a link that works is not sent again at once
        assert Client(HTTP_HOST=host).post("/wachtwoord/vergeten/", {"email": KNOWN}).status_code == status
        Client(HTTP_HOST=host).post("/wachtwoord/vergeten/", {"email": UNKNOWN})
    assert [one.to for one in mailoutbox] == [[KNOWN], [UNKNOWN]] * 2
    assert "elders" not in "".join(one.subject + one.body for one in mailoutbox)
    links = [re.search(r"https?://\S+", one.body)[0] for one in mailoutbox if one.to == [KNOWN]]
    assert {link.partition("/wachtwoord/nieuw/")[0] for link in links} == {settings.BASE_URL}
    client = Client(HTTP_HOST="samenkracht.example")
    form = client.get(links[-1].removeprefix(settings.BASE_URL), follow=True)
    typed = {"password1": "een heel ander geheim", "password2": "een heel ander geheim"}
    client.post(form.request["PATH_INFO"], typed)
    assert not User.objects.get(email=KNOWN).check_password(PASSWORD)


def test_who_asks_too_often_from_one_address_reads_in_dutch_to_wait(mailoutbox):
    answers = [Client().post("/wachtwoord/vergeten/", {"email": f"p{number}@test.example"}) for number in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    last = answers[-1]
    assert (last["Retry-After"], last["Cache-Control"]) == ("60", "private, no-store")
    assert "Wacht een paar minuten." in last.content.decode()
    assert '<html lang="nl">' in last.content.decode()
    assert len(mailoutbox) == 5
