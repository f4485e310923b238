"""A short questionnaire and one with every type of question, for the tests of this folder."""

from participation.formbuilder import blocks
from participation.formbuilder.lookup import LookupContext
from participation.formbuilder.schema import Definition, Option, Question, Step

CONTEXT = LookupContext(
    municipalities=(("GM0402", "Hilversum"), ("GM1942", "Gooise Meren"), ("GM0406", "Huizen")),
    pc4={"1404": ("GM1942",), "1222": ("GM0402", "GM1942"), "1271": ("GM0406",), "9999": ("GM9999",)},
)
WHERE = Question("waar", "municipality", "Waar woont u?")
TRAVEL = Question(
    "reis",
    "choice",
    "Hoe komt u bij de dagbesteding?",
    hint="Denk aan de afgelopen maand.",
    options=(Option("fiets", "Met de fiets"), Option("bus", "Met de bus"), Option("taxi", "Met de regiotaxi")),
    other="Anders, namelijk",
)
HELPED = Question(
    "hulp", "choice", "Helpt iemand u daarbij?", options=(Option("ja", "Ja"), Option("nee", "Nee")), required=False
)
BETTER = Question("beter", "long_text", "Wat kan beter?", hint="Schrijf geen namen op.", required=False, sensitive=True)
GOOD = Question("goed", "long_text", "Wat gaat er goed?")
DEFINITION = Definition(
    steps=(
        Step("over", "Over u", (WHERE, TRAVEL), intro="Wij stellen twee vragen over u."),
        Step("mening", "Uw mening", (HELPED, GOOD, BETTER)),
    )
)

FOR_WHOM = blocks.speaks_for()
TITLE = Question("kort", "short_text", "Hoe noemt u uw buurt?", hint="Een paar woorden is genoeg.")
WHICH = Question(
    "welke",
    "several",
    "Welke hulp krijgt u?",
    hint="Denk aan deze week.",
    options=(Option("huis", "Hulp in huis"), Option("zorg", "Verpleging"), Option("dag", "Dagbesteding")),
    other="Andere hulp, namelijk",
)
KNOWS = Question("weet", "yes_no", "Weet u wie u kunt bellen?", settings={"unknown": True})
GRADE = Question(
    "cijfer",
    "scale",
    "Welk cijfer geeft u de hulp?",
    settings={
        "lowest": 0,
        "highest": 10,
        "lowest_label": "heel slecht",
        "highest_label": "heel goed",
        "unknown": True,
    },
)
EFFORT = Question(
    "moeite",
    "scale",
    "Hoeveel moeite kost het om hulp te vragen?",
    required=False,
    settings={"lowest": 1, "highest": 5, "lowest_label": "heel veel moeite", "highest_label": "geen moeite"},
)
HOURS = Question(
    "uren",
    "number",
    "Hoeveel uur hulp krijgt u?",
    settings={"lowest": 0, "highest": 168, "decimals": 1, "unit": "uur per week"},
)
CHILDREN = Question("kinderen", "number", "Hoeveel kinderen wonen er bij u?", required=False)
WORDS = Question(
    "uitleg",
    "explanation",
    "Nu over de hulp",
    hint="De vragen hierna gaan over hulp van de gemeente.\n\nNiet van de dokter.",
)
EVERY_TYPE = Definition(
    steps=(
        Step("over", "Over u", (FOR_WHOM, WHERE, TITLE, CHILDREN), intro="Wij stellen vragen over u."),
        Step("hulp", "Uw hulp", (WORDS, WHICH, TRAVEL, KNOWS, GRADE, HOURS)),
        Step("mening", "Uw mening", (HELPED, EFFORT, GOOD, BETTER)),
    )
)
# One answer of each type, as it is kept.
ANSWERS = {
    "speaks_for": {"option": "group"},
    "waar": "GM0402",
    "kort": "Het dorp",
    "kinderen": "2",
    "welke": {"options": ["huis", "other"], "text": "een maatje"},
    "reis": {"option": "other", "text": "te voet"},
    "weet": "unknown",
    "cijfer": "7",
    "uren": "2.5",
    "moeite": "5",
    "goed": "Veel",
}
