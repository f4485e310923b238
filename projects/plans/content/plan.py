"""A participation plan as one value: what is frozen at each submission, compared, and shown to residents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Self

from django.utils.translation import gettext_lazy as _

from projects.enums import LEVEL_PROMISES, ExpertRole, ParticipationLevel, PolicyPhase
from samenkracht.core.db.rows import Unreadable, reads
from samenkracht.core.db.upcasting import Upcasters, upcast
from samenkracht.core.values.dates import KnownDate

KIND: Final = "participation_plan"
SCHEMA: Final = 1
# n -> function that turns a document of schema n into one of schema n + 1. Stored rows are never rewritten.
UPCASTERS: Upcasters = {}

# What each part of a line is called, on forms, pages and comparisons alike.
LINE_WORDS: Final = {
    "input": _("Wat vragen wij?"),
    "from_whom": _("Aan wie?"),
    "purpose": _("Waarom?"),
    "method": _("Hoe?"),
    "use": _("Wat doen wij ermee?"),
    "feedback_due": _("Wanneer hoort de inwoner iets?"),
    "level": _("Trede op de participatieladder"),
    "level_reason": _("Reden voor deze trede"),
    "target_number": _("Hoeveel mensen wilt u bereiken?"),
    "measures": _("Zo kan deze groep meedoen"),
    "phase": _("Fase van het beleid"),
    "period_start": _("Begin van de periode"),
    "period_end": _("Einde van de periode"),
    "owner": _("Wie ziet erop toe?"),
    "experts": _("Rol van ervaringsdeskundigen"),
}
PERIOD_WORDS: Final = _("Periode")
# And the parts that are told once for the whole plan.
TEXT_WORDS: Final = {
    "motive": _("Aanleiding en doel"),
    "room": _("Onderwerp en kaders"),
    "planning": _("Planning"),
    "roles": _("Rollen"),
    "communication": _("Communicatie"),
    "privacy": _("Privacy"),
    "feedback": _("Terugkoppeling"),
    "evaluation": _("Evaluatie"),
    "means": _("Tijd, geld en mensen"),
}
DECLINED_WORDS: Final = _("Waarom wij inwoners niets vragen")
# A short plan: what a line must say before the plan can be submitted.
SHORT: Final = ("input", "from_whom", "purpose", "method", "use", "feedback_due")
DATES: Final = ("feedback_due", "period_start", "period_end")


class UnreadablePlan(Unreadable):
    """The stored document is not one that this release can read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One promise."""

    key: str
    input: str
    from_whom: str = ""
    purpose: str = ""
    method: str = ""
    use: str = ""
    feedback_due: KnownDate = field(default_factory=KnownDate)
    level: str = ""
    level_reason: str = ""
    target_number: int | None = None
    measures: str = ""
    phase: str = ""
    period_start: KnownDate = field(default_factory=KnownDate)
    period_end: KnownDate = field(default_factory=KnownDate)
    owner: str = ""
    experts: str = ""

    @property
    def is_short_plan(self) -> bool:
        """Whether it says enough to be submitted."""
        return all(getattr(self, name) for name in SHORT)

    @property
    def promise(self) -> str:
        """What the region commits to, in words for residents; empty while no step is chosen."""
        return str(LEVEL_PROMISES[ParticipationLevel(self.level)]) if self.level else ""

    @property
    def level_words(self) -> str:
        return self.words("level")

    @property
    def phase_words(self) -> str:
        return self.words("phase")

    @property
    def experts_words(self) -> str:
        return self.words("experts")

    @property
    def period(self) -> str:
        """From when until when, as far as it is known."""
        known = [str(moment) for moment in (self.period_start, self.period_end) if moment]
        if self.period_end and not self.period_start:
            return f"tot en met {known[0]}"
        return " – ".join(known)

    def words(self, name: str) -> str:
        """One part as people read it; empty when nothing is filled in."""
        value = getattr(self, name)
        if not value:
            return ""
        kinds = {"level": ParticipationLevel, "phase": PolicyPhase, "experts": ExpertRole}
        return str(kinds[name](value).label) if name in kinds else str(value)

    def facts(self) -> Iterable[tuple[str, str]]:
        """What is filled in beside the input: title and words, the period in one."""
        apart = ("input", "period_start", "period_end")
        filled_texts = [(str(title), self.words(name)) for name, title in LINE_WORDS.items() if name not in apart]
        filled_texts.append((str(PERIOD_WORDS), self.period))
        return [(title, words) for title, words in filled_texts if words]

    def to_json(self) -> dict[str, Any]:
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {name: plain[name].iso for name in DATES}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        plain = {one.name: document[one.name] for one in fields(cls)}
        return cls(**plain | {name: KnownDate.stored(plain[name]) for name in DATES})


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """All promises of a plan. Equal plans have equal documents, and so an equal digest."""

    lines: tuple[Line, ...] = ()
    motive: str = ""
    room: str = ""
    planning: str = ""
    roles: str = ""
    communication: str = ""
    privacy: str = ""
    feedback: str = ""
    evaluation: str = ""
    means: str = ""
    no_participation_reason: str = ""

    @property
    def is_without_participation(self) -> bool:
        return self.no_participation_reason != ""

    @property
    def is_empty(self) -> bool:
        """Whether it promises nothing and declines nothing."""
        return not self.lines and not self.no_participation_reason and not any(text for _name, text in self.texts())

    @property
    def can_be_submitted(self) -> bool:
        """Whether it holds at least a short plan, or says why residents are asked nothing."""
        return self.is_without_participation or any(line.is_short_plan for line in self.lines)

    def texts(self) -> Iterable[tuple[str, str]]:
        """The parts that are told once: name and text, filled in or not."""
        return [(name, getattr(self, name)) for name in TEXT_WORDS]

    def filled_texts(self) -> Iterable[tuple[str, str]]:
        """The parts that are told once and filled in: title and text."""
        return [(str(TEXT_WORDS[name]), text) for name, text in self.texts() if text]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, carrying its schema number."""
        plain: dict[str, Any] = {"schema": SCHEMA, "kind": KIND, **dict(self.texts())}
        plain["no_participation_reason"] = self.no_participation_reason
        return plain | {"lines": [line.to_json() for line in self.lines]}

    @classmethod
    @reads(UnreadablePlan)
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read a stored document of any schema so far. Raises UnreadablePlan."""
        if document.get("kind") != KIND:
            raise UnreadablePlan(f"not a participation plan: {document.get('kind')!r}")
        current = upcast(document, to=SCHEMA, upcasters=UPCASTERS, error=UnreadablePlan)
        lines = tuple(Line.from_json(line) for line in current["lines"])
        return cls(lines=lines, **{name: current[name] for name in (*TEXT_WORDS, "no_participation_reason")})
