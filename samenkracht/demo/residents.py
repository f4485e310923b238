"""Made-up residents: what they choose, when and how they send it, and what they write (answers/*.txt)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from participation.enums import Channel
from participation.formbuilder.schema import OTHER, Question
from participation.formbuilder.types import answerable, type_of
from participation.formbuilder.types.base import ANSWERED, UNKNOWN, Stored
from participation.formbuilder.types.settings import HIGHEST
from participation.intake.services import submissions
from participation.models import FormVersion
from participation.results import services as tallies
from projects.queries import municipalities_at
from samenkracht.accounts.models import User
from samenkracht.core.values.periods import LOCAL, local_day
from samenkracht.demo.asking import Questionnaire
from samenkracht.demo.history import Scenario

T = TypeVar("T")

SEED: Final = 2013
FOLDER: Final = Path(__file__).parent / "answers"
# About how many people live there, in thousands (context of 2024): where they are many, more take part.
INHABITANTS: Final = {"0402": 94, "1942": 60, "0406": 41, "1696": 25, "0376": 12, "0417": 11, "0317": 10}
WAYS_OUT: Final = {"outside_region": 5, "not_said": 8}
SPEAKS: Final = {"myself": 70, "together": 12, "someone_else": 14, "group": 4}
ONLINE_ONLY: Final = {Channel.ONLINE: 1}


@dataclass(frozen=True)
class DemoAnswer:
    """One open answer, with what the same person answered elsewhere and, when it matters, by which channel."""

    question: str
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)
    via: Channel | None = None


@dataclass(frozen=True)
class Person:
    """What one made-up resident sends."""

    at: datetime
    channel: Channel
    answers: Mapping[str, Stored]
    key: str


@cache
def said(name: str) -> tuple[DemoAnswer, ...]:
    """The open answers of a file: one a line, perhaps after ``question=answer ... |``; ``# key`` names the question."""
    found: list[DemoAnswer] = []
    question = ""
    for line in (FOLDER / f"{name}.txt").read_text().splitlines() if name else ():
        if line.startswith("# "):
            question = line.removeprefix("# ").strip()
        elif line.strip():
            before, _bar, text = line.rpartition("|")
            facts = dict(fact.split("=", 1) for fact in before.split())
            via = facts.pop("via", None)
            found.append(DemoAnswer(question, text.strip(), facts, Channel(via) if via else None))
    return tuple(found)


def take_part(
    what: Questionnaire, *, version: FormVersion, people: int, ways: Mapping[Channel, int], opens_at: datetime,
    until: datetime, clerk: User,
) -> Scenario:  # fmt: skip
    """The people of one form, one after the other; ``clerk`` enters what did not come in online."""
    everybody = crowd(what, people=people, ways=ways, opens_at=opens_at, until=until)
    for person in sorted(everybody, key=lambda one: (one.at, one.key)):
        yield person.at
        submissions.receive(
            version=version,
            answers=person.answers,
            key=person.key,
            channel=person.channel,
            at=person.at,
            entered_by_id=None if person.channel is Channel.ONLINE else clerk.pk,
            notify=False,
        )
    tallies.aggregate_all(form_id=version.form_id)


def crowd(
    what: Questionnaire, *, people: int, ways: Mapping[Channel, int], opens_at: datetime, until: datetime
) -> Iterator[Person]:
    """The same people for every demo."""
    draw = Random(f"{SEED} {what.title}")  # noqa: S311 - seeded, so that every demo tells the same
    heard = said(what.said)[:people]
    spoken: list[DemoAnswer | None] = [*heard, *[None] * (people - len(heard))]
    draw.shuffle(spoken)
    homes = municipalities(opens_at)
    for words in spoken:
        channel = words.via if words and words.via else pick(ways, draw)
        yield Person(
            at=moment(draw, opens_at, until, office=channel is not Channel.ONLINE),
            channel=channel,
            answers=answers_of(what, words, homes, draw),
            key=f"{draw.getrandbits(128):032x}",
        )


def municipalities(at: datetime) -> dict[str, int]:
    """The codes of then with their weights; one that is new in the register counts as a small one."""
    codes: Sequence[str] = sorted(one.code for one in municipalities_at(at))
    return {code: INHABITANTS.get(code, 10) for code in codes} | WAYS_OUT


def pick(weights: Mapping[T, int], draw: Random) -> T:
    """One of them, by its weight."""
    return draw.choices(list(weights), weights=list(weights.values()), k=1)[0]


def moment(draw: Random, opens_at: datetime, until: datetime, *, office: bool) -> datetime:
    """Somewhere in between, more often soon after the opening; staff enter in office hours, residents by day."""
    days = (local_day(until) - local_day(opens_at)).days
    day = local_day(opens_at) + timedelta(days=round(days * draw.random() ** 1.4))
    hour = draw.uniform(9, 17) if office else min(max(draw.gauss(15.5, 4), 6.5), 23.4)
    if office and day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    at = datetime.combine(day, time(), tzinfo=LOCAL) + timedelta(hours=hour)
    return at if opens_at <= at < until else opens_at + (until - opens_at) * draw.random() * 0.99


def answers_of(
    what: Questionnaire, words: DemoAnswer | None, homes: Mapping[str, int], draw: Random
) -> dict[str, Stored]:
    """What one made-up resident answers; questions that may be left open often are."""
    given: dict[str, Stored] = {}
    for question in answerable(what.definition.questions()):
        fact = words.facts.get(question.key) if words else None
        if question.kind == "long_text":
            if words and question.key == words.question:
                given[question.key] = words.text
        elif fact is not None:
            given[question.key] = stored(question, fact)
        elif question.required or draw.random() < 0.6:
            given[question.key] = drawn(question, what.leanings.get(question.key, {}), homes, draw)
    return {key: answer for key, answer in given.items() if answer}


def stored(question: Question, fact: str) -> Stored:
    """A fact of an answers file, as the question's type keeps it; ``other:words`` are words of one's own."""
    if question.kind == "choice":
        option, _colon, text = fact.partition(":")
        return {"option": option, "text": text.replace("_", " ")} if option == OTHER else {"option": option}
    if question.kind == "several":
        return {"options": [option.key for option in question.options if option.key in fact.split(",")]}
    return fact


def drawn(question: Question, leaning: Mapping[str, int], homes: Mapping[str, int], draw: Random) -> Stored:
    """A choice by chance. Of a type without choices only what a story says, or nothing, is sent."""
    match question.kind:
        case "municipality":
            return pick(homes, draw)
        case "number":
            return str(min(HIGHEST.of(question) or 0, round(draw.expovariate(0.15))))
        case "short_text":
            return ""
        case "several":
            picked = [o.key for o in question.options if draw.random() < leaning.get(o.key, 35) / 100]
            return {"options": picked or [question.options[0].key]}
    keys = [option.key for option in type_of(question).countable(question) if option.key != OTHER]
    if keys == [ANSWERED]:
        return ""
    middle = {key: 3 if place in range(len(keys) // 2, len(keys) - 1) else 1 for place, key in enumerate(keys)}
    key = pick(leaning or (SPEAKS if question.block else middle | {UNKNOWN: 1} if UNKNOWN in keys else middle), draw)
    return {"option": key} if question.kind == "choice" else key
