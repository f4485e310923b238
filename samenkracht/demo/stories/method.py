"""The method itself, the young, and what does not ask residents: because, not yet, or not openly."""

from participation.enums import Channel
from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase, ProjectState, PublicationLevel
from projects.models import Project
from projects.queries import PlanStanding, plan_standings
from projects.status import services as levels
from samenkracht.demo import questionnaires
from samenkracht.demo.history import Scenario
from samenkracht.demo.timeline import DemoRegion, Timeline

SOCIAL = "Sociaal domein"
VISIBLE = "Het bij de uitvoering van regionale projecten zichtbaar maken van het perspectief van inwoners."


def samenkracht(region: DemoRegion) -> Scenario:
    """The method held to its own rule: it lay still for want of money, went on, and its own answer is late."""
    tell = Timeline(region)
    yield tell.ago(400)
    tell.begin(
        "Samenkracht!",
        "Met Samenkracht! laten wij zien dat de behoeften van inwoners sturen wat de regio doet. "
        "Van elk project leest u hier wat wij vragen, aan wie, en waarvoor.",
        phase=PolicyPhase.IMPLEMENTATION, planned_start=region.month(-400), planned_end=region.ongoing(),
        priorities=(
            "Overkoepelend: systematische en gestructureerde samenwerking met inwoners en cliënten "
            "in het sociaal domein (op termijn ook fysiek domein)."
        ),
        goals=(
            VISIBLE,
            "De behoeften van inwoners en cliënten sturend laten zijn in hoe regionale projecten worden uitgevoerd.",
            "Realiseren dat uitvoerders van regionale projecten standaard werken vanuit de vraag van inwoners.",
        ),
    )  # fmt: skip
    tell.money("Subsidie voor de start", 20_000, ends=region.month(-60))
    tell.publish()
    tell.measurable(VISIBLE, target="100", unit="procent van de projecten met een plan", by_when=region.month(60))
    yield tell.ago(300)
    tell.published("Plan van aanpak Samenkracht!", "samenkracht/plan-van-aanpak")
    tell.measured(VISIBLE, with_plan(), "Register van Samenkracht!")
    yield tell.ago(265)
    tell.state(
        ProjectState.PAUSED, reason="De coördinator was weg en er was geen vast geld.", decision="Directieoverleg (DO)"
    )
    yield tell.ago(185)
    tell.state(ProjectState.RUNNING, decision="PFHO")
    tell.money("Bijdrage van de gemeenten, in de begroting", 45_000)
    tell.published("Werkwijze en samenwerkingsafspraken", "samenkracht/werkwijze")
    region.history.add(samenkracht_plan(region, tell))


def samenkracht_plan(region: DemoRegion, about: Timeline) -> Scenario:
    tell = Timeline(region)
    tell.project = about.project
    yield tell.ago(178)
    tell.texts(
        motive="Samenkracht! vraagt van elk project een plan, en dus ook van zichzelf.",
        means="Een coördinator, en een bedrag per jaar uit het budget van de agenda.",
        evaluation="Elk jaar, met de tien criteria van het beoordelingskader.",
    )
    line = tell.promise(
        input="Of mensen merken wat er met hun inbreng is gedaan", from_whom="Inwoners die meededen",
        purpose="De werkwijze verbeteren", method="Korte vragenlijst, online, op papier en in bijeenkomsten",
        use="De uitkomst staat in het evaluatierapport, met verbetervoorstellen",
        level=ParticipationLevel.CONSULT, experts=ExpertRole.CO_ORGANISE, target_number=100,
        feedback_due=region.day(-12),
    )  # fmt: skip
    tell.submit()
    held = region.calendar["pfho", -6]
    yield tell.after(held)
    tell.established(1, held)
    yield tell.ago(134)
    tell.about(
        meaning="U ziet van elk project wat de regio vraagt, en waarvoor.",
        act_now="Kijk bij Projecten, boven aan deze website. Daar ziet u waar u nu over kunt meedenken.",
        speerpunten=(0, 4),
        results=(
            "De Regio heeft een coördinator Samenkracht! aangesteld.",
            "Per project is inzichtelijk gemaakt welke input wij ophalen, met welk doel, en hoe wij die gebruiken.",
        ),
        planning=("De aanpak wordt doorlopend uitgevoerd en gemonitord.", "Elk jaar volgt een evaluatie."),
    )  # fmt: skip
    yield tell.ago(118)
    tell.ask(questionnaires.TAKING_PART, line, opened=115, closes=62, people=117, ways={
        Channel.ONLINE: 45, Channel.PAPER: 35, Channel.MEETING: 20,
    })  # fmt: skip
    yield tell.ago(31)
    tell.measured(VISIBLE, with_plan(), "Register van Samenkracht!")
    yield tell.ago(3)
    tell.about(
        planning=(
            "De aanpak wordt doorlopend uitgevoerd en gemonitord.",
            "Met de verbetervoorstellen uit de evaluatie gaan wij nu aan de slag.",
        )
    )


