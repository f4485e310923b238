"""With the second factor required: an invited colleague sets it up, works, leaves, and comes in with both."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from samenkracht.accounts.roles import Role
from tests.accounts.codes import code, fresh_code
from tests.journeys.people import PASSWORD, accept, invite, somebody
from tests.services.identity_provider import PASSWORD as PASSWORD_THERE
from tests.services.identity_provider import IdentityProvider
from tests.services.portal import Portal

pytestmark = pytest.mark.once
ADMINISTRATOR = "beheerder@factor.example"
COLLEAGUE = Role.COORDINATOR
BY_BROWSER = {Role.DIRECTOR, Role.ADMINISTRATOR}
# Comes in by the provider. A code is good for one login, so it is not somebody who just came in otherwise.
ELSEWHERE = "elders@rol.example"
# Their accounts are made at once, and a program sets up their apps, so that every role can go along each time.
MAKES_ACCOUNTS = """
from samenkracht.core import clock
from samenkracht.accounts import services
from samenkracht.accounts.actors import System
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
for role in Role:
    services.add_user(email=f"{{role}}@rol.example", display_name=f"Functie {{role}}", role=role, password=None,
                      by=System("journey"), at=clock.now())
services.add_user(email={elsewhere!r}, display_name="Functie elders", role=Role.DIRECTOR, password=None,
                  by=System("journey"), at=clock.now())
first = User.objects.get(email="director@rol.example")
first.set_password({password!r})
User.objects.filter(email__endswith="@rol.example").update(password=first.password)
"""


@pytest.fixture(scope="module")
def strict_portal(identity_provider: IdentityProvider) -> Iterator[Portal]:
    """A portal that asks staff for a second factor, with a button for the region's own login; web alone."""
    portal = Portal(second_factor=True)
    portal.env |= identity_provider.settings
    identity_provider.tell(back=f"{portal.address}/inloggen/organisatie/terug/")
    try:
        portal.manage("migrate", "--verbosity", "0")
        portal.start_web()
        yield portal
    finally:
        portal.remove()


@pytest.fixture(scope="module")
def invitation(chromium: Browser, strict_portal: Portal) -> str:
    """By an administrator who set up a factor too."""
    link = strict_portal.manage("invite_administrator", ADMINISTRATOR).stdout.strip()
    with somebody(chromium, strict_portal) as administrator:
        accept(administrator, link)
        password(administrator, ADMINISTRATOR)
        sets_up(administrator)
        return invite(administrator, "collega@factor.example", "Functie van de collega", str(COLLEAGUE.label))


@pytest.fixture(scope="module")
def apps(strict_portal: Portal) -> dict[Role, str]:
    """The secret in the app of somebody of each role, each set up by its own pages."""
    strict_portal.python(MAKES_ACCOUNTS.format(password=PASSWORD, elsewhere=ELSEWHERE))
    with ThreadPoolExecutor(2) as people:
        secrets = people.map(lambda role: sets_up_by_program(strict_portal, f"{role}@rol.example"), Role)
        return dict(zip(Role, secrets, strict=True))


def sets_up_by_program(portal: Portal, email: str) -> str:
    """Log in, be led to set-up from wherever one goes, set up; gives the secret."""
    with requests.Session() as person:
        logs_in(portal, person, email)
        page = person.get(f"{portal.address}/dashboard/")
        assert "/beveiliging/app/?next=" in page.url
        secret = re.search(r'<strong class="tabular-nums">([A-Z2-7 ]{39})</strong>', page.text)[1].replace(" ", "")
        assert "Uw herstelcodes" in sends(person, page, code=fresh_code(secret)).text
        return secret


def sends(person: requests.Session, page: requests.Response, **typed: str) -> requests.Response:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    return person.post(page.url, data=typed | {"csrfmiddlewaretoken": token})


def logs_in(portal: Portal, person: requests.Session, email: str) -> requests.Response:
    return sends(person, person.get(f"{portal.address}/inloggen/"), login=email, password=PASSWORD)


def password(page: Page, email: str) -> None:
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def sets_up(page: Page) -> str:
    """From the login on, which leads here by itself; ends at the workplace. Gives the secret."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Zet de app met codes aan")
    expect(page.get_by_role("img", name="QR-code")).to_be_visible()
    secret = page.locator("strong.tabular-nums").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(fresh_code(secret))
    page.get_by_role("button", name="Zet aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="Ga verder").click()
    page.wait_for_url("**/werkplek/")
    return secret


def code_is_asked(page: Page, secret: str) -> None:
    """On the page for the code, and nowhere else; ends at the workplace."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code in")
    page.get_by_label("Code", exact=True).fill(fresh_code(secret))
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/werkplek/")


def test_a_colleague_sets_up_the_app_and_later_comes_in_with_its_code(chromium, strict_portal, invitation):
    with somebody(chromium, strict_portal) as page:
        accept(page, invitation)
        password(page, "collega@factor.example")
        secret = sets_up(page)
        page.get_by_role("button", name="Uitloggen").click()
        password(page, "collega@factor.example")
        expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code in")
        page.goto("/werkplek/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code in")
        wrong = f"{(int(code(secret)) + 1) % 1_000_000:06}"
        page.get_by_label("Code", exact=True).fill(wrong)
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.locator("main")).to_contain_text("Deze code klopt niet. Vul de code in die nu in de app staat.")
        code_is_asked(page, secret)
        expect(page.locator(".rail__account")).to_contain_text("Functie van de collega")


def test_every_role_comes_in_with_password_and_code(chromium, strict_portal, apps):
    """Two of them in a browser, the others by a program that sends the same."""
    for role in BY_BROWSER:
        with somebody(chromium, strict_portal) as page:
            password(page, f"{role}@rol.example")
            code_is_asked(page, apps[role])
            expect(page.locator(".rail__account")).to_contain_text(f"Functie {role}")
    for role in set(Role) - BY_BROWSER:
        with requests.Session() as person:
            asked = logs_in(strict_portal, person, f"{role}@rol.example")
            assert "Vul de code in" in asked.text, role
            came = sends(person, asked, code=fresh_code(apps[role]))
            assert f"Functie {role}" in came.text, role


def test_a_colleague_comes_in_by_the_region_s_own_login_and_the_code_of_the_app(
    chromium, strict_portal, apps, identity_provider
):
    secret = sets_up_by_program(strict_portal, ELSEWHERE)
    identity_provider.person("anna", ELSEWHERE, email_verified=True)
    identity_provider.person("bram", "onbekend@rol.example", email_verified=True)
    for who in ("bram", "anna"):
        with somebody(chromium, strict_portal) as page:
            page.goto("/inloggen/?next=/werkplek/")
            page.get_by_role("button", name="Log in met Regio-account").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Log in bij de provider")
            page.get_by_label("Naam").fill(who)
            page.get_by_label("Geheim").fill(PASSWORD_THERE)
            page.get_by_role("button", name="Verder").click()
            if who == "bram":
                expect(page.locator("main")).to_contain_text("U hebt hier nog geen account")
                page.goto("/werkplek/")
                expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen voor medewerkers")
            else:
                code_is_asked(page, secret)
                expect(page.locator(".rail__account")).to_contain_text("Functie elders")
