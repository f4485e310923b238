"""The demo's bodies, their calendar around today, and proposals at several places of the route."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from projects.enums import BodyKind
from projects.models import Body, Meeting, Project
from projects.services import meetings
from reports.collect.proposal import Asking
from reports.enums import AgendaPurpose, Distribution, ReportKind, TreatmentOutcome
from reports.models import Proposal
from reports.services import compiling, proposal_rows, proposals, reports, runs, treatments
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.models import User
from samenkracht.core.dates import KnownDate
from samenkracht.core.periods import local_day

Calendar = Mapping[tuple[str, int], Meeting]

BODIES = (
    ("ao-zv", BodyKind.AO, "Z&V", "Ambtelijk overleg Z&V", False),
    ("ao-bo", BodyKind.AO, "B&O", "Ambtelijk overleg Bescherming en opvang", False),
    ("do", BodyKind.DO, "", "Directieoverleg (DO)", False),
    ("pfho-jo", BodyKind.PFHO, "J&O", "Portefeuillehoudersoverleg Jeugd en onderwijs", True),
    ("pfho-go", BodyKind.PFHO, "G&O", "Portefeuillehoudersoverleg Gezondheid en ondersteuning", True),
)
SEATS = {
    "ao-zv": ("opdrachtgever",),
    "ao-bo": ("opdrachtgever",),
    "do": ("directeur",),
    "pfho-jo": ("portefeuillehouder",),
    "pfho-go": ("portefeuillehouder",),
}
# Rounds of the route before and after the one that is under way; each takes four weeks.
ROUNDS = range(-3, 5)
EXPLANATION = (
    "Samenkracht! begon in 2013 als de manier waarop de regio beleid maakt vanuit de vraag van inwoners. Dat ging goed "
    "tot 2021. Toen vertrokken de mensen die het trokken, en er was geen vast geld.\n\n"
    "Het afgelopen jaar werkten projecten weer op deze manier. Inwoners vulden formulieren in, praatten mee in "
    "groepen en hoorden terug wat er met hun inbreng gebeurde. Bij een aantal projecten veranderde het plan.\n\n"
    "Het ambtelijk overleg (AO) en het directieoverleg (DO) gaven eerder aan dat zij door willen. Het DO vroeg om "
    "een begroting voor drie jaar. Die is bij dit voorstel gemaakt.\n\n"
    "Stemt het overleg in, dan volgt in het voorjaar een voorstel over vast geld."
)
BUDGET = (
    "De begroting gaat uit van één coördinator voor de hele regio en een klein bedrag per project. Elke gemeente "
    "betaalt naar het aantal inwoners."
)


def build(*, cast: Mapping[str, User], now: datetime) -> None:
    """Bodies with seats, a calendar, and three proposals; the first with its paper for everybody."""
    secretary, coordinator = Staff(cast["secretaris"]), Staff(cast["coordinator"])
    long_ago = now - timedelta(days=150)
    bodies = make_bodies(cast=cast, by=secretary, at=long_ago)
    calendar = make_calendar(bodies, today=local_day(now), by=secretary, at=long_ago)
    proposal = lasting(calendar, by=coordinator, secretary=secretary, now=now)
    paper(proposal, by=coordinator, at=now - timedelta(hours=20))
    held_over(calendar, by=coordinator, secretary=secretary, now=now)
    kept_back(by=secretary, now=now)


def make_bodies(*, cast: Mapping[str, User], by: Actor, at: datetime) -> dict[str, Body]:
    made = {}
    for slug, kind, subject, name, is_public in BODIES:
        body = meetings.add_body(by=by, at=at, kind=kind, subject=subject, name=name, is_public=is_public)
        meetings.seat(body=body, users=[cast[part] for part in SEATS[slug]], by=by, at=at)
        made[slug] = body
    return made


def make_calendar(bodies: Mapping[str, Body], *, today: date, by: Actor, at: datetime) -> Calendar:
    """Per round an AO, two weeks later a DO and two weeks later a PFHO; round 0 has its PFHO still to come."""
    calendar: dict[tuple[str, int], Meeting] = {}
    coming = today + timedelta(days=7 + (3 - today.weekday()) % 7)
    together = {"ao": ("ao-zv", "ao-bo"), "do": ("do",), "pfho": ("pfho-jo", "pfho-go")}
    before = {"ao": (28, time(9)), "do": (14, time(10)), "pfho": (0, time(13, 30))}
    for turn in ROUNDS:
        for layer, slugs in together.items():
            days, starts_at = before[layer]
            held_on = coming + timedelta(days=28 * turn - days)
            calendar[layer, turn] = meetings.add_meeting(
                by=by,
                at=at,
                bodies=[bodies[slug] for slug in slugs],
                held_on=held_on,
                starts_at=starts_at,
                place="Regiokantoor" if layer != "pfho" else "Raadzaal",
                part="overlappend gedeelte" if layer == "pfho" else "",
                is_closed=(layer, turn) == ("do", 1),
                papers_due=held_on - timedelta(days=10),
            )
    meetings.cancel_meeting(meeting=calendar["ao", 3], by=by, at=at)
    return calendar


def lasting(calendar: Calendar, *, by: Actor, secretary: Actor, now: datetime) -> Proposal:
    """Along AO and DO with their conclusions, on the way to the combined PFHO."""
    at = now - timedelta(days=40)
    proposal = begin(
        by=by,
        at=at,
        number="004817",
        subject="Samenkracht! blijvend organiseren",
        project=Project.objects.filter(title="Samenkracht!").first(),
    )
    points = (
        "De werkwijze Samenkracht! vaststellen voor alle projecten van het Uitvoeringsprogramma.",
        "Het betreft: kennisnemen van wat inwoners het afgelopen jaar inbrachten en van de begroting voor drie jaar.",
        "In het voorjaar volgt een voorstel voor vaste financiering.",
    )
    for text in points:
        proposal_rows.save_point(proposal=proposal, text=text, by=by, at=at)
    proposal_rows.save_registration(
        proposal=proposal,
        registered_on=KnownDate.of(local_day(at)),
        discussed="Op voorstel van de portefeuillehouder en na afstemming met de directeur besproken",
        conclusion="Wordt geagendeerd voor AO, DO en PFHO",
        by=secretary,
        at=at,
    )
    first = proposal.explanations.get()
    proposal_rows.save_explanation(proposal=proposal, block=first, text=EXPLANATION, by=by, at=at)
    proposal_rows.save_explanation(proposal=proposal, text=BUDGET, by=by, at=at)
    walked = (
        ("ao", AgendaPurpose.DISCUSS, TreatmentOutcome.AS_ASKED, ""),
        ("do", AgendaPurpose.ADVISE, TreatmentOutcome.AMENDED, "Met een begroting voor drie jaar erbij"),
        ("pfho", AgendaPurpose.DECIDE, None, ""),
    )
    for layer, purpose, outcome, words in walked:
        treat(proposal, calendar[layer, 0], purpose, outcome, words, by=by, secretary=secretary, at=at, now=now)
    return proposal


def held_over(calendar: Calendar, *, by: Actor, secretary: Actor, now: datetime) -> None:
    """Held over by the DO, so that it comes back in a later one."""
    at = now - timedelta(days=60)
    project = Project.objects.filter(title="Vervoer naar zorg en dagbesteding").first()
    proposal = begin(
        by=by, at=at, number=".0005120", subject="Wat reizigers vragen van vervoer naar zorg", project=project
    )
    text = "Het betreft: bespreken wat reizigers vertelden over wachttijden en haltes."
    proposal_rows.save_point(proposal=proposal, text=text, by=by, at=at)
    words = "Eerst horen wat de vervoerder kan"
    walked = (
        (("do", -1), AgendaPurpose.DISCUSS, TreatmentOutcome.HELD_OVER, words),
        (("ao", 0), AgendaPurpose.INFORM, None, ""),
        (("do", 1), AgendaPurpose.ADVISE, None, ""),
    )
    for place, purpose, outcome, conclusion in walked:
        treat(proposal, calendar[place], purpose, outcome, conclusion, by=by, secretary=secretary, at=at, now=now)


def kept_back(*, by: Actor, now: datetime) -> None:
    """Not public, about no project, not on an agenda yet."""
    at = now - timedelta(days=3)
    proposal = proposals.add(
        by=by,
        at=at,
        reference=f"{local_day(at):%y}004992",
        subject="Ruimte voor de onderhandeling over hulp bij het huishouden",
        distribution=Distribution.NOT_PUBLIC,
        distribution_reason="Aanbieders mogen de ruimte niet kennen zolang de inkoop loopt.",
        unit="Inkoop",
        email="inkoop@regio.example",
        dated=local_day(at),
        contacts=("Secretaris",),
    )
    text = "De ruimte voor de onderhandeling vaststellen."
    proposal_rows.save_point(proposal=proposal, text=text, by=by, at=at)


def begin(*, by: Actor, at: datetime, number: str, subject: str, project: Project | None) -> Proposal:
    """A public proposal with its general facts; the reference begins with the year."""
    return proposals.add(
        by=by,
        at=at,
        reference=f"{local_day(at):%y}{number}",
        subject=subject,
        project=project,
        distribution=Distribution.PUBLIC,
        unit="Beleid en bestuur",
        email="samenkracht@regio.example",
        dated=local_day(at),
        contacts=("Coördinator Samenkracht!", "Projectleider"),
    )


def treat(
    proposal: Proposal,
    meeting: Meeting,
    purpose: AgendaPurpose,
    outcome: TreatmentOutcome | None,
    words: str,
    *,
    by: Actor,
    secretary: Actor,
    at: datetime,
    now: datetime,
) -> None:
    """Put it on the agenda and, when there is an outcome, write that down the day after."""
    row = treatments.plan(proposal=proposal, meeting=meeting, purpose=purpose, by=by, at=at)
    if outcome is not None:
        after = min(now, datetime.combine(meeting.held_on + timedelta(days=1), time(8), tzinfo=now.tzinfo))
        treatments.conclude(treatment=row, outcome=outcome, conclusion=words, by=secretary, at=after)


def paper(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Its paper, made as the job does it, for everybody when its project has a public page."""
    run = runs.request(kind=ReportKind.PROPOSAL, asking=Asking(proposal.pk), by=by, at=at)
    claimed = runs.claim(run_id=run.pk, at=at)
    made = compiling.compile_claimed(run=claimed, clock=lambda: at) if claimed else None
    if made is None:
        run.refresh_from_db()
        raise RuntimeError(f"the demo's proposal was not made: {run.failure}")
    approved = reports.approve(report=made, by=by, at=at)
    if proposal.project is None or proposal.project.is_public:
        reports.publish(report=approved, by=by, at=at)
