"""Twenty questions on one page, the same for portal and controls: key, kind, label, options as (key, label)."""

from typing import NamedTuple


class Asked(NamedTuple):
    key: str
    kind: str
    label: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the field, as the portal's pages call it."""
        return f"q-{self.key}"


def _options(count: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"k{number}", f"Antwoord {number}: een paar woorden") for number in range(1, count + 1))


# As many as the region has, and the portal's three ways out.
PLACES = (
    *((f"04{number:02d}", f"Gemeente {number}") for number in range(7)),
    ("no_fixed_address", "Ik heb geen vaste woon- of verblijfplaats"),
    ("outside_region", "Ik woon buiten de regio"),
    ("not_said", "Dat zeg ik liever niet"),
)
POINTS = tuple((str(number), str(number)) for number in range(1, 6))

QUESTIONS = (
    *(Asked(f"keuze{n}", "choice", f"Vraag {n}: wat past het best bij u?", _options(5)) for n in range(1, 13)),
    *(Asked(f"schaal{n}", "scale", f"Vraag {n}: hoe tevreden bent u?", POINTS) for n in range(13, 16)),
    Asked("plaats16", "municipality", "Vraag 16: waar woont u?", PLACES),
    *(Asked(f"tekst{n}", "long_text", f"Vraag {n}: wat kan er beter?") for n in range(17, 21)),
)


def posted() -> dict[str, str]:
    """What one person fills in."""
    words = "Er komt steeds iemand anders, en ik weet niet wie ik kan bellen."
    return {
        asked.name: words
        if not asked.options
        else "outside_region"
        if asked.kind == "municipality"
        else asked.options[2][0]
        for asked in QUESTIONS
    }
