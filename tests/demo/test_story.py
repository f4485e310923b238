"""What the example region tells agrees with its own dates and figures, on whatever day it is made."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from participation.enums import Channel
from participation.models import Form, Submission
from projects import queries as project_queries
from projects.enums import ImprovementState, TeamPart
from projects.models import GoalValue, ImprovementProposal, PlanLine, Project, TeamMember
from reports.enums import Criterion, Rating
from reports.models import CriterionRating, Evaluation, Report
from samenkracht.core import clock
from samenkracht.core.values.periods import local_day
from samenkracht.demo import judging, proposing, questionnaires, region
from samenkracht.pages import queries as pages
from tests.pages.test_promises import strings

DEMO = Path(region.__file__).parent
TOLD = [*(DEMO / "stories").glob("*.py"), *(DEMO / f"{name}.py" for name in ("judging", "proposing", "papers"))]
# A day that comes nearer while the text stands still: true in one month and not in the other.
OF_A_SEASON = re.compile(
    r"\b(voorjaar|najaar|herfst|winter|dit jaar|nieuwe jaar|volgend jaar|in (januari|februari|maart|april|mei|juni|"
    r"juli|augustus|september|oktober|november|december))\b"
)
# What the portal counts itself, beside the text.
COUNTED = re.compile(
    r"\b([a-z]*(twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertig|tig|honderd)[a-z]*) "
    r"(mensen|mantelzorgers|inwoners) (vertelden|schreven|lazen|vulden)",
    re.IGNORECASE,
)
LEADER_GONE = r"projectleider (vertrok|is weg)|[zZ]odra[^.]*projectleider is|nieuwe projectleider"
# On its way when it was written; a paper is frozen long after.
ON_ITS_WAY = re.compile(r"\bkomt zo\b")
THREE = re.compile(r"\b[Dd]e drie\b[^.]* genoemd")
WEEKS = re.compile(r"\b[a-z]+ weken (voor|na) (de vragenlijst|het formulier)|beloofde dag")
# Somebody or something to go to, without saying where it is.
NOWHERE = re.compile(r"energieloket|avond\b|bij de projectleider|Kijk bij de projecten")
# A hope as if it were so, beside a measured goal that is not reached.
AS_IF_REACHED = re.compile(r"\b[Uu]w rit komt op tijd|[Uu] krijgt een hulp die blijft|[Ii]n uw flat komt")


def texts(path: Path) -> Iterator[str]:
    return strings(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_no_text_names_a_season_a_count_or_a_distance_that_its_dates_do_not_have(path: Path):
    wrong = (OF_A_SEASON, COUNTED, WEEKS, ON_ITS_WAY)
    assert [text for text in texts(path) for pattern in wrong if pattern.search(text)] == []


def test_what_weighed_most_is_what_most_residents_chose():
    weights = questionnaires.HOUSEHOLD.leanings["belang"]
    labels = {
        option.key: option.label
        for question in questionnaires.HOUSEHOLD.definition.questions()
        for option in question.options
    }
    first, second = sorted(weights, key=lambda key: -weights[key])[:2]
    told = " ".join(proposing.HOUSEHOLD.explained)

    assert first == "vaste_hulp"
    assert "Het vaakst genoemd is een hulp die blijft" in told
    assert f"Daarna komt: {labels[second].lower()}" in told
    stop = questionnaires.WATER.leanings["proef"]
    assert 2 * stop["stop"] > 1.2 * sum(stop.values())


@pytest.fixture(params=[datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2027, 4, 2, 9, tzinfo=UTC)], ids=str)
def today(request, monkeypatch, db) -> None:
    """The small region, made on this day."""
    monkeypatch.setattr(clock, "now", lambda: request.param)
    region.seed(size=0.05)


def shown(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.once
@pytest.mark.usefixtures("today")
def test_the_region_agrees_with_itself():
    found = [*plans_that_came_late(), *periods_beside_their_form(), *invitations_to_nowhere(), *hopes_told_as_facts()]
    found += [*ways_that_nobody_came(), *judged_otherwise_than_the_dates(), *letters_that_were_late(), *budgets()]
    found += [*said_of_every_page(), *leaders_who_are_there(), *fewer_than_promised(), *promises_of_no_plan()]
    assert found == []


def plans_that_came_late() -> Iterator[str]:
    """Every decided plan was there before its form, so that its page says so; whoever claims it has such a plan."""
    for project in Project.objects.public():
        forms = pages.project_forms(project, at=clock.now())
        plan = project_queries.public_plan(project)
        if plan.is_decided and forms.asked_from and not plan.is_beforehand(forms.asked_from):
            yield f"{project}: decided {plan.decided_on}, asked from {forms.asked_from}"


def periods_beside_their_form() -> Iterator[str]:
    """When the plan says that something is asked, the form is open."""
    for form in Form.objects.exclude(plan_line=None).exclude(published_version=None).select_related("plan_line"):
        line = form.plan_line
        assert line is not None
        start, end = line.period_start.first_day, line.period_end.last_day
        opened = form.opens_at and local_day(form.opens_at)
        last = form.closes_at and local_day(form.closes_at - timedelta(microseconds=1))
        if start and opened and start > opened:
            yield f"{form}: asked from {start}, open from {opened}"
        if end and last and end < last:
            yield f"{form}: asked until {end}, open until {last}"


def invitations_to_nowhere() -> Iterator[str]:
    """Who is told to call, mail or go somewhere finds it on that page."""
    for project in Project.objects.public():
        if NOWHERE.search(project.act_now):
            yield f"{project}: {project.act_now}"
        if re.search(r"\b[Bb]el\b", project.act_now) and project.contact_phone not in shown(
            f"/projecten/{project.slug}/"
        ):
            yield f"{project}: no telephone on its page"
        planned = project_queries.progress_of(project, "planning")
        if pages.latest_evaluation(project) and any("volgt de evaluatie" in item.text for item in planned):
            yield f"{project}: the evaluation is there"


def hopes_told_as_facts() -> Iterator[str]:
    for project in Project.objects.public():
        for goal in project.goals.exclude(target=None):
            value = GoalValue.objects.filter(goal=goal).order_by("pk").last()
            if value and value.value != goal.target and AS_IF_REACHED.search(project.meaning):
                yield f"{project}: {project.meaning}"


def ways_that_nobody_came() -> Iterator[str]:
    """Who says in an evaluation that people were called, called them."""
    for evaluation in Evaluation.objects.all():
        said = " ".join(reality.note for reality in evaluation.realities.all())
        called = Submission.objects.filter(form__project=evaluation.project, channel=Channel.PHONE)
        if re.search(r"\bbelden\b", said) and not called.exists():
            yield f"{evaluation.project}: {said}"


def judged_otherwise_than_the_dates() -> Iterator[str]:
    """Who judges the plan as good has one from before the form; most projects have when that is said of most."""
    early: list[bool] = []
    for project in Project.objects.public():
        asked = pages.project_forms(project, at=clock.now()).asked_from
        if asked is not None and asked <= local_day(clock.now()):
            early.append(project_queries.public_plan(project).is_beforehand(asked))
    for one in CriterionRating.objects.filter(criterion=Criterion.PLAN, rating=Rating.GOOD):
        project = one.evaluation.project
        asked = pages.project_forms(project, at=clock.now()).asked_from
        if not project_queries.public_plan(project).is_beforehand(asked):
            yield f"{project}: {one.reason}"
    if not 0.5 < sum(early) / len(early) < 1:
        yield f"not most but {sum(early)} of {len(early)}"
    said = judging.METHOD.results + " ".join(reason for _criterion, _rating, reason in judging.METHOD.judgements)
    if re.search(r"\b(Elk|Bijna elk) project", said):
        yield said


def letters_that_were_late() -> Iterator[str]:
    """Who says that residents heard in time told them before the promised day."""
    for evaluation in Evaluation.objects.exclude(closed_at=None):
        said = evaluation.results + " ".join(one.reason for one in evaluation.ratings.all())
        lines = PlanLine.objects.filter(plan__project=evaluation.project)
        late = [line for line in lines if line.feedback_due and not line.feedback_given]
        if "op tijd" in said and late:
            yield f"{evaluation.project}: {said}"


def budgets() -> Iterator[str]:
    """A paper names no other paper as made that the portal does not hold."""
    for report in Report.objects.filter(kind="proposal"):
        if "bij dit voorstel gemaakt" in str(report.content):
            yield report.title


def said_of_every_page() -> Iterator[str]:
    """What an improvement says to be on each page of a project is there."""
    for one in ImprovementProposal.objects.filter(state=ImprovementState.DONE, text__contains="elke projectpagina"):
        for project in Project.objects.public():
            if "wat inwoners nu kunnen doen" in one.text and "Wat kunt u nu doen?" not in shown_project(project):
                yield f"{project}: {one.text}"
    for form in Form.objects.public().open_at(clock.now()):
        if not re.search(r"Open tot (en met )?\d", shown_project(form.project)):
            yield f"{form}: does not say until when"


def leaders_who_are_there() -> Iterator[str]:
    """Who says that there is no leader any more has none."""
    for project in Project.objects.public():
        text = shown_project(project)
        gone = re.search(LEADER_GONE, text)
        if gone and TeamMember.objects.filter(project=project, part=TeamPart.LEADER).exists():
            yield f"{project}: {gone[0]}"


def fewer_than_promised() -> Iterator[str]:
    """Where the three that most named were promised, and residents were told, three results stand."""
    for line in PlanLine.objects.exclude(feedback_given="").select_related("plan__project"):
        results = project_queries.progress_of(line.plan.project, "result")
        if THREE.search(line.use) and len(results) < 3:
            yield f"{line.plan.project}: {line.use}"


def promises_of_no_plan() -> Iterator[str]:
    """A closed form promises nothing of a plan on which nobody decided."""
    for form in Form.objects.public().exclude(plan_line=None).select_related("plan_line", "project"):
        decided = project_queries.public_plan(form.project).is_decided
        if not decided and "Wij beloofden te" in shown(f"/formulieren/{form.slug}/"):
            yield f"{form}: nobody decided on its plan"


def shown_project(project: Project) -> str:
    return shown(f"/projecten/{project.slug}/")
