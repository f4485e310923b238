"""A form is made and published by keyboard alone, without JavaScript, and a resident fills it in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import log_in, somebody
from tests.services import axe
from tests.services.portal import Portal

PLACE = "/werkplek/projecten/met-het-toetsenbord/"
LEADER = "toetsenbord@reis.example"
WORLD = f"""
from samenkracht.core import clock
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from tests.factories.participation import TWO_STEPS, make_form
from tests.factories.projects import PlanLineFactory, ProjectFactory, TeamMemberFactory
from tests.journeys.people import PASSWORD
user = User(email="{LEADER}", display_name="Projectleider", role=Role.PROJECT_STAFF, created_at=clock.now())
user.set_password(PASSWORD)
user.save()
project = ProjectFactory(slug="met-het-toetsenbord", number=4712, title="Hulp in huis", is_public=True)
TeamMemberFactory(project=project, user=user, part="leader")
PlanLineFactory(project=project, input="Wat mensen thuis nodig hebben")
make_form(project=project, title="Uw ervaring met hulp", opens_at=None, closes_at=None)
"""
# The words by which somebody who does not see the screen knows what has the focus.
FOCUS = """() => {
  const e = document.activeElement;
  const label = e.labels && e.labels.length ? [...e.labels].map(l => l.textContent).join(' ') : '';
  return (e.getAttribute('aria-label') || label || e.textContent).replace(/\\s+/g, ' ').trim();
}"""


@pytest.fixture(scope="module")
def portal(live_portal_session: Portal) -> Portal:
    live_portal_session.python(WORLD)
    return live_portal_session


@pytest.fixture
def leader(chromium: Browser, portal: Portal) -> Iterator[Page]:
    with somebody(chromium, portal, script=False) as page:
        log_in(page, LEADER)
        yield page


def reach(page: Page, words: str) -> None:
    """Press Tab until what has the focus begins with these words."""
    seen = []
    for _ in range(90):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
        if seen[-1].startswith(words):
            return
    raise AssertionError(f"{words!r} cannot be reached by keyboard: {seen}")


def press(page: Page, words: str) -> None:
    """Reach a link or button, and press it."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    reach(page, label)
    page.keyboard.type(text)


def write_lines(page: Page, label: str, *lines: str) -> None:
    reach(page, label)
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def form_is_begun(page: Page) -> None:
    """From the gap in the chain, with its plan line filled in beforehand."""
    page.goto(PLACE)
    press(page, "Maak een formulier")
    expect(page.get_by_label("Bij welke planregel hoort het?")).to_contain_text("Wat mensen thuis nodig hebben")
    write(page, "Titel", "Hulp aan huis")
    write(page, "Waarom vraagt u dit?", "Wij willen weten wat u nodig hebt.")
    write(page, "Wie kunnen de antwoorden nog meer lezen?", "de projectleider")
    write(page, "Hoeveel minuten kost het?", "3")
    press(page, "Maak het formulier")


def steps_and_questions_are_made(page: Page) -> None:
    write(page, "Titel van de stap", "Hoe gaat het?")
    press(page, "Bewaar de stap")
    press(page, "Vraag erbij")
    write(page, "De vraag", "Krijgt u genoeg hulp?")
    write_lines(page, "Antwoorden", "Ja hoor", "Nee, te weinig")
    press(page, "Zet de vraag erin")

    reach(page, "Soort vraag")
    page.keyboard.type("Lange")  # a list jumps to what is typed
    press(page, "Vraag erbij")
    write(page, "De vraag", "Wat kan beter?")
    reach(page, "Verplicht")
    page.keyboard.press("Space")
    press(page, "Zet de vraag erin")

    press(page, "Zet “Wat kan beter?” een plaats hoger")
    expect(page.locator(".blocks h3")).to_have_text(["Wat kan beter?", "Krijgt u genoeg hulp?"])


@pytest.mark.postgresql
def test_form_is_made_and_published_by_keyboard_and_filled_in(chromium: Browser, portal: Portal, leader: Page) -> None:
    form_is_begun(leader)
    steps_and_questions_are_made(leader)
    press(leader, "Bekijk het voorbeeld")
    expect(leader.locator("main form")).to_have_count(0)
    press(leader, "Terug naar het maken")
    press(leader, "Publiceer versie 1")
    press(leader, "Publiceer versie 1")
    expect(leader.get_by_text("Versie 1 is gepubliceerd.")).to_be_visible()

    with somebody(chromium, portal, script=False, width=360) as resident:
        resident.goto("/formulieren/hulp-aan-huis/")
        resident.get_by_role("link", name="Begin met de vragenlijst").click()
        expect(resident.get_by_text("niet verplicht").first).to_be_visible()
        resident.get_by_label("Nee, te weinig").check()
        resident.get_by_role("button", name=re.compile("Versturen")).click()
        expect(resident.locator(".code")).to_be_visible()

    leader.goto(f"{PLACE}formulieren/")
    expect(leader.locator("#formulier-hulp-aan-huis")).to_contain_text(re.compile(r"Inzendingen tot nu\s*1"))


def faults(page: Page, where: str) -> list[str]:
    """What axe finds at both widths, and whether the page scrolls sideways."""
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{where} {width}: scrolls sideways")
        found += [f"{where} {width}: {one}" for one in axe.violations(page)]
    return found


@pytest.mark.once
def test_axe_finds_nothing_on_the_pages_where_forms_are_made(chromium: Browser, portal: Portal) -> None:
    form = f"{PLACE}formulieren/uw-ervaring-met-hulp/"
    pages = {
        "list": f"{PLACE}formulieren/",
        "new": f"{PLACE}formulieren/nieuw/",
        "facts": f"{form}gegevens/",
        "build": form,
        "step": f"{form}stappen/nu1/",
        "new-step": f"{form}stappen/",
        "question": f"{form}vragen/hulp1/",
        "new-question": f"{form}stappen/nu1/vragen/?soort=choice",
        "remove": f"{form}stappen/nu1/weghalen/",
        "publish": f"{form}publiceren/",
        "preview": f"{form}voorbeeld/",
        "chain": PLACE,
    }
    found = []
    with somebody(chromium, portal) as page:
        log_in(page, LEADER)
        for name, place in pages.items():
            page.goto(place)
            found += faults(page, name)
        page.goto(pages["question"])
        page.get_by_label("Antwoorden").fill("Thuiszorg\nMijn familie\nNiemand")
        page.get_by_role("button", name="Bewaar de vraag").click()
        expect(page.locator(".error-summary")).to_be_visible()
        found += faults(page, "question with errors")
    assert found == []
