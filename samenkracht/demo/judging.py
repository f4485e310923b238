"""What the evaluations of the example region say (the ten criteria), and which improvements follow from them."""

from dataclasses import dataclass
from typing import Final

from projects.enums import ParticipationLevel, PolicyPhase
from reports.enums import Criterion, Rating

G, S, I = Rating.GOOD, Rating.SUFFICIENT, Rating.INSUFFICIENT  # noqa: E741 - a table reads best with one letter
Judgements = tuple[tuple[Criterion, Rating, str], ...]


@dataclass(frozen=True)
class Look:
    """An evaluation: of the project, or of a phase. ``closed`` days ago, or None while it is being written."""

    project: str
    began: int
    judgements: Judgements
    phase: PolicyPhase | str = ""
    by: str = "projectleider"
    reality: str = ""
    level: ParticipationLevel | str = ""
    results: str = ""
    lessons: str = ""
    closed: int | None = None
    is_shown: bool = False


@dataclass(frozen=True)
class Ahead:
    """An improvement proposal; ``became`` is proposed, adopted, done or dropped; ``due`` in days from now."""

    project: str
    text: str
    owner: str
    days_ago: int
    due: int
    became: str
    outcome: str = ""


METHOD: Final = Look(
    project="Samenkracht!", began=25, closed=5, is_shown=True,
    reality="Wij vroegen wat mensen merkten: online, op papier en op een bijeenkomst.",
    results=(
        "Het afgelopen jaar werkten projecten in de regio weer vanuit de vraag van inwoners. De meeste "
        "schreven vooraf op wat zij vroegen, aan wie, en wat ermee zou gebeuren. Die belofte stond op de projectpagina."
        "\n\nBij hulp in het huishouden veranderden de eisen door wat inwoners vertelden: een hulp die blijft is nu "
        "een harde eis. Rond de plassen stopte een proef omdat bewoners dat wilden."
    ),
    lessons=(
        "Vertel eerder wat er met de inbreng gebeurt. Mensen vulden het formulier in en hoorden daarna te lang niets."
        "\n\nEen vaste trekker per project werkt. Waar een vervanger ontbrak, lag het werk in de vakantie stil.\n\n"
        "Wie niet online meedoet, bereiken wij op papier of als iemand langsgaat. Plan daar tijd voor."
    ),
    judgements=(
        (Criterion.PLAN, G, "De meeste projecten hadden een plan voordat het formulier openging."),
        (Criterion.ORGANISATION, S, "Er is een coördinator. Niet elk project had een vervanger."),
        (Criterion.REPRESENTATION, S, "Uit alle gemeenten deden mensen mee, jongeren minder dan wij wilden."),
        (Criterion.PURPOSE, G, "Boven elk formulier stond waarvoor wij het vroegen."),
        (Criterion.INFLUENCE, S, "Meestal advies. Bij de plassen beslisten bewoners mee."),
        (Criterion.CONSTRAINTS, S, "Het budget en de wet stonden vast; dat stond er steeds bij."),
        (Criterion.TRANSPARENCY, G, "Plannen, aantallen en rapporten staan op de projectpagina’s."),
        (Criterion.TIMING, S, "Wij vroegen het voordat de eisen vaststonden, soms met weinig tijd."),
        (Criterion.INFORMATION, S, "De uitleg was kort en in gewone taal. Een versie met beeld ontbrak nog."),
        (Criterion.FEEDBACK, I, "De beloofde terugkoppeling is te laat. Mensen wachten nog op een antwoord."),
    ),
)  # fmt: skip
HOUSEHOLD: Final = Look(
    project="Hulp bij het huishouden", phase=PolicyPhase.DEVELOPMENT, began=90, closed=80, is_shown=True,
    reality="Ervaringsdeskundigen kozen mee wat het zwaarst woog. Dat is meer dan advies.",
    level=ParticipationLevel.COPRODUCE,
    results="Twee eisen komen rechtstreeks uit de antwoorden. De brief met uitleg kwam op tijd.",
    lessons="Papier en telefoon leverden de meeste antwoorden op. Begin daarmee in plaats van met internet.",
    judgements=(
        (Criterion.PLAN, G, "Het plan was er ruim voor de vragenlijst."),
        (Criterion.ORGANISATION, G, "Een projectleider en een vervanger, het hele jaar."),
        (Criterion.REPRESENTATION, S, "Veel ouderen. Mensen die kort hulp hebben, schreven weinig."),
        (Criterion.PURPOSE, G, "Iedereen wist dat het om de eisen ging."),
        (Criterion.INFLUENCE, G, "Twee harde eisen kwamen van inwoners."),
        (Criterion.CONSTRAINTS, G, "Vooraf stond erbij dat de uren vastliggen."),
        (Criterion.TRANSPARENCY, S, "De antwoorden zijn samengevat, niet allemaal getoond."),
        (Criterion.TIMING, G, "Ruim voordat de eisen werden geschreven."),
        (Criterion.INFORMATION, S, "Grote letters hielpen. Een vertaling was er niet."),
        (Criterion.FEEDBACK, G, "Een brief, op tijd, met wat wel en wat niet."),
    ),
)  # fmt: skip
FLATS: Final = Look(
    project="Afval scheiden in de flat", phase=PolicyPhase.DEVELOPMENT, began=240, closed=232,
    by="projectleider-fysiek", reality="De kraam in de hal gaf de beste gesprekken.",
    results="Twaalf flats kregen een extra container en een bakje voor in de keuken.",
    lessons="Sta er op een doordeweekse avond tussen vijf en zeven. Dan komt iedereen langs.",
    judgements=(
        (Criterion.PLAN, S, "Het plan was kort, maar er stond in wat wij zouden doen."),
        (Criterion.ORGANISATION, G, "De afvaldienst en de corporaties deden mee."),
        (Criterion.REPRESENTATION, G, "Alle soorten bewoners, omdat wij bij de lift stonden."),
        (Criterion.PURPOSE, S, "Sommige bewoners dachten dat het over boetes ging."),
        (Criterion.INFLUENCE, S, "Bewoners gaven hun mening; de afvaldienst koos."),
        (Criterion.CONSTRAINTS, S, "Dat er geen geld is voor een extra lift, hadden wij eerder moeten zeggen."),
        (Criterion.TRANSPARENCY, S, "De uitkomst hing in de hal."),
        (Criterion.TIMING, G, "Voor de keuze van de containers."),
        (Criterion.INFORMATION, S, "Met tekeningen, in vier talen."),
        (Criterion.FEEDBACK, G, "Binnen een maand."),
    ),
)  # fmt: skip
TRANSPORT: Final = Look(
    project="Vervoer naar zorg en dagbesteding", phase=PolicyPhase.AGENDA_SETTING, began=21,
    reality="De vragenlijst loopt nog.",
    judgements=(
        (Criterion.PLAN, G, "Het plan was er ruim voor de vragenlijst."),
        (Criterion.ORGANISATION, G, "Een projectleider en een vervanger."),
        (Criterion.PURPOSE, G, "Boven het formulier staat waarvoor wij het vragen."),
    ),
)  # fmt: skip
SHELTER: Final = Look(
    project="Bescherming en opvang: terugkijken", began=14,
    reality="De gesprekken gingen anders dan gepland: langer en beter.",
    judgements=(
        (Criterion.PLAN, G, "Vastgesteld in het portefeuillehoudersoverleg."),
        (Criterion.REPRESENTATION, S, "Mensen op straat bereikten wij niet."),
        (Criterion.INFLUENCE, G, "Een ervaringsdeskundige schreef mee aan de conclusies."),
        (Criterion.CONSTRAINTS, S, "Het budget was duidelijk, de regels van de opvang niet."),
        (Criterion.FEEDBACK, S, "Mondeling, een week na het gesprek. Op papier volgt."),
    ),
)  # fmt: skip
LOOKS: Final = (FLATS, HOUSEHOLD, METHOD, TRANSPORT, SHELTER)
AHEAD: Final = (
    Ahead(
        "Samenkracht!", "Binnen zes weken nadat een formulier sluit, vertellen wat er met de antwoorden gebeurt.",
        "Coördinator Samenkracht!", 20, -9, "adopted",
    ),
    Ahead(
        "Samenkracht!", "Bij elk project een vervanger van de projectleider aanwijzen.", "Gemeentesecretaris", 20, 45,
        "adopted",
    ),
    Ahead(
        "Samenkracht!", "Formulieren ook per telefoon en op papier aanbieden, in elke gemeente.",
        "Beleidsadviseur zorg en welzijn", 20, 120, "proposed",
    ),
    Ahead(
        "Samenkracht!", "Bij elke open vragenlijst zetten tot wanneer inwoners hem kunnen invullen.",
        "Coördinator Samenkracht!", 60, -40, "done",
        "Het staat er nu vanzelf bij, op de projectpagina en op de eerste bladzijde van de website.",
    ),
    Ahead(
        "Samenkracht!", "Elke maand een bijeenkomst voor iedereen die meedeed.", "Coördinator Samenkracht!", 40, 20,
        "dropped", "Grote bijeenkomsten werken niet voor iedereen. Wij gaan liever langs.",
    ),
    Ahead(
        "Hulp bij het huishouden", "De vragenlijst de volgende keer eerst op papier en per telefoon aanbieden.",
        "Beleidsadviseur zorg en welzijn", 78, 200, "adopted",
    ),
    Ahead(
        "Afval scheiden in de flat", "De uitkomst ook laten horen, voor wie niet leest.",
        "Beleidsadviseur ruimte en mobiliteit", 230, -150, "done", "Er hangt een knop in de hal die het voorleest.",
    ),
    Ahead(
        "Even vrij: hulp voor mantelzorgers", "Geen vragenlijst openen zolang er geen geld is voor het antwoord.",
        "Gemeentesecretaris", 60, 30, "proposed",
    ),
)  # fmt: skip
