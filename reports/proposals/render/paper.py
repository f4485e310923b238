"""A proposal in words, under the headings and column heads of the region's own form."""

from datetime import date
from typing import Any

from reports.papers.render.pieces import framed
from reports.papers.render.stamp import Stamp
from reports.proposals.content import ProposalPaper, ReportedRegistration, ReportedTreatment
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import day_in_words, local_day

GENERAL = "Algemeen"
POINTS = "Voorstel"
REGISTRATIONS = "Aangemeld bij secretaris"
TREATMENTS = "Behandeling"
EXPLANATIONS = "Toelichting voor DO en PFHO"
EXPLANATION = "Beknopte toelichting"
POINT_HEADS = ("Nummer", "Omschrijving")
REGISTRATION_HEADS = ("Datum", "Besproken met secretaris", "Conclusie")
TREATMENT_HEADS = ("Datum", "Overleg", "Doel", "Conclusie")
# What the empty parts of the form say to whoever fills it in; they stand in the Word file alone.
DATE_PROMPT = "Klik hier als u een datum wilt invoeren."
CHOICE_PROMPT = "Maak een keuze"
TEXT_PROMPT = "Klik hier als u tekst wilt invoeren."
UNTREATED = "nog niet behandeld"
CANCELLED = "overleg gaat niet door"
UNCONCLUDED = "conclusie ontbreekt"


def context(content: ProposalPaper, stamp: Stamp) -> dict[str, Any]:
    """Everything that stands on paper, in order of reading."""
    return framed(content, stamp) | {
        "title-lines": [content.title],
        "frozen": "Dit voorstel is vastgezet. De pagina van het voorstel in de portal rekent dit controlegetal bij elk "
        "bezoek na en laat het zien. "
        "Klopt het niet meer, dan waarschuwt die pagina.",
        "nothing": "Er is nog niets voorgesteld.",
        "not-registered": "Nog niet aangemeld bij de secretaris.",
        "not-planned": "Nog niet op een agenda gezet.",
        "facts": facts(content),
        "points": [[number(n), text] for n, text in enumerate(content.points, 1)],
        "registrations": [registration(row) for row in content.registrations],
        "treatments": [treatment(row, local_day(content.moment)) for row in content.treatments],
        "explanations": [paragraphs(text) for text in content.explanations],
    }


def number(n: int) -> str:
    return f"Voorstel {n}."


def facts(content: ProposalPaper) -> list[list[str]]:
    """The section "Algemeen"."""
    return [
        ["Onderwerp", content.title],
        ["Verspreiden", distribution(content)],
        ["Contactpersoon", contacts(content)],
        ["Eenheid", content.unit],
        ["E-mail", content.email],
        ["Kenmerk", content.reference],
        ["Datum", day_in_words(content.day)],
    ]


def distribution(content: ProposalPaper) -> str:
    """Such as "Openbaar", or "Niet openbaar: het gaat over één cliënt"."""
    if not content.distribution_reason:
        return content.distribution
    return f"{content.distribution}: {' '.join(content.distribution_reason.split())}"


def contacts(content: ProposalPaper) -> str:
    """Several with commas and "en" before the last."""
    *first, last = content.contacts or ("",)
    return f"{', '.join(first)} en {last}" if first else last


def registration(row: ReportedRegistration) -> dict[str, str]:
    return {"day": registered(row), "discussed": row.discussed, "conclusion": row.conclusion}


def registered(row: ReportedRegistration) -> str:
    """The date as it is known; empty when it is not."""
    known = KnownDate.stored(row.registered_on)
    return str(known) if known else ""


def treatment(row: ReportedTreatment, day: date) -> dict[str, str]:
    return {
        "day": short_day(row),
        "meeting": row.meeting,
        "purpose": row.purpose,
        "outcome": row.outcome,
        "conclusion": conclusion(row),
        "note": note(row, day),
    }


def short_day(row: ReportedTreatment) -> str:
    """dd-mm-jj, as the form writes it."""
    return f"{row.day:%d-%m-%y}"


def conclusion(row: ReportedTreatment) -> str:
    """The outcome with what was said, such as "conform: met een aanvulling"."""
    return ": ".join(part for part in (row.outcome, row.conclusion) if part)


def note(row: ReportedTreatment, day: date) -> str:
    """Why there is no conclusion, at the paper's own day; empty when there is one."""
    if row.outcome:
        return ""
    if row.is_cancelled:
        return CANCELLED
    return UNCONCLUDED if row.day < day else UNTREATED


def paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
