"""The way of one person through a questionnaire: the one place that says which steps and questions that person gets.

The flow, the pages of steps, the overview and the counts ask this. So far everybody gets everything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types.base import Stored


@dataclass(frozen=True, slots=True)
class Path:
    """Steps in the order of asking. A step goes by its index in the definition, so that an address stays the same."""

    steps: tuple[tuple[int, Step], ...]

    def __iter__(self) -> Iterator[tuple[int, Step]]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def questions(self) -> Iterator[Question]:
        """Everything that is asked or told on the way, in order."""
        return (question for _index, step in self.steps for question in step.questions)

    @property
    def has_overview(self) -> bool:
        """Whether all answers are shown once more before they are sent: not for a single step."""
        return len(self.steps) > 1

    @property
    def pages(self) -> int:
        """How many pages somebody goes through."""
        return len(self.steps) + self.has_overview

    @property
    def last(self) -> int:
        """The index of the last step."""
        return self.steps[-1][0]

    def nearest(self, index: int) -> int:
        """The step with this index, or else the one before it, or else the first."""
        return max((known for known, _step in self.steps if known <= index), default=self.steps[0][0])

    def before(self, index: int) -> int:
        """The step before this one; the first step for the first."""
        return self.nearest(index - 1)

    def after(self, index: int) -> int | None:
        """The step after this one; None when that was the last, and the overview or the sending comes."""
        return min((known for known, _step in self.steps if known > index), default=None)


def path(definition: Definition, answers: Mapping[str, Stored]) -> Path:
    """The way through ``definition`` of somebody with these answers so far."""
    return Path(tuple(enumerate(definition.steps)))
