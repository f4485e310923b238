"""Transport, help in the household, a day off for carers: three stories about help that people get every week."""

from participation.enums import Channel
from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase, ProjectState
from samenkracht.demo import questionnaires
from samenkracht.demo.history import Scenario
from samenkracht.demo.timeline import DemoRegion, Timeline

SOCIAL = "Sociaal domein"
ON_TIME = "Inwoners komen op tijd bij hun zorg of dagbesteding."
SAME_HELP = "Wie hulp krijgt, ziet zo veel mogelijk steeds dezelfde hulp."
ON_PAPER = {Channel.ONLINE: 62, Channel.PAPER: 24, Channel.PHONE: 14}
TRANSPORT_TEXTS = {
    "motive": "De afspraken met de vervoerders lopen af. Reizigers weten het best wat er beter kan.",
    "room": "Het geld per rit staat vast. Over tijden, haltes, chauffeurs en bestellen is alle ruimte.",
    "planning": "Eerst de vragenlijst, dan bijeenkomsten over de eisen in concept, dan het besluit.",
    "roles": "De projectleider trekt het plan. Twee ervaringsdeskundigen stellen de vragen mee op.",
    "communication": "Een brief bij de vervoerspas, een bericht in de wijkkranten, en posters in de dagbesteding.",
    "privacy": "Wij vragen geen namen. Wie wil, laat zijn antwoorden wissen met de code.",
    "feedback": "Een brief, en een publicatie op de pagina van het project.",
    "evaluation": "Een halfjaar na de start vragen wij dezelfde reizigers of het beter gaat.",
    "means": "Acht uur per week van de projectleider, en een vergoeding voor de ervaringsdeskundigen.",
}


def transport(region: DemoRegion) -> Scenario:
    """A plan that came back once, was agreed and is being rewritten; an open form; money that ends soon."""
    tell = Timeline(region)
    yield tell.ago(320)
    tell.begin(
        "Vervoer naar zorg en dagbesteding",
        "Veel inwoners reizen elke week naar zorg of dagbesteding. Wij kijken hoe dat beter en op tijd kan. "
        "Daarvoor horen wij graag hoe u nu reist en wat er beter moet.",
        programme=SOCIAL, deputy="redacteur", planned_start=region.month(-310), planned_end=region.month(400),
        goals=(ON_TIME, "Reizigers beslissen mee over de eisen aan het vervoer."),
        planning=("Eerst horen wij reizigers. Daarna maken wij de eisen.",),
    )  # fmt: skip
    yield tell.ago(312)
    tell.publish()
    tell.measurable(
        ON_TIME, target="90", unit="procent van de ritten", by_when=region.month(400),
        parts=("Wie te laat dreigt te komen, hoort dat vooraf.", "Ook in de avond en in het weekend."),
    )  # fmt: skip
    tell.measured(ON_TIME, "71", "Ritregistratie van de vervoerders")
    tell.money("Bijdrage van de gemeenten", 60_000, ends=region.month(110), note="Voor het onderzoek en de inkoop.")
    region.history.add(transport_plan(region, tell))
    yield tell.ago(200)
    tell.phase(PolicyPhase.DEVELOPMENT)
    tell.published("Hoe reizen inwoners nu? Eerste cijfers", "vervoer/cijfers")
    yield tell.ago(120)
    tell.measured(ON_TIME, "74.5", "Ritregistratie van de vervoerders")
    yield tell.ago(90)
    tell.published("Uitgangspunten voor nieuw vervoer", "vervoer/uitgangspunten")
    yield tell.ago(12, hour=14)
    tell.about(
        results=("De gemeenten stelden samen de uitgangspunten voor nieuw vervoer vast.",),
        planning=("Na de vragenlijst maken wij de eisen voor het nieuwe vervoer, met wat reizigers ons vertelden.",),
    )


