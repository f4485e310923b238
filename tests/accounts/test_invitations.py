"""One open invitation for one address; who has a dead link is told so."""

import threading

import pytest
from django.db import connection

from samenkracht.accounts import services
from samenkracht.accounts.actors import Staff, System
from samenkracht.accounts.models import Invitation, User
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.accounts.roles import Role
from samenkracht.audit.models import AuditEvent
from tests.cast import PASSWORD
from tests.moments import NOW
from tests.real_commits import real_commits

__all__ = ["real_commits"]
TYPED = {"password": PASSWORD, "again": PASSWORD}


def invited(role=Role.DIRECTOR, email="nieuw@test.example") -> str:
    return services.invite(email=email, display_name="Functie", role=role, by=System("test"), at=NOW)


def test_inviting_again_ends_the_invitation_of_before(client, db):
    other = invited(email="ander@test.example")
    first, second = invited(), invited(Role.SECRETARY, "Nieuw@Test.Example")
    assert AuditEvent.objects.filter(event="user.invitation_withdrawn").count() == 1
    assert client.post(f"/uitnodiging/{first}/", TYPED).status_code == 410
    assert client.post(f"/uitnodiging/{second}/", TYPED).status_code == 302
    assert User.objects.get().role == Role.SECRETARY
    assert client.post(f"/uitnodiging/{other}/", TYPED).status_code == 302


def test_the_administrator_withdraws_an_invitation(client, cast):
    token = invited()
    place = f"/werkplek/uitnodigingen/{Invitation.objects.get().pk}/intrekken/"
    with pytest.raises(NotPermitted):
        services.withdraw_invitation(invitation=Invitation.objects.get(), by=Staff(cast.coordinator), at=NOW)
    client.force_login(cast.administrator)
    assert f'action="{place}"' in client.get("/werkplek/gebruikers/").content.decode()
    page = client.post(place, follow=True).content.decode()
    assert "De uitnodiging is ingetrokken." in page
    assert place not in page
    assert "was al gebruikt, ingetrokken of verlopen" in client.post(place, follow=True).content.decode()
    assert AuditEvent.objects.filter(event="user.invitation_withdrawn").count() == 1
    opened = client.get(f"/uitnodiging/{token}/")
    assert (opened.status_code, 'type="password"' in opened.content.decode()) == (410, False), "said before typing"
    dead = client.post(f"/uitnodiging/{token}/", TYPED)
    assert (dead.status_code, "ingetrokken" in dead.content.decode()) == (410, True)
    assert not User.objects.filter(email="nieuw@test.example").exists()


def test_link_for_an_address_that_got_an_account_meanwhile_is_dead_and_adds_nobody(client, db):
    token = invited()
    assert client.get(f"/uitnodiging/{token}/").status_code == 200
    services.add_user(
        email="nieuw@test.example", display_name="x", role=Role.DIRECTOR, password=None, by=System("test"), at=NOW
    )
    for answer in (client.get(f"/uitnodiging/{token}/"), client.post(f"/uitnodiging/{token}/", TYPED)):
        assert (answer.status_code, "Er is al een gebruiker" in answer.content.decode()) == (410, True)
    assert User.objects.count() == 1


def test_of_two_who_accept_one_invitation_at_once_one_gets_an_account(real_commits):
    token, ready, refusals = invited(), threading.Barrier(2), []

    def accepts() -> None:
        try:
            ready.wait()
            services.accept(token=token, password=PASSWORD, at=NOW)
        except services.InvitationNotValid as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    together = [threading.Thread(target=accepts) for _ in range(2)]
    [one.start() for one in together]
    [one.join() for one in together]
    assert (len(refusals), User.objects.count()) == (1, 1)
