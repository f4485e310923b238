"""The pages about reports and figures, as people meet them."""

import re
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from projects.enums import ProjectState
from projects.models import Project
from projects.queries import AlertKind
from reports import queries
from reports.dashboard import queries as dashboard
from reports.dashboard import services as daily_batch
from reports.enums import ReportStatus, RunStatus
from reports.models import Report, ReportRun
from reports.papers.render import CONTENT_TYPES
from reports.runs.queries import latest_about
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import Permission, may
from samenkracht.audit.models import AuditEvent
from tests.cast import Cast
from tests.factories.projects import FundingFactory, PlanLineFactory, ProjectFactory, make_team
from tests.factories.reports import stored_report
from tests.moments import NOW
from tests.reports.conftest import ASKING, Scene, clock
from tests.reports.recount.test_recount import behind_the_back

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
DAY = timedelta(days=1)
filling = import_module("reports.migrations.0009_project_slugs")
FILLED_IN = {
    "start": "1-7-2026",
    "last_day": "30-9-2026",
    "programme": "",
    "reference": "26004817",
    "foreword": "Kort.",
}


@pytest.fixture
def report(scene: Scene) -> Report:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    made = compiling.compile_claimed(run=claimed, clock=clock)
    assert made is not None
    return made


def logged_in(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.users[part])
    return client


def published(report: Report, scene: Scene) -> Report:
    reports.approve(report=report, by=scene.coordinator, at=NOW)
    return reports.publish(report=report, by=scene.coordinator, at=NOW)


# --- asking -------------------------------------------------------------------------------------------------------


def test_the_coordinator_asks_for_a_report_and_sees_how_far_it_is(cast: Cast, scene: Scene) -> None:
    client = logged_in(cast, "coordinator")

    answer = client.post("/werkplek/rapporten/aanvragen/", FILLED_IN, follow=True)

    run = ReportRun.objects.get()
    assert answer.redirect_chain[-1][0] == f"/werkplek/rapporten/aanvragen/{run.pk}/"
    assert run.parameters["until"] == "2026-10-01"
    body = answer.content.decode()
    assert 'aria-live="polite"' in body
    assert f'hx-get="/werkplek/rapporten/aanvragen/{run.pk}/stand/"' in body
    assert f'href="/werkplek/rapporten/aanvragen/{run.pk}/"' in body


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"start": ""}, "Vul “Eerste dag” in."),
        ({"start": "gisteren"}, "Schrijf een dag als 1-7-2026."),
        ({"last_day": "1-6-2026"}, "De laatste dag ligt voor de eerste dag."),
        ({"last_day": "1-6-9026"}, "Kies een jaar tussen 2000 en 2100."),
        ({"start": "1-7-2090", "last_day": "2-7-2090"}, "Deze periode is nog niet begonnen."),
        ({"programme": "bestaat-niet"}, "Kies een programma uit de lijst."),
        ({"reference": "x" * 41}, "Maak het kenmerk hoogstens 40 tekens."),
        ({"foreword": "x" * 4001}, "Maak het voorwoord hoogstens 4000 tekens."),
        ({"foreword": "a\x00b"}, "NUL"),
    ],
)
def test_a_wrong_request_comes_back_filled_with_words_at_the_field_and_writes_nothing(
    cast: Cast, scene: Scene, wrong: dict[str, str], words: str
) -> None:
    answer = logged_in(cast, "coordinator").post("/werkplek/rapporten/aanvragen/", FILLED_IN | wrong)

    body = answer.content.decode()
    assert answer.status_code == 422
    assert words.lower() in body.lower()
    assert "Er gaat nog iets niet goed" in body
    assert 'value="26004817"' in body or "reference" in wrong
    assert ReportRun.objects.count() == 0


def test_only_who_may_ask_sees_the_form_and_can_ask(cast: Cast, scene: Scene) -> None:
    for part in ("director", "secretary", "leader"):
        client = logged_in(cast, part)
        assert "Maak het rapport" not in client.get("/werkplek/rapporten/").content.decode()
        assert client.post("/werkplek/rapporten/aanvragen/", FILLED_IN).status_code == 403
    assert ReportRun.objects.count() == 0


# --- progress -----------------------------------------------------------------------------------------------------


