"""People at their browsers."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from tests.services.portal import Portal

PASSWORD = "een lang geheim van de reis"


@contextmanager
def somebody(chromium: Browser, portal: Portal, *, script: bool = True, width: int = 1280) -> Iterator[Page]:
    """A fresh browser of one person."""
    context: BrowserContext = chromium.new_context(
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        base_url=portal.address,
        java_script_enabled=script,
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/werkplek/")


def accept(page: Page, link: str) -> None:
    """Open an invitation and choose a password."""
    page.goto(link)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Herhaal het wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()
    page.wait_for_url("**/inloggen/")


def invite(page: Page, email: str, function: str, role: str) -> str:
    """As administrator: invite somebody; gives the link."""
    page.goto("/werkplek/gebruikers/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Functie").fill(function)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Maak de uitnodiging").click()
    return page.locator("code").inner_text()
