"""Living, shelter, debts, energy: four stories that stand at other places of the policy cycle."""

from participation.enums import Channel
from projects.enums import ExpertRole, ParticipationLevel, PolicyPhase, ProjectState
from projects.models import CooperationAgenda
from samenkracht.demo import questionnaires
from samenkracht.demo.history import Scenario
from samenkracht.demo.timeline import DemoRegion, Timeline

SOCIAL = "Sociaal domein"
AT_HOME = "In elke buurt is hulp dichtbij."
WITHIN_A_WEEK = "Mensen met geldzorgen krijgen binnen een week hulp."


def living(region: DemoRegion) -> Scenario:
    """Talks in living rooms, written down by staff, while the plan came back with a question."""
    tell = Timeline(region)
    yield tell.ago(98)
    tell.begin(
        "Wonen met zorg in de buurt",
        "Meer mensen wonen langer thuis. Wij kijken wat daarvoor in de buurt nodig is.",
        programme=SOCIAL, deputy="coordinator", planned_start=region.month(-90), planned_end=region.month(760),
        priorities="Inwoners wonen zo lang als zij willen in hun eigen buurt.", goals=(AT_HOME,),
        planning=(
            "Nu voeren wij gesprekken.",
            "Daarna kiezen wij met welke buurten wij beginnen.",
        ),
    )  # fmt: skip
    line = tell.promise(
        input="Wat mensen nodig hebben om thuis te blijven wonen",
        from_whom="Inwoners van 75 jaar en ouder, en hun mantelzorgers",
        purpose="Kiezen met welke buurten wij beginnen",
        method="Huiskamergesprekken, aan huis en in buurtkamers",
        use="De gesprekken bepalen de volgorde van de buurten",
        level=ParticipationLevel.ADVISE, phase=PolicyPhase.AGENDA_SETTING, experts=ExpertRole.CO_ORGANISE,
        measures="Wij komen langs. Een vrijwilliger die de taal spreekt gaat mee.", target_number=60,
        period_start=region.month(-52), period_end=region.month(30), feedback_due=region.day(120),
    )  # fmt: skip
    tell.publish()
    yield tell.ago(88)
    tell.about(
        meaning="Als u ouder wordt, hoeft u niet meteen te verhuizen.",
        act_now="Wilt u een gesprek bij u thuis? Bel ons.",
        speerpunten=(1, 3), places=("Hilversum", "Huizen", "Laren"),
    )  # fmt: skip
    yield tell.ago(56)
    tell.ask(questionnaires.LIVING, line, opened=52, closes=-30, people=48, ways={
        Channel.MEETING: 80, Channel.PHONE: 20,
    })  # fmt: skip
    yield tell.ago(30)
    tell.submit()
    yield tell.ago(24, hour=17)
    tell.returned(1, "Ook mensen die al verhuisd zijn, weten wat er miste. Vraag het hun ook.")
    yield tell.ago(15)
    tell.promise(
        input="Waarom mensen toch verhuisden", from_whom="Inwoners die het afgelopen jaar naar een verpleeghuis gingen",
        purpose="Weten wat er te laat kwam", method="Interviews met tien families",
        use="Nog af te spreken met de verpleeghuizen", level=ParticipationLevel.CONSULT, target_number=10,
        feedback_due=region.day(150),
    )  # fmt: skip


def shelter(region: DemoRegion) -> Scenario:
    """The policy plan that is being looked back on, with people who have no address."""
    tell = Timeline(region)
    yield tell.ago(405)
    tell.begin(
        "Bescherming en opvang: terugkijken",
        "Het beleidsplan voor opvang en beschermd wonen loopt af. Wij kijken terug met mensen die er zelf mee te maken "
        "hadden.",
        programme=SOCIAL, deputy="redacteur", editors=("projectleider-fysiek",), phase=PolicyPhase.IMPLEMENTATION,
        planned_start=region.month(-1100), planned_end=region.month(75),
        goals=("Niemand in de regio hoeft op straat te slapen.", "Wie uit de opvang komt, woont daarna weer zelf."),
    )  # fmt: skip
    tell.money("Rijksgeld voor maatschappelijke opvang", 310_000)
    tell.texts(
        motive="Het plan is destijds mét cliënten gemaakt. Dan moeten zij het ook beoordelen.",
        room="Het budget ligt vast. Alles over bejegening, regels in de opvang en begeleiding daarna ligt open.",
        roles="Een ervaringsdeskundige voert de helft van de gesprekken.",
        privacy="Wij schrijven geen namen op, en ook niet in welk huis iemand woont.",
        means="Tien dagdelen van een ervaringsdeskundige, betaald.",
    )
    line = tell.promise(
        input="Wat hielp en wat niet", from_whom="Mensen die in de opvang zijn of waren",
        purpose="Het oude beleid beoordelen en het nieuwe beginnen",
        method="Gesprekken in de opvang, en een korte vragenlijst",
        use="De lessen worden het eerste hoofdstuk van het nieuwe beleidsplan",
        level=ParticipationLevel.COPRODUCE, phase=PolicyPhase.EVALUATION, experts=ExpertRole.CO_DIRECT,
        target_number=40,
        measures="In de opvang zelf, op een rustig moment, met een bon voor de moeite.",
        period_start=region.month(-108), period_end=region.month(-78), feedback_due=region.day(20),
    )  # fmt: skip
    yield tell.ago(396)
    tell.publish()
    tell.submit()
    meeting = region.calendar["pfho", -5]
    yield tell.after(meeting)
    tell.established(1, meeting)
    tell.about(speerpunten=(1, 4))
    region.history.add(shelter_after(region, tell, line_key=line.key))