def test_the_progress_asks_for_itself_until_the_run_is_over(cast: Cast, scene: Scene, report: Report) -> None:
    client = logged_in(cast, "coordinator")
    run = report.run
    assert run is not None
    address = f"/werkplek/rapporten/aanvragen/{run.pk}/stand/"

    done = client.get(address).content.decode()
    assert "hx-get" not in done
    assert report.get_absolute_url() in done

    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.BUSY, step=2)
    busy = client.get(address).content.decode()
    assert 'hx-trigger="every 1s"' in busy
    assert "Stap 2 van 4: Vastzetten." in busy


def test_a_failed_run_says_why_and_offers_to_try_again(cast: Cast, scene: Scene) -> None:
    run = runs.request(parameters=ASKING, by=scene.coordinator, at=NOW)
    ReportRun.objects.filter(pk=run.pk).update(status=RunStatus.FAILED, failure="Daarom niet.")
    client = logged_in(cast, "coordinator")

    body = client.get(run.get_absolute_url()).content.decode()
    assert "Daarom niet." in body
    client.post(f"{run.get_absolute_url()}opnieuw/")

    run.refresh_from_db()
    assert run.status == RunStatus.QUEUED


# --- a report -----------------------------------------------------------------------------------------------------


def test_a_report_shows_its_frozen_figures_under_the_headings_of_the_region(cast: Cast, report: Report) -> None:
    body = logged_in(cast, "coordinator").get(report.get_absolute_url()).content.decode()

    headings = ["RSA Speerpunten", "Wat willen we bereiken?", "Beoogde start-/einddatum", "Resultaten tot nu toe",
                "Voortgang en planning", "Contact"]  # fmt: skip
    places = [body.index(f"<h3>{heading}</h3>") for heading in headings]
    assert places == sorted(places)
    assert "Vastgezet" in body
    assert report.digest[:4] in body
    assert ">30</a>" in body


def test_altered_content_is_named_when_the_report_is_opened(cast: Cast, report: Report) -> None:
    client = logged_in(cast, "coordinator")
    behind_the_back("reports_report")
    report.content["chapters"][0]["received"]["value"] = 31
    Report.objects.filter(pk=report.pk).update(content=report.content)

    assert "Dit rapport is gewijzigd." in client.get(report.get_absolute_url()).content.decode()

    Report.objects.filter(pk=report.pk).update(content={"schema": 1})
    answer = client.get(report.get_absolute_url())
    assert answer.status_code == 409
    assert "Dit rapport is gewijzigd" in answer.content.decode()


def test_altered_content_is_neither_approved_nor_drawn_again(cast: Cast, report: Report) -> None:
    behind_the_back("reports_report")
    Report.objects.filter(pk=report.pk).update(content=report.content | {"foreword": "Anders."})

    answer = logged_in(cast, "coordinator").post(f"{report.get_absolute_url()}goedkeuren/", follow=True)

    report.refresh_from_db()
    assert report.status == ReportStatus.DRAFT
    assert str(reports.Altered.for_people) in answer.content.decode()


def test_the_pdf_is_handed_out_as_a_file_and_written_down(cast: Cast, report: Report) -> None:
    answer = logged_in(cast, "coordinator").get(f"/werkplek/rapporten/{report.pk}.pdf")

    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="2026-voortgang-alle-projecten-derde-kwartaal.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEvent.objects.filter(event="file.downloaded", target_id=str(report.pk)).count() == 1


@pytest.mark.parametrize("file_format", CONTENT_TYPES)
def test_every_drawing_is_offered_and_handed_out_as_what_it_is(
    cast: Cast, scene: Scene, report: Report, file_format: str
) -> None:
    inside = logged_in(cast, "coordinator")
    address = f"/werkplek/rapporten/{report.pk}.{file_format}"
    assert f'href="{address}"' in inside.get(report.get_absolute_url()).content.decode()
    assert inside.get(address)["Content-Type"] == CONTENT_TYPES[file_format]

    published(report, scene)

    outside = report.get_public_url().rstrip("/") + f".{file_format}"
    assert f'href="{outside}"' in Client().get(report.get_public_url()).content.decode()
    answer = Client().get(outside)
    assert answer["Content-Type"] == CONTENT_TYPES[file_format]
    assert answer["Content-Disposition"].endswith(f'.{file_format}"')
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_report_from_before_a_format_does_not_offer_it(cast: Cast, report: Report) -> None:
    behind_the_back("reports_reportfile")
    report.files.exclude(format="pdf").delete()
    client = logged_in(cast, "coordinator")

    assert ".docx" not in client.get(report.get_absolute_url()).content.decode()
    assert client.get(f"/werkplek/rapporten/{report.pk}.docx").status_code == 404


