"""The example region's bodies, their calendar around today, and proposals at every place of the route."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from projects.enums import BodyKind
from projects.meetings import services as meetings
from projects.models import Body, Meeting, Project
from reports.enums import Distribution, ReportKind
from reports.models import Proposal
from reports.proposals.collect import ProposalParameters
from reports.proposals.services import proposals as proposals_service
from reports.proposals.services import rows as proposal_rows
from reports.proposals.services import treatments
from samenkracht.accounts.actors import Actor
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import local_day
from samenkracht.demo import papers, proposing
from samenkracht.demo.history import Scenario
from samenkracht.demo.proposing import Paper
from samenkracht.demo.timeline import DemoRegion

BODIES: Final = (
    ("ao-zv", BodyKind.AO, "Z&V", "Ambtelijk overleg Z&V", False),
    ("ao-bo", BodyKind.AO, "B&O", "Ambtelijk overleg Bescherming en opvang", False),
    ("ao-rm", BodyKind.AO, "R&M", "Ambtelijk overleg Ruimte en mobiliteit", False),
    ("do", BodyKind.DO, "", "Directieoverleg (DO)", False),
    ("pfho-jo", BodyKind.PFHO, "J&O", "Portefeuillehoudersoverleg Jeugd en onderwijs", True),
    ("pfho-go", BodyKind.PFHO, "G&O", "Portefeuillehoudersoverleg Gezondheid en ondersteuning", True),
    ("pfho-rm", BodyKind.PFHO, "R&M", "Portefeuillehoudersoverleg Ruimte en mobiliteit", True),
    ("ab", BodyKind.AB, "", "Algemeen bestuur", True),
)
SEATS: Final = {"ao": "opdrachtgever", "do": "directeur", "pfho": "portefeuillehouder", "ab": "portefeuillehouder"}
# Rounds of the route before and after the one that is under way; each takes four weeks.
ROUNDS: Final = range(-10, 5)
# Layer: its bodies, how many days before the last meeting of the round, at what hour, where.
LAYERS: Final = {
    "ao": (("ao-zv", "ao-bo"), 28, time(9), "Regiokantoor"),
    "ao-rm": (("ao-rm",), 27, time(9), "Regiokantoor"),
    "do": (("do",), 14, time(10), "Regiokantoor"),
    "pfho": (("pfho-jo", "pfho-go"), 0, time(13, 30), "Raadzaal"),
    "pfho-rm": (("pfho-rm",), 1, time(15), "Raadzaal"),
    "ab": (("ab",), -7, time(19, 30), "Raadzaal"),
}
# Nobody meets on these; then the day before.
HOLIDAYS: Final = frozenset({(1, 1), (4, 27), (5, 5), (12, 25), (12, 26)})
# The general board meets once in three rounds.
EVERY_THIRD: Final = "ab"


def calendar(region: DemoRegion, *, at: datetime) -> dict[tuple[str, int], Meeting]:
    """Bodies with seats and their meetings; round 0 has its last meeting still to come, one was cancelled."""
    by = region.staff("secretaris")
    bodies = make_bodies(region, by=by, at=at)
    coming = region.today + timedelta(days=7 + (3 - region.today.weekday()) % 7)
    made = {}
    for turn in ROUNDS:
        for layer in LAYERS:
            if layer != EVERY_THIRD or turn % 3 == 0:
                made[layer, turn] = meet(layer, turn, bodies, coming + timedelta(days=28 * turn), by=by, at=at)
    meetings.cancel_meeting(meeting=made["ao", 3], by=by, at=at)
    return made


def make_bodies(region: DemoRegion, *, by: Actor, at: datetime) -> dict[str, Body]:
    made = {}
    for slug, kind, subject, name, is_public in BODIES:
        body = meetings.add_body(by=by, at=at, kind=kind, subject=subject, name=name, is_public=is_public)
        meetings.seat(body=body, users=[region.cast[SEATS[slug.split("-")[0]]]], by=by, at=at)
        made[slug] = body
    return made


def meet(layer: str, turn: int, bodies: Mapping[str, Body], last: date, *, by: Actor, at: datetime) -> Meeting:
    slugs, days, starts_at, place = LAYERS[layer]
    held_on = last - timedelta(days=days)
    while (held_on.month, held_on.day) in HOLIDAYS:
        held_on -= timedelta(days=1)
    return meetings.add_meeting(
        by=by, at=at, bodies=[bodies[slug] for slug in slugs], held_on=held_on, starts_at=starts_at, place=place,
        part="overlappend gedeelte" if layer == "pfho" else "", is_closed=(layer, turn) == ("do", 1),
        papers_due=held_on - timedelta(days=10),
    )  # fmt: skip


def proposals(region: DemoRegion) -> list[Scenario]:
    """Each on its way; the last one is not on an agenda yet."""
    return [*(walk(region, paper) for paper in proposing.PAPERS), kept_back(region)]


def walk(region: DemoRegion, paper: Paper) -> Scenario:
    """Written, registered, treated by one body after the other, and perhaps over."""
    at = region.ago(paper.written, hour=10.5)
    yield at
    proposal = write(region, paper, at=at)
    if paper.registered:
        register(region, proposal, paper, at=at)
    rows = {
        stop.place: treatments.plan(
            proposal=proposal, meeting=region.calendar[stop.place], purpose=stop.purpose,
            by=region.staff("secretaris"), at=at,
        )
        for stop in paper.stops
    }  # fmt: skip
    for stop in paper.stops:
        if stop.outcome is not None:
            at = region.after(region.calendar[stop.place])
            yield at
            treatments.conclude(
                treatment=rows[stop.place], outcome=stop.outcome, conclusion=stop.words,
                by=region.staff("secretaris"), at=at,
            )  # fmt: skip
    if paper.is_over:
        proposals_service.close(proposal=proposal, by=region.staff("secretaris"), at=at)
    if paper.drawn and (region.is_whole or not paper.is_over):
        at = at + timedelta(hours=3) if paper.is_over else region.ago(0.012)
        yield at
        draw(region, proposal, at=at)


def write(region: DemoRegion, paper: Paper, *, at: datetime) -> Proposal:
    """The general facts, the numbered lines and the explanations; the reference begins with the year."""
    by = region.staff(paper.writer)
    proposal = proposals_service.add(
        by=by, at=at, reference=f"{local_day(at):%y}{paper.number}", subject=paper.subject,
        project=Project.objects.filter(title=paper.project).first(), distribution=Distribution.PUBLIC,
        unit=paper.unit, email="samenkracht@regio.example", dated=local_day(at), contacts=paper.contacts,
    )  # fmt: skip
    for text in paper.points:
        proposal_rows.save_point(proposal=proposal, text=text, by=by, at=at)
    for number, text in enumerate(paper.explained):
        block = proposal.explanations.get() if number == 0 else None
        proposal_rows.save_explanation(proposal=proposal, block=block, text=text, by=by, at=at)
    return proposal


def register(region: DemoRegion, proposal: Proposal, paper: Paper, *, at: datetime) -> None:
    """As the secretary wrote it down."""
    proposal_rows.save_registration(
        proposal=proposal, registered_on=KnownDate.of(local_day(at)), discussed=paper.discussed,
        conclusion=paper.registered, by=region.staff("secretaris"), at=at,
    )  # fmt: skip


def draw(region: DemoRegion, proposal: Proposal, *, at: datetime) -> None:
    """Its paper, for everybody when its project has a public page."""
    by = region.staff("coordinator")
    made = papers.make(kind=ReportKind.PROPOSAL, parameters=ProposalParameters(proposal.pk), by=by, at=at)
    papers.share(made, by=by, at=at)


def kept_back(region: DemoRegion) -> Scenario:
    """Not public, about no project, not on an agenda yet."""
    at = region.ago(3, hour=16)
    yield at
    by = region.staff("secretaris")
    proposal = proposals_service.add(
        by=by, at=at, reference=f"{local_day(at):%y}004992",
        subject="Ruimte voor de onderhandeling over hulp bij het huishouden",
        distribution=Distribution.NOT_PUBLIC,
        distribution_reason="Aanbieders mogen de ruimte niet kennen zolang de inkoop loopt.",
        unit="Inkoop", email="inkoop@regio.example", dated=local_day(at), contacts=("Bestuursbureau",),
    )  # fmt: skip
    proposal_rows.save_point(proposal=proposal, text="De ruimte voor de onderhandeling vaststellen.", by=by, at=at)
