"""A proposal frozen and drawn: the seed's headings and cells on every drawing, prompts in Word alone."""

import io
import json
import re
import subprocess
import zipfile
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from projects.models import Meeting
from reports.enums import ReportKind, ReportStatus
from reports.models import Report
from reports.papers.content.document import UnreadableContent
from reports.papers.render import drawn, on_page
from reports.papers.render.stamp import Stamp
from reports.proposals.collect import ProposalParameters, proposal
from reports.proposals.content import ProposalPaper, ReportedRegistration, ReportedTreatment
from reports.proposals.render import paper
from reports.proposals.services.kind import NotForEverybody, NothingProposed, SaysWhatWasClosed
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted, Permission, may
from samenkracht.core.values.json import digest
from tests.factories.projects import BodyFactory, MeetingFactory, ProjectFactory, TeamMemberFactory
from tests.factories.proposals import (
    ContactFactory,
    ExplanationFactory,
    PointFactory,
    ProposalFactory,
    RegistrationFactory,
    TreatmentFactory,
    a_proposal_paper,
)
from tests.moments import NOW
from tests.reports.pdf_ua import problems

GOLDEN = Path(__file__).parents[2] / "golden" / "reports" / "proposal-1.json"
STAMP = Stamp(digest="0123456789abcdef" * 4, status="concept", publisher="Regio Voorbeeld")
FORM = ("Algemeen", "Voorstel", "Aangemeld bij secretaris", "Behandeling", "Toelichting voor DO en PFHO")
LABELS = ("Onderwerp", "Verspreiden", "Contactpersoon", "Eenheid", "E-mail", "Kenmerk", "Datum")
HEADS = ("Nummer", "Omschrijving", "Datum", "Besproken met secretaris", "Conclusie", "Overleg", "Doel")
CELLS = (
    "Samenkracht! blijvend organiseren",
    "Openbaar",
    "Coördinator Samenkracht! en Projectleider cliëntparticipatie",
    "Beleid en bestuur",
    "samenkracht@regio.example",
    "26004817",
    "2 november 2026",
    "Voorstel 1.",
    "Voorstel 2.",
    "Voorstel 3.",
    "Het betreft: kennisnemen van de voortgang over het derde kwartaal van 2026.",
    "Op voorstel van de portefeuillehouder en na afstemming met de directeur besproken",
    "Wordt geagendeerd voor DO en PFHO",
    "05-11-26",
    "AO Z&V en B&O",
    "informeren",
    "conform",
    "19-11-26",
    "Directie-overleg",
    "adviseren",
    "03-12-26",
    "PFHO J&O en G&O (overlappend gedeelte)",
    "besluiten",
    "Beknopte toelichting",
    "Samenkracht! ondersteunt sinds 2013 dat de vraag van inwoners richting geeft aan regionaal beleid.",
    "Na 2021 kreeg de werkwijze geen vervolg: wie haar trok vertrok, en vast geld ontbrak.",
    "De directeuren vroegen om een begroting. Die staat in de bijlage.",
)
PROMPTS = ("Klik hier als u een datum wilt invoeren.", "Maak een keuze")


def squeezed(text: str) -> str:
    return " ".join(text.split())


def pdf_text(file: bytes) -> str:
    shown = subprocess.run(["pdftotext", "-layout", "-", "-"], input=file, capture_output=True, check=True).stdout
    return squeezed(shown.decode())


def pdf_raw(file: bytes) -> str:
    shown = subprocess.run(["pdftotext", "-raw", "-", "-"], input=file, capture_output=True, check=True).stdout
    return squeezed(shown.decode())


def draw(as_format: str, **changes: object) -> bytes:
    return drawn(a_proposal_paper(**changes), STAMP, as_format=as_format)


def word(**changes: object):
    return Document(io.BytesIO(draw("docx", **changes)))


def sheets(**changes: object):
    return openpyxl.load_workbook(io.BytesIO(draw("xlsx", **changes)))


