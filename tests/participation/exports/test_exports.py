"""Taking the submissions of a form along: what is in the file, what never is, and who may."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.builder.services import forms
from participation.enums import Channel, ExportFormat, ExportGround
from participation.exports import services as exports
from participation.exports.collect import ExportSelection
from participation.exports.render.csv import bare
from participation.formbuilder.schema import Definition, Option, Question, Step
from participation.intake.services import submissions
from participation.models import Erasure, Form, Submission
from participation.results import services as tallies
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.periods import Period
from tests.factories.participation import coordinator, make_form, send, send_many
from tests.moments import NOW
from tests.participation.formbuilder.questionnaire import EVERY_TYPE, GOOD, GRADE, KNOWS, TRAVEL, WHERE, WHICH
from tests.participation.recount_export import rows_of
from tests.reports.papers.test_sheet import meant

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

KEY = re.compile(r"\[([a-z0-9_.]+)\]$")
MEANT_BADLY = (
    "=1+1",
    "-2+3",
    "+31 6 12 34 56 78",
    "@SUM(A1)",
    "\tmet een tab",
    "'=al met een streepje",
    "  =na spaties",
    "＝breed",
    '=HYPERLINK("https://kwaad.example";"klik")',
    'Zij zei: "ja; nee"\nen toen\n=niets',
    "007",
    "<b>&amp;</b> _x0041_ 👩‍🦽",
)
# The second version: a question gone, one new, one with other words and options, another order, another title.
NEWER = Definition(
    steps=(
        Step(
            "hulp",
            "Uw hulp",
            (
                replace(
                    WHICH,
                    label="Welke hulp krijgt u nu?",
                    options=(
                        Option("zorg", "Verpleging thuis"),
                        Option("huis", "Hulp in huis"),
                        Option("was", "De was"),
                    ),
                ),
                GRADE,
                Question("nieuw", "yes_no", "Hebt u genoeg hulp?", required=False),
            ),
        ),
        Step("over", "Over u", (WHERE, replace(TRAVEL, other=None), GOOD)),
    )
)


@pytest.fixture
def form() -> Form:
    """Two versions with made-up answers, answers that were meant badly, and one that was erased."""
    form = make_form(definition=EVERY_TYPE, title="Uw hulp", opens_at=None, closes_at=None)
    send_many(form, 25)
    by = coordinator()
    first = form.published_version
    forms.publish(form=form, definition=NEWER, by=by, at=NOW)
    form = Form.objects.select_related("published_version", "project").get(pk=form.pk)
    send_many(form, 25, seed=2, at=datetime(2026, 11, 29, 23, 30, tzinfo=UTC))
    for n, text in enumerate(MEANT_BADLY):
        answers = {"goed": text, "waar": "0402", "welke": {"options": ["other"], "text": text}}
        submissions.receive(version=first, answers=answers, key=f"{n:032x}", channel=Channel.PHONE, at=NOW)
    gone = Submission.objects.order_by("pk")[3]
    tallies.erase(submission=gone, by=by, at=NOW)
    return form


def made(form: Form, file_format: ExportFormat = ExportFormat.CSV, **selection: object) -> bytes:
    asked = ExportSelection(**{"with_sensitive": True, **selection})
    ground = ExportGround.CHECK
    by = coordinator()
    return b"".join(
        exports.make(form=form, selection=asked, file_format=file_format, ground=ground, by=by, at=NOW).parts()
    )


def by_key(head: tuple, row: tuple) -> dict[str, object]:
    """Cells by the key in their heading; the fixed columns by their name."""
    return {found[1] if (found := KEY.search(name)) else name: cell for name, cell in zip(head, row, strict=True)}


def rows_of_csv(content: bytes) -> list[dict[str, object]]:
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [by_key(head, [bare(cell) for cell in row]) for row in rows]


def rows_of_xlsx(content: bytes, sheet: str = "Inzendingen") -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return [by_key(head, [meant(cell) for cell in row]) for row in rows]


def as_in_csv(cell: object) -> str:
    """A cell of a sheet as the CSV says it."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case float():
            return str(cell).replace(".", ",")
        case _:
            return str(cell)


