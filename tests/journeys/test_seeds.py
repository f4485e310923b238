"""Both real documents typed in through pages, from an empty database, and come out again as page, PDF and Word."""

import io
import re
import subprocess
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Browser, Page, expect

from tests.journeys import seeds
from tests.journeys.people import accept, invite, log_in, somebody
from tests.services.portal import Portal

ADMINISTRATOR, COORDINATOR, SECRETARY = "beheerder@zaad.example", "coordinator@zaad.example", "secretaris@zaad.example"
DIRECTOR = "directeur@zaad.example"


def day(value: date) -> str:
    return f"{value.day}-{value.month}-{value.year}"


def save(page: Page) -> None:
    """Send the form of the page, and see that nothing was wrong with it."""
    page.locator("main form .action-bar button[type=submit]").last.click()
    page.wait_for_load_state()
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def people_come_in(chromium: Browser, portal: Portal) -> None:
    link = portal.manage("invite_administrator", ADMINISTRATOR).stdout.strip()
    with somebody(chromium, portal) as administrator:
        accept(administrator, link)
        log_in(administrator, ADMINISTRATOR)
        links = [
            invite(administrator, COORDINATOR, "Coördinator", "Coördinator Samenkracht!"),
            invite(administrator, SECRETARY, "Secretaris", "Secretaris"),
            invite(administrator, DIRECTOR, "Directeur", "Directeur"),
        ]
        the_agenda_is_made(administrator)
    for link in links:
        with somebody(chromium, portal) as newcomer:
            accept(newcomer, link)


def the_agenda_is_made(page: Page) -> None:
    page.goto("/werkplek/agenda/nieuw/")
    page.get_by_label("Titel").fill(seeds.AGENDA)
    page.get_by_label("Eerste dag").fill("1-1-2015")
    save(page)
    page.get_by_role("link", name=seeds.AGENDA).first.click()
    page.goto(page.url.rstrip("/") + "/speerpunt/")
    page.get_by_label("Speerpunt").fill(seeds.PRIORITY)
    save(page)


def the_project_page_is_typed(page: Page) -> None:
    page.goto("/werkplek/projecten/nieuw/")
    page.get_by_label("Titel").fill(seeds.TITLE)
    page.get_by_label("In het kort").fill("Wij vragen inwoners wat zij nodig hebben, voordat wij iets besluiten.")
    page.get_by_role("combobox", name="Samenwerkingsagenda").select_option(label=seeds.AGENDA)
    page.get_by_label(re.compile(re.escape(seeds.PRIORITY))).check()
    page.get_by_label("RSA Speerpunten").fill(seeds.PRIORITIES)
    page.get_by_label("Wat willen we bereiken?").fill("\n".join(seeds.GOALS))
    page.get_by_label("Beoogde startdatum").fill(seeds.START)
    page.get_by_label("Beoogde einddatum").fill(seeds.END)
    page.get_by_label("Resultaten tot nu toe").fill("\n".join(seeds.RESULTS))
    page.get_by_label("Voortgang en planning").fill("\n".join(seeds.PLANNING))
    page.get_by_label("Contact: functie").fill(seeds.CONTACT)
    page.get_by_label("Contact: e-mailadres").fill(seeds.EMAIL)
    save(page)
    page.wait_for_url("**/team/")
    page.goto("/werkplek/projecten/samenkracht-20/openbaarheid/")
    page.goto("/werkplek/projecten/samenkracht-20/gegevens/")
    page.get_by_role("button", name="Maak de pagina openbaar").click()
    page.wait_for_load_state()


def the_meetings_are_planned(page: Page) -> None:
    for kind, subject, name in seeds.BODIES:
        page.goto("/werkplek/overleggen/gremia/nieuw/")
        page.get_by_label("Soort").select_option(label=kind)
        page.get_by_label("Onderwerp, kort").fill(subject)
        page.get_by_label("Naam voluit").fill(name)
        save(page)
    for held_on, bodies, part, _words in seeds.MEETINGS:
        page.goto("/werkplek/overleggen/nieuw/")
        for body in bodies:
            page.get_by_label(re.compile(rf"^{re.escape(body)}\b")).check()
        page.get_by_label("Deel van het overleg").fill(part)
        page.get_by_label("Dag", exact=True).fill(day(held_on))
        save(page)


def the_proposal_is_typed(page: Page) -> str:
    """As the secretary; gives the address of its page."""
    page.goto("/werkplek/voorstellen/nieuw/")
    page.get_by_label("Onderwerp").fill(seeds.SUBJECT)
    page.get_by_label("Project").select_option(label=seeds.TITLE)
    page.get_by_label("Openbaar", exact=True).check()
    page.get_by_label("Contactpersoon").fill("\n".join(seeds.CONTACTS))
    page.get_by_label("Eenheid").fill(seeds.UNIT)
    page.get_by_label("E-mail").fill(seeds.EMAIL)
    page.get_by_label("Kenmerk").fill(seeds.REFERENCE)
    page.get_by_label("Datum").fill(day(seeds.DATED))
    save(page)
    address = page.url
    for point in seeds.POINTS:
        page.goto(address)
        page.get_by_role("link", name="Nieuw punt").click()
        page.get_by_label("Omschrijving").fill(point)
        save(page)
    page.get_by_role("link", name="Nieuwe aanmelding").click()
    for label, words in zip(("Datum", "Besproken met secretaris", "Conclusie"), seeds.REGISTERED, strict=True):
        page.get_by_label(label).fill(words)
    save(page)
    for _held_on, _bodies, _part, words in seeds.MEETINGS:
        page.goto(address)
        page.get_by_role("link", name="Zet op een agenda").first.click()
        choice = page.get_by_label("Overleg").locator("option", has_text=words)
        page.get_by_label("Overleg").select_option(value=choice.first.get_attribute("value"))
        page.get_by_label("Informeren").check()
        save(page)
    # Four blocks as in the form, of which one is filled in.
    for text in ("\n\n".join(seeds.EXPLANATION), "", "", ""):
        page.goto(address)
        page.get_by_role("link", name="Nieuwe toelichting").click()
        page.get_by_label("Beknopte toelichting").fill(text)
        save(page)
    return address


