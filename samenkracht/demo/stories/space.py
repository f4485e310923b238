"""The physical domain: cycling, waste, heat, homes, water. Each with a course of its own."""

from participation.enums import Channel
from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase, ProjectState
from samenkracht.demo import questionnaires
from samenkracht.demo.history import Scenario
from samenkracht.demo.timeline import DemoRegion, Timeline

PHYSICAL = "Fysiek domein"
LEADER = "projectleider-fysiek"
SAFE = "Fietsers voelen zich veilig op de routes tussen de dorpen."
LESS_WASTE = "Bewoners van flats gooien minder restafval weg."


def cycling(region: DemoRegion) -> Scenario:
    """Residents make the choice together with the region, and the form is open."""
    tell = Timeline(region, leader=LEADER)
    yield tell.ago(190)
    tell.begin(
        "Fietsroutes tussen de dorpen",
        "Steeds meer mensen fietsen van dorp naar dorp. Sommige routes zijn donker, smal of hobbelig. "
        "Met fietsers kiezen wij welke het eerst beter worden.",
        programme=PHYSICAL, deputy="redacteur", phase=PolicyPhase.AGENDA_SETTING,
        planned_start=region.month(-185), planned_end=region.month(700),
        goals=(SAFE, "Meer mensen gaan met de fiets naar werk of school."),
    )  # fmt: skip
    tell.money("Bijdrage van de provincie", 240_000, ends=region.month(500), note="Alleen voor de eerste twee routes.")
    tell.measurable(SAFE, target="7.5", unit="als rapportcijfer", by_when=region.month(700))
    yield tell.ago(187)
    tell.publish()
    yield tell.ago(180)
    tell.texts(
        motive="Bij de politie, de scholen en de gemeenten komen al jaren dezelfde meldingen binnen.",
        room="Er is geld voor twee routes. Welke twee, en wat daar gebeurt, staat open.",
        planning="Vragenlijst, daarna drie keer samen langs de routes fietsen, daarna de keuze.",
        means="Een projectleider voor twee dagen, en koffie onderweg.",
    )
    asked = tell.promise(
        input="Waar fietsers zich onveilig voelen, en wat zij daar meemaken",
        from_whom="Iedereen die van dorp naar dorp fietst; scholieren in het bijzonder",
        purpose="Kiezen welke twee routes het eerst beter worden",
        method="Vragenlijst, ook via een QR-code langs de route",
        use="De vijf routes worden naar de antwoorden gerangschikt",
        level=ParticipationLevel.COPRODUCE, level_reason="Wie er elke dag fietst, kent elke tegel.",
        phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.CO_ORGANISE, owner="projectleider", target_number=300,
        period_start=region.month(-72), period_end=region.month(18), feedback_due=region.day(75),
    )  # fmt: skip
    tell.promise(
        input="Een voorstel per route, gemaakt op de fiets", from_whom="Fietsers die zich opgaven, en de Fietsersbond",
        purpose="Afspreken wat er op elke route gebeurt", method="Schouw: drie keer samen fietsen",
        use="Wat wij daar samen afspreken, gaat zo naar het portefeuillehoudersoverleg",
        level=ParticipationLevel.COPRODUCE, phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.CO_DIRECT,
        target_number=25, measures="Ook met driewieler of scootmobiel. Wie geen fiets heeft, krijgt er een te leen.",
        period_start=region.month(25), period_end=region.month(80), feedback_due=region.day(130),
    )  # fmt: skip
    region.history.add(cycling_on(region, tell, asked_key=asked.key))


def cycling_on(region: DemoRegion, about: Timeline, *, asked_key: str) -> Scenario:
    """Withdrawn once by the team itself, agreed, asked."""
    tell = Timeline(region, leader=LEADER)
    tell.project = about.project
    asked = tell.project.plan.lines.get(key=asked_key)
    yield tell.ago(172)
    tell.submit()
    yield tell.ago(169, hour=13)
    tell.withdraw()
    tell.rewrite(asked, measures="De vragenlijst is kort. Wie liever praat, belt ons.")
    tell.submit()
    yield tell.ago(160)
    tell.agreed(2)
    tell.about(
        meaning="Uw route wordt misschien lichter, breder of gladder. Er komt geen weg voor auto’s bij.",
        act_now="Vertel over uw route. Of fiets mee: bel of mail ons. Hoe, staat bij Contact.", act_now_while_open=True,
        speerpunten=(3, 5),
    )  # fmt: skip
    yield tell.ago(110)
    tell.phase(PolicyPhase.DEVELOPMENT)
    tell.published("Vijf routes op de kaart", "fietsen/kaart")
    tell.measured(SAFE, "6.1", "Fietspanel van de provincie")
    yield tell.ago(80)
    tell.ask(questionnaires.CYCLING, asked, opened=72, closes=-18, people=214, ways={
        Channel.ONLINE: 90, Channel.PAPER: 4, Channel.MEETING: 6,
    })  # fmt: skip
    yield tell.ago(9)
    tell.about(
        results=("De vijf routes zijn gereden en gefotografeerd.",),
        planning=(
            "Na het sluiten van de vragenlijst fietsen wij drie keer samen.",
            "Daarna kiezen wij twee routes.",
        ),
    )  # fmt: skip