def shelter_after(region: DemoRegion, about: Timeline, *, line_key: str) -> Scenario:
    tell = Timeline(region)
    tell.project = about.project
    yield tell.ago(112)
    tell.phase(PolicyPhase.EVALUATION)
    line = tell.project.plan.lines.get(key=line_key)
    tell.ask(questionnaires.SHELTER, line, opened=108, closes=78, people=38, ways={
        Channel.MEETING: 70, Channel.PAPER: 20, Channel.ONLINE: 10,
    })  # fmt: skip
    yield tell.ago(50)
    tell.about(
        results=("Het plan is tweemaal bijgesteld.", "Mensen uit de opvang vertelden wat hielp en wat niet."),
        planning=("De evaluatie gaat naar het directieoverleg en het portefeuillehoudersoverleg.",),
    )


def debts(region: DemoRegion) -> Scenario:
    """A mirror talk with a few people: too few to break down; the plan waits for the commissioner."""
    tell = Timeline(region)
    yield tell.ago(120)
    tell.begin(
        "Eerder hulp bij schulden",
        "Wie geldzorgen heeft, krijgt eerder hulp. Gemeenten, banken en woningcorporaties werken samen.",
        programme=SOCIAL, deputy="coordinator", phase=PolicyPhase.AGENDA_SETTING,
        planned_start=region.month(-160), planned_end=region.month(400),
        priorities="Niemand raakt door schulden zijn huis kwijt.", goals=(WITHIN_A_WEEK,),
    )  # fmt: skip
    tell.money("Programmageld schulden", 85_000)
    tell.measurable(WITHIN_A_WEEK, target="95", unit="procent van de aanmeldingen", by_when=region.month(200))
    line = tell.promise(
        input="Wat iemand met schulden tegenhoudt om hulp te vragen",
        from_whom="Mensen die schuldhulp krijgen of kregen",
        purpose="De eerste brief en het eerste gesprek beter maken",
        method="Spiegelgesprek, met een vragenlijst vooraf",
        use="De brief en het gesprek worden met deze mensen herschreven",
        level=ParticipationLevel.COPRODUCE, phase=PolicyPhase.DEVELOPMENT, experts=ExpertRole.CO_ORGANISE,
        target_number=15, feedback_due=region.day(90),
    )  # fmt: skip
    tell.publish()
    yield tell.ago(70)
    tell.phase(PolicyPhase.DEVELOPMENT)
    tell.ask(questionnaires.DEBTS, line, opened=66, closes=45, people=11, ways={Channel.PAPER: 60, Channel.MEETING: 40})
    yield tell.ago(41)
    tell.measured(WITHIN_A_WEEK, "68", "Registratie van de schuldhulp")
    tell.about(
        speerpunten=(1,),
        results=("Mensen met schulden lazen de eerste brief hardop voor en zeiden wat zij erbij voelden.",),
    )
    yield tell.ago(6)
    tell.submit()


def energy(region: DemoRegion) -> Scenario:
    """Finished, under the agenda before the present one."""
    tell = Timeline(region)
    before = CooperationAgenda.objects.exclude(successor=None).get()
    yield tell.ago(418)
    tell.begin(
        "Energiecoaches aan huis",
        "Vrijwilligers gingen langs bij mensen met een hoge energierekening en hielpen met kleine maatregelen.",
        agenda=before, programme="Milieu en duurzaamheid", deputy="coordinator", phase=PolicyPhase.EVALUATION,
        planned_start=region.month(-1000), planned_end=region.month(-300),
        goals=("Duizend huishoudens betalen minder voor energie.",), results=("Coaches kwamen bij 1.140 huishoudens.",),
    )  # fmt: skip
    line = tell.promise(
        input="Of de coach hielp", from_whom="Huishoudens die een coach kregen", purpose="Weten of het genoeg was",
        method="Telefonisch nabellen", use="Wat beter kan, staat in de handleiding voor coaches",
        level=ParticipationLevel.CONSULT, experts=ExpertRole.CO_ORGANISE, feedback_due=region.day(-330),
    )  # fmt: skip
    tell.publish()
    tell.submit()
    yield tell.ago(411)
    tell.agreed(1)
    yield tell.ago(336)
    tell.rewrite(line, feedback_given=region.day(-336))
    yield tell.ago(310)
    tell.state(ProjectState.COMPLETED, reason="Het doel is gehaald. De coaches gaan verder bij het energieloket.")
