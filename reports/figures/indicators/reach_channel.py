"""By which channel submissions came in, with small groups hidden."""

from collections import Counter
from functools import partial

from participation.enums import Channel
from participation.results.analysis import Hidden, suppress
from reports.figures.content import Cell, Coverage, Figure, Parameters
from reports.figures.indicators.definition import Breakdown, IndicatorDefinition, SubmissionRow

REACH_CHANNEL = IndicatorDefinition(
    key="reach_channel",
    version=1,
    title="Inzendingen per manier van meedoen",
    text=(
        "Hoe de inzendingen binnenkwamen: online, op papier, per telefoon, in een bijeenkomst of ingelezen uit een "
        "lijst. Een manier die niet is gebruikt, staat er niet bij. Groepen van minder dan tien tonen wij niet. Soms "
        "tonen wij nog een groep niet, zodat het kleine aantal ook niet is uit te rekenen."
    ),
    unit="inzendingen",
)
CHANNELS = "channel"


class ChannelCount:
    """Counts the channels that were used.

    A channel without rows is no group: which ways there were to take part is what the region chose, and says nothing
    about a person.
    """

    def __init__(self) -> None:
        self._cells: Counter[str] = Counter()

    def add(self, row: SubmissionRow) -> None:
        self._cells[row.channel] += 1

    def breakdown(self, *, coverage: Coverage, parameters: Parameters) -> Breakdown:
        """Over all rows that were added."""
        return Breakdown(CHANNELS, coverage, partial(self._figure, coverage, parameters))

    def _figure(self, coverage: Coverage, parameters: Parameters, threshold: int) -> Figure:
        used = {channel.value: n for channel in Channel if (n := self._cells[channel.value])}
        shown = suppress(used, threshold=threshold).cells
        cells = tuple(
            Cell(key=key, label=str(Channel(key).label), value=None if isinstance(count, Hidden) else count)
            for key, count in shown.items()
        )
        return Figure(
            definition=REACH_CHANNEL.key,
            version=REACH_CHANNEL.version,
            parameters=parameters,
            value=coverage.n,
            coverage=coverage,
            cells=cells,
            label=REACH_CHANNEL.title,
            subject=CHANNELS,
            threshold=threshold,
        )
