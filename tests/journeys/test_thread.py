"""The whole thread, from an empty database, through pages: project, plan, form, resident, job, report, PDF, figure."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import accept, invite, log_in, somebody
from tests.moments import NOW, day
from tests.services.portal import Portal

COORDINATOR, LEADER, DIRECTOR = "coordinator@reis.example", "leider@reis.example", "directeur@reis.example"
FORM = """
from participation.formbuilder.schema import Definition, Option, Question, Step
from participation.builder.services import forms
from projects.models import PlanLine, Project
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.models import User
from samenkracht.core import clock
by = Staff(User.objects.get(email="leider@reis.example"))
line = PlanLine.objects.select_related("plan__project").get()
now = clock.now()
form = forms.make(project=line.plan.project, plan_line=line, title="Uw ervaring met de bus", minutes=3, by=by, at=now,
                  purpose="Wij willen weten hoe u reist.", readers="de projectleider en de coördinator")
forms.publish(form=form, by=by, at=now, definition=Definition(steps=(
    Step(key="reis1", title="Hoe reist u?", questions=(
        Question(key="hoe1", kind="choice", label="Hoe komt u bij het ziekenhuis?", other="Anders, namelijk",
                 options=(Option("bus", "Met de bus"), Option("fiets", "Met de fiets"))),
        Question(key="beter1", kind="long_text", label="Wat kan er beter?", required=False))),
    Step(key="over1", title="Over u", questions=(
        Question(key="plaats1", kind="municipality", label="In welke gemeente woont u?"),)))))
