"""In through the region's own identity provider: a real one, as a process, with its own login page and signatures."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client

from samenkracht.accounts import services
from samenkracht.accounts.actors import Staff, System
from samenkracht.accounts.models import Identity, User
from samenkracht.audit.models import AuditEvent
from tests.accounts.codes import fresh_code
from tests.accounts.test_second_factor import SET_UP, shown_secret
from tests.cast import PASSWORD
from tests.moments import NOW
from tests.services.identity_provider import PASSWORD as PASSWORD_THERE
from tests.services.identity_provider import IdentityProvider

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

LEAVE, BACK = "/inloggen/organisatie/", "/inloggen/organisatie/terug/"
EMAIL = "coordinator@test.example"


@pytest.fixture(autouse=True)
def provider(identity_provider: IdentityProvider, settings) -> IdentityProvider:
    """Set, answering rightly, and with the second factor asked of staff."""
    for name, value in identity_provider.settings.items():
        setattr(settings, name, value)
    settings.STAFF_SECOND_FACTOR = True
    identity_provider.tell(back=settings.BASE_URL + BACK)
    return identity_provider


def sent_there(client: Client, **typed: str) -> str:
    answer = client.post(LEAVE, typed)
    assert answer.status_code == 200, answer.content.decode()
    return answer["Refresh"].removeprefix("0; url=")


def at_the_provider(there: str, name: str) -> str:
    """Log in there, as a browser would; gives the address to which one is sent back."""
    with requests.Session() as browser:
        answer = browser.get(there)
        answer = browser.post(answer.url, data={"username": name, "password": PASSWORD_THERE}, allow_redirects=False)
        return browser.get(urljoin(there, answer.headers["Location"]), allow_redirects=False).headers["Location"]


def comes_back(client: Client, name: str, **typed: str):
    back = urlsplit(at_the_provider(sent_there(client, **typed), name))
    return client.get(f"{back.path}?{back.query}")


def refused(answer, status: int, words: str) -> None:
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (status, True), page
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.wsgi_request.user.is_anonymous


def stored() -> tuple[int, int]:
    return User.objects.count(), Identity.objects.count()


def test_first_login_ties_by_verified_address_and_later_ones_go_by_subject(client, cast, provider):
    provider.person("anna", "Coordinator@Test.example", email_verified=True)
    answer = comes_back(client, "anna", next="/werkplek/projecten/")
    assert (answer.status_code, answer["Location"]) == (302, "/werkplek/projecten/")
    identity = Identity.objects.get()
    assert (identity.user, identity.issuer) == (cast.coordinator, provider.issuer)
    assert [event.data for event in AuditEvent.objects.filter(event="user.logged_in")] == [
        {"way": "provider", "factor": ""}
    ]

    # The region gave somebody else the address, and her another one; she stays who she is.
    User.objects.filter(pk=cast.coordinator.pk).update(email="anders@test.example")
    answer = comes_back(Client(), "anna")
    assert answer["Location"] == "/werkplek/"
    assert answer.wsgi_request.user.pk == cast.coordinator.pk
    assert AuditEvent.objects.filter(event="user.identity_tied").count() == 1


def test_nothing_of_what_the_provider_said_is_kept_but_the_tie(client, cast, provider):
    provider.person("anna", EMAIL, email_verified=True, name="Anna van der Test", phone_number="0612345678")
    comes_back(client, "anna")
    kept = str(list(Identity.objects.values())) + str(list(AuditEvent.objects.values())) + str(dict(client.session))
    assert not re.search(r"Anna|06123|eyJ|access_token|@", kept), kept


def test_provider_is_asked_for_a_code_with_state_nonce_and_proof_of_possession(client, cast):
    asked = parse_qs(urlsplit(sent_there(client)).query)
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000" + BACK]
    again = parse_qs(urlsplit(sent_there(client)).query)
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 20
        assert asked[name] != again[name]
    assert client.get(LEAVE).status_code == 405


def test_own_code_is_asked_unless_the_setting_lets_the_provider_s_factor_count(client, cast, provider, settings):
    provider.person("anna", EMAIL, email_verified=True, amr=["pwd", "mfa"], acr="gold")
    comes_back(client, "anna")
    assert client.get("/werkplek/")["Location"].startswith(SET_UP)
    secret = shown_secret(client)
    client.post(SET_UP, {"code": fresh_code(secret)})
    assert client.get("/werkplek/").status_code == 200

    later = Client()
    assert comes_back(later, "anna")["Location"] == "/inloggen/code/"
    assert later.get("/werkplek/")["Location"].startswith("/inloggen/?next=")
    settings.OIDC_REQUIRED_AMR = ["hwk"]
    assert comes_back(Client(), "anna")["Location"] == "/inloggen/code/"
    settings.OIDC_REQUIRED_AMR, settings.OIDC_REQUIRED_ACR = ["mfa"], ["gold"]
    assert comes_back(later, "anna")["Location"] == "/werkplek/"
    assert later.get("/werkplek/").status_code == 200
    assert AuditEvent.objects.filter(event="user.logged_in").last().data == {"way": "provider", "factor": "provider"}
    services.reset_second_factor(user=cast.coordinator, by=System("test"), at=NOW)
    assert later.get("/werkplek/").status_code == 302, "a reset leaves the session in"


@pytest.mark.parametrize("is_tied", [False, True])
def test_colleague_who_comes_by_the_provider_works_also_when_another_asked_a_new_password(
    client, cast, provider, is_tied
):
    provider.person("anna", EMAIL, email_verified=True)
    if is_tied:
        comes_back(Client(), "anna")
    Client().post("/wachtwoord/vergeten/", {"email": EMAIL})
    comes_back(client, "anna")
    secret = shown_secret(client)
    assert client.post(SET_UP, {"code": fresh_code(secret)}).status_code == 302
    assert client.get("/werkplek/").status_code == 200

    services.reset_second_factor(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)
    Client().post("/wachtwoord/vergeten/", {"email": EMAIL})
    cache.clear()
    comes_back(again := Client(), "anna")
    secret = shown_secret(again)
    assert again.post(SET_UP, {"code": fresh_code(secret)}).status_code == 302
    assert again.get("/werkplek/").status_code == 200


def test_who_has_two_factors_there_and_none_here_has_no_password_left_to_steal(client, cast, provider, settings):
    settings.OIDC_REQUIRED_AMR = ["mfa"]
    provider.person("anna", EMAIL, email_verified=True, amr=["mfa"])
    comes_back(client, "anna")
    assert client.get("/werkplek/").status_code == 200
    thief = Client()
    assert thief.post("/inloggen/", {"login": EMAIL, "password": PASSWORD}).status_code == 422
    assert comes_back(Client(), "anna")["Location"] == "/werkplek/"


@pytest.mark.parametrize(
    ("email", "told", "words"),
    [
        ("niemand@test.example", {"email_verified": True}, "geen account"),
        (EMAIL, {"email_verified": False}, "nog niet bevestigd"),
        (EMAIL, {"email_verified": "false"}, "nog niet bevestigd"),
        (EMAIL, {}, "nog niet bevestigd"),
        ("coordınator@test.example", {"email_verified": True}, "geen account"),
        ("director@test.example", {"email_verified": True}, "geen account"),
    ],
    ids=["unknown", "unverified", "text that says no", "silent", "look-alike", "closed account"],
)
def test_unknown_unverified_or_closed_is_told_why_and_nothing_is_made(client, cast, provider, email, told, words):
    User.objects.filter(email="director@test.example").update(is_active=False)
    provider.person("bram", email, **told)
    before = stored()
    refused(comes_back(client, "bram"), 403, words)
    assert stored() == before
    event = AuditEvent.objects.get(event="user.not_let_in")
    assert (event.actor_kind, event.actor_id, event.target_id) == ("anonymous", "", "")
    assert email not in str(event.data)


def test_second_person_with_the_same_address_is_not_let_in(client, cast, provider):
    provider.person("anna", EMAIL, email_verified=True)
    provider.person("anton", EMAIL, email_verified=True)
    comes_back(client, "anna")
    refused(comes_back(Client(), "anton"), 403, "al verbonden")
    services.reset_second_factor(user=cast.coordinator, by=System("test"), at=NOW)
    assert comes_back(Client(), "anton")["Location"] == "/werkplek/"


def test_closed_account_stays_closed_for_who_was_tied(client, cast, provider):
    provider.person("anna", EMAIL, email_verified=True)
    comes_back(client, "anna")
    services.close_account(user=cast.coordinator, by=Staff(cast.administrator), at=NOW)
    assert client.get("/werkplek/")["Location"].startswith("/inloggen/?next=")
    refused(comes_back(Client(), "anna"), 403, "geen account")


@pytest.mark.parametrize("way", ["other key", "altered", "unsigned", "nonce", "audience", "issuer", "old"])
def test_answer_that_is_not_rightly_signed_or_not_for_this_login_is_not_believed(client, cast, provider, way):
    provider.person("anna", "iemand@test.example" if way == "altered" else EMAIL, email_verified=True)
    provider.tell(spoil=way)
    before = stored()
    refused(comes_back(client, "anna"), 502, "Wat wij terugkregen klopt niet")
    assert stored() == before


def test_an_answer_works_once_and_in_the_browser_that_asked(client, cast, provider):
    provider.person("anna", EMAIL, email_verified=True)
    back = urlsplit(at_the_provider(sent_there(client), "anna"))
    place = f"{back.path}?{back.query}"
    refused(Client().get(place), 400, "verlopen of al gebruikt")
    assert client.get(place).status_code == 302
    client.logout()
    refused(client.get(place), 400, "verlopen of al gebruikt")
    refused(client.get(BACK), 400, "verlopen of al gebruikt")
    state = parse_qs(urlsplit(sent_there(client)).query)["state"][0]
    refused(client.get(f"{BACK}?error=access_denied&state={state}"), 400, "U bent daar niet ingelogd")


def test_made_up_code_and_other_issuer_are_not_believed(client, cast, provider):
    state = parse_qs(urlsplit(sent_there(client)).query)["state"][0]
    refused(client.get(f"{BACK}?code=made-up&state={state}"), 502, "klopt niet")
    refused(client.get(f"{BACK}?code=x&state={state}&iss=https://elsewhere.example"), 502, "klopt niet")


def test_nobody_is_led_to_another_website(client, cast, provider):
    provider.person("anna", EMAIL, email_verified=True)
    assert comes_back(client, "anna", next="https://elders.example/")["Location"] == "/werkplek/"


def test_away_provider_gives_a_clear_page_and_the_password_still_works(client, cast, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9/o"
    refused(client.post(LEAVE), 503, "geen antwoord")
    assert "Log in met Regio-account" in client.get("/inloggen/").content.decode()
    assert client.post("/inloggen/", {"login": EMAIL, "password": PASSWORD}).status_code == 302


def test_provider_that_names_another_issuer_is_not_believed(client, cast, settings, provider):
    settings.OIDC_ISSUER = provider.issuer + "/"
    refused(client.post(LEAVE), 502, "klopt niet")
