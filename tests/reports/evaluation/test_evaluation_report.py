"""From an evaluation with real answers to a published report that can be recounted."""

import io
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from participation.enums import Channel
from participation.intake.services import submissions
from participation.models import Erasure, FormVersion, Submission
from projects import queries as project_queries
from projects.enums import ParticipationLevel, PolicyPhase, PublicationLevel
from projects.improvements import services as improvements
from projects.models import PlanLine, Project
from projects.register.services import projects
from reports import tasks
from reports.enums import Rating, ReportKind, ReportStatus, RunStatus, Verdict
from reports.evaluation.collect.evaluation import EvaluationParameters, evaluation
from reports.evaluation.content.evaluation import EvaluationReport
from reports.evaluation.services import evaluations, kind
from reports.models import Evaluation, Report, ReportFile, ReportRun
from reports.recount.collect import Finding, recount
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.json import digest
from tests.cast import Cast
from tests.factories.evaluations import judge_all
from tests.factories.projects import PlanLineFactory, PlanVersionFactory, ProjectFactory, make_team
from tests.factories.reports import a_published_form, send_many
from tests.moments import NOW
from tests.reports.conftest import MADE, RECEIVED, clock
from tests.reports.reading import text_of_pdf
from tests.reports.reading_evaluation import of_content, of_page, of_pdf, of_sheet, of_word

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
CANARY = "Kanarie4Gezegd"
ASKING = EvaluationParameters(project="huishouden", evaluation=1)


@pytest.fixture
def project(cast: Cast) -> Project:
    """A public project with two promises; 51 answered about the first: 25, 14, 9 and a group of three; 12 on paper."""
    by = Staff(cast.coordinator)
    project: Project = make_team(
        ProjectFactory(title="Hulp bij het huishouden", slug="huishouden", is_public=True, created_at=MADE), cast
    )
    line = PlanLineFactory(
        project=project,
        input="Ervaringen met hulp",
        level=ParticipationLevel.ADVISE,
        target_number=40,
        feedback_due=KnownDate.parse("12-10-2026"),
        feedback_given=KnownDate.parse("3-11-2026"),
        phase=PolicyPhase.DEVELOPMENT,
    )
    PlanLineFactory(project=project, input="Wat een vast gezicht waard is", phase=PolicyPhase.EVALUATION)
    version = a_published_form(project, by, MADE, plan_line=line)
    for place, n in (("1942", 25), ("0402", 14), ("not_said", 9)):
        send_many(version, RECEIVED, n, place=place)
    send_many(version, RECEIVED, 3, place="0406", text=CANARY)
    on_paper(version, 12)
    return project


def on_paper(version: FormVersion, n: int) -> None:
    for number in range(n):
        submissions.receive(
            version=version,
            answers={"kchoice": {"option": "kgood"}, "kplace": "0402"},
            key=f"{number:032x}",
            channel=Channel.PAPER,
            at=RECEIVED,
        )


@pytest.fixture
def leader(cast: Cast) -> Actor:
    return Staff(cast.leader)


@pytest.fixture
def begun(project: Project, leader: Actor) -> Evaluation:
    made = evaluations.begin(project=project, by=leader, at=NOW - timedelta(days=3))
    line = PlanLine.objects.get(input="Ervaringen met hulp")
    consult = ParticipationLevel.CONSULT
    evaluations.realise(evaluation=made, line=line, level=consult, note="Te weinig tijd.", by=leader, at=NOW)
    evaluations.write(evaluation=made, results="Kortere wachttijd.", lessons="Eerder beginnen.", by=leader, at=NOW)
    judge_all(made, leader, NOW, timing=Rating.INSUFFICIENT, plan=Rating.GOOD)
    for text, due in (("Eerder vertellen", "2019"), ("Ook op papier", "2099")):
        improvements.propose(
            project=project, text=text, owner="Projectleider", due=KnownDate.parse(due), by=leader, at=NOW
        )
    return made