def waste(region: DemoRegion) -> Scenario:
    """Asked, answered within the month, and being carried out; with one line that was taken out of the plan."""
    tell = Timeline(region, leader=LEADER)
    yield tell.ago(360)
    tell.begin(
        "Afval scheiden in de flat",
        "In flats is afval scheiden lastig: weinig ruimte in de keuken en een container die ver weg staat. "
        "Wij proberen uit wat helpt.",
        programme=PHYSICAL, deputy="coordinator", phase=PolicyPhase.DEVELOPMENT,
        planned_start=region.month(-355), planned_end=region.month(120), goals=(LESS_WASTE,),
    )  # fmt: skip
    tell.money("Afvalstoffenheffing", 90_000)
    tell.measurable(LESS_WASTE, target="100", unit="kilo restafval per persoon per jaar", by_when=region.month(365))
    tell.measured(LESS_WASTE, "168", "Weegcijfers van de afvaldienst")
    asked = tell.promise(
        input="Wat bewoners van flats tegenhoudt om afval te scheiden",
        from_whom="Bewoners van flats in vier gemeenten",
        purpose="Kiezen wat wij uitproberen", method="Vragenlijst bij de lift, en een kraam in de hal",
        use="Wat het meest genoemd is, proberen wij een halfjaar in twaalf flats",
        level=ParticipationLevel.CONSULT, phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.THINK_ALONG,
        target_number=100, period_start=region.month(-308), period_end=region.month(-270),
        feedback_due=region.day(-240),
    )  # fmt: skip
    gone = tell.promise(
        input="Ideeën van kinderen voor de container", from_whom="Basisscholen", purpose="Aandacht",
        method="Tekenwedstrijd", use="Nog niet bekend", level=ParticipationLevel.INFORM, feedback_due=region.day(-200),
    )  # fmt: skip
    tell.publish()
    yield tell.ago(352)
    tell.drop(gone)
    tell.submit()
    yield tell.ago(346)
    tell.agreed(1)
    yield tell.ago(312)
    tell.ask(questionnaires.WASTE, asked, opened=308, closes=270, people=132, ways={
        Channel.ONLINE: 45, Channel.PAPER: 20, Channel.MEETING: 35,
    })  # fmt: skip
    yield tell.ago(246)
    tell.about(
        meaning="In twaalf flats staat een bak voor groente en fruit, met een kleine bak voor in de keuken. Woont u in "
        "een andere flat? Dan verandert er nog niets.",
        speerpunten=(4,), act_now="U hoeft nu niets te doen.",
        places=("Hilversum", "Huizen", "Gooise Meren", "Wijdemeren"),
        results=("In twaalf flats staat een extra container, omdat bewoners dat het vaakst vroegen.",),
    )  # fmt: skip
    tell.rewrite(asked, feedback_given=region.day(-246))
    tell.published("Dit gaan wij proberen in twaalf flats", "afval/terugkoppeling")
    tell.phase(PolicyPhase.IMPLEMENTATION)
    yield tell.ago(50)
    tell.measured(LESS_WASTE, "141", "Weegcijfers van de afvaldienst")
    tell.about(planning=("Wij wegen nog een keer. Dan beslissen de gemeenten over de andere flats.",))


def heat(region: DemoRegion) -> Scenario:
    """Informing only: counted apart, because being told is not taking part."""
    tell = Timeline(region, leader=LEADER)
    yield tell.ago(140)
    tell.begin(
        "Warmte zonder aardgas: wat er komt",
        "De landelijke regels voor verwarmen veranderen. Wij leggen uit wat dat voor uw huis betekent, en wanneer.",
        programme=PHYSICAL, deputy="redacteur", phase=PolicyPhase.IMPLEMENTATION,
        planned_start=region.month(-130), planned_end=region.month(230),
        goals=("Iedereen weet wat er wanneer verandert.",),
    )  # fmt: skip
    tell.money("Rijksgeld voor energieloketten", 55_000, ends=region.month(230))
    tell.promise(
        input="Geen: wij vertellen alleen", from_whom="Alle inwoners met een eigen huis",
        purpose="Op tijd weten wat er komt",
        method="Brief, avonden in elke gemeente, spreekuur van het energieloket",
        use="Vragen die vaak terugkomen, beantwoorden wij in een publicatie bij het project",
        level=ParticipationLevel.INFORM,
        level_reason="Het Rijk heeft al besloten. Meepraten zou een lege belofte zijn.",
        phase=PolicyPhase.IMPLEMENTATION, feedback_due=region.day(40),
    )  # fmt: skip
    tell.publish()
    tell.submit()
    yield tell.ago(133)
    tell.agreed(1)
    tell.about(
        meaning="U hoeft nu niets te kopen.",
        act_now="Hebt u een vraag over uw huis? Bel of mail ons. Hoe, staat bij Contact.",
        speerpunten=(4,),
    )
    yield tell.ago(58)
    tell.about(results=("In vijf gemeenten was een avond.",), planning=("Laren en Eemnes volgen nog.",))


