"""Three residents who chose what nobody else chose: looked for in every page and file that any role gets.

What they wrote stands nowhere, and that they are three stands nowhere beside what they chose: no page shows figures
unsuppressed yet, not even to the team, to whom the matrix would allow it.
"""

import re
import shutil
from datetime import date, timedelta
from typing import Any

import pytest

from participation.enums import Channel
from participation.models import Form
from participation.results import services as tallies
from participation.results.analysis import Suppressed
from projects.models import PlanLine, Project
from reports.dashboard import services as daily_batch
from reports.enums import Criterion, Rating, ReportKind
from reports.evaluation.collect.evaluation import EvaluationParameters
from reports.evaluation.services import evaluations
from reports.models import Evaluation, Report
from reports.progress.collect.progress import ProgressParameters
from reports.runs.services import compiling, reports, runs
from samenkracht.accounts.actors import Staff
from samenkracht.core.values.periods import Period
from tests.cast import STAFF
from tests.factories.participation import make_form, send
from tests.moments import NOW
from tests.permissions.crawl import READS, visited, words
from tests.permissions.harness import Route
from tests.permissions.world import World

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"),
]
WRITTEN = "Kanarie3Geschreven"
# The option, place and channel of the three, each with the number that belongs to it, within a line of text.
TOLD = re.compile(r"(Niemand|Blaricum|Telefoon)\D{0,60}\b3\b")
SENT_AT = NOW - timedelta(days=10)


def three_among_many(project: Project) -> Form:
    """Sixty residents of whom three chose something of their own, on a form of the plan's line."""
    line = PlanLine.objects.filter(plan__project=project).first()
    form = make_form(project=project, plan_line=line, title="Met de kleine groep")
    for n in range(57):
        send(form, choice=("thuiszorg", "familie")[n % 2], municipality=("0402", "1942")[n % 2], at=SENT_AT)
    for _ in range(3):
        send(form, choice="niemand", municipality="0376", better=WRITTEN, channel=Channel.PHONE, at=SENT_AT)
    tallies.aggregate_all(form_id=form.pk)
    return form


def compiled(kind: ReportKind, parameters: Any, by: Staff) -> Report:
    run = runs.request(kind=kind, parameters=parameters, by=by, at=NOW, notify=False)
    claimed = runs.claim(run_id=run.pk, at=NOW)
    report = compiling.compile_claimed(run=claimed, clock=lambda: NOW) if claimed else None
    assert report is not None, run.failure
    return report


def tell(world: World) -> World:
    """The world with the three in it: counted in the stock, in a progress and in an evaluation report."""
    by = Staff(world.cast.coordinator)
    project = Project.objects.get(slug="own-project")
    Project.objects.filter(pk=project.pk).update(is_public=True, summary="Kort", contact_email="a@regio.example")
    project.refresh_from_db()
    form = three_among_many(project)
    daily_batch.create(at=NOW, by=by)
    period = Period(date(2026, 10, 1), date(2027, 1, 1))
    progress = compiled(ReportKind.PROGRESS, ProgressParameters(period=period, project=project.slug), by)
    reports.approve(report=progress, by=by, at=NOW)
    progress.refresh_from_db()
    public = reports.publish(report=progress, by=by, at=NOW)
    evaluation = Evaluation.objects.filter(project=project).latest("number")
    for criterion in Criterion:
        evaluations.rate(
            evaluation=evaluation, criterion=criterion, rating=Rating.GOOD, reason="Zo was het", by=by, at=NOW
        )
    looked_back = compiled(ReportKind.EVALUATION, EvaluationParameters(project.slug, evaluation.number), by)
    world.addresses |= {
        ("report", "own"): {"report_id": looked_back.pk},
        ("report", "second"): {"report_id": progress.pk},
        ("public report", "own"): {"year": public.year, "slug": public.slug},
        ("evaluation", "own"): {"slug": project.slug, "number": evaluation.number},
        ("public project", "own"): {"slug": project.slug},
        ("form", "own"): {"slug": form.slug},
    }
    return world


@pytest.fixture
def told(world: World) -> World:
    return tell(world)


@pytest.mark.parametrize("part", ["resident", *STAFF])
def test_three_residents_are_told_apart_nowhere(told: World, part: str) -> None:
    seen = 0
    for where, content in visited(told, part):
        text = words(content)
        assert WRITTEN not in text, where
        assert not (found := TOLD.search(text)), (where, found)
        seen += "Niemand" in text

    assert seen, "the question of the three was not even met"


def test_the_search_would_see_them(told: World) -> None:
    assert TOLD.search(words(b"<tr><th>Niemand</th><td><svg></svg></td><td>3</td></tr>"))
    assert TOLD.search(words(b"<li>Blaricum <b>3</b></li>"))
    assert not TOLD.search(words(b"<li>Niemand</li><li>De thuiszorg 29</li>"))


def test_without_the_one_function_that_hides_them_they_are_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("answers", "reach_channel", "reach_municipality"):
        monkeypatch.setattr(
            f"reports.figures.indicators.{place}.suppress",
            lambda cells, threshold: Suppressed(cells, sum(cells.values())),
        )
    told = tell(world)

    found = {where for where, content in visited(told, "coordinator") if TOLD.search(words(content))}

    assert {f"{name} (own) by coordinator" for name in ("report", "report_pdf", "report_docx", "report_xlsx")} <= found
    assert "report (second) by coordinator" in found


def test_the_routes_that_were_visited_are_those_that_show_something() -> None:
    assert {"report", "report_xlsx", "public_report_pdf", "dashboard", "figure", "evaluation"} <= {
        r.name for r in READS
    }
    assert all(isinstance(route, Route) for route in READS)
