"""From which municipalities submissions came, with small groups hidden."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

from participation.formbuilder.types import place_questions
from participation.formbuilder.types.municipality import NO_FIXED_ADDRESS, NOT_SAID, OUTSIDE_REGION
from participation.results.analysis import Hidden, suppress
from reports.figures.content import Cell, Coverage, Figure, Parameters
from reports.figures.indicators.definition import AskedVersions, Breakdown, IndicatorDefinition, SubmissionRow

REACH_MUNICIPALITY = IndicatorDefinition(
    key="reach_municipality",
    version=1,
    title="Inzendingen per gemeente",
    text=(
        "Uit welke gemeente de inzendingen kwamen, volgens wat mensen zelf zeiden. Alleen inzendingen van formulieren "
        "die naar de gemeente vragen, tellen mee. Gemeenten met minder dan tien inzendingen tonen wij niet. Soms tonen "
        "wij nog een gemeente niet, zodat het kleine aantal ook niet is uit te rekenen."
    ),
    unit="inzendingen",
)
# Also what a question after the municipality is about: its answers are the same groups.
MUNICIPALITIES = "municipality"
OPEN = "open"
OTHER_NAMES: Mapping[str, str] = {
    NO_FIXED_ADDRESS: "Zonder vaste woon- of verblijfplaats",
    OUTSIDE_REGION: "Buiten de regio",
    NOT_SAID: "Liever niet gezegd",
}
OPEN_NAME = "Opengelaten"


class MunicipalityCount:
    """Counts the municipalities over the rows of forms that ask for it. Every one that could be chosen is a group."""

    def __init__(self, asked: Mapping[int, AskedVersions]) -> None:
        """``asked`` by form: what each of its versions asks, and the names of the day."""
        self._versions = asked
        self._cells: Counter[str] = Counter()
        self._may_be_open = False

    def covers(self, row: SubmissionRow) -> bool:
        """Whether this row's form asked for the municipality when it was filled in."""
        return bool(self._required(row))

    def add(self, row: SubmissionRow) -> None:
        self._may_be_open = self._may_be_open or not all(self._required(row))
        self._cells[row.municipality or OPEN] += 1

    def _required(self, row: SubmissionRow) -> list[bool]:
        questions = self._versions[row.form_id].versions[row.version_id].questions()
        return [question.required for question in place_questions(questions)]

    def breakdown(self, *, coverage: Coverage, parameters: Parameters) -> Breakdown:
        """Over all rows that were added."""
        return Breakdown(MUNICIPALITIES, coverage, partial(self._figure, coverage, parameters))

    def _figure(self, coverage: Coverage, parameters: Parameters, threshold: int) -> Figure:
        shown = suppress(self._all_cells(), threshold=threshold).cells
        names = self._names()
        cells = tuple(
            Cell(key=key, label=names.get(key, key), value=None if isinstance(count, Hidden) else count)
            for key, count in shown.items()
        )
        return Figure(
            definition=REACH_MUNICIPALITY.key,
            version=REACH_MUNICIPALITY.version,
            parameters=parameters,
            value=coverage.n,
            coverage=coverage,
            cells=cells,
            label=REACH_MUNICIPALITY.title,
            subject=MUNICIPALITIES,
            threshold=threshold,
        )

    def _all_cells(self) -> dict[str, int]:
        """Zeros too: what is left out would say "nobody"."""
        if not self._cells:
            return {}
        keys = [code for one in self._versions.values() for code, _name in one.names.municipalities] + list(OTHER_NAMES)
        keys += sorted(key for key in self._cells if key != OPEN and key not in keys)
        keys += [OPEN] if self._may_be_open or self._cells[OPEN] else []
        return {key: self._cells[key] for key in keys}

    def _names(self) -> dict[str, str]:
        names = {code: name for one in self._versions.values() for code, name in one.all_names.items()}
        return {**names, **OTHER_NAMES, OPEN: OPEN_NAME}
