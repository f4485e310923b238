"""The example region, built by calling services only, so that building it is a test of them."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from participation.enums import Channel
from participation.formbuilder.schema import OTHER, Definition, Question
from participation.formbuilder.types import asked, type_of
from participation.formbuilder.types.base import Stored
from participation.models import Form, FormVersion
from participation.services import forms, submissions, tallies
from projects.models import CooperationAgenda, Municipality, PlanLine, Programme, Project
from projects.services import plans, projects, teams
from reports.collect.progress import Asking
from reports.services import compiling, reports, runs, stock
from samenkracht.accounts import services as accounts
from samenkracht.accounts.actors import Actor, Staff, System
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from samenkracht.core.dates import KnownDate
from samenkracht.core.periods import Period, local_day
from samenkracht.demo import looking_back, register, route
from samenkracht.demo import plans as plan_stories
from samenkracht.demo.story import STORIES, Line, Questionnaire, Story

PASSWORD = "samenkracht"  # noqa: S105 - known to everybody; these accounts exist in the demo only
DOMAIN = "demo.example"
SEED = 2013
PLACES = ("De halte bij het ziekenhuis", "De bushalte in het dorp", "De opstapplaats van de taxi")
PEOPLE = (
    ("coordinator", Role.COORDINATOR, "Coördinator Samenkracht!"),
    ("projectleider", Role.PROJECT_STAFF, "Projectleider"),
    ("opdrachtgever", Role.COMMISSIONER, "Opdrachtgever"),
    ("directeur", Role.DIRECTOR, "Directeur"),
    ("portefeuillehouder", Role.PORTFOLIO_HOLDER, "Portefeuillehouder"),
    ("secretaris", Role.SECRETARY, "Secretaris"),
    ("privacy", Role.PRIVACY_OFFICER, "Privacyfunctionaris"),
    ("beheerder", Role.ADMINISTRATOR, "Beheerder"),
)


def logins() -> list[tuple[str, str]]:
    """The demo's addresses, each with its function."""
    return [(f"{name}@{DOMAIN}", function) for name, _role, function in PEOPLE]


def seed() -> None:
    """Fill an empty database with the example region; a database that has people is left alone."""
    if User.objects.exists():
        return
    now = timezone.now()
    cast = people(at=now - timedelta(days=330))
    by = Staff(cast["coordinator"])
    register.agenda(cast=cast, now=now)
    for story in (*STORIES, *plan_stories.STORIES):
        tell(
            story,
            leader=cast["projectleider"],
            deputy=cast["coordinator"] if story.has_deputy else None,
            commissioner=cast["opdrachtgever"],
            by=by,
            now=now,
        )
    register.build(cast=cast, now=now)
    route.build(cast=cast, now=now)
    plan_stories.decide(cast, now=now)
    looking_back.build(cast=cast, now=now)
    for days in (7, 0):
        stock.take(at=now - timedelta(days=days), by=System("demo"))
    report(programme=STORIES[0].programme, by=by, at=now - timedelta(days=3), public=True)
    report(programme="", by=by, at=now - timedelta(days=2), public=False)


def report(*, programme: str, by: Actor, at: datetime, public: bool) -> None:
    """The report of the last quarter that is over, compiled as the job does it, approved and perhaps published."""
    run = runs.request(asking=Asking(period=last_quarter(local_day(at)), programme=programme), by=by, at=at)
    claimed = runs.claim(run_id=run.pk, at=at)
    made = compiling.compile_claimed(run=claimed, clock=lambda: at) if claimed else None
    if made is None:
        run.refresh_from_db()
        raise RuntimeError(f"the demo's report was not made: {run.failure}")
    approved = reports.approve(report=made, by=by, at=at)
    if public:
        reports.publish(report=approved, by=by, at=at)


def last_quarter(today: date) -> Period:
    """The three months before the present quarter."""
    until = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    start = date(until.year, until.month - 3, 1) if until.month > 3 else date(until.year - 1, 10, 1)
    return Period(start, until)


def people(*, at: datetime) -> dict[str, User]:
    """One account for each role."""
    return {
        name: accounts.add_user(
            email=f"{name}@{DOMAIN}", display_name=function, role=role, password=PASSWORD, by=System("demo"), at=at
        )
        for name, role, function in PEOPLE
    }


