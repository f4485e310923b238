"""Staff need a second factor: without one every guarded page leads to where one sets it up."""

import base64
import re

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client

from samenkracht.accounts import factors, services
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from tests.accounts.codes import code, fresh_code
from tests.cast import PASSWORD
from tests.moments import NOW

pytestmark = pytest.mark.postgresql

SET_UP, PROVE = "/beveiliging/app/", "/inloggen/code-opnieuw/"
EMAIL = "coordinator@test.example"
# The same number as the key of the tests, other bytes.
LOST = "1:" + base64.b64encode(b"w" * 32).decode()


@pytest.fixture(autouse=True)
def required(settings):
    settings.STAFF_SECOND_FACTOR = True


def come_in(client, email=EMAIL):
    return client.post("/inloggen/", {"login": email, "password": PASSWORD})


def shown_secret(client) -> str:
    page = client.get(SET_UP, follow=True).content.decode()
    return re.search(r'<strong class="tabular-nums">([A-Z2-7 ]{39})</strong>', page)[1].replace(" ", "")


def set_up(client, **more) -> str:
    """Set up a factor in a session that logged in; gives its secret."""
    client.post("/inloggen/opnieuw/", {"password": PASSWORD})
    secret = shown_secret(client)
    answer = client.post(SET_UP, {"code": fresh_code(secret)} | more)
    assert answer.status_code == 302, answer.content.decode()
    return secret


def wrong(secret: str) -> str:
    return f"{(int(code(secret)) + 1) % 1_000_000:06}"


