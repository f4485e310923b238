"""Holding each breakdown against what was shown before, so that no two tell together what few people said."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from participation.results.analysis import THRESHOLD, BreakdownTable, disclosive_groups
from reports.figures.content import Figure, bounds_of
from reports.figures.indicators.definition import Breakdown
from reports.models import ShownBreakdown
from samenkracht.core.values.json import digest

# A raised threshold is a multiple of this, so that it does not say how large the largest hidden group is.
STEP = 10


class DisclosureGuard:
    """Knows what was shown about some projects. Give it every breakdown that goes into a paper or a stock."""

    def __init__(self, projects: Collection[int]) -> None:
        """Reads what was shown about these projects; one query."""
        self._tables: defaultdict[tuple[int, str], list[BreakdownTable]] = defaultdict(list)
        self._newest: dict[tuple[int, str, str], Figure] = {}
        for one in ShownBreakdown.objects.filter(project_id__in=projects).order_by("as_of", "pk"):
            figure = Figure.from_json(one.content)
            self._tables[one.project_id, one.subject].append(_table(figure))
            moment = figure.as_of or one.as_of.isoformat()
            self._newest[one.project_id, one.subject, one.asking] = replace(figure, as_of=moment)

    def shown(self, project: int, breakdown: Breakdown) -> Figure:
        """The breakdown as it may be shown beside all that was shown before, and given by this guard.

        Where it would tell of a few people, the newest answer to the same question stands instead, with its moment;
        where there is none, more groups are hidden, until nothing is told.
        """
        figure = breakdown.at(THRESHOLD)
        before = self._tables[project, breakdown.subject]
        disclosive = disclosive_groups(_table(figure), before)
        newest = self._newest.get((project, breakdown.subject, asking_of(figure)))
        if disclosive and newest is not None:
            return newest
        while disclosive:
            largest = max(cell.value or 0 for cell in figure.cells if cell.key in disclosive)
            figure = breakdown.at((largest // STEP + 1) * STEP)
            disclosive = disclosive_groups(_table(figure), before)
        before.append(_table(figure))
        return figure

    def is_stale(self, project: int, figure: Figure) -> bool:
        """Whether a breakdown that was made without knowing of these tells of a few people beside them."""
        return bool(disclosive_groups(_table(figure), self._tables[project, figure.subject]))


def _table(figure: Figure) -> BreakdownTable:
    return BreakdownTable(bounds_of(figure.coverage.ranges), {cell.key: cell.value for cell in figure.cells})


def asking_of(figure: Figure) -> str:
    """What was asked for, without the moment. A period belongs to the question; "until now" is a moment."""
    named = dict(figure.parameters)
    if "from" not in named:
        named.pop("until", None)
    return digest([figure.definition, figure.version, sorted(named.items())])