def compiled(by: Actor, parameters: EvaluationParameters = ASKING) -> Report:
    run = runs.request(kind=ReportKind.EVALUATION, parameters=parameters, by=by, at=NOW)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    report = compiling.compile_claimed(run=claimed, clock=clock)
    run.refresh_from_db()
    assert report is not None, run.failure
    return report


def published(begun: Evaluation, cast: Cast) -> Report:
    evaluations.close(evaluation=begun, by=Staff(cast.leader), at=NOW)
    report, by = compiled(Staff(cast.leader)), Staff(cast.coordinator)
    return reports.publish(report=reports.approve(report=report, by=by, at=NOW), by=by, at=NOW)


def test_the_report_tells_promise_and_reality_in_frozen_words(begun: Evaluation, leader: Actor) -> None:
    report = compiled(leader)

    content = EvaluationReport.from_json(report.content)
    first = content.lines[0]
    assert (first.promised_level, first.level, first.level_outcome.words) == (
        "Adviseren",
        "Raadplegen",
        "lager dan beloofd",
    )
    assert (first.target, first.received.value) == (40, 63)
    assert (first.feedback_due, first.feedback_given) == ("12 oktober 2026", "3 november 2026")
    assert first.feedback_outcome.words == "later dan beloofd"
    assert content.assessment.words == "voldoende"
    assert content.assessment.reason.startswith("Eén criterium is onvoldoende; dat wordt goedgemaakt")
    assert [(one.text, one.late) for one in content.improvements] == [
        ("Eerder vertellen", True),
        ("Ook op papier", False),
    ]
    assert (report.year, report.slug, report.project) == (2026, "evaluatie-1-van-huishouden", begun.project)


def test_small_groups_are_hidden_and_cannot_be_worked_out(begun: Evaluation, leader: Actor) -> None:
    content = EvaluationReport.from_json(compiled(leader).content)

    assert content.received.value == content.by_municipality.value == 63
    shown = {cell.label: cell.value for cell in content.by_municipality.cells}
    assert shown["Gooise Meren"] == 25
    assert shown["Hilversum"] == 26
    assert shown["Huizen"] is None
    assert shown["Liever niet gezegd"] is None
    assert {cell.label: cell.value for cell in content.by_channel.cells} == {"Online": 51, "Op papier": 12}


def test_an_evaluation_of_a_phase_tells_about_the_promises_of_that_phase(
    begun: Evaluation, project: Project, leader: Actor
) -> None:
    evaluations.begin(project=project, by=leader, at=NOW, phase=PolicyPhase.EVALUATION)

    content = evaluation(EvaluationParameters(project="huishouden", evaluation=2), as_of=NOW)

    assert [line.input for line in content.lines] == ["Wat een vast gezicht waard is"]
    assert content.title == "Evaluatie Hulp bij het huishouden, fase evaluatie"
    assert content.received.value == 0
    assert content.by_municipality.cells == ()


def test_what_comes_in_at_the_moment_itself_does_not_count(begun: Evaluation, leader: Actor) -> None:
    version = FormVersion.objects.get()
    send_many(version, NOW, 5)
    send_many(version, NOW - timedelta(microseconds=1), 2)

    assert evaluation(ASKING, as_of=NOW).received.value == 65


@needs_poppler
def test_four_drawings_of_a_compiled_evaluation_agree_and_a_group_of_three_is_nowhere(
    begun: Evaluation, cast: Cast
) -> None:
    report = published(begun, cast)
    content = EvaluationReport.from_json(report.content)
    files = {file.format: bytes(file.content) for file in report.files.filter(status=report.status)}
    html = Client().get(report.get_public_url()).content.decode()

    expected = of_content(content)
    drawings = {
        "page": of_page(html),
        "pdf": of_pdf(files["pdf"]),
        "docx": of_word(files["docx"]),
        "xlsx": of_sheet(files["xlsx"]),
    }
    for name, found in drawings.items():
        assert found == expected, name
        assert [key for key, value in found.items() if value in {3, 12} and key[1].endswith("gemeente")] == []
    print(f"compared {len(expected) * len(drawings)} figures of a compiled evaluation")
    texts = {"page": html, "pdf": text_of_pdf(files["pdf"])}
    for name in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as package:
            texts[name] = "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
    assert [name for name, text in texts.items() if CANARY in text] == []


