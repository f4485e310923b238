"""The forms of the example region. All of it is invented."""

from typing import Final

from samenkracht.demo.asking import (
    NO_NAMES,
    WHERE_YOU_LIVE,
    Questionnaire,
    choice,
    explained,
    few_words,
    form,
    mark,
    number,
    several,
    speaks_for,
    step,
    words,
    yes_no,
)

TRANSPORT: Final = Questionnaire(
    title="Hoe reist u naar uw zorg?",
    purpose="Met uw antwoorden maken wij de eisen voor nieuw vervoer.",
    readers="",
    minutes=5,
    said="vervoer",
    leanings={
        "vervoer": {"taxi": 9, "openbaar": 4, "fiets": 3, "gebracht": 5, "auto": 2},
        "cijfer": {"3": 2, "4": 4, "5": 6, "6": 9, "7": 8, "8": 4, "9": 1, "unknown": 1},
        "hinder": {"laat": 55, "ver": 25, "duur": 30, "bellen": 45},
        "weet": {"yes": 5, "no": 6, "unknown": 1},
    },
    definition=form(
        step(
            "reizen",
            "Hoe u reist",
            speaks_for(),
            choice(
                "vervoer",
                "Hoe komt u meestal bij uw zorg of dagbesteding?",
                {
                    "taxi": "Met de Wmo-taxi",
                    "openbaar": "Met bus of trein",
                    "fiets": "Met de fiets of lopend",
                    "gebracht": "Iemand brengt mij",
                    "auto": "Met mijn eigen auto",
                },
                other="Anders, namelijk",
            ),
            number("ritten", "Hoe vaak reist u in een gewone week?", "Heen en terug is twee keer.", highest=40),
            WHERE_YOU_LIVE,
        ),
        step(
            "beter",
            "Wat kan er beter?",
            mark("cijfer", "Welk cijfer geeft u uw reis?", "heel slecht", "heel goed"),
            several(
                "hinder",
                "Waar hebt u last van?",
                {
                    "laat": "De taxi of bus komt te laat",
                    "ver": "Het is te ver lopen",
                    "duur": "Het kost te veel",
                    "bellen": "Een rit regelen is moeilijk",
                },
                other="Iets anders, namelijk",
            ),
            yes_no("weet", "Weet u wie u kunt bellen als het misgaat?"),
            explained(
                "uitleg",
                "Tot slot in uw eigen woorden",
                "Deze twee vragen mag u overslaan. Wie leest wat u schrijft, staat op de eerste bladzijde.",
            ),
            few_words("halte", "Welke halte of plek kan beter?"),
            words("beter", "Wat moet er beter aan uw reis?"),
        ),
    ),
)

HOUSEHOLD: Final = Questionnaire(
    title="Uw hulp bij het huishouden",
    purpose="De gemeenten kiezen nieuwe aanbieders. Met uw antwoorden maken wij de eisen.",
    readers="twee ervaringsdeskundigen",
    minutes=6,
    said="huishouden",
    leanings={
        "uren": {"genoeg": 4, "krap": 6, "weinig": 5},
        "vaste": {"yes": 5, "no": 6, "unknown": 1},
        "belang": {"vaste_hulp": 70, "zelf_kiezen": 35, "bellen": 40, "vakantie": 55, "taal": 25},
        "cijfer": {"2": 1, "4": 2, "5": 4, "6": 6, "7": 9, "8": 8, "9": 3, "10": 1},
    },
    definition=form(
        step(
            "hulp",
            "De hulp die u nu krijgt",
            speaks_for(),
            choice(
                "uren",
                "Zijn de uren genoeg om uw huis schoon te houden?",
                {"genoeg": "Ja, genoeg", "krap": "Het is krap", "weinig": "Nee, te weinig"},
            ),
            yes_no("vaste", "Komt er meestal dezelfde hulp?"),
            mark("cijfer", "Welk cijfer geeft u uw hulp?", "heel slecht", "heel goed"),
            WHERE_YOU_LIVE,
        ),
        step(
            "straks",
            "De hulp die u straks wilt",
            several(
                "belang",
                "Wat is voor u het belangrijkst?",
                {
                    "vaste_hulp": "Steeds dezelfde hulp",
                    "zelf_kiezen": "Zelf kiezen op welke dag",
                    "bellen": "Een mens aan de telefoon",
                    "vakantie": "Vervanging bij ziekte en vakantie",
                    "taal": "Een hulp met wie ik kan praten",
                },
                other="Iets anders, namelijk",
            ),
            words("eisen", "Waar moeten nieuwe aanbieders op letten?"),
        ),
    ),
)

