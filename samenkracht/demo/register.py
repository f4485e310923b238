"""What the register knows of the example region beside its stories: agenda, goals that are measured, money, history."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from projects.enums import PolicyPhase, ProjectState, PublicationLevel
from projects.models import CooperationAgenda, Municipality, Priority, Programme, Project
from projects.services import agendas, funding, goals, levels, projects, publications, teams
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.models import User
from samenkracht.core.dates import KnownDate
from samenkracht.core.periods import local_day

TRANSPORT, METHOD, SCHOOL = (
    "Vervoer naar zorg en dagbesteding",
    "Samenkracht!",
    "Jongeren praten mee over hulp op school",
)
HOUSING, DEBTS = "Wonen met zorg in de buurt", "Eerder hulp bij schulden"
PRIORITIES: Final = (
    "Inwoners kunnen meedoen, ook als reizen of lezen moeilijk is",
    "Hulp is dichtbij en komt op tijd",
    "Kinderen en jongeren groeien gezond en veilig op",
    "Prettig wonen in elke gemeente",
    "Inwoners beslissen mee over wat hen raakt",
)


def agenda(*, cast: dict[str, User], now: datetime) -> CooperationAgenda:
    """The agenda in force, with the one before it, the programmes and the speerpunten."""
    by, at, today = Staff(cast["beheerder"]), now - timedelta(days=329), local_day(now)
    start, end = date(today.year - 2, 1, 1), date(today.year + 2, 1, 1)
    before = agendas.add(title=named(start.year - 4), valid_from=date(start.year - 4, 1, 1), by=by, at=at)
    here = agendas.add(title=named(start.year), valid_from=start, valid_until=end, by=by, at=at)
    agendas.end(agenda=before, valid_until=start, successor=here, by=by, at=at)
    for programme in Programme.objects.filter(agenda=None):
        agendas.change_programme(programme=programme, title=programme.title, agenda=here, by=by, at=at)
    for title in PRIORITIES:
        agendas.add_priority(agenda=here, title=title, by=by, at=at)
    return here


def named(year: int) -> str:
    return f"Regionale samenwerkingsagenda {year}-{year + 3}"


@dataclass(frozen=True)
class Telling:
    """How the register speaks of a project: who tells, when, and the words for months around now."""

    project: Project
    by: Actor
    now: datetime

    @property
    def at(self) -> datetime:
        return self.now - timedelta(days=10)

    def month(self, *, days: int) -> KnownDate:
        """The month so many days from now."""
        return KnownDate((local_day(self.now) + timedelta(days=days)).isoformat()[:7])

    def goal(
        self, text: str, *, target: str, unit: str, by_when: KnownDate, values: dict[int, str], source: str
    ) -> None:
        """Let the goal with these words be measured; ``values`` by the number of days ago."""
        goal = self.project.goals.get(text=text)
        goals.change(goal=goal, target=Decimal(target), unit=unit, by_when=by_when, by=self.by, at=self.at)
        for days, value in values.items():
            goals.save_value(
                goal=goal,
                measured_on=self.month(days=-days),
                value=Decimal(value),
                source=source,
                by=self.by,
                at=self.at,
            )

    def part(self, text: str, part: str) -> None:
        parent = self.project.goals.get(text=text)
        goals.add(project=self.project, parent=parent, text=part, by=self.by, at=self.at)

    def money(self, source: str, amount: int, *, ends: KnownDate | None = None, note: str = "") -> None:
        """Structural when it has no end."""
        funding.add(
            project=self.project, source=source, amount=amount, is_structural=ends is None, ends=ends or KnownDate(),
            note=note, by=self.by, at=self.at,
        )  # fmt: skip

    def published(self, title: str, address: str, *, days_ago: int) -> None:
        publications.add(
            project=self.project, title=title, url=f"https://www.regio.example/{address}",
            published_on=self.month(days=-days_ago), by=self.by, at=self.at,
        )  # fmt: skip

    def state(self, state: ProjectState, *, days_ago: int, reason: str = "", decision: str = "") -> None:
        projects.set_state(
            project=self.project, state=state, since=self.month(days=-days_ago), reason=reason, decision=decision,
            by=self.by, at=self.now - timedelta(days=days_ago),
        )  # fmt: skip

    def change(self, *, meaning: str, act_now: str, priorities: tuple[int, ...], places: tuple[str, ...] = ()) -> None:
        """The plain layer, the speerpunten (by place in the list) and the municipalities (none: all)."""
        projects.change(
            project=self.project, meaning=meaning, act_now=act_now,
            cited_priorities=Priority.objects.filter(title__in=[PRIORITIES[place] for place in priorities]),
            municipalities=Municipality.objects.filter(name__in=places), by=self.by, at=self.at,
        )  # fmt: skip


def build(*, cast: dict[str, User], now: datetime) -> None:
    """Tell the rest about the projects of the stories, and make one that is not for everybody."""
    by = Staff(cast["coordinator"])
    transport(Telling(Project.objects.get(title=TRANSPORT), by, now))
    method(Telling(Project.objects.get(title=METHOD), by, now))
    for title, place, places in ((SCHOOL, 2, ()), (HOUSING, 3, ("Hilversum", "Huizen", "Laren")), (DEBTS, 1, ())):
        Telling(Project.objects.get(title=title), by, now).change(
            meaning="", act_now="", priorities=(place,), places=places
        )
    Telling(Project.objects.get(title=SCHOOL), by, now).money("Bijdrage van de gemeenten", 30_000)
    Telling(Project.objects.get(title=DEBTS), by, now).money("Programmageld schulden", 85_000)
    internal(cast=cast, by=by, now=now)


def transport(tell: Telling) -> None:
    """Measured goals, money that ends soon, and what appeared."""
    tell.change(
        meaning="Uw rit komt op tijd, en u weet wie u kunt bellen. U houdt uw vervoer zolang wij zoeken naar beter.",
        act_now="Vul de vragenlijst in, of bel ons. Wij vullen hem dan samen met u in.",
        priorities=(0, 1),
        places=("Blaricum", "Eemnes", "Huizen", "Laren"),
    )
    on_time = "Inwoners komen op tijd bij hun zorg of dagbesteding."
    tell.goal(
        on_time, target="90", unit="procent van de ritten", by_when=tell.month(days=400),
        values={300: "71", 120: "74.5"}, source="Ritregistratie van de vervoerders",
    )  # fmt: skip
    tell.part(on_time, "Wie te laat dreigt te komen, hoort dat vooraf.")
    tell.part(on_time, "Ook in de avond en in het weekend.")
    tell.money("Bijdrage van de gemeenten", 60_000, ends=tell.month(days=110), note="Voor het onderzoek en de inkoop.")
    tell.published("Uitgangspunten voor nieuw vervoer", "vervoer/uitgangspunten", days_ago=90)
    tell.published("Hoe reizen inwoners nu? Eerste cijfers", "vervoer/cijfers", days_ago=200)


def method(tell: Telling) -> None:
    """A project that lay still for want of money and went on again."""
    tell.change(
        meaning="U ziet van elk project wat de regio vraagt, en wat zij met de antwoorden doet.",
        act_now="Kijk bij de projecten waar u nu over mee kunt denken.",
        priorities=(0, 4),
    )
    visible = "Het bij de uitvoering van regionale projecten zichtbaar maken van het perspectief van inwoners."
    tell.goal(
        visible, target="100", unit="procent van de projecten met een plan", by_when=tell.month(days=60),
        values={280: "38", 30: "71"}, source="Register van Samenkracht!",
    )  # fmt: skip
    tell.state(
        ProjectState.PAUSED, days_ago=240, reason="De coördinator was weg en er was geen vast geld.",
        decision="Directieoverleg (DO)",
    )  # fmt: skip
    tell.state(ProjectState.RUNNING, days_ago=160, decision="PFHO")
    tell.money("Bijdrage van de gemeenten, in de begroting", 45_000)
    tell.money("Subsidie voor de start", 20_000, ends=tell.month(days=-60))
    tell.published("Plan van aanpak Samenkracht!", "samenkracht/plan-van-aanpak", days_ago=300)
    tell.published("Werkwijze en samenwerkingsafspraken", "samenkracht/werkwijze", days_ago=250)


def internal(*, cast: dict[str, User], by: Actor, now: datetime) -> None:
    """A project that residents do not see, and that has no money yet."""
    at = now - timedelta(days=25)
    project = projects.add(
        title="Verkenning samen inkopen",
        summary="De gemeenten kijken of zij hulp thuis samen kunnen inkopen.",
        agenda=CooperationAgenda.objects.valid_on(local_day(now)).first(),
        phase=PolicyPhase.AGENDA_SETTING,
        state=ProjectState.RUNNING,
        since=KnownDate.of(local_day(at)),
        goals=("Weten wat samen inkopen oplevert voor wie hulp krijgt.",),
        contact_function="Coördinator Samenkracht!",
        contact_email="samenkracht@regio.example",
        by=by,
        at=at,
    )
    teams.compose(project=project, leader=cast["projectleider"], deputy=cast["coordinator"], editors=(), by=by, at=at)
    levels.set_level(
        project=project, level=PublicationLevel.INTERNAL, by=by, at=at,
        reason="De gemeenten beslissen eerst zelf of zij verder willen. Daarna wordt het openbaar.",
    )  # fmt: skip