def all_text(element) -> str:
    """Every word of a document, controls included, a space between paragraphs."""
    return squeezed(" ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in element.iter(qn("w:p"))))


# --- content ------------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_content_survives_being_written_down():
    content = a_proposal_paper()
    assert ProposalPaper.from_json(json.loads(json.dumps(content.to_json()))) == content


@pytest.mark.once
def test_the_golden_document_of_schema_1_is_still_read_the_same():
    document = json.loads(GOLDEN.read_text())
    assert digest(ProposalPaper.from_json(document).to_json()) == digest(document)


@pytest.mark.once
@pytest.mark.parametrize(
    "change", [{"schema": 2}, {"schema": None}, {"kind": "progress"}, {"treatments": [{}]}, {"choices": 3}]
)
def test_a_document_that_is_no_proposal_is_refused_in_words(change):
    with pytest.raises(UnreadableContent):
        ProposalPaper.from_json(a_proposal_paper().to_json() | change)


# --- every heading and cell ---------------------------------------------------------------------------------------


@pytest.mark.once
@pytest.mark.parametrize("as_format", ["pdf", "docx", "xlsx"])
def test_equal_content_gives_equal_bytes(as_format):
    assert draw(as_format) == draw(as_format)


@pytest.mark.once
def test_every_heading_and_cell_stands_on_paper():
    file = draw("pdf")
    raw, laid = pdf_raw(file), pdf_text(file)
    for words in (*FORM, *LABELS, *HEADS, *CELLS):
        assert words in raw or words in laid, words
    places = [raw.index(f"{name} ") for name in ("Algemeen", "Voorstel Nummer", *FORM[2:])]
    assert places == sorted(places)
    assert raw.count("Beknopte toelichting") == 2
    assert "gewijzigd: Met een begroting erbij" in raw
    assert "nog niet behandeld" in raw


@pytest.mark.once
def test_every_heading_and_cell_stands_in_word_under_real_headings():
    document = word()
    text = all_text(document.element.body)
    for words in (*LABELS, *HEADS, *CELLS):
        assert words in text, words
    headings = [(p.style.style_id, p.text) for p in document.paragraphs if p.style.style_id.startswith("Heading")]
    assert [text for style, text in headings if style == "Heading1"] == list(FORM)
    assert [text for style, text in headings if style == "Heading2"] == ["Beknopte toelichting"] * 3
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert document.core_properties.language == "nl-NL"


@pytest.mark.once
def test_every_section_is_a_sheet_of_text_cells():
    book = sheets()
    assert book.sheetnames == [*FORM, "Definities"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    values = {str(cell.value) for cell in cells}
    for words in (*LABELS, *HEADS, *CELLS[:-4], "gewijzigd: Met een begroting erbij", "nog niet behandeld"):
        assert words in values, words
    assert "Na 2021 kreeg de werkwijze" in book["Toelichting voor DO en PFHO"]["B2"].value


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def page(rf, **changes: object) -> str:
    from django.template.loader import render_to_string

    content = a_proposal_paper(**changes)
    report = Report(kind=ReportKind.PROPOSAL, status=ReportStatus.DRAFT, created_at=NOW, digest=STAMP.digest)
    shown = on_page(content, digest=STAMP.digest)
    html = render_to_string("reports/papers/_article_proposal.html", {"paper": shown, "report": report, "intact": True})
    return squeezed(" ".join(Words(html).found))


@pytest.mark.once
def test_every_heading_and_cell_stands_on_the_page(rf):
    text = page(rf)
    for words in (*FORM, *LABELS, *HEADS, *CELLS):
        assert words in text, words


EMPTY = {
    "points": (),
    "registrations": (),
    "treatments": (),
    "explanations": (),
    "contacts": (),
    "unit": "",
    "email": "",
}


@pytest.mark.once
@pytest.mark.parametrize(
    "changes",
    [
        {},
        EMPTY,
        {"points": ("Een punt. " * 60,) * 50, "explanations": ("Een alinea. " * 200 + "\n\n" + "Nog een.",) * 8},
        {"title": "Zorg \u2603 voor 日本 en \u202eandersom", "points": ("\u200bénfant\ufe0f 😀",)},
    ],
    ids=["filled", "empty", "long", "odd signs"],
)
def test_the_paper_passes_the_gate_of_accessible_documents(changes):
    assert problems(draw("pdf", **changes)) == []


@pytest.mark.once
def test_an_empty_form_is_still_the_whole_form_in_word():
    document = word(**EMPTY)
    headings = [p.text for p in document.paragraphs if p.style.style_id == "Heading1"]
    assert headings == list(FORM)
    assert [len(table.rows) for table in document.tables] == [2, 2, 2]


# --- prompts ------------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_prompts_of_the_form_stand_in_word_alone(rf):
    for changes in ({}, EMPTY):
        for text in (pdf_raw(draw("pdf", **changes)), page(rf, **changes), str(all_values(sheets(**changes)))):
            assert not [prompt for prompt in (*PROMPTS, "Klik hier") if prompt in text]
        in_word = all_text(word(**changes).element.body)
        assert all(prompt in in_word for prompt in PROMPTS)


def all_values(book) -> list[str]:
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.once
def test_empty_explanations_leave_no_heading_on_paper():
    text = pdf_raw(draw("pdf", explanations=()))
    assert "Beknopte toelichting" not in text
    assert "Toelichting voor DO en PFHO" not in text


# --- controls -----------------------------------------------------------------------------------------------------


def controls(**changes: object):
    return list(word(**changes).element.body.iter(qn("w:sdt")))


def kind_of(control) -> str:
    known = ("date", "dropDownList", "comboBox", "text", "richText")
    return next(name for name in known if control.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}") is not None)


def value(control, name: str, attribute: str) -> str | None:
    return control.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}").get(qn(f"w:{attribute}"))


def named(control) -> str:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val"))


def shown(control) -> str:
    return "".join(t.text or "" for t in control.iter(qn("w:t")))


def is_prompt(control) -> bool:
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


@pytest.mark.once
def test_dates_are_typed_and_dutch():
    dates = [control for control in controls() if kind_of(control) == "date"]

    assert [(value(c, "date", "fullDate"), shown(c)) for c in dates] == [
        ("2026-11-02T00:00:00Z", "2 november 2026"),
        ("2026-11-02T00:00:00Z", "2 november 2026"),
        ("2026-11-05T00:00:00Z", "05-11-26"),
        ("2026-11-19T00:00:00Z", "19-11-26"),
        ("2026-12-03T00:00:00Z", "03-12-26"),
        (None, "Klik hier als u een datum wilt invoeren."),
    ]
    for control in dates:
        kind = control.find(f"{qn('w:sdtPr')}/{qn('w:date')}")
        assert kind.find(qn("w:lid")).get(qn("w:val")) == "nl-NL"
        assert kind.find(qn("w:dateFormat")).get(qn("w:val")) in ("dd-MM-yy", "d MMMM yyyy")


@pytest.mark.once
def test_choices_hold_what_was_chosen_and_offer_the_whole_list():
    lists = {"dropDownList", "comboBox"}
    chosen = [(named(c), value(c, kind_of(c), "lastValue"), shown(c)) for c in controls() if kind_of(c) in lists]
    assert chosen == [
        ("Verspreiden", "Openbaar", "Openbaar"),
        ("Overleg", "AO Z&V en B&O", "AO Z&V en B&O"),
        ("Doel", "informeren", "informeren"),
        ("Conclusie", "conform", "conform"),
        ("Overleg", "Directie-overleg", "Directie-overleg"),
        ("Doel", "adviseren", "adviseren"),
        ("Conclusie", "gewijzigd", "gewijzigd"),
        ("Overleg", "PFHO J&O en G&O (overlappend gedeelte)", "PFHO J&O en G&O (overlappend gedeelte)"),
        ("Doel", "besluiten", "besluiten"),
        ("Conclusie", None, "Maak een keuze"),
        ("Overleg", None, "Maak een keuze"),
        ("Doel", None, "Maak een keuze"),
        ("Conclusie", None, "Maak een keuze"),
    ]
    offered = {
        named(c): [item.get(qn("w:value")) for item in c.iter(qn("w:listItem"))]
        for c in controls()
        if kind_of(c) in lists
    }
    assert offered["Verspreiden"] == ["Openbaar", "Niet openbaar"]
    assert offered["Doel"] == ["informeren", "bespreken", "opiniëren", "adviseren", "besluiten"]
    assert offered["Conclusie"] == ["conform", "gewijzigd", "niet ingestemd", "aangehouden", "teruggenomen"]
    assert {"AO Z&V", "Directie-overleg", "PFHO J&O en G&O (overlappend gedeelte)"} <= set(offered["Overleg"])


@pytest.mark.once
def test_an_empty_control_shows_a_prompt_and_a_filled_one_does_not():
    for control in controls():
        assert is_prompt(control) == (shown(control) in (paper.DATE_PROMPT, paper.CHOICE_PROMPT, paper.TEXT_PROMPT))


@pytest.mark.once
def test_controls_have_numbers_of_their_own_and_properties_in_the_order_of_the_standard():
    order = ("alias", "tag", "id", "showingPlcHdr", "date", "dropDownList", "comboBox", "text", "richText")
    found = controls()
    ids = [c.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for c in found]
    assert len(set(ids)) == len(ids)
    for control in found:
        names = [re.sub(r"\{.*\}", "", child.tag) for child in control.find(qn("w:sdtPr"))]
        assert names == sorted(names, key=order.index)


@pytest.mark.once
def test_a_date_that_is_not_known_to_the_day_stands_in_words():
    row = ReportedRegistration("2026-11", "Besproken", "")
    dates = [c for c in controls(registrations=(row,)) if kind_of(c) == "date"]
    assert (value(dates[1], "date", "fullDate"), shown(dates[1])) == (None, "november 2026")


@pytest.mark.once
def test_what_people_typed_stays_text_in_every_drawing(rf):
    nasty = '=HYPERLINK("x") <b>&amp;</b> #set page \x0b'
    changes = {"points": (nasty,), "explanations": (nasty,), "contacts": (nasty,)}
    kept = '=HYPERLINK("x") <b>&amp;</b> #set page'
    assert kept in pdf_raw(draw("pdf", **changes))
    assert kept in all_text(word(**changes).element.body)
    assert kept in sheets(**changes)["Voorstel"]["B2"].value
    assert sheets(**changes)["Voorstel"]["B2"].data_type == "s"
    assert kept in page(rf, **changes)


@pytest.mark.once
def test_a_cancelled_meeting_says_so_instead_of_waiting():
    row = ReportedTreatment("2026-12-03", "PFHO J&O", "besluiten", "", "", True)
    assert "overleg gaat niet door" in pdf_raw(draw("pdf", treatments=(row,)))


@pytest.mark.once
def test_what_is_not_public_says_why():
    file = draw("pdf", distribution="Niet openbaar", is_public=False, distribution_reason="Gaat over één cliënt.")
    assert "Niet openbaar: Gaat over één cliënt." in pdf_raw(file)


# --- from the database, along the road of all reports ---------------------------------------------------------------


@pytest.fixture
def secretary(cast):
    return Staff(cast.secretary)


@pytest.fixture
def found(db):
    project = ProjectFactory(is_public=True, title="Hulp bij het huishouden", slug="huishouden")
    made = ProposalFactory(
        reference="26004817", subject="Hulp thuis", project=project, unit="Beleid", email="a@regio.example"
    )
    ContactFactory(proposal=made, function="Projectleider")
    PointFactory(proposal=made, text="Instemmen met het vervolg")
    RegistrationFactory(proposal=made)
    bodies = [BodyFactory(subject="J&O", position=1), BodyFactory(subject="G&O", position=2)]
    meeting = MeetingFactory(held_on=date(2026, 11, 12), bodies=bodies, part="overlappend gedeelte", is_closed=True)
    TreatmentFactory(proposal=made, meeting=meeting, outcome="held_over", conclusion="Eerst naar het DO")
    ExplanationFactory(proposal=made, text="Wat er was.")
    ExplanationFactory(proposal=made, text="  ")
    return made


def made_of(found, by, at=NOW) -> Report:
    run = runs.request(kind=ReportKind.PROPOSAL, parameters=ProposalParameters(found.pk), by=by, at=at)
    report = compiling.compile_claimed(run=runs.claim(run_id=run.pk, at=at), clock=lambda: at)
    assert report is not None, run.failure
    return report


def test_the_collector_reads_the_whole_form(found):
    content = proposal(ProposalParameters(found.pk), as_of=NOW)

    assert (content.reference, content.title, content.contacts) == ("26004817", "Hulp thuis", ("Projectleider",))
    assert content.points == ("Instemmen met het vervolg",)
    assert content.registrations[0].registered_on == "2026-11-12"
    assert content.treatments == (
        ReportedTreatment(
            "2026-11-12",
            "PFHO J&O en G&O (overlappend gedeelte), besloten",
            "informeren",
            "aangehouden",
            "Eerst naar het DO",
            False,
        ),
    )
    assert content.explanations == ("Wat er was.",)
    assert content.slugs() == {"huishouden"}
    assert content.choices.meetings == (
        "PFHO J&O",
        "PFHO G&O",
        "PFHO J&O en G&O (overlappend gedeelte), besloten",
    )


def test_the_collector_asks_as_much_for_many_rows_as_for_few(found, django_assert_num_queries):
    for days in range(6):
        PointFactory(proposal=found)
        TreatmentFactory(proposal=found, meeting=MeetingFactory(held_on=date(2026, 12, 1) + timedelta(days)))
    with django_assert_num_queries(9):
        proposal(ProposalParameters(found.pk), as_of=NOW)


def test_a_paper_keeps_what_it_said_when_the_proposal_changes(found, secretary):
    first = made_of(found, secretary)
    PointFactory(proposal=found, text="Nog iets")
    second = made_of(found, secretary, at=datetime(2026, 11, 21, tzinfo=UTC))

    first.refresh_from_db()
    assert first.content["points"] == ["Instemmen met het vervolg"]
    assert second.content["points"] == ["Instemmen met het vervolg", "Nog iets"]
    assert (first.edition, second.edition) == (1, 2)
    assert first.slug == "voorstel-26004817-hulp-thuis"
    assert second.slug == "voorstel-26004817-hulp-thuis-versie-2"
    assert digest(first.content) == first.digest


def test_references_that_are_spelt_alike_have_papers_at_addresses_of_their_own(secretary):
    one = PointFactory(proposal=ProposalFactory(reference="17.001", subject="Zorg")).proposal
    other = PointFactory(proposal=ProposalFactory(reference="17-001", subject="Zorg")).proposal
    assert made_of(one, secretary).slug != made_of(other, secretary).slug


def test_without_a_point_there_is_no_paper_yet(secretary):
    with pytest.raises(NothingProposed):
        runs.request(
            kind=ReportKind.PROPOSAL, parameters=ProposalParameters(ProposalFactory().pk), by=secretary, at=NOW
        )


def test_who_may_not_write_the_proposal_asks_no_paper_of_it(cast, found):
    TeamMemberFactory(project=found.project, user=cast.leader, part="leader")
    for part in ("director", "holder", "commissioner", "other_leader", "privacy_officer", "administrator", "nobody"):
        with pytest.raises(NotPermitted):
            runs.request(
                kind=ReportKind.PROPOSAL, parameters=ProposalParameters(found.pk), by=Staff(getattr(cast, part)), at=NOW
            )
    runs.request(kind=ReportKind.PROPOSAL, parameters=ProposalParameters(found.pk), by=Staff(cast.leader), at=NOW)


@pytest.mark.parametrize("when", ["then", "now"])
def test_what_is_not_for_everybody_is_not_published(cast, found, secretary, when):
    kept_back = {"distribution": "not_public", "distribution_reason": "Gaat over één cliënt."}
    type(found).objects.filter(pk=found.pk).update(**kept_back if when == "then" else {})
    report = made_of(found, secretary)
    type(found).objects.filter(pk=found.pk).update(**kept_back if when == "now" else {"distribution": "public"})
    coordinator = Staff(cast.coordinator)
    approved = reports.approve(report=report, by=coordinator, at=NOW)

    with pytest.raises(NotForEverybody):
        reports.publish(report=approved, by=coordinator, at=NOW)
    assert Report.objects.get().status == ReportStatus.APPROVED


def test_what_a_closed_meeting_concluded_is_not_published(cast, found, secretary):
    closed = MeetingFactory(held_on=date(2026, 11, 12), is_closed=True, part="KANARIE")
    TreatmentFactory(proposal=found, meeting=closed, outcome="as_asked", conclusion="KANARIE-BESLOTEN")
    coordinator = Staff(cast.coordinator)
    approved = reports.approve(report=made_of(found, secretary), by=coordinator, at=NOW)
    with pytest.raises(SaysWhatWasClosed):
        reports.publish(report=approved, by=coordinator, at=NOW)
    assert Report.objects.get().status == ReportStatus.APPROVED


def test_the_paper_of_a_proposal_is_for_who_may_read_proposals(cast, found, secretary):
    report = made_of(found, secretary)
    drafts = {name for name, actor in cast.actors.items() if may(actor, Permission.REPORT_READ, report)}
    assert drafts == {"coordinator", "secretary"}
    approved = reports.approve(report=report, by=Staff(cast.coordinator), at=NOW)
    readers = {name for name, actor in cast.actors.items() if may(actor, Permission.REPORT_READ, approved)}
    assert readers == drafts | {"commissioner", "director", "holder"}
    assert readers == {name for name, actor in cast.actors.items() if approved in Report.objects.visible_to(actor)}


def test_a_paper_is_about_the_project_that_the_proposal_has_when_it_is_made(cast, found, secretary):
    run = runs.request(kind=ReportKind.PROPOSAL, parameters=ProposalParameters(found.pk), by=secretary, at=NOW)
    secret = ProjectFactory(publication_level="secret", publication_reason="Onderhandelingen")
    type(found).objects.filter(pk=found.pk).update(project=secret)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    made = compiling.compile_claimed(run=claimed, clock=lambda: NOW)
    assert made is None or made.project == secret


def test_a_paper_about_a_project_without_a_page_is_not_published(cast, found, secretary):
    Meeting.objects.update(is_closed=False)
    report = made_of(found, secretary)
    found.project.is_public = False
    found.project.save()
    coordinator = Staff(cast.coordinator)
    approved = reports.approve(report=report, by=coordinator, at=NOW)
    with pytest.raises(reports.TellsOfDrafts):
        reports.publish(report=approved, by=coordinator, at=NOW)


def test_a_published_paper_is_read_by_everybody_with_its_files(cast, client, found, secretary):
    Meeting.objects.update(is_closed=False)
    coordinator = Staff(cast.coordinator)
    approved = reports.approve(report=made_of(found, secretary), by=coordinator, at=NOW)
    public = reports.publish(report=approved, by=coordinator, at=NOW)

    shown = client.get(public.get_public_url())
    assert shown.status_code == 200
    assert "Instemmen met het vervolg" in shown.content.decode()
    file = client.get(public.get_public_url().rstrip("/") + ".docx")
    assert zipfile.ZipFile(io.BytesIO(file.content)).testzip() is None


def test_altered_content_is_named_and_not_drawn_again(cast, found, secretary):
    report = made_of(found, secretary)
    report.content["points"] = ["Iets anders"]

    with pytest.raises(reports.Altered):
        reports.approve(report=report, by=Staff(cast.coordinator), at=NOW)
    assert Report.objects.get().status == ReportStatus.DRAFT


def test_the_command_writes_content_and_files(found, tmp_path):
    from django.core.management import CommandError, call_command

    out = tmp_path / "stuk"
    call_command("compile_report", "proposal", "--kenmerk", " 26004817 ", "--out", str(out))

    assert sorted(file.name for file in out.iterdir()) == ["content.json", "report.docx", "report.pdf", "report.xlsx"]
    assert json.loads((out / "content.json").read_text())["reference"] == "26004817"
    with pytest.raises(CommandError, match="no proposal"):
        call_command("compile_report", "proposal", "--kenmerk", "bestaat niet", "--out", str(tmp_path / "niets"))


def test_libreoffice_opens_the_word_file(tmp_path):
    import shutil

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "stuk.docx").write_bytes(draw("docx"))
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "stuk.docx")], check=True, capture_output=True)
    text = squeezed(pdf_raw((tmp_path / "stuk.pdf").read_bytes()))
    assert all(words in text for words in FORM)
    assert "Klik hier als u" in text


def test_the_public_list_shows_the_newest_paper_first_whether_or_not_it_is_about_a_period(cast, client, secretary):
    coordinator = Staff(cast.coordinator)
    for days, subject in ((0, "Oud"), (9, "Nieuw")):
        made = PointFactory(proposal=ProposalFactory(subject=subject)).proposal
        report = made_of(made, secretary, at=NOW + timedelta(days))
        reports.publish(report=reports.approve(report=report, by=coordinator, at=NOW), by=coordinator, at=NOW)

    shown = client.get("/rapporten/").content.decode()

    assert shown.index("Nieuw") < shown.index("Oud")
    assert re.search(r"Voorstel</span>.*?Stand van \d+ ", shown, re.S)


@pytest.mark.parametrize(
    ("held_on", "said"), [("2026-11-19", "conclusie ontbreekt"), ("2026-11-20", "nog niet behandeld")]
)
def test_a_meeting_without_a_conclusion_is_told_as_of_the_papers_own_day(held_on, said):
    row = ReportedTreatment(held_on, "PFHO", "besluiten", "", "", is_cancelled=False)
    assert paper.note(row, date(2026, 11, 20)) == said
