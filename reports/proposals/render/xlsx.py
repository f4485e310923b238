"""The proposal as a workbook: a sheet per section, everything as text."""

from collections.abc import Iterator

from reports.papers.content.naming import in_groups
from reports.papers.render.pieces import as_of
from reports.papers.render.stamp import Stamp
from reports.papers.render.workbook import Row, Sheet, workbook
from reports.proposals.content import ProposalPaper
from reports.proposals.render import paper
from samenkracht.core.values.periods import local_day

GENERAL = (("Gegeven", 22), ("Waarde", 90))
POINTS = ((paper.POINT_HEADS[0], 16), (paper.POINT_HEADS[1], 100))
REGISTRATIONS = (
    (paper.REGISTRATION_HEADS[0], 18),
    (paper.REGISTRATION_HEADS[1], 70),
    (paper.REGISTRATION_HEADS[2], 50),
)
TREATMENTS = (
    (paper.TREATMENT_HEADS[0], 12), (paper.TREATMENT_HEADS[1], 50), (paper.TREATMENT_HEADS[2], 16),
    (paper.TREATMENT_HEADS[3], 60),
)  # fmt: skip
EXPLANATIONS = (("Nummer", 10), (paper.EXPLANATION, 120))
DEFINITIONS = (("Begrip", 26), ("Betekenis", 100))
MEANINGS = (
    ("Kenmerk", "Het nummer van het voorstel in het archief. Het komt één keer voor."),
    ("Verspreiden", "Of iedereen het voorstel mag lezen. Staat er “Niet openbaar”, dan staat de reden erachter."),
    ("Voorstel", "Een genummerd punt: wat gevraagd wordt, of wat er volgt."),
    ("Aangemeld bij secretaris", "Wanneer het voorstel met de secretaris is besproken, en wat daar uitkwam."),
    ("Overleg", "AO: ambtelijk overleg. Directie-overleg: DO. PFHO: portefeuillehoudersoverleg."),
    ("Doel: informeren", "Het overleg neemt kennis; bespreken hoeft niet."),
    ("Doel: bespreken", "Het overleg vormt samen een beeld."),
    ("Doel: opiniëren", "Het overleg weegt mogelijkheden en geeft richting."),
    ("Doel: adviseren", "Het overleg geeft een advies aan een ander overleg."),
    ("Doel: besluiten", "Het overleg neemt een besluit."),
    ("Conclusie: conform", "Het overleg deed wat gevraagd werd."),
    ("Conclusie: gewijzigd", "Het overleg stemde in met een wijziging."),
    ("Conclusie: niet ingestemd", "Het overleg stemde niet in."),
    ("Conclusie: aangehouden", "Het voorstel komt terug in een later overleg."),
    ("Conclusie: teruggenomen", "Wie het voorstel deed, nam het terug."),
)


def draw(content: ProposalPaper, stamp: Stamp) -> bytes:
    """The proposal as an .xlsx. Equal content and stamp give equal bytes."""
    sheets: list[Sheet] = [
        (paper.GENERAL, GENERAL, general(content, stamp)),
        (paper.POINTS, POINTS, ((paper.number(n), text) for n, text in enumerate(content.points, 1))),
        (paper.REGISTRATIONS, REGISTRATIONS, registrations(content)),
        (paper.TREATMENTS, TREATMENTS, treatments(content)),
        (paper.EXPLANATIONS, EXPLANATIONS, explanations(content)),
        ("Definities", DEFINITIONS, iter(MEANINGS)),
    ]
    return workbook(content, stamp, category=paper.POINTS, sheets=sheets)


def general(content: ProposalPaper, stamp: Stamp) -> Iterator[Row]:
    """The facts of the form, then what the paper is."""
    yield from paper.facts(content)
    if content.project:
        yield "Project", content.project
    yield "Versie", str(content.edition)
    yield "Status", stamp.status
    yield "Uitgever", stamp.publisher
    yield "Stand van", as_of(content.moment)
    yield "Controlegetal", in_groups(stamp.digest)


def registrations(content: ProposalPaper) -> Iterator[Row]:
    for row in content.registrations:
        yield paper.registered(row), row.discussed, row.conclusion


def treatments(content: ProposalPaper) -> Iterator[Row]:
    day = local_day(content.moment)
    for row in content.treatments:
        yield paper.short_day(row), row.meeting, row.purpose, paper.conclusion(row) or paper.note(row, day)


def explanations(content: ProposalPaper) -> Iterator[Row]:
    for n, text in enumerate(content.explanations, 1):
        yield str(n), "\n".join(paper.paragraphs(text))