def transport_plan(region: DemoRegion, about: Timeline) -> Scenario:
    """Returned with a remark, mended and agreed; then the form; then a new version in the making."""
    tell = Timeline(region)
    tell.project = about.project
    yield tell.ago(300)
    tell.texts(**TRANSPORT_TEXTS)
    first = tell.promise(
        input="Hoe inwoners nu reizen en wat er beter moet",
        from_whom="Inwoners die met taxi, bus of op een andere manier naar zorg of dagbesteding reizen",
        purpose="Weten wat reizigers nodig hebben voordat de gemeenten nieuw vervoer inkopen",
        method="Vragenlijst; wie belt, vult hem met ons in",
        use="De antwoorden bepalen de eisen aan het vervoer; wat niet kan, leggen wij uit",
        level=ParticipationLevel.ADVISE, level_reason="Reizigers kennen de ritten beter dan wij.",
        phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.CO_ORGANISE, owner="projectleider", target_number=250,
        period_start=region.month(-150), period_end=region.month(30), feedback_due=region.day(60),
    )  # fmt: skip
    second = tell.promise(
        input="Oordeel over de eisen in concept",
        from_whom="Ervaringsdeskundigen en de adviesraden sociaal domein",
        purpose="Nagaan of de eisen doen wat reizigers vroegen", method="Twee bijeenkomsten",
        use="Het advies gaat mee naar het portefeuillehoudersoverleg",
        level=ParticipationLevel.COPRODUCE, level_reason="De eisen moeten voor reizigers kloppen.",
        phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.CO_DIRECT, owner="projectleider", target_number=20,
        period_start=region.month(30), period_end=region.month(90), feedback_due=region.day(150),
    )  # fmt: skip
    yield tell.ago(290)
    tell.submit()
    yield tell.ago(284, hour=16)
    tell.returned(1, "Schrijf op hoe reizigers meedoen die geen internet hebben. De eerste regel noemt hen niet.")
    yield tell.ago(280)
    tell.rewrite(first, measures="Wie geen internet heeft, belt ons. Wij vullen de vragenlijst dan samen in.")
    tell.submit()
    yield tell.ago(275, hour=11)
    tell.agreed(2)
    yield tell.ago(270)
    tell.about(
        meaning="Wij willen dat uw rit op tijd komt, en dat u weet wie u kunt bellen. Zolang wij zoeken naar beter, "
        "houdt u uw vervoer.",
        act_now="Vul de vragenlijst in, of bel ons. Wij vullen hem dan samen met u in.", act_now_while_open=True,
        speerpunten=(0, 1), places=("Blaricum", "Eemnes", "Huizen", "Laren"),
    )  # fmt: skip
    yield tell.ago(155)
    tell.ask(questionnaires.TRANSPORT, first, opened=150, closes=-30, people=232, ways=ON_PAPER)
    yield tell.ago(4)
    tell.reopened()
    yield tell.ago(3)
    tell.rewrite(
        second, method="Drie bijeenkomsten, waarvan één in de avond",
        measures="Vervoer van en naar de bijeenkomst is geregeld.",
    )  # fmt: skip


def household(region: DemoRegion) -> Scenario:
    """A story that went as promised: asked in time, told what was done, decided along the whole route."""
    tell = Timeline(region)
    yield tell.ago(395)
    tell.begin(
        "Hulp bij het huishouden",
        "De afspraken met de aanbieders van hulp bij het huishouden lopen af. De gemeenten kiezen samen nieuwe. "
        "Wie hulp krijgt, vertelt waar die op moeten letten.",
        programme=SOCIAL, deputy="coordinator", planned_start=region.month(-390), planned_end=region.month(240),
        goals=(SAME_HELP, "De hulp begint binnen drie weken na het besluit van de gemeente."),
    )  # fmt: skip
    tell.money("Wmo-budget van de gemeenten", 120_000, note="Voor de inkoop en voor wat inwoners daarin doen.")
    yield tell.ago(390)
    tell.publish()
    tell.texts(
        motive="Bij de vorige inkoop vroegen wij het te laat. Nu vragen wij het voordat de eisen er zijn.",
        room="De wet en het aantal uren per besluit staan vast. Over wie komt, wanneer, en hoe u belt is ruimte.",
        roles="De projectleider trekt. Twee mensen die zelf hulp krijgen, denken mee.",
        privacy="Wij vragen geen naam en geen adres. Wie wil, laat zijn antwoorden wissen met de code.",
        feedback="Een brief aan iedereen met hulp, en een publicatie op de pagina van het project.",
    )
    asked = tell.promise(
        input="Wat er goed gaat en wat niet, en waar nieuwe aanbieders op moeten letten",
        from_whom="Inwoners die hulp bij het huishouden krijgen, en hun mantelzorgers",
        purpose="De eisen aan de aanbieders maken", method="Brief met vragenlijst; bellen kan ook",
        use="Wat vaak genoemd wordt, wordt een eis; van de rest leggen wij uit waarom niet",
        level=ParticipationLevel.ADVISE, level_reason="Wie de hulp krijgt, weet het best wat telt.",
        phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.CO_DIRECT, owner="projectleider", target_number=150,
        measures="De brief is in grote letters. De vrager belt terug, dus bellen is gratis.",
        period_start=region.month(-340), period_end=region.month(-280), feedback_due=region.day(-210),
    )  # fmt: skip
    yield tell.ago(383)
    tell.submit()
    yield tell.ago(377, hour=15)
    tell.agreed(1)
    yield tell.ago(370)
    tell.phase(PolicyPhase.DEVELOPMENT)
    yield tell.ago(345)
    tell.ask(questionnaires.HOUSEHOLD, asked, opened=340, closes=280, people=186, ways={
        Channel.ONLINE: 30, Channel.PAPER: 50, Channel.PHONE: 20,
    })  # fmt: skip
    region.history.add(household_after(region, tell, asked_key=asked.key))


