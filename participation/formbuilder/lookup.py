"""What reference questions may look up, as of the moment of filling in. Filled by participation.queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from samenkracht.core.values.json import digest


@dataclass(frozen=True)
class LookupContext:
    """The municipalities that can be chosen, as (code, name), and the ones that each four digits suggest.

    ``known`` names those of before too, by code: what was answered once stays readable. ``heirs`` tells of one that can
    be chosen no more, by code, what it is called and what it is part of now.
    """

    municipalities: tuple[tuple[str, str], ...] = ()
    pc4: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    heirs: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name by code."""
        return dict(self.municipalities)

    @cached_property
    def fingerprint(self) -> str:
        """Equal for contexts with equal content; a part of the key under which form classes are kept."""
        pc4 = {digits: list(codes) for digits, codes in self.pc4.items()}
        return digest([self.municipalities, pc4, {code: list(names) for code, names in self.heirs.items()}])

    def suggestions(self, digits: str) -> tuple[str, ...]:
        """Codes of the municipalities that fit these four digits and can be chosen now."""
        return tuple(code for code in self.pc4.get(digits, ()) if code in self.names)

    def __hash__(self) -> int:
        return hash(self.fingerprint)


NOTHING_TO_LOOK_UP = LookupContext()
