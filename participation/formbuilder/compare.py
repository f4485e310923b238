"""What changed between two versions of a questionnaire."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participation.formbuilder.schema import Definition, Question, Step
from participation.formbuilder.types import settings_of
from participation.formbuilder.types.settings import changes


class FormChangeKind(StrEnum):
    """What can happen to a part of a questionnaire."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``breaks_figures``: answers of before and after can no longer be put in one count."""

    kind: FormChangeKind
    key: str
    sentence: str
    before: str = ""
    after: str = ""
    breaks_figures: bool = False


def compare(old: Definition, new: Definition) -> tuple[Change, ...]:
    """All differences from old to new, in the order of the new one; what was taken out comes last."""
    return (*_steps(old, new), *_questions(old, new))


def _steps(old: Definition, new: Definition) -> Iterator[Change]:
    before = {step.key: step for step in old.steps}
    after = {step.key: step for step in new.steps}
    for key, step in after.items():
        if key not in before:
            yield Change(FormChangeKind.ADDED, key, f"Stap “{step.title}” is nieuw.", after=step.title)
        else:
            yield from _reworded(key, f"De titel van stap “{step.title}”", before[key].title, step.title)
            yield from _reworded(key, f"De inleiding van stap “{step.title}”", before[key].intro, step.intro)
    for key in _moved(list(before), list(after)):
        yield Change(FormChangeKind.MOVED, key, f"Stap “{after[key].title}” staat op een andere plaats.")
    for key, step in before.items():
        if key not in after:
            yield Change(FormChangeKind.REMOVED, key, f"Stap “{step.title}” is weg.", before=step.title)


def _questions(old: Definition, new: Definition) -> Iterator[Change]:
    before = {question.key: (question, step) for step in old.steps for question in step.questions}
    after = {question.key: (question, step) for step in new.steps for question in step.questions}
    for key, (question, step) in after.items():
        if key not in before:
            yield Change(FormChangeKind.ADDED, key, f"Vraag “{question.label}” is nieuw.", after=question.label)
        else:
            yield from _question(*before[key], question, step)
    for key in _moved(list(before), list(after)):
        if before[key][1].key == after[key][1].key:
            yield Change(FormChangeKind.MOVED, key, f"Vraag “{after[key][0].label}” staat op een andere plaats.")
    for key, (question, _step) in before.items():
        if key not in after:
            yield Change(FormChangeKind.REMOVED, key, f"Vraag “{question.label}” is weg.", before=question.label)


def _question(old: Question, old_step: Step, new: Question, new_step: Step) -> Iterator[Change]:
    name = f"“{new.label}”"
    if old.kind != new.kind:
        sentence = f"Vraag {name} is van een andere soort."
        yield Change(FormChangeKind.CHANGED, new.key, sentence, old.kind, new.kind, breaks_figures=True)
    if old_step.key != new_step.key:
        sentence = f"Vraag {name} staat in een andere stap."
        yield Change(FormChangeKind.MOVED, new.key, sentence, old_step.title, new_step.title)
    yield from _reworded(new.key, f"De woorden van vraag {name}", old.label, new.label)
    yield from _reworded(new.key, f"De uitleg bij vraag {name}", old.hint, new.hint)
    if old.required != new.required:
        word = "verplicht" if new.required else "niet meer verplicht"
        yield Change(FormChangeKind.CHANGED, new.key, f"Vraag {name} is {word}.")
    if old.sensitive != new.sensitive:
        word = "gevoelig" if new.sensitive else "niet meer gevoelig"
        yield Change(FormChangeKind.CHANGED, new.key, f"Vraag {name} is {word}.")
    yield from _options(old, new)
    for one in changes(settings_of(old, new).values(), old, new):
        kind = FormChangeKind.REWORDED if one.is_wording else FormChangeKind.CHANGED
        yield Change(kind, new.key, one.sentence, one.before, one.after, breaks_figures=one.breaks_figures)
    if old.block != new.block:
        word = "een" if new.block else "geen"
        yield Change(FormChangeKind.CHANGED, new.key, f"Vraag {name} is nu {word} vast blok.", old.block, new.block)


def _options(old: Question, new: Question) -> Iterator[Change]:
    name = f"bij “{new.label}”"
    before = {option.key: option.label for option in old.options} | ({} if old.other is None else {"other": old.other})
    after = {option.key: option.label for option in new.options} | ({} if new.other is None else {"other": new.other})
    for key, label in after.items():
        if key not in before:
            yield Change(FormChangeKind.ADDED, new.key, f"Antwoord “{label}” {name} is nieuw.", after=label)
        else:
            yield from _reworded(new.key, f"De woorden van antwoord “{label}” {name}", before[key], label)
    for key in _moved(list(before), list(after)):
        yield Change(FormChangeKind.MOVED, new.key, f"Antwoord “{after[key]}” {name} staat op een andere plaats.")
    for key, label in before.items():
        if key not in after:
            yield Change(FormChangeKind.REMOVED, new.key, f"Antwoord “{label}” {name} is weg.", before=label)


def _reworded(key: str, what: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        verb = "zijn" if what.startswith("De woorden") else "is"
        yield Change(FormChangeKind.REWORDED, key, f"{what} {verb} veranderd.", before, after)


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Keys that stand in another order among those that both have: as few as possible are called moved."""
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in after if key in places]
    stayed = _longest_rising([places[key] for key in common])
    return [key for key in common if places[key] not in stayed]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    best: list[list[int]] = []
    for index, number in enumerate(numbers):
        shorter = [best[earlier] for earlier in range(index) if numbers[earlier] < number]
        best.append([*_longest(shorter), number])
    return set(_longest(best))


def _longest(rows: list[list[int]]) -> list[int]:
    return max(rows, key=lambda row: len(row), default=[])
