"""Whoever knows only a colleague's address can slow that colleague down, and never keep anybody from working.

Each journey ends with the person at work: in by password and code, on the own workplace.
"""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from samenkracht.accounts import services
from samenkracht.accounts.actors import Staff, System
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from tests.accounts.codes import fresh_code
from tests.accounts.test_second_factor import EMAIL, SET_UP, set_up
from tests.cast import PASSWORD
from tests.moments import NOW

pytestmark = pytest.mark.postgresql

NEW = "een heel ander geheim"
FORGOTTEN = "/wachtwoord/vergeten/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_SECOND_FACTOR = True
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def asks(email=EMAIL, *, seen_by_proxy="203.0.113.9"):
    """Somebody, from a browser of their own, asks for a new password for this address; gives the page they see."""
    browser = Client(headers={"x-forwarded-for": seen_by_proxy})
    return browser.post(FORGOTTEN, {"email": email}, follow=True)


def links(mailoutbox) -> list[str]:
    return [found for mail in mailoutbox for found in re.findall(r"/wachtwoord/nieuw/\S+", mail.body)]


def choose_password(link: str, password: str = NEW) -> None:
    browser = Client()
    place = browser.get(link, follow=True).redirect_chain[-1][0]
    assert browser.post(place, {"password1": password, "password2": password}).status_code == 302


def gets_to_work(password: str = PASSWORD, *, secret: str = "", email=EMAIL) -> tuple[Client, str]:
    """In by password and the code of ``secret``, or an app set up first. Gives the browser and the app's secret."""
    client = Client(headers={"x-forwarded-for": "198.51.100.7"})
    answer = client.post("/inloggen/", {"login": email, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    if secret:
        assert client.post("/inloggen/code/", {"code": fresh_code(secret)}).status_code == 302
    else:
        assert client.get("/werkplek/")["Location"].startswith(SET_UP)
        secret = set_up(client)
    page = client.get("/werkplek/")
    assert page.status_code == 200
    assert page.wsgi_request.user.email == email
    return client, secret


def test_colleague_for_whom_another_asked_a_new_password_sets_up_the_app_and_works(cast):
    assert asks().status_code == 200
    gets_to_work()


def test_colleague_who_has_the_app_works_on_when_another_asks_a_new_password(cast):
    client, secret = gets_to_work()
    asks()
    assert client.get("/werkplek/").status_code == 200
    cache.clear()  # the code of before is used up for this half minute
    gets_to_work(secret=secret)


def test_who_forgot_the_password_before_the_app_was_set_up_works(cast, mailoutbox):
    asks()
    choose_password(links(mailoutbox)[0])
    gets_to_work(NEW)


def test_who_forgot_the_password_after_the_app_was_set_up_works(cast, mailoutbox):
    _, secret = gets_to_work()
    asks()
    choose_password(links(mailoutbox)[0])
    cache.clear()
    gets_to_work(NEW, secret=secret)


@pytest.mark.parametrize("another_asks", [False, True])
def test_who_was_closed_and_opened_again_works(cast, mailoutbox, another_asks):
    gets_to_work()
    if another_asks:
        asks()
    services.close_account(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)
    if another_asks:
        asks()
    services.open_account(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)
    asks()
    choose_password(links(mailoutbox)[-1])
    gets_to_work(NEW)


def test_whose_app_the_administrator_wiped_works_also_when_another_asked_a_new_password(cast):
    gets_to_work()
    asks()
    services.reset_second_factor(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)
    gets_to_work()


def test_who_takes_the_app_off_for_another_one_works_also_when_another_asked_a_new_password(cast):
    client, _ = gets_to_work()
    asks()
    assert client.post("/beveiliging/app/uitzetten/").status_code == 302
    gets_to_work()


def test_invited_colleague_for_whom_another_asked_a_new_password_before_and_after_accepting_works(db):
    email = "nieuw@test.example"
    token = services.invite(email=email, display_name="x", role=Role.COORDINATOR, by=System("test"), at=NOW)
    asks(email)
    services.accept(token=token, password=PASSWORD, at=NOW)
    cache.clear()
    asks(email)
    gets_to_work(email=email)


def test_nothing_that_a_stranger_asks_leaves_a_row_about_an_address(cast):
    for email in (EMAIL, EMAIL.upper(), "niemand@test.example"):
        asks(email)
    assert not EmailAddress.objects.exists()


def test_row_that_stands_there_already_keeps_nobody_out(cast):
    EmailAddress.objects.create(user=cast.coordinator, email=EMAIL, verified=False)
    gets_to_work()


@pytest.mark.django_db(transaction=True)
def test_upgrade_takes_the_rows_of_before_away():
    before = [("accounts", "0003_withdrawn_invitations"), ("account", "0009_emailaddress_unique_primary_email")]
    try:
        apps = MigrationExecutor(connection).migrate(before).apps
        user = apps.get_model("accounts", "User").objects.create(
            email=EMAIL, display_name="x", password="!", created_at=NOW
        )
        apps.get_model("account", "EmailAddress").objects.create(user_id=user.pk, email=EMAIL, verified=False)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert not EmailAddress.objects.exists()
    User.objects.filter(email=EMAIL).delete()


def test_mailbox_of_a_colleague_is_not_flooded_and_the_link_that_came_works(cast, mailoutbox):
    """Also not from many places at once; and whoever asks sees the same page, whether or not a mail went."""
    pages = [asks(seen_by_proxy=f"203.0.113.{number}").content for number in range(30)]
    own = asks(seen_by_proxy="198.51.100.7")
    assert {own.content, *pages} == {own.content}
    assert (own.status_code, "Kreeg u net al een mail? Die link werkt nog." in own.content.decode()) == (200, True)
    assert len(mailoutbox) == 1
    choose_password(links(mailoutbox)[0])
    gets_to_work(NEW)


def test_new_link_goes_as_soon_as_the_one_of_before_is_used_up(cast, mailoutbox):
    asks()
    gets_to_work()  # by logging in the link dies
    asks()
    assert len(links(mailoutbox)) == 2
    choose_password(links(mailoutbox)[1])
    assert len(links(mailoutbox)) == 2


def test_mail_that_could_not_go_does_not_count_as_sent(cast, mailoutbox, settings):
    settings.EMAIL_BACKEND, there = "django.core.mail.backends.smtp.EmailBackend", settings.EMAIL_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    asks()
    settings.EMAIL_BACKEND = there
    asks()
    assert len(links(mailoutbox)) == 1


def test_portal_does_not_flood_an_address_without_an_account_either(db, mailoutbox):
    for number in range(30):
        asks("niemand@elders.example", seen_by_proxy=f"203.0.113.{number}")
    assert len(mailoutbox) == 1