def test_an_altered_file_is_not_handed_out(cast: Cast, report: Report) -> None:
    behind_the_back("reports_reportfile")
    report.files.update(content=b"%PDF-1.7 anders")

    answer = logged_in(cast, "coordinator").get(f"/werkplek/rapporten/{report.pk}.pdf")

    assert answer.status_code == 409
    assert b"%PDF" not in answer.content


def test_a_draft_is_a_missing_page_for_whoever_may_not_read_it(cast: Cast, report: Report) -> None:
    for part in ("director", "leader", "administrator"):
        client = logged_in(cast, part)
        hidden = client.get(report.get_absolute_url())
        missing = client.get("/werkplek/rapporten/999999/")
        assert hidden.status_code == missing.status_code == 404
        assert client.get(f"/werkplek/rapporten/{report.pk}.pdf").status_code == 404


def test_list_and_detail_agree_about_reports(cast: Cast, scene: Scene, report: Report) -> None:
    for state in (lambda: report, lambda: reports.approve(report=report, by=scene.coordinator, at=NOW),
                  lambda: reports.publish(report=report, by=scene.coordinator, at=NOW)):  # fmt: skip
        state()
        report.refresh_from_db()
        for actor in cast.actors.values():
            assert (report in Report.objects.visible_to(actor)) == may(actor, Permission.REPORT_READ, report)


def test_a_draft_about_one_secret_project_is_for_its_team_and_the_coordinator(
    cast: Cast, scene: Scene, report: Report
) -> None:
    secret = make_team(ProjectFactory(publication_level="secret", publication_reason="Onderhandelingen"), cast)
    about = Report.objects.create(
        kind=report.kind, title="Voortgang geheim", year=2026, slug="voortgang-geheim", edition=1, project=secret,
        period_start=report.period_start, period_until=report.period_until, content=report.content,
        digest=report.digest, as_of=report.as_of, created_at=NOW,
    )  # fmt: skip

    readers = {name for name, actor in cast.actors.items() if may(actor, Permission.REPORT_READ, about)}
    assert readers == {"leader", "deputy", "editor", "coordinator"}
    assert readers == {name for name, actor in cast.actors.items() if about in Report.objects.visible_to(actor)}


def test_the_public_sees_a_report_once_it_is_published(scene: Scene, report: Report) -> None:
    visitor = Client()
    address = "/rapporten/2026/voortgang-alle-projecten-derde-kwartaal/"
    assert visitor.get(address).status_code == 404
    assert visitor.get(address.rstrip("/") + ".pdf").status_code == 404

    published(report, scene)

    body = visitor.get(address).content.decode()
    assert "Hulp bij het huishouden" in body
    assert "/werkplek/rapporten/" not in body
    assert body.index('id="r1"') < body.index('id="tellen"') < body.index("Controlegetal") < body.index('.pdf">')
    assert visitor.get(address.rstrip("/") + ".pdf").content.startswith(b"%PDF-")
    assert report.title in visitor.get("/rapporten/").content.decode()


# --- the dashboard ------------------------------------------------------------------------------------------------


def test_the_dashboard_shows_received_against_planned_with_the_day_of_the_stock(cast: Cast, scene: Scene) -> None:
    daily_batch.create(at=NOW)

    body = " ".join(logged_in(cast, "director").get("/dashboard/").content.decode().split())

    assert "20 november 2026, 00.00" in body
    assert '>30<span class="visually-hidden"> inzendingen bij Hulp bij het huishouden</span></a> van 40' in body
    assert 'href="/dashboard/cijfers/response/?project=huishouden"' in body


def test_a_project_newer_than_the_stock_says_when_it_counts(cast: Cast, scene: Scene) -> None:
    daily_batch.create(at=NOW)
    ProjectFactory(is_public=True, title="Nieuw", created_at=NOW)

    assert "telt mee vanaf de volgende stand" in logged_in(cast, "director").get("/dashboard/").content.decode()