def test_the_number_of_queries_does_not_grow_with_the_report(
    begun: Evaluation, project: Project, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = Staff(cast.coordinator)
    with django_assert_num_queries(13):
        evaluation(ASKING, as_of=NOW)
    for n in range(4):
        line = PlanLineFactory(project=project, input=f"Nog iets {n}")
        send_many(a_published_form(project, by, MADE, title=f"Vraag {n}", plan_line=line), RECEIVED, 3)
        improvements.propose(project=project, text=f"{n}", owner="Iemand", due=KnownDate("2027"), by=by, at=NOW)
    with django_assert_num_queries(13):
        evaluation(ASKING, as_of=NOW)


# --- when a phase ends --------------------------------------------------------------------------------------------


def test_a_phase_that_ends_gets_an_evaluation_and_a_report_that_a_worker_picks_up(
    project: Project, leader: Actor, cast: Cast
) -> None:
    project = projects.set_phase(project=project, phase=PolicyPhase.DEVELOPMENT, by=leader, at=MADE)
    Evaluation.objects.all().delete()
    ReportRun.objects.all().delete()

    projects.set_phase(project=project, phase=PolicyPhase.IMPLEMENTATION, by=leader, at=NOW)

    begun = Evaluation.objects.get()
    assert (begun.phase, begun.number, begun.closed_at) == (PolicyPhase.DEVELOPMENT, 1, None)
    tasks.compile_run(run_id=ReportRun.objects.get().pk)
    content = EvaluationReport.from_json(Report.objects.get().content)
    assert content.title == "Evaluatie Hulp bij het huishouden, fase ontwikkeling"
    assert len(content.assessment.missing) == 10
    assert content.received.value == 63


def test_an_evaluation_that_is_open_already_is_used(project: Project, leader: Actor) -> None:
    open_one = evaluations.begin(project=project, by=leader, at=NOW, phase=PolicyPhase.AGENDA_SETTING)

    projects.set_phase(project=project, phase=PolicyPhase.DEVELOPMENT, by=leader, at=NOW)

    assert Evaluation.objects.get() == open_one
    assert ReportRun.objects.get().parameters == {"schema": 1, "project": "huishouden", "evaluation": 1}


def test_a_phase_does_not_end_when_its_evaluation_cannot_begin(
    project: Project, leader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_given: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(runs, "request", fails)

    with pytest.raises(RuntimeError, match="on purpose"):
        projects.set_phase(project=project, phase=PolicyPhase.DEVELOPMENT, by=leader, at=NOW)
    project.refresh_from_db()
    assert project.phase == PolicyPhase.AGENDA_SETTING
    assert not Evaluation.objects.exists()


def test_a_secret_project_gets_an_evaluation_and_no_report(project: Project, leader: Actor) -> None:
    Project.objects.update(is_public=False, publication_level=PublicationLevel.SECRET, publication_reason="Reden")

    projects.set_phase(project=project, phase=PolicyPhase.DEVELOPMENT, by=leader, at=NOW)

    assert Evaluation.objects.exists()
    assert not ReportRun.objects.exists()


# --- who may what -------------------------------------------------------------------------------------------------


def test_the_team_asks_for_a_report_of_its_own_project_and_reads_the_draft(begun: Evaluation, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.editor)
    page = begun.get_absolute_url()
    answer = client.post(page + "rapport/")
    run = ReportRun.objects.get()

    assert answer["Location"] == run.get_absolute_url()
    assert client.get(answer["Location"]).status_code == 200
    claimed = runs.claim(run_id=run.pk, at=NOW)
    assert claimed is not None
    report = compiling.compile_claimed(run=claimed, clock=clock)
    assert report is not None
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(report.get_absolute_url().rstrip("/") + ".pdf").status_code == 200
    assert report.title in client.get(page).content.decode()
    assert report.title in client.get("/werkplek/rapporten/").content.decode()


@pytest.mark.parametrize("part", ["other_leader", "director"])
def test_a_draft_is_not_found_by_others(begun: Evaluation, leader: Actor, cast: Cast, part: str) -> None:
    report = compiled(leader)
    client = Client()
    client.force_login(getattr(cast, part))

    assert client.get(report.get_absolute_url()).status_code == 404
    assert report.title not in client.get("/werkplek/rapporten/").content.decode()


def test_another_team_asks_in_vain(begun: Evaluation, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        runs.request(kind=ReportKind.EVALUATION, parameters=ASKING, by=Staff(cast.other_leader), at=NOW)
    assert not ReportRun.objects.exists()


def test_the_team_does_not_approve_its_own_report(begun: Evaluation, leader: Actor) -> None:
    with pytest.raises(NotPermitted):
        reports.approve(report=compiled(leader), by=leader, at=NOW)


def test_a_report_of_an_open_evaluation_is_not_for_everybody(begun: Evaluation, leader: Actor, cast: Cast) -> None:
    by = Staff(cast.coordinator)
    report = reports.approve(report=compiled(leader), by=by, at=NOW)

    with pytest.raises(kind.StillOpen):
        reports.publish(report=report, by=by, at=NOW)
    report.refresh_from_db()
    assert report.status == ReportStatus.APPROVED


def test_a_secret_project_gets_no_report(begun: Evaluation, leader: Actor) -> None:
    Project.objects.update(is_public=False, publication_level=PublicationLevel.SECRET, publication_reason="Reden")

    with pytest.raises(kind.ProjectSecret):
        runs.request(kind=ReportKind.EVALUATION, parameters=ASKING, by=leader, at=NOW)


def test_a_closed_evaluation_keeps_the_plan_that_was_decided_when_it_was_closed(
    begun: Evaluation, leader: Actor, project: Project, cast: Cast
) -> None:
    def decide(number: int) -> None:
        document = project_queries.working_document(project.plan).to_json()
        PlanVersionFactory(
            plan=project.plan, number=number, document=document, digest=digest(document), outcome="agreed",
            submitted_at=NOW, decided_at=NOW,
        )  # fmt: skip

    decide(1)
    evaluations.close(evaluation=begun, by=leader, at=NOW)
    PlanLine.objects.filter(input="Ervaringen met hulp").update(target_number=400)
    decide(2)

    promise = compiled(leader).content["lines"][0]
    assert promise["target"] == 40


def test_two_projects_whose_names_look_like_editions_have_addresses_of_their_own(
    begun: Evaluation, leader: Actor, cast: Cast
) -> None:
    twin = make_team(ProjectFactory(title="Nog een", slug="huishouden-versie-2", is_public=True, created_at=MADE), cast)
    evaluations.begin(project=twin, by=leader, at=NOW)

    slugs = {
        compiled(leader).slug,
        compiled(leader).slug,
        compiled(leader, EvaluationParameters("huishouden-versie-2", 1)).slug,
    }
    assert len(slugs) == 3


def test_a_second_report_is_the_next_edition(begun: Evaluation, leader: Actor) -> None:
    compiled(leader)
    second = compiled(leader)

    assert (second.edition, second.slug) == (2, "evaluatie-1-versie-2-van-huishouden")


# --- frozen and recounted -----------------------------------------------------------------------------------------


def behind_the_back(table: str) -> None:
    """Take the lock off a table, as somebody with the database in hands could."""
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update{on}")


def differs() -> list[Finding]:
    return [finding for finding in recount() if finding.verdict is Verdict.DIFFERS]


def test_a_recount_finds_every_figure_equal(begun: Evaluation, cast: Cast) -> None:
    published(begun, cast)

    found = [finding for finding in recount() if "evaluatie-1-van-huishouden" in finding.about]

    assert {finding.verdict for finding in found} == {Verdict.EQUAL}
    named = " ".join(finding.about for finding in found)
    for definition in ("response", "reach_municipality", "reach_channel", "line_response"):
        assert definition in named


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"municipality": "0402"}, "per gemeente, reach_municipality"),
        ({"channel": Channel.PAPER}, "per manier van meedoen, reach_channel"),
    ],
)
def test_a_changed_row_is_named_by_the_figures_that_counted_it(
    begun: Evaluation, cast: Cast, change: dict[str, str], about: str
) -> None:
    published(begun, cast)
    Submission.objects.filter(municipality="1942").update(**change)

    assert any(finding.about.endswith(about) for finding in differs())


