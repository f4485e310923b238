"""How many submissions came in."""

from reports.figures.content import Coverage, Figure, Parameters
from reports.figures.indicators.definition import IndicatorDefinition

RESPONSE = IndicatorDefinition(
    key="response",
    version=1,
    title="Inzendingen",
    text=(
        "Het aantal keer dat iemand een formulier van het project verstuurde. Ook wat op papier, aan de telefoon of in "
        "een gesprek binnenkwam, telt mee. Een inzending telt mee als zij in de periode is ontvangen. Iemand die twee "
        "keer iets instuurt, telt twee keer: wij weten niet wie wat instuurde."
    ),
    unit="inzendingen",
)


def response(*, coverage: Coverage, parameters: Parameters) -> Figure:
    """The total over the covered rows. A total is always shown."""
    return Figure(
        definition=RESPONSE.key,
        version=RESPONSE.version,
        parameters=parameters,
        value=coverage.n,
        coverage=coverage,
        label=RESPONSE.title,
    )