def test_the_dashboard_says_of_each_what_moment_it_is_of(cast: Cast, scene: Scene) -> None:
    daily_batch.create(at=NOW)
    client = logged_in(cast, "director")
    for place, now in (
        ("/dashboard/", "Projecten, aandachtspunten en plannen: zoals ze nu zijn."),
        ("/dashboard/cijfers/with_plan/", "Projecten en plannen: zoals ze nu zijn."),
    ):
        page = client.get(place).content.decode()
        head = " ".join(re.sub(r"<[^>]+>", " ", page.split("</h1>")[1][:900]).replace("&nbsp;", " ").split())
        assert head.startswith(f"{now} Inzendingen en geplande aantallen: Stand van 20 november 2026, 00.00 uur"), place


def test_every_reason_on_the_dashboard_has_its_rule_there(cast: Cast, scene: Scene) -> None:
    reasons = [*dashboard.REASONS.values(), dashboard.MONEY_OVER, dashboard.RESPONSE_BEHIND]
    page = logged_in(cast, "director").get("/dashboard/").content.decode()
    explained = page[page.index('id="bepaald"') :]
    assert set(dashboard.RULES) == set(dashboard.REASONS) == set(AlertKind)
    assert [one for one in reasons if f"<b>{one}</b>: " not in explained] == []


@pytest.mark.parametrize(("ends", "reason"), [("2026-10", "Geld is op"), ("2026-11", "Geld houdt op")])
def test_money_that_is_gone_does_not_end_any_more(cast: Cast, scene: Scene, ends: str, reason: str) -> None:
    project = ProjectFactory(is_public=True, title="Wonen")
    FundingFactory(project=project, ends=ends, is_structural=False)
    standings = queries.overview(Staff(cast.coordinator), at=NOW).standings
    found = next(standing for standing in standings if standing.project.title == "Wonen")
    assert [one for one in found.reasons if one.startswith("Geld ")] == [reason]


def test_without_a_stock_the_dashboard_says_so(cast: Cast, scene: Scene) -> None:
    assert "Er is nog geen stand." in logged_in(cast, "director").get("/dashboard/").content.decode()


def test_badges_chips_and_signals_come_from_one_count(cast: Cast, scene: Scene) -> None:
    ProjectFactory(is_public=True, title="Zonder leider")
    late = ProjectFactory(is_public=True, title="Te laat")
    PlanLineFactory(project=late, feedback_due="2026-01")
    client = logged_in(cast, "director")

    body = client.get("/dashboard/").content.decode()
    only = client.get("/dashboard/?aandacht=nood").content.decode()

    # None of the three has a leader.
    assert "3 projecten hebben een woord nodig" in body
    assert "Woord nodig 3" in body
    assert only.count("</svg>Woord nodig</span>") == 3


def test_the_dashboard_can_be_narrowed_and_refuses_what_it_does_not_know(cast: Cast, scene: Scene) -> None:
    ProjectFactory(title="Een stil project", is_public=True, phase="evaluation", state="paused")
    client = logged_in(cast, "director")

    narrowed = client.get("/dashboard/", {"fase": "evaluation", "staat": "paused", "plan": "empty"}).content.decode()
    nothing = client.get("/dashboard/", {"plan": "established"}).content.decode()

    assert "Een stil project" in narrowed
    assert "1 project gevonden" in narrowed
    assert "Hulp bij het huishouden" not in narrowed
    assert "Er is geen project dat hierbij past." in nothing
    assert client.get("/dashboard/", {"fase": "herfst"}).status_code == 400


def test_the_dashboard_tells_gaps_of_a_project_to_those_who_know_it_only(cast: Cast, scene: Scene) -> None:
    def seen(part: str) -> str:
        return logged_in(cast, part).get("/dashboard/").content.decode().split('id="bepaald"')[0]

    assert "Geen projectleider" in seen("director")
    assert "Geen projectleider" not in seen("other_leader")
    assert "Hulp bij het huishouden" in seen("other_leader")


def test_the_dashboard_leads_to_the_latest_report_about_each_project(cast: Cast, scene: Scene, report: Report) -> None:
    reports.approve(report=report, by=scene.coordinator, at=NOW)

    page = logged_in(cast, "director").get("/dashboard/").content.decode()

    row = page[page.index("Projecten met aandachtspunt") :]
    assert f'href="{report.get_absolute_url()}"' in row