def homes(region: DemoRegion) -> Scenario:
    """A form that is ready and opens next week."""
    tell = Timeline(region, leader=LEADER)
    yield tell.ago(85)
    tell.begin(
        "Woonruimte eerlijk verdelen",
        "Er zijn te weinig huizen. De gemeenten maken samen nieuwe regels over wie voorrang krijgt.",
        programme=PHYSICAL, deputy="coordinator", planned_start=region.month(-80), planned_end=region.month(300),
        goals=("De regels voor voorrang zijn in alle gemeenten gelijk en uit te leggen.",),
        results=("De oude regels van de zeven gemeenten liggen naast elkaar.",),
        planning=("Eerst de vragenlijst, dan twee avonden, dan het voorstel aan de raden.",),
    )  # fmt: skip
    tell.money("Bijdrage van de gemeenten", 40_000, ends=region.month(300))
    line = tell.promise(
        input="Wat inwoners een eerlijke verdeling vinden",
        from_whom="Woningzoekenden, huurders en wie net verhuisd is",
        purpose="De gemeenteraden laten zien wat inwoners belangrijk vinden",
        method="Vragenlijst en twee bewonersavonden",
        use="De uitkomst staat als bijlage bij het voorstel aan de raden",
        level=ParticipationLevel.CONSULT, level_reason="De raden beslissen; de wet laat weinig ruimte.",
        phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.THINK_ALONG, target_number=400,
        period_start=region.month(8), period_end=region.month(60), feedback_due=region.day(110),
    )  # fmt: skip
    tell.promise(
        input="Advies over de regels in concept", from_whom="Huurdersraden en de adviesraden sociaal domein",
        purpose="Zien of de regels niemand vergeten", method="Gevraagd advies", use="Wij reageren op elk punt",
        level=ParticipationLevel.ADVISE, phase=PolicyPhase.DEVELOPMENT, feedback_due=region.day(170),
    )  # fmt: skip
    tell.publish()
    yield tell.ago(70)
    tell.submit()
    yield tell.ago(61)
    tell.agreed(1)
    tell.about(speerpunten=(3, 4))
    yield tell.ago(6)
    tell.ask(questionnaires.HOMES, line, opened=-8, closes=-60, people=0)


def water(region: DemoRegion) -> Scenario:
    """A trial that residents did not want, and that was stopped for it; the page still tells why."""
    tell = Timeline(region, leader=LEADER)
    yield tell.ago(410)
    tell.begin(
        "Drukte rond de plassen",
        "Op warme dagen is het te druk rond de plassen. Een zomer lang probeerden wij betaald parkeren uit.",
        programme=PHYSICAL, phase=PolicyPhase.EVALUATION, planned_start=region.month(-480),
        planned_end=region.month(-150),
        goals=("Bewoners en bezoekers hebben geen last van elkaar.",),
    )  # fmt: skip
    tell.money("Opbrengst van het parkeren", 30_000, ends=region.month(-180))
    asked = tell.promise(
        input="Of de proef met betaald parkeren moet doorgaan", from_whom="Bewoners en bezoekers van de plassen",
        purpose="Beslissen over de proef", method="Vragenlijst, en tellen op zes warme dagen",
        use="Wil de meerderheid van de bewoners de proef niet, dan stopt hij",
        level=ParticipationLevel.CODECIDE, level_reason="Dat is bij de start van de proef zo beloofd.",
        phase=PolicyPhase.EVALUATION, experts=ExpertRole.THINK_ALONG, target_number=80, feedback_due=region.day(-200),
    )  # fmt: skip
    tell.publish()
    tell.submit()
    yield tell.ago(404)
    tell.agreed(1)
    tell.about(speerpunten=(3,), places=("Wijdemeren", "Hilversum"))
    yield tell.ago(380)
    tell.ask(questionnaires.WATER, asked, opened=375, closes=330, people=88, ways={
        Channel.ONLINE: 80, Channel.PAPER: 12, Channel.PHONE: 8,
    })  # fmt: skip
    yield tell.ago(206)
    tell.state(
        ProjectState.STOPPED,
        reason="De meeste bewoners wilden de proef niet. Dat was de afspraak, dus hij is gestopt.",
        decision="PFHO Ruimte en mobiliteit",
    )  # fmt: skip
    tell.rewrite(asked, feedback_given=region.day(-206))
    tell.about(
        meaning="Parkeren is weer gratis.",
        act_now="U kunt niet meer meedoen. Hieronder leest u wat er met uw antwoord gebeurde.",
        results=("De proef is gestopt, omdat de meeste bewoners dat wilden.",),
        planning=("De parkeerpalen zijn weggehaald.", "De gemeenten praten nog met de ondernemers aan het water."),
    )  # fmt: skip
