"""What the proposals of the example region say, and along which meetings they go."""

from dataclasses import dataclass
from typing import Final

from reports.enums import AgendaPurpose, TreatmentOutcome

DISCUSS, ADVISE, DECIDE, INFORM = (
    AgendaPurpose.DISCUSS,
    AgendaPurpose.ADVISE,
    AgendaPurpose.DECIDE,
    AgendaPurpose.INFORM,
)
AS_ASKED, AMENDED, HELD_OVER = TreatmentOutcome.AS_ASKED, TreatmentOutcome.AMENDED, TreatmentOutcome.HELD_OVER


@dataclass(frozen=True)
class Stop:
    """A meeting on the route, by layer and round; without an outcome it is still to treat the proposal."""

    place: tuple[str, int]
    purpose: AgendaPurpose
    outcome: TreatmentOutcome | None = None
    words: str = ""


@dataclass(frozen=True)
class Paper:
    """A public proposal. ``written`` so many days ago; ``registered`` is what the secretary concluded."""

    subject: str
    project: str
    number: str
    written: int
    points: tuple[str, ...]
    explained: tuple[str, ...] = ()
    discussed: str = "Na afstemming met de directeur besproken"
    registered: str = ""
    stops: tuple[Stop, ...] = ()
    writer: str = "coordinator"
    unit: str = "Beleid en bestuur"
    contacts: tuple[str, ...] = ("Coördinator Samenkracht!", "Beleidsadviseur zorg en welzijn")
    is_over: bool = False
    drawn: bool = False


