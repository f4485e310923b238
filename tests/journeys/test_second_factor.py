"""With the second factor required: an invited colleague sets it up, works, leaves, and comes in with both."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from samenkracht.accounts.roles import Role
from tests.accounts.codes import code, fresh_code
from tests.journeys.people import PASSWORD, accept, invite, somebody
from tests.services.portal import Portal

pytestmark = pytest.mark.once
ADMINISTRATOR = "beheerder@factor.example"
# One role goes along each time; EVERY_ROLE=1 sends all of them, which takes a minute. That no role gets past the guard
# without a factor is told by tests/permissions/test_second_factor.py for every page.
EVERYBODY = [role for role in Role if role != Role.ADMINISTRATOR]
COLLEAGUES = EVERYBODY if os.environ.get("EVERY_ROLE") else [Role.COORDINATOR]


@pytest.fixture(scope="module")
def strict_portal() -> Iterator[Portal]:
    """A portal that asks staff for a second factor; web alone, for nothing here is done in the background."""
    portal = Portal(second_factor=True)
    try:
        portal.manage("migrate", "--verbosity", "0")
        portal.start_web()
        yield portal
    finally:
        portal.remove()


@pytest.fixture(scope="module")
def links(chromium: Browser, strict_portal: Portal) -> dict[str, str]:
    """Everybody is invited by an administrator who set up a factor too."""
    link = strict_portal.manage("invite_administrator", ADMINISTRATOR).stdout.strip()
    with somebody(chromium, strict_portal) as administrator:
        accept(administrator, link)
        password(administrator, ADMINISTRATOR)
        sets_up(administrator)
        return {
            role: invite(administrator, f"{role}@factor.example", f"Functie {role}", str(role.label))
            for role in COLLEAGUES
        }


def password(page: Page, email: str) -> None:
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def sets_up(page: Page) -> str:
    """From the login on, which leads here by itself; ends at the workplace. Gives the secret."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Zet de app met codes aan")
    expect(page.get_by_role("img", name="QR-code")).to_be_visible()
    secret = page.locator("strong.num").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(fresh_code(secret))
    page.get_by_role("button", name="Zet aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw herstelcodes")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="Ga verder").click()
    page.wait_for_url("**/werkplek/")
    return secret


@pytest.mark.parametrize("role", COLLEAGUES)
def test_a_colleague_sets_up_the_app_and_later_comes_in_with_its_code(chromium, strict_portal, links, role):
    email = f"{role}@factor.example"
    with somebody(chromium, strict_portal) as page:
        accept(page, links[role])
        password(page, email)
        secret = sets_up(page)
        page.get_by_role("button", name="Uitloggen").click()
        password(page, email)
        expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code in")
        page.goto("/werkplek/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code in")
        wrong = f"{(int(code(secret)) + 1) % 1_000_000:06}"
        page.get_by_label("Code", exact=True).fill(wrong)
        page.get_by_role("button", name="Log in").click()
        expect(page.locator("main")).to_contain_text("Deze code klopt niet. Vul de code in die nu in de app staat.")
        page.get_by_label("Code", exact=True).fill(fresh_code(secret))
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/werkplek/")
        expect(page.locator(".rail__me")).to_contain_text(f"Functie {role}")