def tell(story: Story, *, leader: User, deputy: User | None, commissioner: User, by: Actor, now: datetime) -> Project:
    """Make one project with its plan, its form and what residents answered."""
    at = now - timedelta(days=story.started_days_ago)
    project = projects.add(
        by=by,
        at=at,
        title=story.title,
        summary=story.summary,
        priorities=story.priorities,
        agenda=CooperationAgenda.objects.valid_on(local_day(now)).first(),
        programme=Programme.objects.get(slug=story.programme) if story.programme else None,
        state=story.state,
        phase=story.phase,
        since=KnownDate.of(local_day(at)),
        planned_start=KnownDate.parse(story.starts),
        planned_end=KnownDate.parse(story.ends),
        contact_function="Coördinator Samenkracht!",
        contact_email="samenkracht@regio.example",
        contact_phone="(000) 000 00 00",
        goals=story.goals,
        results=story.results,
        planning=story.planning,
    )
    teams.compose(project=project, leader=leader, deputy=deputy, editors=(), commissioner=commissioner, by=by, at=at)
    lines = [promise(line, project=project, by=by, at=at, today=local_day(now)) for line in story.lines]
    if story.is_public:
        projects.publish(project=project, by=by, at=at)
    if story.form:
        ask(story.form, project=project, line=lines[0], by=by, now=now)
    return project


def promise(line: Line, *, project: Project, by: Actor, at: datetime, today: date) -> PlanLine:
    """One line of the plan, with the day on which the region tells what it did."""
    return plans.save_line(
        plan=project.plan,
        by=by,
        at=at,
        input=line.input,
        from_whom=line.from_whom,
        purpose=line.purpose,
        method=line.method,
        use=line.use,
        level=line.level,
        target_number=line.target_number,
        feedback_due=KnownDate.of(today + timedelta(days=line.feedback_in)),
    )


def ask(what: Questionnaire, *, project: Project, line: PlanLine, by: Actor, now: datetime) -> Form:
    """Publish the form, and let residents fill it in over the days that it is open."""
    opens_at = now - timedelta(days=what.opened_days_ago)
    form = forms.make(
        project=project,
        by=by,
        at=opens_at - timedelta(days=3),
        title=what.title,
        purpose=what.purpose,
        readers=what.readers,
        minutes=what.minutes,
        opens_at=opens_at,
        closes_at=now + timedelta(days=what.closes_in),
        plan_line=line,
    )
    version = forms.publish(form=form, definition=what.definition, by=by, at=opens_at - timedelta(days=2))
    answer(what, version=version, opens_at=opens_at, until=now + timedelta(days=min(0, what.closes_in)))
    tallies.fold_all(form_id=form.pk)
    return form


def answer(what: Questionnaire, *, version: FormVersion, opens_at: datetime, until: datetime) -> None:
    """Made-up residents, the same ones each time."""
    draw = Random(f"{SEED} {what.title}")  # noqa: S311 - seeded, so that every demo tells the same
    municipalities = sorted(Municipality.objects.values_list("code", flat=True))
    moments = sorted(opens_at + (until - opens_at) * draw.random() * 0.999 for _ in range(what.submissions))
    for moment in moments:
        submissions.receive(
            version=version,
            answers=answers_of_somebody(what.definition, what.remarks, municipalities, draw),
            key=f"{draw.getrandbits(128):032x}",
            channel=Channel.PAPER if draw.random() < 0.15 else Channel.ONLINE,
            at=moment,
        )


def answers_of_somebody(
    definition: Definition, remarks: tuple[str, ...], municipalities: list[str], draw: Random
) -> dict[str, Stored]:
    """What one made-up resident answers; questions that may be left open often are."""
    given: dict[str, Stored] = {}
    for question in asked(definition.questions()):
        if question.required or draw.random() < 0.6:
            given[question.key] = one_answer(question, remarks, municipalities, draw)
    return given


def one_answer(question: Question, remarks: tuple[str, ...], municipalities: list[str], draw: Random) -> Stored:
    """An answer as the question's type keeps it."""
    match question.kind:
        case "municipality":
            return draw.choices([*municipalities, "outside_region", "not_said"], k=1)[0]
        case "long_text":
            return draw.choice(remarks)
        case "short_text":
            return draw.choice(PLACES)
        case "number":
            return str(min(question.highest or 0, round(draw.expovariate(0.15))))
        case "yes_no" | "scale":
            keys = [option.key for option in type_of(question).countable(question)]
            return draw.choices(keys, weights=[1 + place for place in range(len(keys) - 1)] + [1], k=1)[0]
        case "several":
            picked = [option.key for option in question.options if draw.random() < 0.45]
            return {"options": picked or [question.options[0].key]}
    if question.other is not None and draw.random() < 0.06:
        return {"option": OTHER, "text": "Met de scootmobiel"}
    weights = range(len(question.options), 0, -1)
    return {"option": draw.choices([option.key for option in question.options], weights=weights, k=1)[0]}
