"""The demo looks back: a closed evaluation with its report for everybody, and one that is being written."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from participation.enums import Channel
from participation.models import Form
from participation.services import submissions, tallies
from projects.enums import ParticipationLevel, PolicyPhase
from projects.models import Project
from projects.queries import current_lines
from projects.services import improvements
from reports.collect.evaluation import Asking
from reports.content.assessment import Judgement
from reports.enums import Criterion, Rating, ReportKind
from reports.models import Evaluation
from reports.services import compiling, evaluations, reports, runs
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.models import User
from samenkracht.core.dates import KnownDate
from samenkracht.core.periods import local_day

G, S, I = Rating.GOOD, Rating.SUFFICIENT, Rating.INSUFFICIENT  # noqa: E741 - a table reads best with one letter
LASTING, TRAVEL = "Samenkracht!", "Vervoer naar zorg en dagbesteding"

RESULTS = (
    "Het afgelopen jaar werkten projecten in de regio weer vanuit de vraag van inwoners. Elk project schreef vooraf op "
    "welke inbreng het vroeg, aan wie, en wat ermee zou gebeuren. Die belofte stond op de projectpagina.\n\n"
    "Bij het vervoer naar zorg veranderden de eisen door wat reizigers vertelden: op tijd komen weegt nu zwaarder dan "
    "de prijs per rit."
)
LESSONS = (
    "Vertel eerder wat er met de inbreng gebeurt. Mensen vulden het formulier in en hoorden daarna te lang niets.\n\n"
    "Een vaste trekker per project werkt. Waar een vervanger ontbrak, lag het werk in de vakantie stil.\n\n"
    "Wie niet online meedoet, bereiken wij alleen als iemand langsgaat of belt. Plan daar tijd voor."
)
JUDGEMENTS = (
    (Criterion.PLAN, G, "Elk project had een plan voordat het formulier openging."),
    (Criterion.ORGANISATION, S, "Er is een coördinator. Bij twee projecten was er geen vervanger."),
    (Criterion.REPRESENTATION, S, "Uit alle gemeenten deden mensen mee, jongeren minder dan wij wilden."),
    (Criterion.PURPOSE, G, "Boven elk formulier stond waarvoor wij het vroegen."),
    (Criterion.INFLUENCE, S, "Meestal advies. Bij het vervoer dachten reizigers mee over de eisen."),
    (Criterion.CONSTRAINTS, S, "Het budget en de wet stonden vast; dat stond er steeds bij."),
    (Criterion.TRANSPARENCY, G, "Plannen, aantallen en rapporten staan op de projectpagina’s."),
    (Criterion.TIMING, S, "Wij vroegen het voordat de eisen vaststonden, soms met weinig tijd."),
    (Criterion.INFORMATION, S, "De uitleg was kort en in gewone taal. Een versie met beeld ontbrak nog."),
    (Criterion.FEEDBACK, I, "De beloofde terugkoppeling is te laat. Mensen wachten nog op een antwoord."),
)
REALITY = "Wij vroegen wat mensen merkten. Wie niet online meedeed, belden wij of spraken wij op een bijeenkomst."
# Who took part on paper and in meetings: code of the municipality, channel, how many.
OFFLINE = (("0402", Channel.PAPER, 26), ("1942", Channel.PAPER, 19), ("0406", Channel.MEETING, 14))
# Text, owner, days from today on which it is due, and what became of it.
IMPROVEMENTS = (
    (
        "Binnen zes weken nadat een formulier sluit, vertellen wat er met de antwoorden gebeurt.",
        "Coördinator Samenkracht!", -9, "adopted",
    ),
    ("Bij elk project een vervanger van de projectleider aanwijzen.", "Directeur", 45, "adopted"),
    ("Formulieren ook per telefoon en op papier aanbieden, in elke gemeente.", "Projectleider", 120, "proposed"),
    (
        "Op elke projectpagina in gewone taal zetten wat inwoners nu kunnen doen.",
        "Coördinator Samenkracht!", -40, "done",
    ),
)  # fmt: skip
DONE = "Alle lopende projecten hebben deze tekst."


def build(*, cast: Mapping[str, User], now: datetime) -> None:
    """Look back on the method itself, and begin with a phase of another project."""
    leader, coordinator = Staff(cast["projectleider"]), Staff(cast["coordinator"])
    project = Project.objects.get(title=LASTING)
    take_down(project, at=now - timedelta(days=60))
    made = look_back(project, by=leader, at=now - timedelta(days=25))
    improve(project, by=coordinator, now=now)
    evaluations.close(evaluation=made, by=leader, at=now - timedelta(days=5))
    publish(made, asked_by=leader, by=coordinator, at=now - timedelta(days=4))
    half_way(Project.objects.get(title=TRAVEL), by=leader, at=now - timedelta(days=6))


def take_down(project: Project, *, at: datetime) -> None:
    """What people answered on paper and in meetings, while the form was open."""
    form = Form.objects.get(project=project)
    if form.published_version is None:
        raise RuntimeError("the demo's form is not published")
    draw = Random(LASTING)  # noqa: S311 - seeded, so that every demo tells the same
    for municipality, channel, people in OFFLINE:
        for _number in range(people):
            heard = draw.choices(("ja", "deels", "nee"), weights=(2, 3, 4), k=1)[0]
            submissions.receive(
                version=form.published_version,
                answers={"gehoord": {"option": heard}, "woonplaats": municipality},
                key=f"{draw.getrandbits(128):032x}",
                channel=channel,
                at=at,
            )
    tallies.fold_all(form_id=form.pk)


def look_back(project: Project, *, by: Actor, at: datetime) -> Evaluation:
    """A whole evaluation: reality beside each promise, ten judgements, results and lessons."""
    evaluation = evaluations.begin(project=project, by=by, at=at)
    for line in current_lines(project):
        level = line.level or ParticipationLevel.CONSULT
        evaluations.realise(evaluation=evaluation, line=line, level=level, note=REALITY, by=by, at=at)
    judgements = [Judgement(criterion, rating, reason) for criterion, rating, reason in JUDGEMENTS]
    evaluations.judge(evaluation=evaluation, judgements=judgements, by=by, at=at)
    return evaluations.write(evaluation=evaluation, results=RESULTS, lessons=LESSONS, by=by, at=at)


def improve(project: Project, *, by: Actor, now: datetime) -> None:
    """Improvement proposals in every state; one is past its date."""
    at = now - timedelta(days=20)
    for text, owner, days, state in IMPROVEMENTS:
        due = KnownDate.of(local_day(now) + timedelta(days=days))
        proposal = improvements.propose(project=project, text=text, owner=owner, due=due, by=by, at=at)
        if state in ("adopted", "done"):
            improvements.adopt(proposal=proposal, by=by, at=at + timedelta(days=2))
        if state == "done":
            improvements.done(proposal=proposal, outcome=DONE, by=by, at=now - timedelta(days=7))


def publish(evaluation: Evaluation, *, asked_by: Actor, by: Actor, at: datetime) -> None:
    """The report of a closed evaluation, made as the job makes it, for everybody."""
    asking = Asking(project=evaluation.project.slug, evaluation=evaluation.number)
    run = runs.request(kind=ReportKind.EVALUATION, asking=asking, by=asked_by, at=at)
    claimed = runs.claim(run_id=run.pk, at=at)
    made = compiling.compile_claimed(run=claimed, clock=lambda: at) if claimed else None
    if made is None:
        run.refresh_from_db()
        raise RuntimeError(f"the demo's evaluation report was not made: {run.failure}")
    approved = reports.approve(report=made, by=by, at=at + timedelta(hours=2))
    reports.publish(report=approved, by=by, at=at + timedelta(hours=3))


def half_way(project: Project, *, by: Actor, at: datetime) -> None:
    """An evaluation of a phase with four of its ten judgements."""
    phase = PolicyPhase.DEVELOPMENT
    found = Evaluation.objects.filter(project=project, phase=phase, closed_at=None).first()
    evaluation = found or evaluations.begin(project=project, by=by, at=at, phase=phase)
    judgements = [Judgement(criterion, rating, reason) for criterion, rating, reason in JUDGEMENTS[:4]]
    evaluations.judge(evaluation=evaluation, judgements=judgements, by=by, at=at)
