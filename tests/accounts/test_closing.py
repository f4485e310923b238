"""A closed account lets nobody in by any way, at once; opened again, it starts without password and app."""

import re
import threading

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client

from projects.meetings.forms import SeatsForm
from projects.models import BodyMember
from projects.queries import assignable_commissioners, assignable_users
from samenkracht.accounts import services
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.models import User
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from tests.accounts.test_second_factor import EMAIL, SET_UP, come_in, set_up
from tests.cast import PASSWORD, make_cast
from tests.factories.projects import BodyFactory, ProjectFactory, TeamMemberFactory
from tests.moments import NOW
from tests.real_commits import real_commits

__all__ = ["real_commits"]
NEW = "een heel ander geheim"


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_SECOND_FACTOR = True


def close(cast, part="coordinator"):
    services.close_account(user=cast.users[part], by=Staff(cast.administrator), at=NOW)


def reopen(cast, part="coordinator"):
    services.open_account(user=cast.users[part], by=Staff(cast.administrator), at=NOW)


def reset_link(mailoutbox) -> str:
    Client().post("/wachtwoord/vergeten/", {"email": EMAIL})
    return re.search(r"/wachtwoord/nieuw/\S+|$", mailoutbox[-1].body)[0]


def choose_password(link: str) -> int:
    browser = Client()
    place = browser.get(link, follow=True)
    if place.status_code == 410:
        return 410
    return browser.post(place.redirect_chain[-1][0], {"password1": NEW, "password2": NEW}).status_code


def test_closed_account_lets_nobody_in_and_opened_again_starts_anew(
    client, cast, mailoutbox, settings, django_capture_on_commit_callbacks
):
    come_in(client)
    set_up(client)
    assert client.get("/werkplek/").status_code == 200
    link = reset_link(mailoutbox)
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        close(cast)
        close(cast)

    assert [(one.to, one.subject) for one in mailoutbox] == [([EMAIL], "Uw account is gesloten")]
    event = AuditEvent.objects.get(event="user.closed")
    assert (event.actor_id, event.target_id) == (str(cast.administrator.pk), str(cast.coordinator.pk))
    assert client.get("/werkplek/")["Location"] == "/inloggen/?next=/werkplek/"
    assert come_in(Client()).status_code == 422
    assert choose_password(link) == 410
    assert reset_link(mailoutbox) == "", "a link for a new password went to a closed account"
    cache.clear()

    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        reopen(cast)
        reopen(cast)

    assert [one.subject for one in mailoutbox] == ["Uw account is weer open"]
    AuditEvent.objects.get(event="user.opened", target_id=str(cast.coordinator.pk))
    assert client.get("/werkplek/")["Location"].startswith("/inloggen/"), "a session of before lives again"
    assert come_in(Client()).status_code == 422, "the password of before works again"
    assert choose_password(link) == 410, "a link of before works again"
    assert choose_password(reset_link(mailoutbox)) == 302
    later = Client()
    assert later.post("/inloggen/", {"login": EMAIL, "password": NEW})["Location"] == "/werkplek/"
    assert later.get("/werkplek/")["Location"].startswith(SET_UP), "the app of before counts again"


def test_password_chosen_while_the_account_was_being_closed_opens_nothing(cast):
    from samenkracht.accounts.adapter import ClosedSignup

    as_it_was = User.objects.get(pk=cast.coordinator.pk)
    close(cast)
    ClosedSignup().set_password(as_it_was, NEW)
    assert not User.objects.get(pk=cast.coordinator.pk).is_active


def test_nobody_closes_the_own_account_or_the_last_administrator_and_others_close_none(cast):
    with pytest.raises(services.OwnAccount):
        close(cast, "administrator")
    other = User.objects.get(pk=cast.director.pk)
    other.role = "administrator"  # as somebody who was closed a moment ago still is in the own request
    with pytest.raises(services.LastAdministrator):
        services.close_account(user=cast.administrator, by=Staff(other), at=NOW)
    for part, user in cast.users.items():
        if part != "administrator":
            for verb in (services.close_account, services.open_account):
                with pytest.raises(NotPermitted):
                    verb(user=cast.leader, by=Staff(user), at=NOW)
    assert not User.objects.filter(is_active=False).exists()


def test_of_two_administrators_who_close_each_other_at_once_one_stays(real_commits):
    cast = make_cast()
    User.objects.filter(pk=cast.director.pk).update(role="administrator")
    pair = [cast.administrator, User.objects.get(pk=cast.director.pk)]
    refusals, ready = [], threading.Barrier(2)

    def closes(by: User, user: User) -> None:
        try:
            ready.wait()
            services.close_account(user=user, by=Staff(by), at=NOW)
        except services.LastAdministrator as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    together = [threading.Thread(target=closes, args=who) for who in (pair, pair[::-1])]
    [one.start() for one in together]
    [one.join() for one in together]
    assert (len(refusals), User.objects.filter(role="administrator", is_active=True).count()) == (1, 1)


def test_page_asks_first_and_names_what_must_be_handed_over(client, cast, settings):
    settings.STAFF_SECOND_FACTOR = False
    open_project, draft = ProjectFactory(title="Openbaar", is_public=True), ProjectFactory(title="Nog in de maak")
    for project in (open_project, draft):
        TeamMemberFactory(project=project, user=cast.leader, part="leader")
    client.force_login(cast.administrator)
    place = f"/werkplek/gebruikers/{cast.leader.pk}/sluiten/"
    assert f'href="{place}"' in client.get("/werkplek/gebruikers/").content.decode()
    page = client.get(place).content.decode()
    assert "Openbaar (projectleider)" in page
    assert "1 project dat u niet mag inzien" in page
    assert "Nog in de maak" not in page
    assert User.objects.get(pk=cast.leader.pk).is_active, "looking closed the account"

    assert "Het account is gesloten." in client.post(place, follow=True).content.decode()
    listed = client.get("/werkplek/gebruikers/").content.decode()
    assert "Gesloten" in listed
    back = f"/werkplek/gebruikers/{cast.leader.pk}/openen/"
    assert f'href="{back}"' in listed
    assert "Openbaar (projectleider)" in client.get(back).content.decode()
    assert "weer open" in client.post(back, follow=True).content.decode()
    assert User.objects.get(pk=cast.leader.pk).is_active

    own = f"/werkplek/gebruikers/{cast.administrator.pk}/sluiten/"
    refused = client.post(own)
    assert (refused.status_code, "Uw eigen account" in refused.content.decode()) == (409, True)


def test_closed_people_are_not_offered_for_teams_bodies_and_commissions(cast):
    body = BodyFactory()
    BodyMember.objects.create(body=body, user=cast.holder)
    for part in ("leader", "commissioner", "director", "holder"):
        close(cast, part)
    assert cast.leader not in assignable_users()
    assert cast.commissioner not in assignable_commissioners()
    # Who has a seat stays in sight, to take it away.
    assert set(SeatsForm(body=body).fields["users"].queryset) == {cast.holder}


def test_factors_and_ties_go_with_the_account(client, cast):
    come_in(client)
    set_up(client)
    cast.coordinator.identity_set.create(issuer="https://elders.example", subject="1", created_at=NOW)
    close(cast)
    assert not Authenticator.objects.exists()
    assert not cast.coordinator.identity_set.exists()
    assert PASSWORD not in str(AuditEvent.objects.values())