def test_erased_rows_are_no_longer_countable_and_silent_ones_differ(begun: Evaluation, cast: Cast) -> None:
    published(begun, cast)
    first, second = Submission.objects.order_by("pk")[:2]
    Erasure.objects.create(form=first.form, submission_number=first.pk, day=NOW.date())
    first.delete()
    gone = [finding for finding in recount() if finding.verdict is Verdict.GONE]
    assert {finding.about.rpartition(", ")[2] for finding in gone} == {
        "response", "reach_municipality", "reach_channel", "line_response",
    }  # fmt: skip

    second.delete()
    assert any("without an entry" in finding.note for finding in differs())


def test_altered_content_is_named_when_opened_and_by_a_recount(begun: Evaluation, cast: Cast) -> None:
    report = published(begun, cast)
    behind_the_back("reports_report")
    altered = {**report.content, "assessment": {**report.content["assessment"], "words": "goed"}}
    Report.objects.filter(pk=report.pk).update(content=altered)

    page = Client().get(report.get_public_url()).content.decode()

    assert "Dit rapport is gewijzigd." in page
    assert "Vastgezet</span>" not in page
    assert [finding.about for finding in differs()] == ["report 2026/evaluatie-1-van-huishouden, content"]


def test_content_that_cannot_be_read_is_not_shown(begun: Evaluation, cast: Cast) -> None:
    report = published(begun, cast)
    behind_the_back("reports_report")
    Report.objects.filter(pk=report.pk).update(content={**report.content, "lines": 3})

    answer = Client().get(report.get_public_url())

    assert answer.status_code == 409
    assert "Dit rapport is gewijzigd" in answer.content.decode()