LASTING: Final = Paper(
    subject="Samenkracht! blijvend organiseren", project="Samenkracht!", number="004817", written=40,
    discussed="Op voorstel van de portefeuillehouder en na afstemming met de directeur besproken",
    registered="Wordt geagendeerd voor AO, DO en PFHO", drawn=True,
    points=(
        "De werkwijze Samenkracht! vaststellen voor alle projecten van het Uitvoeringsprogramma.",
        "Het betreft: kennisnemen van wat inwoners het afgelopen jaar inbrachten.",
        "Daarna volgt een voorstel voor vaste financiering, met een begroting voor drie jaar.",
    ),
    explained=(
        "Samenkracht! begon in 2013 als de manier waarop de regio beleid maakt vanuit de vraag van inwoners. Dat ging "
        "goed tot 2021. Toen vertrokken de mensen die het trokken, en er was geen vast geld.\n\n"
        "Het afgelopen jaar werkten projecten weer op deze manier. Inwoners vulden formulieren in en praatten mee in "
        "groepen. Bij een aantal projecten hoorden zij terug wat ermee gebeurde, en veranderde het plan.\n\n"
        "Het ambtelijk overleg (AO) en het directieoverleg (DO) gaven eerder aan dat zij door willen. Het DO vroeg om "
        "een begroting voor drie jaar. Die is er nog niet. Zij komt bij het voorstel over vast geld.\n\n"
        "Stemt het overleg in, dan volgt dat voorstel.",
        "Wij denken aan één coördinator voor de hele regio en een klein bedrag per project. Elke gemeente betaalt dan "
        "naar het aantal inwoners.",
    ),
    stops=(
        Stop(("ao", 0), DISCUSS, AS_ASKED),
        Stop(("do", 0), ADVISE, AMENDED, "Met een begroting voor drie jaar bij het voorstel over vast geld"),
        Stop(("pfho", 0), DECIDE),
    ),
)  # fmt: skip
HOUSEHOLD: Final = Paper(
    subject="Eisen aan hulp bij het huishouden", project="Hulp bij het huishouden", number="003204", written=225,
    registered="Wordt geagendeerd voor AO, DO, PFHO en AB", is_over=True, drawn=True, writer="projectleider",
    contacts=("Beleidsadviseur zorg en welzijn",),
    points=(
        "De eisen aan de nieuwe aanbieders vaststellen, met een vaste hulp en bellen vooraf als harde eisen.",
        "Het betreft: besluiten, en kennisnemen van wat inwoners schreven.",
        "Zelf de dag kiezen niet als eis opnemen, en aan inwoners uitleggen waarom.",
    ),
    explained=(
        "Inwoners met hulp kregen een brief met een vragenlijst. Veel mensen vulden hem op papier in of belden. "
        "Twee ervaringsdeskundigen kozen mee wat het zwaarst woog.\n\n"
        "Het vaakst genoemd is een hulp die blijft. Daarna komt: vervanging bij ziekte en vakantie. Een vaste hulp is "
        "nu een harde eis, en ook dat de aanbieder vooraf belt als er iemand anders komt. Aanbieders die er niet aan "
        "voldoen, vallen af.",
        "Zelf de dag kiezen vroegen ook veel mensen. Aanbieders zeggen dat zij dan te weinig hulpen hebben. Daarom is "
        "het een wens gebleven. Inwoners lezen dat in de brief over hun antwoorden.",
    ),
    stops=(
        Stop(("ao", -7), DISCUSS, AS_ASKED),
        Stop(("do", -7), ADVISE, HELD_OVER, "Eerst een berekening van de kosten"),
        Stop(("do", -6), ADVISE, AS_ASKED, "Met de berekening ingestemd"),
        Stop(("pfho", -6), DECIDE, AS_ASKED, "Bij acclamatie"),
        Stop(("ab", -6), INFORM, AS_ASKED, "Bekrachtigd"),
    ),
)  # fmt: skip
TRAVELLERS: Final = Paper(
    subject="Wat reizigers vragen van vervoer naar zorg", project="Vervoer naar zorg en dagbesteding",
    number=".0005120", written=60, registered="Wordt geagendeerd voor DO",
    points=("Het betreft: bespreken wat reizigers vertelden over wachttijden en haltes.",),
    stops=(
        Stop(("do", -1), DISCUSS, HELD_OVER, "Eerst horen wat de vervoerder kan"),
        Stop(("ao", 0), INFORM),
        Stop(("do", 1), ADVISE),
    ),
)  # fmt: skip
PARKING: Final = Paper(
    subject="Stoppen met de proef betaald parkeren", project="Drukte rond de plassen", number="002950", written=262,
    unit="Ruimte", writer="projectleider-fysiek", contacts=("Beleidsadviseur ruimte en mobiliteit",), is_over=True,
    registered="Wordt geagendeerd voor AO en PFHO Ruimte en mobiliteit",
    points=(
        "De proef met betaald parkeren niet verlengen.",
        "Het betreft: besluiten, zoals bij de start met bewoners is afgesproken.",
    ),
    explained=("Van de bewoners die antwoordden, wilde de meerderheid stoppen. Dat was de afspraak vooraf.",),
    stops=(
        Stop(("ao-rm", -8), DISCUSS, AS_ASKED),
        Stop(("pfho-rm", -8), DECIDE, AMENDED, "Met een gesprek met de ondernemers aan het water erbij"),
    ),
)  # fmt: skip
CARERS: Final = Paper(
    subject="Doorgaan met hulp voor mantelzorgers", project="Even vrij: hulp voor mantelzorgers", number="004410",
    written=110, registered="Wordt geagendeerd voor AO en DO", contacts=("Coördinator Samenkracht!",), is_over=True,
    points=("Geld zoeken voor twee jaar.", "Het betreft: adviseren over de dekking."),
    explained=(
        "Mantelzorgers schreven wat hun zou helpen. Zonder geld kunnen wij hun geen antwoord geven.",
    ),
    stops=(
        Stop(("ao", -3), DISCUSS, AS_ASKED),
        Stop(("do", -3), ADVISE, TreatmentOutcome.TAKEN_BACK, "Teruggenomen: er is nu geen dekking"),
    ),
)  # fmt: skip
FLATS: Final = Paper(
    subject="Eerste cijfers van afval scheiden in de flat", project="Afval scheiden in de flat", number="004702",
    written=47, unit="Milieu", writer="projectleider-fysiek", contacts=("Beleidsadviseur ruimte en mobiliteit",),
    registered="Wordt geagendeerd voor AO, DO en PFHO Ruimte en mobiliteit",
    points=("Het betreft: kennisnemen van de weegcijfers in twaalf flats.",),
    explained=("In de flats met een extra container gooien bewoners minder restafval weg dan een jaar geleden.",),
    stops=(
        Stop(("ao-rm", 0), INFORM, AS_ASKED, "Voor kennisgeving aangenomen"),
        Stop(("do", 0), INFORM, TreatmentOutcome.REFUSED, "Cijfers eerst naast die van andere flats leggen"),
        Stop(("pfho-rm", 0), INFORM),
    ),
)  # fmt: skip
LOOKING_BACK: Final = Paper(
    subject="Terugkijken op bescherming en opvang", project="Bescherming en opvang: terugkijken", number="005011",
    written=11, registered="Wordt geagendeerd voor AO, DO en PFHO", writer="projectleider",
    points=(
        "Het betreft: opiniëren over de lessen van mensen die opvang kregen.",
        "De lessen opnemen in het eerste hoofdstuk van het nieuwe beleidsplan.",
    ),
    stops=(
        Stop(("ao", 1), DISCUSS),
        Stop(("do", 1), ADVISE),
        Stop(("pfho", 1), AgendaPurpose.OPINION),
    ),
)  # fmt: skip
ROUTES: Final = Paper(
    subject="Hoe wij de eerste twee fietsroutes kiezen", project="Fietsroutes tussen de dorpen", number="005090",
    written=5, unit="Ruimte", writer="projectleider-fysiek", contacts=("Beleidsadviseur ruimte en mobiliteit",),
    points=("Het betreft: bespreken van de manier waarop fietsers meekiezen.",),
)  # fmt: skip
PAPERS: Final = (HOUSEHOLD, PARKING, CARERS, TRAVELLERS, FLATS, LASTING, LOOKING_BACK, ROUTES)