@pytest.mark.parametrize("as_codes", [False, True], ids=["words", "codes"])
def test_every_cell_is_what_plain_sql_and_json_say(form, as_codes):
    counted = rows_of(form.pk, as_codes=as_codes)
    assert len(counted) == 25 + 25 + len(MEANT_BADLY) - 1
    columns = {key for row in counted for key in row}
    expected = [dict.fromkeys(columns, "") | row for row in counted]

    assert rows_of_csv(made(form, as_codes=as_codes)) == expected
    in_sheet = rows_of_xlsx(made(form, ExportFormat.XLSX, as_codes=as_codes))
    assert [{key: as_in_csv(cell) for key, cell in row.items()} for row in in_sheet] == expected


def test_the_columns_stand_in_the_order_of_the_newest_version_and_then_what_only_older_ones_asked(form):
    head = made(form).decode("utf-8-sig").splitlines()[0].split(";")
    assert head[:8] == [
        "Inzending",
        "Ontvangen op",
        "Hoe binnengekomen",
        "Gemeente",
        "Versie",
        "Welke hulp krijgt u nu? – Verpleging thuis [welke.zorg]",
        "Welke hulp krijgt u nu? – Hulp in huis [welke.huis]",
        "Welke hulp krijgt u nu? – De was [welke.was]",
    ]
    assert len(head) == len(set(head))
    assert head.index(f"{GRADE.label} [cijfer]") < head.index(f"{KNOWS.label} [weet]")