def household_after(region: DemoRegion, about: Timeline, *, asked_key: str) -> Scenario:
    """What was done with the answers, in time, and what changed."""
    tell = Timeline(region)
    tell.project = about.project
    yield tell.ago(228)
    tell.about(
        speerpunten=(1,),
        meaning="U houdt uw uren. Nieuwe aanbieders moeten u zo veel mogelijk dezelfde hulp geven, en u bellen als er "
        "iemand anders komt.",
        results=(
            "Mensen met hulp vertelden waar aanbieders op moeten letten.",
            "Een vaste hulp en bellen vooraf zijn eisen geworden. Zelf de dag kiezen lukt niet altijd.",
        ),
    )  # fmt: skip
    tell.measurable(SAME_HELP, target="80", unit="procent van de huishoudens", by_when=region.month(240))
    tell.measured(SAME_HELP, "52", "Rapportage van de aanbieders")
    yield tell.ago(218)
    tell.published("Wat deden wij met uw antwoorden over hulp bij het huishouden?", "huishouden/terugkoppeling")
    tell.rewrite(tell.project.plan.lines.get(key=asked_key), feedback_given=region.day(-218))
    yield tell.ago(96)
    tell.phase(PolicyPhase.IMPLEMENTATION)
    tell.about(
        planning=(
            "De nieuwe aanbieders bereiden zich voor.",
            "Drie maanden nadat zij beginnen, bellen wij honderd mensen.",
        )
    )
    yield tell.ago(33)
    tell.measured(SAME_HELP, "61", "Rapportage van de aanbieders")


def respite(region: DemoRegion) -> Scenario:
    """Stopped halfway: the subsidy ended; people still wait for an answer."""
    tell = Timeline(region)
    yield tell.ago(300)
    tell.begin(
        "Even vrij: hulp voor mantelzorgers",
        "Wie voor een ander zorgt, is soms zelf op. Wij zoeken hulp waardoor mantelzorgers even vrij zijn.",
        programme=SOCIAL, planned_start=region.month(-295), planned_end=region.month(60),
        goals=("Iedere mantelzorger kan minstens een dag in de maand vrij zijn.",),
        phase=PolicyPhase.AGENDA_SETTING,
    )  # fmt: skip
    tell.money("Subsidie voor mantelzorg", 25_000, ends=region.month(-45))
    asked = tell.promise(
        input="Wat mantelzorgers helpt om even vrij te zijn",
        from_whom="Mantelzorgers, ook als zij zich zo niet noemen",
        purpose="Kiezen welke hulp er bij komt", method="Vragenlijst via het steunpunt",
        use="De drie vormen die het meest genoemd zijn, proberen wij uit",
        level=ParticipationLevel.CONSULT, phase=PolicyPhase.AGENDA_SETTING, experts=ExpertRole.THINK_ALONG,
        target_number=80, period_start=region.month(-230), period_end=region.month(-190), feedback_due=region.day(-75),
    )  # fmt: skip
    tell.publish()
    yield tell.ago(291)
    tell.submit()
    yield tell.ago(286, hour=10)
    tell.agreed(1)
    tell.about(act_now="Het project ligt stil. U kunt nu niet meedoen. Uw antwoorden bewaren wij.", speerpunten=(1,))
    yield tell.ago(235)
    tell.ask(questionnaires.RESPITE, asked, opened=230, closes=190, people=61, ways={
        Channel.ONLINE: 70, Channel.PAPER: 10, Channel.MEETING: 20,
    })  # fmt: skip
    yield tell.ago(64)
    tell.state(
        ProjectState.PAUSED,
        reason="De subsidie is op. Wat u ons vertelde, is nog niet beantwoord.",
        decision="Directieoverleg (DO)",
    )
    tell.about(
        results=("Mantelzorgers vertelden wat hun zou helpen.",),
        planning=("Zodra er weer geld is, krijgt u antwoord.",),
    )