def recovery_codes(client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", client.get("/beveiliging/herstelcodes/").content.decode())


def test_the_codes_of_the_tests_are_those_of_the_standard():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [code(secret, at=at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]


def test_who_has_no_factor_is_led_to_set_one_up_and_then_to_where_they_were_going(client, cast):
    come_in(client)
    answer = client.get("/werkplek/projecten/?staat=alle")
    assert (answer.status_code, answer["Location"]) == (302, f"{SET_UP}?next=/werkplek/projecten/%3Fstaat%3Dalle")
    secret = set_up(client, next="/werkplek/projecten/")
    codes = client.get("/beveiliging/herstelcodes/?next=/werkplek/projecten/").content.decode()
    assert 'href="/werkplek/projecten/"' in codes
    assert client.get("/werkplek/").status_code == 200
    assert secret not in str(list(Authenticator.objects.values())), "the secret stands in the database unsealed"


def test_who_just_came_in_is_not_asked_for_the_password_again_but_who_came_in_long_ago_is(client, cast):
    come_in(client)
    assert client.get(SET_UP).status_code == 200
    later = Client()
    come_in(later)
    session = later.session
    session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] -= 600
    session.save()
    assert later.get(SET_UP)["Location"].startswith("/inloggen/opnieuw/")
    assert later.post(SET_UP, {"code": "123456"})["Location"].startswith("/inloggen/opnieuw/")


def test_what_was_sent_without_a_factor_is_not_sent_again_afterwards(client, cast):
    client.force_login(cast.administrator)
    answer = client.post("/werkplek/gebruikers/", {"email": "x@test.example", "display_name": "x", "role": "director"})
    assert (answer.status_code, answer["Location"]) == (302, f"{SET_UP}?next=/werkplek/")


def test_after_set_up_nobody_is_led_to_another_website(client, cast):
    come_in(client)
    client.post("/inloggen/opnieuw/", {"password": PASSWORD})
    secret = shown_secret(client)
    answer = client.post(SET_UP, {"code": fresh_code(secret), "next": "https://elders.example/"})
    assert answer["Location"] == "/beveiliging/herstelcodes/?next=%2Fwerkplek%2F"
    assert "elders" not in client.get("/beveiliging/herstelcodes/?next=//elders.example").content.decode()


def test_what_is_for_everybody_and_the_way_out_stay_open_without_a_factor(client, cast):
    come_in(client)
    assert client.get("/").status_code == 200
    assert client.get("/beveiliging/").status_code == 200
    assert client.post("/uitloggen/").status_code == 302
    assert client.get("/werkplek/")["Location"].startswith("/inloggen/?next=")


def test_who_has_a_factor_is_asked_for_the_code_at_login(client, cast):
    come_in(client)
    secret = set_up(client)
    later = Client()
    answer = come_in(later)
    assert (answer.status_code, answer["Location"]) == (302, "/inloggen/code/")
    assert later.get("/werkplek/")["Location"].startswith("/inloggen/")
    refused = later.post("/inloggen/code/", {"code": wrong(secret)})
    assert refused.status_code == 422
    assert "Deze code klopt niet." in refused.content.decode()
    assert later.get("/werkplek/")["Location"].startswith("/inloggen/")
    assert later.post("/inloggen/code/", {"code": fresh_code(secret)}).status_code == 302
    assert later.get("/werkplek/").status_code == 200


def test_a_factor_whose_key_is_lost_lets_nobody_in_and_says_who_helps(client, cast, settings):
    come_in(client)
    secret = set_up(client)
    settings.FIELD_KEYS = LOST
    later = Client()
    come_in(later)
    refused = later.post("/inloggen/code/", {"code": fresh_code(secret)})
    again = client.post(PROVE, {"code": fresh_code(secret)})

    assert (refused.status_code, again.status_code) == (422, 422)
    assert "Vraag de beheerder" in refused.content.decode()
    assert "Vraag de beheerder" in again.content.decode()
    assert later.get("/werkplek/")["Location"].startswith("/inloggen/")

    services.reset_second_factor(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)
    come_in(client)
    set_up(client)
    assert client.get("/werkplek/").status_code == 200


def test_a_code_lets_in_once(client, cast):
    come_in(client)
    secret = set_up(client)
    first, second = Client(), Client()
    come_in(first)
    come_in(second)
    same = fresh_code(secret)
    assert first.post("/inloggen/code/", {"code": same}).status_code == 302
    assert second.post("/inloggen/code/", {"code": same}).status_code == 422


def test_guessing_codes_is_stopped(client, cast):
    come_in(client)
    secret = set_up(client)
    guesser = Client()
    come_in(guesser)
    answers = [guesser.post("/inloggen/code/", {"code": wrong(secret)}) for _ in range(12)]
    assert "te vaak" in answers[-1].content.decode()
    assert guesser.post("/inloggen/code/", {"code": fresh_code(secret)}).status_code != 302


def test_a_session_of_before_the_factor_must_show_it_too_and_cannot_take_it_away(client, cast):
    """Somebody with a stolen password who came in first stays outside once the owner sets up the factor."""
    early = Client()
    come_in(early)
    come_in(client)
    secret = set_up(client)
    assert early.get("/werkplek/")["Location"] == f"{PROVE}?next=/werkplek/"
    for path in ("app/uitzetten/", "herstelcodes/", "herstelcodes/nieuw/", "herstelcodes/bestand/"):
        assert early.get(f"/beveiliging/{path}")["Location"].startswith(PROVE), path
        assert early.post(f"/beveiliging/{path}")["Location"].startswith(PROVE), path
    assert early.post("/wachtwoord/wijzigen/")["Location"].startswith(PROVE)
    early.post("/inloggen/opnieuw/", {"password": PASSWORD})
    assert early.get("/werkplek/")["Location"].startswith(PROVE), "the password passed for a code"
    assert early.post(PROVE, {"code": wrong(secret)}).status_code == 422
    assert early.post(PROVE, {"code": fresh_code(secret), "next": "/werkplek/"})["Location"] == "/werkplek/"
    assert early.get("/werkplek/").status_code == 200


def test_a_new_password_by_mail_does_not_replace_the_code(client, cast, mailoutbox):
    come_in(client)
    set_up(client)
    stranger = Client()
    stranger.post("/wachtwoord/vergeten/", {"email": EMAIL})
    link = re.search(r"/wachtwoord/nieuw/\S+", mailoutbox[-1].body)[0]
    page = stranger.get(link, follow=True)
    place = page.redirect_chain[-1][0]
    stranger.post(place, {"password1": "een heel ander geheim", "password2": "een heel ander geheim"})
    answer = stranger.post("/inloggen/", {"login": EMAIL, "password": "een heel ander geheim"})
    assert answer["Location"] == "/inloggen/code/"
    assert stranger.get("/werkplek/")["Location"].startswith("/inloggen/")


def test_a_recovery_code_lets_in_once(client, cast):
    come_in(client)
    set_up(client)
    codes = recovery_codes(client)
    assert len(codes) == 10
    for answer in (302, 422):
        later = Client()
        come_in(later)
        assert later.post("/inloggen/code/", {"code": codes[0]}).status_code == answer
    come_in(later := Client())
    later.post("/inloggen/code/", {"code": codes[1]})
    assert later.get("/werkplek/").status_code == 200
    assert len(recovery_codes(client)) == 8


def test_the_administrator_takes_the_factor_of_a_lost_phone_away(client, cast, settings):
    come_in(client)
    set_up(client)
    settings.STAFF_SECOND_FACTOR = False
    administrator = Client()
    administrator.force_login(cast.administrator)
    place = f"/werkplek/gebruikers/{cast.coordinator.pk}/beveiliging/"
    assert f'href="{place}"' in administrator.get("/werkplek/gebruikers/").content.decode()
    page = administrator.get(place).content.decode()
    assert "Functie coordinator" in page
    assert "stelt na het inloggen een nieuwe app in" not in page, "nothing asks for it"
    assert "zelf een nieuwe app instellen" in page
    asked = render_to_string("accounts/factor_reset.html", {"required": True})
    assert "stelt na het inloggen een nieuwe app in" in asked
    assert Authenticator.objects.count() == 2, "looking took something away"
    assert "Uw collega kan zelf een nieuwe instellen." in administrator.post(place, follow=True).content.decode()
    settings.STAFF_SECOND_FACTOR = True
    assert not Authenticator.objects.exists()
    event = AuditEvent.objects.get(event="user.second_factor_reset")
    assert (event.actor_id, event.target_id) == (str(cast.administrator.pk), str(cast.coordinator.pk))
    assert client.get("/werkplek/")["Location"].startswith(SET_UP), "the session on the lost phone goes on"
    later = Client()
    assert come_in(later)["Location"] == "/werkplek/"
    assert later.get("/werkplek/")["Location"].startswith(SET_UP)


def test_only_the_administrator_takes_a_factor_away(client, cast):
    come_in(client)
    set_up(client)
    for part, user in cast.users.items():
        if part != "administrator":
            with pytest.raises(NotPermitted):
                services.reset_second_factor(user=cast.coordinator, by=Staff(user), at=NOW)
    assert Authenticator.objects.count() == 2


def test_an_administrator_without_a_phone_is_helped_by_a_command(client, cast):
    come_in(client, "administrator@test.example")
    set_up(client)
    call_command("reset_second_factor", "Administrator@test.example")
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get(event="user.second_factor_reset").actor_kind == "system"
    with pytest.raises(CommandError, match="geen gebruiker"):
        call_command("reset_second_factor", "niemand@test.example")


def test_with_the_factor_off_one_comes_in_with_the_password(client, cast, settings):
    settings.STAFF_SECOND_FACTOR = False
    come_in(client)
    assert client.get("/werkplek/").status_code == 200
    assert factors.required_step(client.get("/werkplek/").wsgi_request) == ""
