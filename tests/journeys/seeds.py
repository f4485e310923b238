"""The two real documents that the portal comes from, as people would type them: functions in the place of names,
without the typing errors and without the prompts of the form.
"""

from datetime import date
from typing import Final

# --- the proposal form of 17 June 2024 --------------------------------------------------------------------------------

SUBJECT: Final = "Samenkracht!"
REFERENCE: Final = "24005976"
CONTACTS: Final = ("Projectleider cliëntparticipatie", "Beleidsadviseur Sociaal Domein")
UNIT: Final = "Beleid en bestuur"
EMAIL: Final = "samenkracht@regio.example"
DATED: Final = date(2024, 6, 17)
POINTS: Final = (
    "Presentatie over de meerwaarde van Samenkracht! vanaf 2013 en het vervolgproces waarin de komende maanden worden "
    "gebruikt om uit te werken wat nodig is om Samenkracht! toekomstbestendig te organiseren",
    "Het betreft: kennisnemen van de presentatie",
    "In december komt er een voorstel voor het toekomstbestendig organiseren van Samenkracht!",
)
REGISTERED: Final = (
    "12 juni 2024",
    "Op voorstel van een wethouder en na afstemming met de directeur besproken",
    "Wordt geagendeerd voor DO en PFHO",
)
# Day, bodies, part, what the row of "Behandeling" reads.
MEETINGS: Final = (
    (date(2024, 6, 13), ("AO Z&V", "AO B&O"), "", "AO Z&V en B&O"),
    (date(2024, 6, 27), ("Directie-overleg",), "", "Directie-overleg"),
    (
        date(2024, 7, 11),
        ("PFHO J&O", "PFHO G&O"),
        "overlappend gedeelte",
        "PFHO J&O en G&O (overlappend gedeelte)",
    ),
)
BODIES: Final = (
    ("AO", "Z&V", "Ambtelijk overleg Z&V"),
    ("AO", "B&O", "Ambtelijk overleg B&O"),
    ("Directie-overleg", "", "Directie-overleg"),
    ("PFHO", "J&O", "Portefeuillehoudersoverleg Jeugd en Onderwijs"),
    ("PFHO", "G&O", "Portefeuillehoudersoverleg Gezondheid en Ondersteuning"),
)
EXPLANATION: Final = (
    "Eind 2013 stemde het regionaal portefeuillehoudersoverleg Sociaal Domein in met de werkwijze van Samenkracht!, "
    "het programma dat interactieve beleidsontwikkeling op regionale onderwerpen ondersteunt.",
    "Tot 2021 werd ervaringskennis van inwoners bij regionale projecten opgehaald en gebruikt. Door het wegvallen van "
    "kartrekkers en het ontbreken van structurele financiering is daarna geen vervolg gegeven.",
    "Het directie-overleg stemde in met een tijdelijk projectleider cliëntparticipatie, die advies geeft over een "
    "duurzame inrichting. Een quickscan toont dat Samenkracht! nog steeds van betekenis kan zijn.",
    "Een voorstel voor de toekomst wordt in december ter besluitvorming voorgelegd.",
)

# --- the project page of 2017-2018 ------------------------------------------------------------------------------------

TITLE: Final = "Samenkracht! 2.0"
AGENDA: Final = "Regionale samenwerkingsagenda 2015-2018"
PRIORITY: Final = "Systematische samenwerking met inwoners en cliënten"
PRIORITIES: Final = (
    "Overkoepelend: systematische en gestructureerde samenwerking met inwoners en cliënten in het sociaal domein (op "
    "termijn ook fysiek domein), zodat projecten in het uitvoeringsprogramma inspelen op vragen, problemen en opgaven "
    "die leven bij inwoners."
)
GOALS: Final = (
    "Het bij de uitvoering van regionale projecten zichtbaar maken van het perspectief van inwoners.",
    "De behoeften van inwoners en cliënten sturend laten zijn in hoe regionale programma’s en projecten worden "
    "uitgevoerd, zodat we borgen dat de resultaten maximaal aansluiten bij hun vragen en behoeften.",
    "Realiseren dat uitvoerders van regionale projecten standaard werken vanuit de vraag van inwoners.",
)
START, END, PLANNED = "januari 2017", "december 2018", "Januari 2017 – december 2018"
RESULTS: Final = (
    "Het Plan van aanpak Samenkracht! 2017 is vastgesteld. Met dit plan geven de gemeenten en de Regio invulling aan "
    "Samenkracht! 2.0.",
    "De Regio heeft een coördinator Samenkracht! aangesteld die verantwoordelijk is voor het bewaken en aanjagen van "
    "de betrokkenheid van inwoners bij regionale projecten.",
    "Per project is inzichtelijk gemaakt welke input we van inwoners en gebruikers van voorzieningen ophalen, met welk "
    "doel, en op welke manier we input verzamelen en gebruiken.",
    "De samenwerkingsafspraken en de werkwijze zijn uitgewerkt en gepubliceerd op de website van de Regio.",
)
PLANNING: Final = (
    "De aanpak Samenkracht! wordt doorlopend uitgevoerd en gemonitord.",
    "Eind 2018 wordt Samenkracht! geëvalueerd. Op basis hiervan volgen verbetervoorstellen.",
    "De continuering van Samenkracht! in de periode 2019-2022 verwerken we in de begroting van de nieuwe RSA.",
)
CONTACT: Final = "Coördinator Samenkracht!"
HEADINGS: Final = (
    "RSA Speerpunten",
    "Wat willen we bereiken?",
    "Beoogde start-/einddatum",
    "Resultaten tot nu toe",
    "Voortgang en planning",
    "Contact",
)