def test_a_changed_file_is_not_handed_out(begun: Evaluation, cast: Cast) -> None:
    report = published(begun, cast)
    behind_the_back("reports_reportfile")
    ReportFile.objects.filter(report=report).update(content=b"iets anders")

    answer = Client().get(report.get_public_url().rstrip("/") + ".pdf")

    assert answer.status_code == 409


# --- the command line ---------------------------------------------------------------------------------------------


def test_the_command_line_makes_the_latest_evaluation(begun: Evaluation, tmp_path: Path) -> None:
    call_command("compile_report", "evaluation", "--project", "huishouden", "--out", str(tmp_path / "uit"))

    assert {path.suffix for path in (tmp_path / "uit").iterdir()} >= {".pdf", ".docx", ".xlsx"}
    assert ReportRun.objects.get().status == RunStatus.DONE


def test_the_command_line_names_what_is_not_there(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no evaluation of 'huishouden'"):
        call_command("compile_report", "evaluation", "--project", "huishouden", "--out", str(tmp_path / "uit"))
    assert not (tmp_path / "uit").exists()


# --- the public page of a project ---------------------------------------------------------------------------------


def test_residents_find_the_evaluation_on_the_page_of_its_own_project_only(begun: Evaluation, cast: Cast) -> None:
    ProjectFactory(title="Eén loket", slug="loket", is_public=True)
    report = published(begun, cast)
    draft = compiled(Staff(cast.leader))

    own = Client().get("/projecten/huishouden/").content.decode()
    other = Client().get("/projecten/loket/").content.decode()

    assert report.get_public_url() in own
    assert draft.get_public_url() not in own
    assert report.get_public_url() not in other
    assert Client().get(draft.get_public_url()).status_code == 404
