"""How many submissions the plan promises to collect: a fact of the register."""

from collections.abc import Iterable

from reports.figures.indicators.definition import IndicatorDefinition

TARGET = IndicatorDefinition(
    key="target",
    version=1,
    title="Gepland aantal inzendingen",
    text=(
        "De som van de aantallen die bij de regels van het participatieplan staan. Een regel zonder aantal telt niet "
        "mee. Dit is een gegeven uit het plan, zoals het op dat moment was; het wordt niet nageteld."
    ),
    unit="inzendingen",
    counted=False,
)


def target(numbers: Iterable[int | None]) -> int | None:
    """The sum of what is promised; None when no line promises a number."""
    promised = [number for number in numbers if number is not None]
    return sum(promised) if promised else None