def test_no_cell_of_a_sheet_is_a_formula_and_no_text_of_a_csv_begins_like_one(form):
    book = openpyxl.load_workbook(io.BytesIO(made(form, ExportFormat.XLSX)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert set(MEANT_BADLY) <= {meant(cell.value) for cell in cells}
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {cell.number_format for cell in cells if isinstance(cell.value, str)} == {"@"}

    for row in csv.reader(io.StringIO(made(form).decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in row:
            assert re.fullmatch(r"-?[0-9,]+", cell) or not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell), cell


def test_the_codebook_says_what_each_column_means_and_what_older_versions_said(form):
    lines = {row["Kolom"]: row for row in rows_of_xlsx(made(form, ExportFormat.XLSX), "Codeboek")}
    keys = {key for row in rows_of(form.pk) for key in row}
    assert set(lines) == keys
    assert lines["cijfer"]["Antwoorden (code = woorden)"].splitlines()[0] == "0 = heel slecht"
    assert lines["welke.huis"]["In versies"] == "1, 2"
    assert lines["welke.dag"]["In versies"] == "1"
    assert "Versie 1: Welke hulp krijgt u?" in lines["welke.huis"]["Andere woorden in oudere versies"]
    assert "Versie 1: zorg = Verpleging" in lines["welke.zorg"]["Andere woorden in oudere versies"]
    assert lines["uren"]["Eenheid"] == "uur per week"


def test_the_workbook_says_what_it_is_and_what_was_erased_since_earlier_files(form):
    about = {row["Gegeven"]: row["Waarde"] for row in rows_of_xlsx(made(form, ExportFormat.XLSX), "Over dit bestand")}
    assert (about["Formulier"], about["Inzendingen"], about["Versies"]) == ("Uw hulp", len(rows_of(form.pk)), "1, 2")
    assert about["Gewist"] == str(Erasure.objects.get(form=form).submission_number)
    assert "Cijfers van een rapport nazoeken" in about["Waarvoor"]


def test_a_period_takes_local_days_and_the_last_day_counts(form):
    november = made(form, period=Period(date(2026, 11, 30), date(2026, 12, 1)))
    assert {row["Ontvangen op"] for row in rows_of_csv(november)} == {"2026-11-30"}
    assert len(rows_of_csv(november)) == 25
    with pytest.raises(exports.NothingToExport):
        made(form, period=Period(date(2026, 12, 1), date(2027, 1, 1)))


def test_answers_to_sensitive_questions_come_along_only_when_asked_for(form):
    send_to = Submission.objects.filter(version__number=1).first()
    Submission.objects.filter(pk=send_to.pk).update(
        answers={"schema": 1, "a": send_to.answers["a"] | {"beter": "Kanarie9Gevoelig"}}
    )
    for file_format in ExportFormat:
        assert b"beter" not in unpacked(made(form, file_format, with_sensitive=False))
        assert b"Kanarie9Gevoelig" in unpacked(made(form, file_format))


def unpacked(content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        return content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = (str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return "\n".join(cells).encode()


def test_nothing_that_leads_to_a_resident_is_in_the_file(form):
    one = send(form, at=datetime(2026, 11, 21, 13, 14, 15, tzinfo=UTC))
    for file_format in ExportFormat:
        content = unpacked(made(form, file_format))
        assert b"2026-11-21" in content
        for secret in (str(one.key), one.key.hex, one.receipt_hash, one.answers_hash, "13:14", "14:14"):
            assert secret.encode() not in content


def test_the_event_tells_how_many_and_why_and_nothing_that_was_answered(form, cast, client):
    client.force_login(cast.coordinator)
    place = reverse("form_export", kwargs={"slug": form.project.slug, "form": form.slug})
    response = client.post(
        place, {"ground": "report", "file_format": "csv", "answers": "words", "first_day": "30-11-2026"}
    )

    event = AuditEvent.objects.get(event="export.made")
    # Written before the first byte was drawn.
    assert len(rows_of_csv(b"".join(response.streaming_content))) == event.data["count"] == 25
    assert (event.actor_id, event.project_id) == (str(cast.coordinator.pk), form.project_id)
    assert event.data == {
        "ground": "report", "kind": "csv", "count": 25, "versions": [1, 2], "start": "2026-11-30",
        "until": event.data["until"], "codes": False, "sensitive": False,
    }  # fmt: skip
    assert response["Content-Disposition"] == f'attachment; filename="inzendingen-{form.slug}-{event.at.date()}.csv"'
    assert response["Cache-Control"] == "private, no-store"


def test_the_page_says_what_there_is_and_asks_what_for(form, cast, client):
    client.force_login(cast.coordinator)
    place = reverse("form_export", kwargs={"slug": form.project.slug, "form": form.slug})
    page = client.get(place).content.decode()
    assert f"Er zijn {Submission.objects.filter(form=form).count()} inzendingen" in page
    assert f"nummer {Erasure.objects.get(form=form).submission_number}" in page
    assert "Ook antwoorden op gevoelige vragen" in page

    refused = client.post(
        place, {"file_format": "csv", "answers": "words", "first_day": "3-3-2027", "last_day": "geen dag"}
    )
    text = refused.content.decode()
    assert (refused.status_code, AuditEvent.objects.filter(event="export.made").count()) == (422, 0)
    for words in ("Maak een keuze bij", "Schrijf een dag als 1-7-2026.", "geen dag", "3-3-2027"):
        assert words in text
    nothing = {"ground": "check", "file_format": "csv", "answers": "words", "first_day": "3-3-2027"}
    assert "Er zijn geen inzendingen" in client.post(place, nothing).content.decode()

    empty = make_form(project=form.project, title="Nog leeg")
    page = client.get(reverse("form_export", kwargs={"slug": form.project.slug, "form": empty.slug})).content.decode()
    assert "Er is nog geen inzending" in page
    assert "<form method" not in page.partition("<main")[2]


def test_queries_do_not_grow_with_versions_or_submissions(form, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        made(form)
    with CaptureQueriesContext(connection) as few:
        made(form)
    send_many(form, 40, seed=5)
    with CaptureQueriesContext(connection) as many:
        made(form)
    assert len(many) == len(few)


def test_only_who_may_gets_a_file_and_too_many_are_refused(form, cast):
    def ask(user, **more):
        actor = Staff(user)
        given = {
            "selection": ExportSelection(),
            "file_format": ExportFormat.CSV,
            "ground": ExportGround.CHECK,
            "at": NOW,
        }
        return exports.make(form=form, by=actor, **given, **more)

    for part in ("other_leader", "director", "secretary", "privacy_officer", "administrator", "nobody"):
        with pytest.raises(NotPermitted):
            ask(getattr(cast, part))
    with pytest.raises(exports.TooManyToExport):
        ask(cast.coordinator, most=5)
    assert not AuditEvent.objects.filter(event="export.made").exists()


def test_the_command_writes_the_same_file_for_its_owner_alone(form, tmp_path):
    out = tmp_path / "uit.csv"
    call_command("export_contributions", form=form.slug, format="csv", out=str(out), sensitive=True, verbosity=0)
    assert out.read_bytes() == made(form)
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["uit.csv"]
    assert AuditEvent.objects.filter(event="export.made", actor_kind="system").count() == 1

    call_command("export_contributions", form=form.slug, format="xlsx", out=str(tmp_path / "uit.xlsx"), verbosity=0)
    assert len(rows_of_xlsx((tmp_path / "uit.xlsx").read_bytes())) == Submission.objects.count()
    with pytest.raises(CommandError, match="geen formulier"):
        call_command("export_contributions", form="bestaat-niet", format="csv", out=str(out))
    assert json.loads(json.dumps(AuditEvent.objects.filter(event="export.made").first().data))["count"]