def with_plan() -> str:
    """How many in a hundred of the projects that the register holds by now have a plan."""
    standings = list(plan_standings(list(Project.objects.all())).values())
    return str(round(100 * standings.count(PlanStanding.WITH_PLAN) / len(standings)))


def school(region: DemoRegion) -> Scenario:
    """It has yet to begin; the young are making the form."""
    tell = Timeline(region)
    yield tell.ago(26)
    tell.begin(
        "Jongeren praten mee over hulp op school",
        "Jongeren vertellen wat helpt als het op school niet goed gaat. Dit project begint binnenkort.",
        programme=SOCIAL, state=ProjectState.PLANNED, deputy="redacteur", planned_start=region.month(50),
        priorities="Hulp dichtbij, op school en in de buurt.",
        goals=("Jongeren krijgen hulp die bij hen past, voordat het misgaat.",),
        planning=("Zes jongeren maken nu de vragenlijst met ons.", "Daarna komen wij in de klas."),
    )  # fmt: skip
    tell.money("Bijdrage van de gemeenten", 30_000)
    line = tell.promise(
        input="Wat jongeren helpt op school", from_whom="Leerlingen van twaalf tot achttien jaar en hun ouders",
        purpose="Kiezen welke hulp er op school komt", method="Gesprekken in de klas en een vragenlijst",
        use="Jongeren beslissen mee over de keuze", level=ParticipationLevel.CODECIDE,
        experts=ExpertRole.CO_DIRECT, target_number=200, feedback_due=region.day(240),
    )  # fmt: skip
    yield tell.ago(18)
    tell.about(speerpunten=(2,))
    tell.publish()
    yield tell.ago(10, hour=15)
    form = tell.draft(questionnaires.SCHOOL, line, opens_at=None, closes_at=None)
    tell.working_on(form, questionnaires.SCHOOL)


def messages(region: DemoRegion) -> Scenario:
    """No participation, because: with who accepted that."""
    tell = Timeline(region)
    yield tell.ago(150)
    tell.begin(
        "Eén systeem voor berichten",
        "De gemeenten gebruiken straks hetzelfde systeem om elkaar veilig berichten te sturen.",
        deputy="coordinator", phase=PolicyPhase.IMPLEMENTATION, planned_start=region.month(-250),
        planned_end=region.month(120), priorities="Een overheid die goed samenwerkt.",
        goals=("Alle gemeenten sturen elkaar veilig berichten.",),
        results=("Vier gemeenten gebruiken het systeem.",),
        planning=("De andere drie volgen binnen een half jaar.",),
    )  # fmt: skip
    tell.money("Budget voor automatisering", 75_000, ends=region.month(120))
    tell.publish()
    yield tell.ago(140)
    tell.nobody_is_asked(
        "Dit systeem is voor medewerkers van gemeenten. Voor u verandert er niets. Wij vroegen de adviesraden of "
        "zij iets misten; dat was niet zo."
    )
    tell.submit()
    yield tell.ago(130)
    tell.agreed(1)


def loans(region: DemoRegion) -> Scenario:
    """Two months under way, and still without a plan."""
    tell = Timeline(region)
    yield tell.ago(62)
    tell.begin(
        "Hulpmiddelen lenen en ruilen",
        "Een rollator of een hoog bed lenen in plaats van kopen: wij onderzoeken hoe dat kan.",
        programme=SOCIAL, planned_start=region.month(-50), planned_end=region.month(410),
        priorities="Minder verspillen.", goals=("Hulpmiddelen krijgen een tweede leven.",),
        results=("Wij telden hoeveel rollators er ongebruikt in schuren staan: meer dan gedacht.",),
    )  # fmt: skip
    tell.publish()


def purchasing(region: DemoRegion) -> Scenario:
    """Not for everybody yet, and why; its plan was withdrawn until the municipalities know what they want."""
    tell = Timeline(region)
    yield tell.ago(25)
    tell.begin(
        "Verkenning samen inkopen", "De gemeenten kijken of zij jeugdhulp samen kunnen inkopen.",
        deputy="coordinator", goals=("Weten wat samen inkopen oplevert voor wie hulp krijgt.",),
    )  # fmt: skip
    levels.set_level(
        project=tell.project, level=PublicationLevel.INTERNAL, by=tell.by, at=tell.at,
        reason="De gemeenten beslissen eerst zelf of zij verder willen. Daarna wordt het openbaar.",
    )  # fmt: skip
    yield tell.ago(16)
    tell.promise(
        input="Wat gezinnen nu merken van verschillen tussen gemeenten", from_whom="Ouders die jeugdhulp vragen",
        purpose="Weten of samen inkopen hun iets oplevert", method="Drie gesprekken met ouders",
        use="Hun ervaringen staan in de verkenning", level=ParticipationLevel.CONSULT, feedback_due=region.day(80),
    )  # fmt: skip
    tell.submit()
    yield tell.ago(13, hour=11)
    tell.withdraw()