CYCLING: Final = Questionnaire(
    title="Fietsen van dorp naar dorp",
    purpose="Wij kiezen welke fietsroutes het eerst beter worden. Dat doen wij met u.",
    readers="de verkeerskundigen van de gemeenten",
    minutes=4,
    said="fietsen",
    leanings={
        "waarvoor": {"werk": 6, "school": 4, "boodschappen": 5, "plezier": 6, "zorg": 1},
        "route": {"hilversum_huizen": 6, "laren_eemnes": 3, "wijdemeren": 5, "muiden_bussum": 4, "blaricum_huizen": 2},
        "knelpunt": {"donker": 45, "kruising": 40, "smal": 50, "wortels": 35, "auto": 40},
        "veilig": {"2": 1, "3": 2, "4": 4, "5": 7, "6": 8, "7": 7, "8": 4, "9": 1},
    },
    definition=form(
        step(
            "fietst",
            "Hoe u fietst",
            choice(
                "waarvoor",
                "Waarvoor fietst u meestal van dorp naar dorp?",
                {
                    "werk": "Naar mijn werk",
                    "school": "Naar school",
                    "boodschappen": "Voor boodschappen",
                    "zorg": "Naar zorg of familie",
                    "plezier": "Voor mijn plezier",
                },
                other="Anders, namelijk",
            ),
            choice(
                "route",
                "Over welke route wilt u iets vertellen?",
                {
                    "hilversum_huizen": "Hilversum – Huizen",
                    "laren_eemnes": "Laren – Eemnes",
                    "wijdemeren": "Hilversum – Wijdemeren",
                    "muiden_bussum": "Muiden – Bussum",
                    "blaricum_huizen": "Blaricum – Huizen",
                },
                other="Een andere route, namelijk",
            ),
            WHERE_YOU_LIVE,
        ),
        step(
            "route",
            "De route",
            mark("veilig", "Hoe veilig voelt u zich op deze route?", "heel onveilig", "heel veilig"),
            several(
                "knelpunt",
                "Wat is er mis op deze route?",
                {
                    "donker": "Het is er donker",
                    "kruising": "Een gevaarlijke kruising",
                    "smal": "Het pad is te smal",
                    "wortels": "Hobbels en boomwortels",
                    "auto": "Auto’s rijden er te hard",
                },
                other="Iets anders, namelijk",
            ),
            few_words("plek", "Op welke plek precies?"),
            words("vertel", "Vertel wat u daar meemaakt, of wat beter kan."),
        ),
    ),
)

WASTE: Final = Questionnaire(
    title="Afval scheiden in een flat",
    purpose="Wij willen weten wat u tegenhoudt, zodat scheiden makkelijker wordt.",
    readers="de afvaldienst",
    minutes=3,
    said="afval",
    leanings={
        "scheidt": {"papier": 75, "glas": 80, "plastic": 50, "gft": 20, "niets": 8},
        "ver": {"ja": 5, "soms": 3, "nee": 4},
    },
    definition=form(
        step(
            "scheiden",
            "Afval scheiden",
            several(
                "scheidt",
                "Wat houdt u nu apart?",
                {
                    "papier": "Papier en karton",
                    "glas": "Glas",
                    "plastic": "Plastic en blik",
                    "gft": "Groente en fruit",
                    "niets": "Ik houd niets apart",
                },
            ),
            choice(
                "ver",
                "Is het te ver lopen naar de container?",
                {"ja": "Ja", "soms": "Soms", "nee": "Nee"},
            ),
            WHERE_YOU_LIVE,
            words("nodig", "Wat hebt u nodig om meer te scheiden?"),
        ),
    ),
)

