"""What was answered to each question, with small groups hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Literal

from participation.formbuilder.answers import from_json
from participation.formbuilder.schema import Definition as Questionnaire
from participation.formbuilder.schema import Option
from participation.formbuilder.tally import NO_ANSWER, Tally, from_cells, keys
from participation.formbuilder.types import type_of
from participation.formbuilder.types.base import ANSWERED
from participation.results.analysis import Hidden, suppress, suppress_overlapping
from reports.figures.content import Cell, Coverage, Figure, Parameters
from reports.figures.indicators.definition import AskedVersions, Breakdown, IndicatorDefinition, SubmissionRow
from reports.figures.indicators.reach_municipality import MUNICIPALITIES

ANSWERS = IndicatorDefinition(
    key="answers",
    version=1,
    title="Antwoorden per vraag",
    text=(
        "Per vraag hoe vaak elk antwoord is gegeven. Kon iemand meer antwoorden kiezen, dan telt elke keuze mee. "
        "Bij een open vraag tellen wij alleen of er iets is ingevuld. "
        "Groepen van minder dan tien tonen wij niet. Soms tonen wij nog een groep niet, zodat het kleine aantal ook "
        "niet is uit te rekenen."
    ),
    unit="antwoorden",
)
NO_ANSWER_LABEL = "Geen antwoord"


class AnswerCount:
    """Counts the answers to all questions of one form, row by row."""

    def __init__(self, asked: AskedVersions) -> None:
        self._versions = asked
        self._cells: Counter[tuple[str, str]] = Counter()
        # Only versions that somebody filled in, so that publishing a next one changes nothing about a figure of before.
        self._filled_in: dict[int, Questionnaire] = {}

    def add(self, row: SubmissionRow) -> None:
        questionnaire = self._versions.versions[row.version_id]
        self._filled_in[row.version_id] = questionnaire
        self._cells.update(keys(questionnaire, from_json(row.answers)))

    def breakdowns(self, *, coverage: Coverage, parameters: Parameters) -> Iterator[Breakdown]:
        """One per question, in the order of the newest version; questions of older versions follow."""
        for tally in self._tallies():
            asked = {**parameters, "question": tally.question.key}
            subject = f"answers.{self._versions.form_id}.{tally.question.key}"
            if type_of(tally.question).is_place:
                subject = MUNICIPALITIES
            yield Breakdown(subject, coverage, partial(figure_of, tally, subject, coverage, asked))

    def _tallies(self) -> Iterator[Tally]:
        seen: set[str] = set()
        newest_first = [self._filled_in[version_id] for version_id in sorted(self._filled_in, reverse=True)]
        words = self._words(newest_first)
        for questionnaire in newest_first:
            for key, tally in from_cells(questionnaire, self._cells, self._versions.names).items():
                if key not in seen and tally.total:
                    seen.add(key)
                    yield self._reworded(tally, words)

    def _words(self, newest_first: list[Questionnaire]) -> dict[tuple[str, str], str]:
        """What each answer was called when it could last be given."""
        words: dict[tuple[str, str], str] = {}
        for questionnaire in newest_first:
            for key, tally in from_cells(questionnaire, {}, self._versions.names).items():
                for option in tally.options:
                    words.setdefault((key, option.key), option.label)
        return words

    def _reworded(self, tally: Tally, words: dict[tuple[str, str], str]) -> Tally:
        """The tally with words for answers that the newest version does not know any more."""

        def label(option: Option) -> str:
            if option.label != option.key:
                return option.label
            known = words.get((tally.question.key, option.key))
            return known or self._versions.all_names.get(option.key, option.key)

        options = tuple(Option(option.key, label(option)) for option in tally.options)
        return replace(tally, options=options)


def figure_of(tally: Tally, subject: str, coverage: Coverage, parameters: Parameters, threshold: int) -> Figure:
    """The answers to one question, with groups of fewer than ``threshold`` hidden."""
    return Figure(
        definition=ANSWERS.key,
        version=ANSWERS.version,
        parameters=parameters,
        value=tally.total,
        coverage=coverage,
        cells=shown(tally, threshold),
        label=tally.question.label,
        subject=subject,
        threshold=threshold,
    )


def shown(tally: Tally, threshold: int) -> tuple[Cell, ...]:
    """The answers as everybody may see them."""
    labels = {option.key: option.label for option in tally.options} | {NO_ANSWER: NO_ANSWER_LABEL}
    cells = _hidden_where_small(tally, threshold)
    return tuple(
        Cell(key=key, label=labels[key], value=None if isinstance(count, Hidden) else count)
        for key, count in cells.items()
    )


def _hidden_where_small(tally: Tally, threshold: int) -> Mapping[str, int | Literal[Hidden.HIDDEN]]:
    if not tally.overlaps:
        return suppress(tally.cells, threshold=threshold).cells
    chosen = {key: n for key, n in tally.cells.items() if key != NO_ANSWER}
    others = tally.cells.get(NO_ANSWER)
    shown_choices = suppress_overlapping(chosen, givers=tally.answered, others=others, threshold=threshold).cells
    if others is None:
        return shown_choices
    both = suppress({ANSWERED: tally.answered, NO_ANSWER: others}, threshold=threshold).cells
    return {**shown_choices, NO_ANSWER: both[NO_ANSWER]}