def files_of(page: Page, folder: Path, *names: str) -> dict[str, bytes]:
    """The files that the page of a report offers."""
    found = {}
    for name in names:
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(f"^{name},")).click()
        path = folder / name
        download.value.save_as(path)
        found[name] = path.read_bytes()
    return found


def the_paper_is_made(page: Page, address: str, folder: Path) -> tuple[str, dict[str, bytes]]:
    page.goto(address)
    page.get_by_role("button", name="Maak het stuk").click()
    return made(page, folder)


def made(page: Page, folder: Path) -> tuple[str, dict[str, bytes]]:
    """Wait for the worker, open what it made, and take the files."""
    link = page.get_by_role("link", name=re.compile("Bekijk het rapport|Naar het rapport|Open het rapport"))
    link.first.wait_for(timeout=45_000)
    link.first.click()
    page.wait_for_url(re.compile(r"/werkplek/rapporten/\d+/$"))
    return page.locator("article").inner_text(), files_of(page, folder, "PDF", "Word")


def a_progress_report_is_made(page: Page, folder: Path) -> tuple[str, dict[str, bytes]]:
    page.goto("/werkplek/rapporten/")
    page.get_by_label("Eerste dag").fill("1-1-2018")
    page.get_by_label("Laatste dag").fill("31-3-2018")
    page.get_by_role("button", name="Maak het rapport").click()
    return made(page, folder)


def flat(text: str) -> str:
    return " ".join(text.split())


def text_of_paper(file: bytes) -> str:
    """The PDF's words in the order of its tags: a cell stays together."""
    return subprocess.run(["pdftotext", "-", "-"], input=file, capture_output=True, check=True).stdout.decode()


def words_of_word(file: bytes) -> str:
    """Every paragraph and cell, also those inside content controls."""
    body = docx.Document(io.BytesIO(file)).element.body
    paragraphs = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return flat(" ".join(paragraphs))


def assert_in_order(text: str, words: tuple[str, ...]) -> None:
    places = [text.index(word) for word in words]
    assert places == sorted(places)


@pytest.mark.postgresql
def test_both_real_documents_are_typed_in_and_come_out_again(
    chromium: Browser, empty_portal: Portal, tmp_path: Path
) -> None:
    people_come_in(chromium, empty_portal)
    with somebody(chromium, empty_portal) as coordinator:
        log_in(coordinator, COORDINATOR)
        the_project_page_is_typed(coordinator)
    with somebody(chromium, empty_portal, script=False, width=360) as resident:
        resident.goto("/projecten/samenkracht-20/")
        page = flat(resident.locator("main").inner_text())
        assert_in_order(page, seeds.HEADINGS)
        for words in (seeds.PRIORITY, seeds.PRIORITIES, *seeds.GOALS, seeds.PLANNED.lower(), *seeds.RESULTS,
                      *seeds.PLANNING, seeds.CONTACT, seeds.EMAIL):  # fmt: skip
            assert words.lower() in page.lower(), words

    with somebody(chromium, empty_portal) as secretary:
        log_in(secretary, SECRETARY)
        the_meetings_are_planned(secretary)
        address = the_proposal_is_typed(secretary)
        shown, files = the_paper_is_made(secretary, address, tmp_path)
    drawings = {"page": flat(shown), "pdf": flat(text_of_paper(files["PDF"])), "word": words_of_word(files["Word"])}
    sections = ("Algemeen", "Voorstel 1.", "Aangemeld bij secretaris", "Behandeling", "Toelichting voor DO en PFHO")
    for name, text in drawings.items():
        assert_in_order(text, sections)
        for words in (seeds.SUBJECT, *seeds.CONTACTS, seeds.UNIT, seeds.EMAIL, seeds.REFERENCE, "17 juni 2024",
                      "13-06-24", "27-06-24", "11-07-24", "Wordt geagendeerd voor DO en PFHO"):  # fmt: skip
            assert words in text, (name, words)
        assert text.count("informeren") >= 3, name
    for words in (*seeds.POINTS, *(words for *_rest, words in seeds.MEETINGS), *map(flat, seeds.EXPLANATION)):
        assert flat(words) in drawings["page"], words
        assert flat(words) in drawings["word"], words
    # The prompts of the form are the empty state of a field in Word, and nowhere else.
    for prompt in ("Klik hier als u een datum wilt invoeren.", "Maak een keuze"):
        assert prompt in drawings["word"]
        assert prompt not in drawings["page"] + drawings["pdf"]

    with somebody(chromium, empty_portal) as coordinator:
        log_in(coordinator, COORDINATOR)
        shown, files = a_progress_report_is_made(coordinator, tmp_path)
    for text in (flat(shown), flat(text_of_paper(files["PDF"])), words_of_word(files["Word"])):
        assert_in_order(text[text.rindex("RSA Speerpunten") :], seeds.HEADINGS)
        assert seeds.PLANNED in text
        assert "Financieel" in text

    with somebody(chromium, empty_portal) as director:
        log_in(director, DIRECTOR)
        director.goto("/dashboard/")
        expect(director.get_by_role("row", name=re.compile("Samenkracht! 2.0"))).to_be_visible()