WATER: Final = Questionnaire(
    title="Drukte aan de plassen",
    purpose="Met uw antwoorden beslissen de gemeenten of de proef met parkeren doorgaat.",
    readers="",
    minutes=3,
    said="plassen",
    leanings={
        "wie": {"bewoner": 7, "bezoeker": 5, "ondernemer": 1},
        "proef": {"door": 2, "anders": 2, "stop": 12, "geen": 1},
    },
    definition=form(
        step(
            "drukte",
            "Drukte aan het water",
            choice(
                "wie",
                "Komt u er als bewoner of als bezoeker?",
                {
                    "bewoner": "Ik woon er vlakbij",
                    "bezoeker": "Ik kom er zwemmen, varen of wandelen",
                    "ondernemer": "Ik werk er of heb er een bedrijf",
                },
            ),
            choice(
                "proef",
                "Wat moet er met de proef gebeuren?",
                {
                    "door": "Doorgaan",
                    "anders": "Doorgaan, maar anders",
                    "stop": "Stoppen",
                    "geen": "Dat weet ik niet",
                },
            ),
            WHERE_YOU_LIVE,
            words("waarom", "Waarom vindt u dat?"),
        ),
    ),
)

RESPITE: Final = Questionnaire(
    title="Even vrij van zorgen voor een ander",
    purpose="Wij zoeken hulp waardoor mantelzorgers af en toe vrij zijn.",
    readers="het steunpunt voor mantelzorgers",
    minutes=4,
    said="mantelzorg",
    leanings={
        "uren": {"minder": 3, "dag": 5, "meer": 6},
        "vrij": {"nooit": 6, "soms": 5, "vaak": 1},
    },
    definition=form(
        step(
            "zorg",
            "Zorgen voor een ander",
            choice(
                "uren",
                "Hoeveel tijd zorgt u in een week?",
                {"minder": "Minder dan acht uur", "dag": "Acht tot twintig uur", "meer": "Meer dan twintig uur"},
            ),
            choice(
                "vrij",
                "Kunt u weleens een dag vrij zijn?",
                {"nooit": "Bijna nooit", "soms": "Soms", "vaak": "Vaak genoeg"},
            ),
            WHERE_YOU_LIVE,
            words("nodig", "Wat zou u helpen om even vrij te zijn?", f"{NO_NAMES} Ook niet van wie u verzorgt."),
        ),
    ),
)

LIVING: Final = Questionnaire(
    title="Thuis blijven wonen in uw buurt",
    purpose="Vertel wat u nodig hebt om thuis te wonen.",
    readers="",
    minutes=4,
    said="wonen",
    leanings={
        "woont": {"alleen": 6, "samen": 4},
        "mist": {"winkel": 45, "aanloop": 50, "lift": 25, "vervoer": 35, "hulp": 40},
    },
    definition=form(
        step(
            "gesprek",
            "Wonen in uw buurt",
            choice("woont", "Woont u alleen?", {"alleen": "Ja, alleen", "samen": "Nee, met een partner of familie"}),
            WHERE_YOU_LIVE,
            several(
                "mist",
                "Wat mist u in de buurt?",
                {
                    "winkel": "Een winkel",
                    "aanloop": "Een plek om binnen te lopen",
                    "lift": "Een huis zonder trap",
                    "vervoer": "Vervoer",
                    "hulp": "Hulp die vlug komt",
                },
            ),
            words("verteld", "Wat moeten wij nog meer weten?"),
        ),
    ),
)

