"""A questionnaire with every type of question, for the tests of this folder."""

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