print(form.slug)
"""


def people_come_in(chromium: Browser, portal: Portal) -> None:
    link = portal.manage("invite_administrator", "beheerder@reis.example").stdout.strip()
    with somebody(chromium, portal) as administrator:
        accept(administrator, link)
        log_in(administrator, "beheerder@reis.example")
        links = [
            invite(administrator, COORDINATOR, "Coördinator", "Coördinator Samenkracht!"),
            invite(administrator, LEADER, "Projectleider Vervoer", "Projectleider"),
            invite(administrator, DIRECTOR, "Directeur Sociaal", "Directeur"),
        ]
    for link in links:
        with somebody(chromium, portal) as newcomer:
            accept(newcomer, link)


def a_project_is_made(page: Page) -> None:
    log_in(page, COORDINATOR)
    page.goto("/werkplek/projecten/nieuw/")
    page.get_by_label("Titel").fill("Naar het ziekenhuis")
    page.get_by_label("In het kort").fill("De bus naar het ziekenhuis rijdt vaker.")
    page.get_by_label("Wat willen we bereiken?").fill("Iedereen kan komen.\nNiemand wacht lang.")
    page.get_by_label("RSA Speerpunten").fill("Bereikbaar")
    page.get_by_label("Beoogde startdatum").fill("januari 2027")
    page.get_by_label("Beoogde einddatum").fill("doorlopend")
    page.get_by_label("Contact: e-mailadres").fill("vervoer@regio.example")
    page.get_by_role("button", name="Maak het project").click()
    page.wait_for_url("**/team/")
    page.get_by_role("combobox", name="Projectleider").select_option(label=leader_label(page))
    page.get_by_role("button", name="Bewaar het team").click()
    page.goto("/werkplek/projecten/naar-het-ziekenhuis/gegevens/")
    page.get_by_role("button", name="Maak de pagina openbaar").click()


def leader_label(page: Page) -> str:
    options = page.locator("select option", has_text="Projectleider Vervoer")
    return options.first.inner_text()


def a_plan_line_is_written(page: Page) -> None:
    log_in(page, LEADER)
    page.goto("/werkplek/projecten/naar-het-ziekenhuis/plan/regels/nieuw/")
    page.get_by_label("Wat vragen wij?").fill("Hoe mensen nu reizen")
    page.get_by_label("Aan wie?").fill("Mensen die naar het ziekenhuis gaan")
    page.get_by_label("Waarom?").fill("Weten wat er mis gaat")
    page.get_by_label("Hoe?", exact=True).fill("Een vragenlijst")
    page.get_by_label("Wat doen wij ermee?").fill("In de dienstregeling")
    page.get_by_label("Trede op de participatieladder").select_option(label="Raadplegen")
    page.get_by_label("Hoeveel mensen wilt u bereiken?").fill("40")
    page.get_by_label("Wanneer hoort de inwoner iets?").fill("juni 2027")
    page.get_by_role("button", name="Bewaar de planregel").click()
    expect(page.get_by_text("Hoe mensen nu reizen").first).to_be_visible()


def a_resident_fills_in(chromium: Browser, portal: Portal, choice: str, municipality: str) -> str:
    """Without JavaScript, on a phone; gives the code."""
    with somebody(chromium, portal, script=False, width=360) as resident:
        resident.goto("/projecten/naar-het-ziekenhuis/")
        assert_headings(resident.locator("main").inner_text())
        resident.get_by_role("link", name=re.compile("Vul de vragenlijst in|Uw ervaring met de bus")).first.click()
        resident.get_by_role("link", name="Begin met de vragenlijst").click()
        resident.get_by_role("button", name="Volgende stap").click()
        expect(resident.locator(".error-summary")).to_be_visible()
        resident.get_by_label(choice).check()
        resident.get_by_label("Wat kan er beter?").fill("De bus komt vaak te laat.")
        resident.get_by_role("button", name="Volgende stap").click()
        resident.get_by_label(municipality, exact=True).check()
        resident.get_by_role("button", name=re.compile("Naar uw antwoorden|Kijk uw antwoorden na")).click()
        expect(resident.get_by_role("heading", level=1)).to_have_text("Kloppen uw antwoorden?")
        expect(resident.locator("main")).to_contain_text("De bus komt vaak te laat.")
        resident.get_by_role("button", name=re.compile("Verstuur")).click()
        return resident.locator(".code").inner_text()


def assert_headings(text: str) -> None:
    """The region's own headings, in the region's own order."""
    wanted = ["RSA Speerpunten", "Wat willen we bereiken?", "Beoogde start-/einddatum", "Contact"]
    places = [text.index(heading) for heading in wanted]
    assert places == sorted(places)


def a_report_is_compiled(page: Page, folder: Path) -> tuple[str, str]:
    """By the coordinator, made by the worker; gives the text of the page and of the PDF."""
    log_in(page, COORDINATOR)
    page.goto("/werkplek/rapporten/")
    page.get_by_label("Eerste dag").fill(day(-30).strftime("%d-%m-%Y"))
    page.get_by_label("Laatste dag").fill(day(1).strftime("%d-%m-%Y"))
    page.get_by_role("button", name="Maak het rapport").click()
    link = page.get_by_role("link", name=re.compile("Bekijk het rapport|Naar het rapport|Open het rapport"))
    link.first.wait_for(timeout=45_000)
    link.first.click()
    page.wait_for_url(re.compile(r"/werkplek/rapporten/\d+/$"))
    shown = page.locator("main").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("PDF")).first.click()
    pdf = folder / "report.pdf"
    download.value.save_as(pdf)
    return shown, text_of(pdf)


def text_of(pdf: Path) -> str:
    """The PDF's text, after looking that its first page is really drawn."""
    subprocess.run(["pdftoppm", "-png", "-r", "40", "-l", "1", pdf, pdf.with_suffix("")], check=True)
    picture = next(pdf.parent.glob("report-*.png"))
    assert picture.stat().st_size > 2_000
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.postgresql
def test_from_an_empty_database_to_a_figure_that_the_director_sees(
    chromium: Browser, empty_portal: Portal, tmp_path: Path
) -> None:
    people_come_in(chromium, empty_portal)
    with somebody(chromium, empty_portal) as coordinator:
        a_project_is_made(coordinator)
    with somebody(chromium, empty_portal) as leader:
        a_plan_line_is_written(leader)
    empty_portal.python(FORM)

    codes = {
        a_resident_fills_in(chromium, empty_portal, choice, municipality)
        for choice, municipality in (("Met de bus", "Hilversum"), ("Met de fiets", "Huizen"), ("Met de bus", "Eemnes"))
    }
    assert len(codes) == 3

    with somebody(chromium, empty_portal) as coordinator:
        shown, printed = a_report_is_compiled(coordinator, tmp_path)
    for text in (shown, printed):
        flat = " ".join(text.split())
        assert "Naar het ziekenhuis" in flat
        assert "Iedereen kan komen." in flat
        assert "In deze periode kwamen er 3 inzendingen binnen." in flat
        assert "Voor de hele looptijd van het plan zijn er 40 gepland." in flat
        # Three people are a small group: the report says how many took part, never who of them chose what.
        assert "De bus komt vaak te laat" not in flat
        assert not re.search(r"Met de bus\s+\d", flat)

    tomorrow = NOW + timedelta(days=1)
    empty_portal.manage("daily_figures", "--at", tomorrow.isoformat())
    with somebody(chromium, empty_portal) as director:
        log_in(director, DIRECTOR)
        director.goto("/dashboard/")
        row = director.get_by_role("row", name=re.compile("Naar het ziekenhuis"))
        expect(row).to_contain_text(re.compile(r"(?<!\d)3 inzendingen.*van\s+40", re.DOTALL))
        director.locator(".tile", has_text="Inzendingen").first.get_by_role("link").click()
        director.wait_for_url("**/dashboard/cijfers/response/")
        expect(director.locator("main")).to_contain_text("Naar het ziekenhuis")

    assert empty_portal.manage("recount").returncode == 0
