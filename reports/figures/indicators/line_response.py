"""How many submissions came in for one line of a participation plan."""

from reports.figures.content import Coverage, Figure, Parameters
from reports.figures.indicators.definition import IndicatorDefinition

LINE_RESPONSE = IndicatorDefinition(
    key="line_response",
    version=1,
    title="Inzendingen bij een planregel",
    text=(
        "Het aantal keer dat iemand een formulier verstuurde dat bij deze regel van het participatieplan hoort. Ook "
        "wat op papier, aan de telefoon of in een gesprek binnenkwam, telt mee. Een formulier hoort bij hooguit één "
        "regel; formulieren buiten het plan tellen alleen mee bij het project."
    ),
    unit="inzendingen",
)


def line_response(*, coverage: Coverage, parameters: Parameters) -> Figure:
    """The total over the covered rows. A total is always shown."""
    return Figure(
        definition=LINE_RESPONSE.key,
        version=LINE_RESPONSE.version,
        parameters=parameters,
        value=coverage.n,
        coverage=coverage,
        label=LINE_RESPONSE.title,
    )
