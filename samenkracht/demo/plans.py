"""Plans of every kind: agreed, established, returned, submitted, without participation, and one that is missing."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from projects import queries
from projects.enums import BodyKind, ExpertRole, ParticipationLevel, PolicyPhase, ProjectState
from projects.models import Project
from projects.services import plan_decisions, plans
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.models import User
from samenkracht.core.dates import KnownDate
from samenkracht.core.periods import local_day
from samenkracht.demo.story import Line, Story

TRANSPORT, METHOD = "Vervoer naar zorg en dagbesteding", "Samenkracht!"
HOUSING, DEBTS = "Wonen met zorg in de buurt", "Eerder hulp bij schulden"
SYSTEM, LOANS = "Eén systeem voor berichten", "Hulpmiddelen lenen en ruilen"
TEXTS: Final = {
    "motive": "De afspraken met de vervoerders lopen af. Reizigers weten het best wat er beter kan.",
    "room": "Het geld per rit staat vast. Over tijden, haltes, chauffeurs en bestellen is alle ruimte.",
    "planning": "Eerst de vragenlijst, dan twee bijeenkomsten over de eisen in concept, dan het besluit.",
    "roles": "De projectleider trekt het plan. Twee ervaringsdeskundigen stellen de vragen mee op.",
    "communication": "Een brief bij de vervoerspas, een bericht in de wijkkranten, en posters in de dagbesteding.",
    "privacy": "Wij vragen geen namen. De antwoorden bewaren wij tot een jaar na de terugkoppeling.",
    "feedback": "Een brief en een bladzijde op deze website: wat wij hoorden, wat wij deden en waarom.",
    "evaluation": "Een halfjaar na de start vragen wij dezelfde reizigers of het beter gaat.",
    "means": "Acht uur per week van de projectleider, en een vergoeding voor de ervaringsdeskundigen.",
}
REMARKS = "Schrijf op hoe reizigers meedoen die geen internet hebben. De eerste regel noemt hen niet."
STORIES: Final = (
    Story(
        title=HOUSING,
        summary="Meer mensen wonen langer thuis. Wij kijken wat daarvoor in de buurt nodig is.",
        priorities="Inwoners wonen zo lang als zij willen in hun eigen buurt.",
        programme="gezondheid-en-ondersteuning",
        state=ProjectState.RUNNING,
        phase=PolicyPhase.AGENDA_SETTING,
        starts="september 2026",
        ends="2028",
        goals=("In elke buurt is hulp dichtbij.",),
        lines=(
            Line(
                input="Wat mensen nodig hebben om thuis te blijven wonen",
                from_whom="Inwoners van 75 jaar en ouder, en hun mantelzorgers",
                purpose="Kiezen met welke buurten wij beginnen",
                method="Huiskamergesprekken",
                use="De gesprekken bepalen de volgorde van de buurten",
                level=ParticipationLevel.ADVISE,
                target_number=50,
                feedback_in=120,
            ),
        ),
        started_days_ago=60,
        has_deputy=True,
    ),
    Story(
        title=DEBTS,
        summary="Wie geldzorgen heeft, krijgt eerder hulp. Gemeenten, banken en woningcorporaties werken samen.",
        priorities="Niemand raakt door schulden zijn huis kwijt.",
        programme="werk-en-participatie",
        state=ProjectState.RUNNING,
        phase=PolicyPhase.DEVELOPMENT,
        starts="juni 2026",
        ends="december 2027",
        goals=("Mensen met geldzorgen krijgen binnen een week hulp.",),
        lines=(
            Line(
                input="Wat iemand met schulden tegenhoudt om hulp te vragen",
                from_whom="Mensen die schuldhulp krijgen of kregen",
                purpose="De eerste brief en het eerste gesprek beter maken",
                method="Spiegelgesprek",
                use="De brief en het gesprek worden met deze mensen herschreven",
                level=ParticipationLevel.COPRODUCE,
                target_number=15,
                feedback_in=90,
            ),
        ),
        started_days_ago=90,
        has_deputy=True,
    ),
    Story(
        title=SYSTEM,
        summary="De gemeenten gebruiken straks hetzelfde systeem om elkaar veilig berichten te sturen.",
        priorities="Een overheid die goed samenwerkt.",
        programme="",
        state=ProjectState.RUNNING,
        phase=PolicyPhase.IMPLEMENTATION,
        starts="maart 2026",
        ends="maart 2027",
        goals=("Alle gemeenten sturen elkaar veilig berichten.",),
        started_days_ago=150,
        has_deputy=True,
    ),
    Story(
        title=LOANS,
        summary="Een rollator of een hoog bed lenen in plaats van kopen: wij onderzoeken hoe dat kan.",
        priorities="Minder verspillen.",
        programme="gezondheid-en-ondersteuning",
        state=ProjectState.RUNNING,
        phase=PolicyPhase.AGENDA_SETTING,
        starts="oktober 2026",
        ends="2027",
        goals=("Hulpmiddelen krijgen een tweede leven.",),
        started_days_ago=30,
    ),
)


def decide(cast: Mapping[str, User], *, now: datetime) -> None:
    """Bring the plan of each project where its story stands."""
    leader, commissioner = Staff(cast["projectleider"]), Staff(cast["opdrachtgever"])
    by_title = {project.title: project for project in Project.objects.select_related("plan")}
    transport(by_title[TRANSPORT], leader=leader, commissioner=commissioner, now=now)
    established(by_title[METHOD], leader=leader, cast=cast, now=now)
    returned = submitted(by_title[HOUSING], by=leader, at=now - timedelta(days=30))
    plan_decisions.return_(
        plan=returned.plan,
        number=1,
        remarks="Ook mensen die al verhuisd zijn, weten wat er miste. Vraag het hun ook.",
        by=commissioner,
        at=now - timedelta(days=24),
    )
    submitted(by_title[DEBTS], by=leader, at=now - timedelta(days=6))
    without_participation(by_title[SYSTEM], leader=leader, commissioner=commissioner, now=now)


def submitted(project: Project, *, by: Actor, at: datetime) -> Project:
    plan_decisions.submit(plan=project.plan, by=by, at=at)
    return project


def transport(project: Project, *, leader: Actor, commissioner: Actor, now: datetime) -> None:
    """Returned once, then agreed; now a new version is in the making."""
    plan = project.plan
    plans.write_texts(plan=plan, by=leader, at=now - timedelta(days=300), **TEXTS)  # type: ignore[typeddict-item,unused-ignore]  # its keys are the texts
    first, second = queries.current_lines(project)
    whole = {
        first: (PolicyPhase.DEVELOPMENT, ExpertRole.CO_ORGANISE, "Reizigers kennen de ritten beter dan wij."),
        second: (PolicyPhase.DEVELOPMENT, ExpertRole.CO_DIRECT, "De eisen moeten voor reizigers kloppen."),
    }
    for line, (phase, experts, reason) in whole.items():
        plans.save_line(
            plan=plan, line=line, by=leader, at=now - timedelta(days=299), phase=phase, experts=experts,
            level_reason=reason, owner="projectleider", period_start=month(now, -150), period_end=month(now, 30),
        )  # fmt: skip
    submitted(project, by=leader, at=now - timedelta(days=290))
    plan_decisions.return_(plan=plan, number=1, remarks=REMARKS, by=commissioner, at=now - timedelta(days=284))
    plans.save_line(
        plan=plan, line=first, by=leader, at=now - timedelta(days=280),
        measures="De vragenlijst is er ook op papier. Wie dat wil, vult hem met ons in aan de telefoon.",
    )  # fmt: skip
    submitted(project, by=leader, at=now - timedelta(days=279))
    plan_decisions.agree(plan=plan, number=2, by=commissioner, at=now - timedelta(days=275))
    plan_decisions.reopen(plan=plan, by=leader, at=now - timedelta(days=4))
    plans.save_line(
        plan=plan, line=second, by=leader, at=now - timedelta(days=3),
        method="Drie bijeenkomsten, waarvan één in de avond",
        measures="Vervoer van en naar de bijeenkomst is geregeld.",
    )  # fmt: skip


def established(project: Project, *, leader: Actor, cast: Mapping[str, User], now: datetime) -> None:
    """Established in the last meeting of portfolio holders; without one the commissioner agreed."""
    plans.write_texts(
        plan=project.plan, by=leader, at=now - timedelta(days=250),
        motive="Samenkracht! vraagt van elk project een plan, en dus ook van zichzelf.",
        means="Een coördinator, en een bedrag per jaar uit het budget van de agenda.",
    )  # fmt: skip
    held = queries.meetings_until(local_day(now - timedelta(days=1)))
    boards = [meeting for meeting in held if any(body.kind == BodyKind.PFHO for body in meeting.bodies.all())]
    submitted(project, by=leader, at=now - timedelta(days=240))
    if boards:
        by = Staff(cast["secretaris"])
        plan_decisions.establish(plan=project.plan, number=1, meeting=boards[0], by=by, at=now - timedelta(hours=20))
    else:
        by = Staff(cast["opdrachtgever"])
        plan_decisions.agree(plan=project.plan, number=1, by=by, at=now - timedelta(days=235))


def without_participation(project: Project, *, leader: Actor, commissioner: Actor, now: datetime) -> None:
    """Why residents are asked nothing, with who accepted it."""
    plans.decline_participation(
        plan=project.plan,
        reason=(
            "Dit systeem is voor medewerkers van gemeenten. Voor u verandert er niets. Wij vroegen de adviesraden of "
            "zij iets misten; dat was niet zo."
        ),
        by=leader,
        at=now - timedelta(days=140),
    )
    submitted(project, by=leader, at=now - timedelta(days=139))
    plan_decisions.agree(plan=project.plan, number=1, by=commissioner, at=now - timedelta(days=130))


def month(now: datetime, days: int) -> KnownDate:
    """The month in which the day so many days away lies."""
    day: date = local_day(now) + timedelta(days=days)
    return KnownDate(day.isoformat()[:7])
