"""What the example region tells and asks. All of it is invented, but for the words of the method itself."""

from dataclasses import dataclass
from typing import Final

from participation.formbuilder import blocks
from participation.formbuilder.schema import Definition, Option, Question, Step
from projects.enums import ParticipationLevel, PolicyPhase, ProjectState


@dataclass(frozen=True)
class Line:
    """One line of a participation plan; ``feedback_in`` is in days from the day on which the demo is made."""

    input: str
    from_whom: str
    purpose: str
    method: str
    use: str
    level: ParticipationLevel
    target_number: int | None
    feedback_in: int


@dataclass(frozen=True)
class Questionnaire:
    """A form on the first line of its project's plan; days are counted from the day on which the demo is made."""

    title: str
    purpose: str
    readers: str
    minutes: int
    definition: Definition
    opened_days_ago: int
    closes_in: int
    submissions: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One project with its plan and, perhaps, its form."""

    title: str
    summary: str
    priorities: str
    programme: str
    state: ProjectState
    phase: PolicyPhase
    starts: str
    ends: str
    goals: tuple[str, ...]
    results: tuple[str, ...] = ()
    planning: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    form: Questionnaire | None = None
    is_public: bool = True
    has_deputy: bool = False
    started_days_ago: int = 200


WHERE_YOU_LIVE: Final = Question(
    "woonplaats",
    "municipality",
    "In welke gemeente woont u?",
    "Uw postcode gebruiken wij alleen om dit voor te stellen.",
)

TRANSPORT: Final = Definition(
    steps=(
        Step(
            "reizen",
            "Hoe u reist",
            (
                blocks.speaks_for(),
                Question(
                    "vervoer",
                    "choice",
                    "Hoe komt u meestal bij uw zorg of dagbesteding?",
                    options=(
                        Option("taxi", "Met de Wmo-taxi"),
                        Option("openbaar", "Met bus of trein"),
                        Option("fiets", "Met de fiets of lopend"),
                        Option("gebracht", "Iemand brengt mij"),
                        Option("auto", "Met mijn eigen auto"),
                    ),
                    other="Anders, namelijk",
                ),
                Question(
                    "ritten",
                    "number",
                    "Hoe vaak reist u in een gewone week?",
                    "Heen en terug is twee keer.",
                    lowest=0,
                    highest=40,
                ),
                WHERE_YOU_LIVE,
            ),
        ),
        Step(
            "beter",
            "Wat kan er beter?",
            (
                Question(
                    "cijfer",
                    "scale",
                    "Welk cijfer geeft u uw reis?",
                    lowest=1,
                    highest=10,
                    lowest_label="heel slecht",
                    highest_label="heel goed",
                    unknown=True,
                ),
                Question(
                    "hinder",
                    "several",
                    "Waar hebt u last van?",
                    required=False,
                    options=(
                        Option("laat", "De taxi of bus komt te laat"),
                        Option("ver", "Het is te ver lopen"),
                        Option("duur", "Het kost te veel"),
                        Option("bellen", "Een rit regelen is moeilijk"),
                    ),
                    other="Iets anders, namelijk",
                ),
                Question("weet", "yes_no", "Weet u wie u kunt bellen als het misgaat?", unknown=True),
                Question(
                    "uitleg",
                    "explanation",
                    "Tot slot in uw eigen woorden",
                    "Deze twee vragen mag u overslaan. Wat u schrijft, lezen wij allemaal.",
                ),
                Question("halte", "short_text", "Welke halte of plek kan beter?", required=False),
                Question(
                    "beter",
                    "long_text",
                    "Wat moet er beter aan uw reis?",
                    "Schrijf geen namen of telefoonnummers op.",
                    required=False,
                ),
            ),
        ),
    )
)

TAKING_PART: Final = Definition(
    steps=(
        Step(
            "meedoen",
            "Meedoen",
            (
                Question(
                    "gehoord",
                    "choice",
                    "Weet u wat er met uw inbreng is gedaan?",
                    options=(
                        Option("ja", "Ja, dat weet ik"),
                        Option("deels", "Een beetje"),
                        Option("nee", "Nee, dat weet ik niet"),
                    ),
                ),
                WHERE_YOU_LIVE,
            ),
        ),
    )
)

STORIES: Final = (
    Story(
        title="Vervoer naar zorg en dagbesteding",
        summary=(
            "Veel inwoners reizen elke week naar zorg of dagbesteding. Wij kijken hoe dat beter en op tijd kan. "
            "Daarvoor horen wij graag hoe u nu reist en wat er beter moet."
        ),
        priorities="Inwoners kunnen meedoen, ook als reizen moeilijk is.",
        programme="gezondheid-en-ondersteuning",
        state=ProjectState.RUNNING,
        phase=PolicyPhase.DEVELOPMENT,
        starts="januari 2026",
        ends="december 2027",
        goals=(
            "Inwoners komen op tijd bij hun zorg of dagbesteding.",
            "Reizigers beslissen mee over de eisen aan het vervoer.",
        ),
        results=("De gemeenten stelden samen de uitgangspunten voor nieuw vervoer vast.",),
        planning=("In het voorjaar maken wij de eisen voor het nieuwe vervoer, met wat reizigers ons vertelden.",),
        lines=(
            Line(
                input="Hoe inwoners nu reizen en wat er beter moet",
                from_whom="Inwoners die met taxi, bus of op een andere manier naar zorg of dagbesteding reizen",
                purpose="Weten wat reizigers nodig hebben voordat de gemeenten nieuw vervoer inkopen",
                method="Vragenlijst, ook op papier en per telefoon",
                use="De antwoorden bepalen de eisen aan het vervoer; wat niet kan, leggen wij uit",
                level=ParticipationLevel.ADVISE,
                target_number=120,
                feedback_in=60,
            ),
            Line(
                input="Oordeel over de eisen in concept",
                from_whom="Ervaringsdeskundigen en de adviesraden sociaal domein",
                purpose="Nagaan of de eisen doen wat reizigers vroegen",
                method="Twee bijeenkomsten",
                use="Het advies gaat mee naar het portefeuillehoudersoverleg",
                level=ParticipationLevel.COPRODUCE,
                target_number=20,
                feedback_in=150,
            ),
        ),
        form=Questionnaire(
            title="Hoe reist u naar uw zorg?",
            purpose="Met uw antwoorden maken wij de eisen voor nieuw vervoer.",
            readers="De projectleider en de coördinator van Samenkracht! lezen uw antwoorden.",
            minutes=5,
            definition=TRANSPORT,
            opened_days_ago=150,
            closes_in=30,
            submissions=84,
            remarks=(
                "De taxi komt vaak te laat, en dan mis ik het begin van de ochtend.",
                "Bellen om een rit te veranderen duurt lang. Een bericht zou fijner zijn.",
                "De chauffeurs zijn vriendelijk. Ik wil graag vaker dezelfde chauffeur.",
                "De bus stopt te ver van de dagbesteding.",
                "Mijn dochter brengt mij, maar zij werkt ook. Er is geen andere manier.",
                "De fietspaden zijn goed. In het donker is het alleen te donker.",
            ),
        ),
        has_deputy=True,
        started_days_ago=320,
    ),
    Story(
        title="Samenkracht!",
        summary=(
            "Met Samenkracht! laten wij zien dat de behoeften van inwoners sturen wat de regio doet. "
            "Van elk project leest u hier wat wij vragen, aan wie, en wat wij ermee doen."
        ),
        priorities=(
            "Overkoepelend: systematische en gestructureerde samenwerking met inwoners en cliënten "
            "in het sociaal domein (op termijn ook fysiek domein)."
        ),
        programme="",
        state=ProjectState.RUNNING,
        phase=PolicyPhase.EVALUATION,
        starts="januari 2026",
        ends="doorlopend",
        goals=(
            "Het bij de uitvoering van regionale projecten zichtbaar maken van het perspectief van inwoners.",
            "De behoeften van inwoners en cliënten sturend laten zijn in hoe regionale projecten worden uitgevoerd.",
            "Realiseren dat uitvoerders van regionale projecten standaard werken vanuit de vraag van inwoners.",
        ),
        results=(
            "De Regio heeft een coördinator Samenkracht! aangesteld.",
            "Per project is inzichtelijk gemaakt welke input wij ophalen, met welk doel, en hoe wij die gebruiken.",
        ),
        planning=("De aanpak wordt doorlopend uitgevoerd en gemonitord.", "Eind dit jaar volgt de evaluatie."),
        lines=(
            Line(
                input="Of mensen merken wat er met hun inbreng is gedaan",
                from_whom="Inwoners die dit jaar meededen",
                purpose="De werkwijze verbeteren",
                method="Korte vragenlijst",
                use="De uitkomst staat in het evaluatierapport, met verbetervoorstellen",
                level=ParticipationLevel.CONSULT,
                target_number=40,
                feedback_in=-12,
            ),
        ),
        form=Questionnaire(
            title="Hoorde u wat wij ermee deden?",
            purpose="Wij willen weten of u merkt wat er met uw inbreng is gedaan.",
            readers="De coördinator van Samenkracht! leest uw antwoorden.",
            minutes=2,
            definition=TAKING_PART,
            opened_days_ago=110,
            closes_in=-20,
            submissions=36,
            remarks=(),
        ),
        started_days_ago=310,
    ),
    Story(
        title="Jongeren praten mee over hulp op school",
        summary="Jongeren vertellen wat helpt als het op school niet goed gaat. Dit project begint binnenkort.",
        priorities="Hulp dichtbij, op school en in de buurt.",
        programme="jeugd-en-onderwijs",
        state=ProjectState.PLANNED,
        phase=PolicyPhase.AGENDA_SETTING,
        starts="2027",
        ends="",
        goals=("Jongeren krijgen hulp die bij hen past, voordat het misgaat.",),
        lines=(
            Line(
                input="Wat jongeren helpt op school",
                from_whom="Leerlingen van twaalf tot achttien jaar en hun ouders",
                purpose="Kiezen welke hulp er op school komt",
                method="Gesprekken in de klas en een vragenlijst",
                use="Jongeren beslissen mee over de keuze",
                level=ParticipationLevel.CODECIDE,
                target_number=200,
                feedback_in=240,
            ),
        ),
        is_public=False,
        started_days_ago=20,
    ),
)
