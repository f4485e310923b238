"""One open invitation for one address; who has a dead link is told so."""

import base64
import re
import threading

import pytest
from django.db import connection

from samenkracht.accounts import services, shown_once
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


def token_on(page):
    found = re.search(r"<code>[^<]*/uitnodiging/([^/<]+)/</code>", page.content.decode())
    return found[1] if found else None


def test_loading_the_page_of_an_invitation_again_leaves_the_link_that_was_handed_over(client, cast):
    client.force_login(cast.administrator)
    typed = {"email": "nieuw@test.example", "display_name": "Functie", "role": "director"}

    sent = client.post("/werkplek/gebruikers/", typed)

    assert (sent.status_code, sent["Location"]) == (302, "/werkplek/gebruikers/")
    assert client.head("/werkplek/gebruikers/").status_code == 200
    token = token_on(client.get("/werkplek/gebruikers/"))
    assert token
    assert token_on(client.get("/werkplek/gebruikers/")) is None
    assert Invitation.objects.count() == 1
    assert client.get(f"/uitnodiging/{token}/").status_code == 200


def test_a_link_waits_for_its_page_in_no_readable_form_and_goes_when_it_was_shown(client, cast):
    client.force_login(cast.administrator)
    typed = {"email": "nieuw@test.example", "display_name": "Functie", "role": "director"}
    sent = client.post("/werkplek/gebruikers/", typed)
    waiting = client.session[shown_once.KEY]
    kept = base64.b64decode(waiting) + repr(dict(client.session)).encode() + str(sent.cookies).encode()

    token = token_on(client.get("/werkplek/gebruikers/"))

    assert token
    assert token.encode() not in kept
    assert b"uitnodiging" not in kept
    assert shown_once.KEY not in client.session


def test_a_link_whose_key_went_meanwhile_is_left_out_and_the_page_stands(client, cast, settings):
    client.force_login(cast.administrator)
    typed = {"email": "nieuw@test.example", "display_name": "Functie", "role": "director"}
    client.post("/werkplek/gebruikers/", typed)
    settings.FIELD_KEYS = f"9:{base64.b64encode(b'9' * 32).decode()}"

    page = client.get("/werkplek/gebruikers/")

    assert (page.status_code, token_on(page)) == (200, None)


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


def test_the_address_of_a_closed_account_is_told_to_be_closed_wherever_it_is_used(client, cast):
    token = invited(email="weg@test.example")
    closed = {"display_name": "Weg", "role": Role.DIRECTOR, "password": None, "by": System("test"), "at": NOW}
    services.add_user(email="weg@test.example", **closed)
    User.objects.filter(email="weg@test.example").update(is_active=False)
    with pytest.raises(services.AccountClosed):
        services.add_user(email="Weg@test.example", **closed)

    dead = client.get(f"/uitnodiging/{token}/")
    assert (dead.status_code, "is gesloten" in dead.content.decode()) == (410, True)
    assert "Log dan in" not in dead.content.decode()

    client.force_login(cast.administrator)
    typed = {"email": "Weg@test.example", "display_name": "Weer", "role": "director"}
    answer = client.post("/werkplek/gebruikers/", typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"] == [str(services.AccountClosed.for_people)]
    assert "“Open weer”" in str(services.AccountClosed.for_people)