SHELTER: Final = Questionnaire(
    title="Terugkijken op opvang en begeleiding",
    purpose="Met uw ervaring beoordelen wij of het beleid van de afgelopen jaren hielp.",
    readers="een ervaringsdeskundige",
    minutes=5,
    said="opvang",
    leanings={
        "woonplaats": {"no_fixed_address": 12, "0402": 9, "1942": 4, "0406": 3, "not_said": 4},
        "plek": {"opvang": 6, "begeleid": 5, "eigen": 4},
        "beter": {"ja": 4, "deels": 5, "nee": 4},
    },
    definition=form(
        step(
            "opvang",
            "Uw ervaring",
            choice(
                "plek",
                "Waar woont u nu?",
                {
                    "opvang": "In de opvang",
                    "begeleid": "Begeleid, in een huis met anderen",
                    "eigen": "In een eigen huis",
                },
                other="Ergens anders, namelijk",
            ),
            choice(
                "beter",
                "Gaat het beter met u dan een jaar geleden?",
                {"ja": "Ja", "deels": "Een beetje", "nee": "Nee"},
            ),
            WHERE_YOU_LIVE,
            words("hielp", "Wat hielp u, en wat niet?"),
        ),
    ),
)

TAKING_PART: Final = Questionnaire(
    title="Hoorde u wat wij ermee deden?",
    purpose="Wij willen weten of u merkt wat er met uw inbreng is gedaan.",
    readers="",
    minutes=2,
    said="meedoen",
    leanings={"gehoord": {"ja": 2, "deels": 4, "nee": 5}},
    definition=form(
        step(
            "meedoen",
            "Meedoen",
            choice(
                "gehoord",
                "Weet u wat er met uw inbreng is gedaan?",
                {"ja": "Ja, dat weet ik", "deels": "Een beetje", "nee": "Nee, dat weet ik niet"},
            ),
            WHERE_YOU_LIVE,
            words("anders", "Wat kunnen wij anders doen?"),
        ),
    ),
)

DEBTS: Final = Questionnaire(
    title="Hulp bij geldzorgen: het eerste gesprek",
    purpose="Met wat u meemaakte, schrijven wij de eerste brief en het eerste gesprek opnieuw.",
    readers="een ervaringsdeskundige",
    minutes=4,
    said="geldzorgen",
    leanings={"wacht": {"week": 2, "maand": 3, "langer": 4}},
    definition=form(
        step(
            "hulp",
            "Hulp vragen",
            choice(
                "wacht",
                "Hoe lang duurde het voordat u hulp vroeg?",
                {"week": "Een paar weken", "maand": "Een paar maanden", "langer": "Langer dan een jaar"},
            ),
            WHERE_YOU_LIVE,
            words("tegen", "Wat hield u tegen?"),
        ),
    ),
)

HOMES: Final = Questionnaire(
    title="Woonruimte eerlijk verdelen",
    purpose="De gemeenten maken nieuwe regels over wie voorrang krijgt. Zij willen weten wat u eerlijk vindt.",
    readers="",
    minutes=5,
    definition=form(
        step(
            "voorrang",
            "Wie krijgt voorrang?",
            several(
                "voorrang",
                "Wie moet volgens u voorrang krijgen?",
                {
                    "lang": "Wie al lang zoekt",
                    "hier": "Wie hier opgroeide of werkt",
                    "nood": "Wie in nood zit",
                    "groot": "Wie een groot huis achterlaat",
                },
            ),
            yes_no("zoekt", "Zoekt u nu zelf een huis?"),
            WHERE_YOU_LIVE,
            words("eerlijk", "Wat is voor u eerlijk?"),
        ),
    ),
)

SCHOOL: Final = Questionnaire(
    title="Hulp op school die past",
    purpose="Jullie kiezen mee welke hulp er op school komt.",
    readers="",
    minutes=3,
    definition=form(
        step(
            "hulp",
            "Hulp op school",
            yes_no("kent", "Weet je bij wie je terechtkunt als het niet goed gaat?"),
            several(
                "vorm",
                "Welke hulp past bij jou?",
                {
                    "praten": "Praten met iemand op school",
                    "appen": "Appen of chatten",
                    "groep": "Samen met andere jongeren",
                    "sport": "Iets doen, zoals sport of muziek",
                },
                other="Iets anders",
            ),
            words("zelf", "Wat zou jou geholpen hebben?", "Schrijf geen namen op."),
        ),
    ),
)
