"""The total of the organiser's own judgement: computed by Gennep's rule, never filled in (context.md 2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.enums import Criterion, Rating

RULE = (
    "Het totaal is voldoende als hoogstens één criterium onvoldoende is, en dat ene wordt goedgemaakt door minstens "
    "één goed. Anders is het totaal onvoldoende. Zolang er een oordeel ontbreekt, is er geen totaal."
)

# What each criterion asks, in our own words.
QUESTIONS: Mapping[Criterion, str] = {
    Criterion.PLAN: "Was er een plan voordat u inwoners iets vroeg?",
    Criterion.ORGANISATION: "Was er een vaste trekker, met genoeg tijd, geld en mensen?",
    Criterion.REPRESENTATION: "Deed mee wie het aangaat, ook wie moeilijk te bereiken is?",
    Criterion.PURPOSE: "Was vooraf duidelijk waarvoor u inwoners iets vroeg?",
    Criterion.INFLUENCE: "Kregen inwoners zoveel invloed als bij het onderwerp past?",
    Criterion.CONSTRAINTS: "Was vooraf duidelijk wat vaststond en waar ruimte was?",
    Criterion.TRANSPARENCY: "Kon iedereen volgen wat er gebeurde en waarom?",
    Criterion.TIMING: "Vroeg u het toen er nog iets te kiezen was?",
    Criterion.INFORMATION: "Hadden inwoners de informatie die zij nodig hadden?",
    Criterion.FEEDBACK: "Hoorden inwoners wat er met hun inbreng is gedaan?",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the organiser thinks of one criterion, and why."""

    criterion: Criterion
    rating: Rating
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """What came out, and what it was made of. ``rating`` is None as long as ``missing`` names a criterion."""

    rating: Rating | None
    good: int
    sufficient: int
    insufficient: int
    missing: tuple[Criterion, ...]

    @property
    def rule(self) -> str:
        """The rule that it followed."""
        return RULE

    @property
    def reason(self) -> str:
        """How this total came about, in a sentence."""
        if self.rating is None:
            return f"Er is nog geen totaal: {_of_criteria(len(self.missing))} nog geen oordeel."
        if self.insufficient == 0:
            return "Geen enkel criterium is onvoldoende."
        if self.insufficient > 1:
            return f"{in_words(self.insufficient).capitalize()} criteria zijn onvoldoende; hoogstens één mag dat zijn."
        if self.good == 0:
            return "Eén criterium is onvoldoende, en geen enkel criterium is goed om dat goed te maken."
        others = "één criterium is" if self.good == 1 else f"{in_words(self.good)} criteria zijn"
        return f"Eén criterium is onvoldoende; dat wordt goedgemaakt, want {others} goed."


def total(ratings: Mapping[Criterion, Rating]) -> Total:
    """The total over all criteria of the frame."""
    good, sufficient, insufficient = (sum(given == rating for given in ratings.values()) for rating in Rating)
    missing = tuple(criterion for criterion in Criterion if criterion not in ratings)
    compensated = insufficient == 0 or (insufficient == 1 and good >= 1)
    rating = None if missing else Rating.SUFFICIENT if compensated else Rating.INSUFFICIENT
    return Total(rating, good, sufficient, insufficient, missing)


NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def in_words(number: int) -> str:
    """Such as "drie"; from eleven on in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _of_criteria(number: int) -> str:
    return "één criterium heeft" if number == 1 else f"{in_words(number)} criteria hebben"
