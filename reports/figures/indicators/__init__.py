"""Every figure of the portal, once. Screen, paper and recount use the same definition.

An old version stays as long as a stored report uses it: add a new one beside it and point CURRENT to that.
"""

from reports.figures.indicators.answers import ANSWERS
from reports.figures.indicators.definition import IndicatorDefinition
from reports.figures.indicators.line_response import LINE_RESPONSE
from reports.figures.indicators.reach_channel import REACH_CHANNEL
from reports.figures.indicators.reach_municipality import REACH_MUNICIPALITY
from reports.figures.indicators.response import RESPONSE
from reports.figures.indicators.target import TARGET
from reports.figures.indicators.with_plan import WITH_PLAN

KNOWN: dict[tuple[str, int], IndicatorDefinition] = {
    (definition.key, definition.version): definition
    for definition in (RESPONSE, LINE_RESPONSE, REACH_MUNICIPALITY, REACH_CHANNEL, TARGET, ANSWERS, WITH_PLAN)
}
CURRENT: dict[str, IndicatorDefinition] = {
    key: max((known for known in KNOWN.values() if known.key == key), key=lambda known: known.version)
    for key, _version in KNOWN
}

__all__ = [
    "ANSWERS",
    "CURRENT",
    "KNOWN",
    "LINE_RESPONSE",
    "REACH_CHANNEL",
    "REACH_MUNICIPALITY",
    "RESPONSE",
    "TARGET",
    "WITH_PLAN",
    "IndicatorDefinition",
]