def test_the_latest_report_about_a_project_is_the_newest_whose_content_names_it(scene: Scene, report: Report) -> None:
    ProjectFactory(
        slug="gepland",
        is_public=True,
        state=ProjectState.PLANNED,
        programme=scene.project.programme,
        created_at=report.as_of - DAY,
    )
    silent = Project.objects.get(slug="gepland")
    newest = stored_report("Over anderen", as_of=NOW + DAY, project_slugs=["elders", "nog-een"])

    assert scene.project.slug in {chapter["slug"] for chapter in report.content["chapters"]}
    assert latest_about(Report.objects.all(), [scene.project, silent]) == {scene.project.pk: report}
    Report.objects.filter(pk=newest.pk).delete()
    own = stored_report("Ook over dit project", as_of=NOW + DAY, project_slugs=["elders", scene.project.slug])
    assert latest_about(Report.objects.all(), [scene.project, silent]) == {scene.project.pk: own}


@pytest.mark.parametrize("kept", [[], 5, {"chapters": 5}, {"chapters": [5, {"slug": 7}], "slug": None}])
def test_a_stored_document_that_cannot_be_read_names_no_project_and_stops_no_upgrade(kept: Any) -> None:
    assert filling.slugs(kept) == set()


def test_the_upgrade_writes_the_projects_that_a_report_of_before_names(report: Report) -> None:
    assert filling.slugs(report.content) == set(report.project_slugs) != set()
    assert filling.slugs({"kind": "evaluation", "slug": "huishouden", "lines": []}) == {"huishouden"}


def test_every_definition_has_a_page_with_its_words(cast: Cast, scene: Scene) -> None:
    daily_batch.create(at=NOW)
    client = logged_in(cast, "director")
    for key, words in (
        ("response", "verstuurde"),
        ("target", "participatieplan"),
        ("answers", "Groepen"),
        ("with_plan", "minstens"),
    ):
        assert words in client.get(f"/dashboard/cijfers/{key}/").content.decode()
        assert client.get(f"/dashboard/cijfers/{key}/?project=huishouden").status_code == 200
    assert client.get("/dashboard/cijfers/bestaat-niet/").status_code == 404
    assert client.get("/dashboard/cijfers/response/?project=bestaat-niet").status_code == 404


def test_the_breakdown_of_a_project_that_one_may_not_read_is_a_missing_page(cast: Cast, scene: Scene) -> None:
    daily_batch.create(at=NOW)
    ProjectFactory(is_public=False, title="Nog geheim", slug="geheim")
    client = logged_in(cast, "other_leader")

    assert client.get("/dashboard/cijfers/response/?project=geheim").status_code == 404
    assert "Nog geheim" not in client.get("/dashboard/").content.decode()


def test_the_dashboard_asks_the_same_number_of_queries_for_one_project_as_for_many(
    cast: Cast, scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for project in ProjectFactory.create_batch(12, is_public=True):
        PlanLineFactory(project=project, target_number=10)
    daily_batch.create(at=NOW)
    client = logged_in(cast, "director")
    client.get("/dashboard/")

    # Session, user; projects, batch, two definitions; two for how plans stand and one for how far they are; windows of
    # forms; latest reports twice (per project, the list); six for the points of attention; programmes of the filter.
    with django_assert_num_queries(19):
        client.get("/dashboard/")


def test_the_list_of_reports_never_fetches_their_content(
    cast: Cast, report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = logged_in(cast, "coordinator")

    # Session, user, count, page, programmes and projects of the form; runs only when there are.
    with django_assert_num_queries(7) as asked:
        client.get("/werkplek/rapporten/")

    assert not any('"content"' in query["sql"] for query in asked.captured_queries)


def test_outside_the_demo_there_is_no_way_to_refresh_the_stock(cast: Cast, scene: Scene) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("dashboard_refresh")
    assert logged_in(cast, "coordinator").post("/dashboard/stand/").status_code == 404
    assert "alleen in de demo" not in logged_in(cast, "coordinator").get("/dashboard/").content.decode()


def test_in_the_demo_the_button_stands_on_the_dashboard(cast: Cast, scene: Scene) -> None:
    with override_settings(DEMO=True, ROOT_URLCONF="tests.reports.demo_urls"):
        page = logged_in(cast, "director").get("/dashboard/").content.decode()
    assert "Werk de stand bij (alleen in de demo)" in page
    assert 'action="/dashboard/stand/"' in page
