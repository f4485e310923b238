"""The proposal as a Word document: the region's own form, to be filled in further, with what is known filled in."""

from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.papers.render import docx_parts as parts
from reports.papers.render.docx_controls import Controls, say_prompt
from reports.papers.render.docx_paper import HEAD, WordPaper
from reports.papers.render.stamp import Stamp
from reports.proposals.content import ProposalPaper
from reports.proposals.render import paper
from samenkracht.core.values.dates import KnownDate

# Widths of columns in millimetres; together the 165 between the margins.
POINTS = tuple(zip(paper.POINT_HEADS, (26.0, 139.0), (False, False), strict=True))
REGISTRATIONS = tuple(zip(paper.REGISTRATION_HEADS, (36.0, 83.0, 46.0), (False,) * 3, strict=True))
TREATMENTS = tuple(zip(paper.TREATMENT_HEADS, (24.0, 67.5, 27.0, 46.5), (False,) * 4, strict=True))
DAY_SHAPES = {10: "d MMMM yyyy", 7: "MMMM yyyy", 4: "yyyy"}


def draw(content: ProposalPaper, stamp: Stamp) -> bytes:
    """The proposal as a .docx. Equal content and stamp give equal bytes."""
    return ProposalDocument(content, stamp).drawn()


class ProposalDocument(WordPaper):
    """The five sections of the form. A spare row and an empty explanation wait for whoever fills it in further."""

    category = paper.POINTS

    def __init__(self, content: ProposalPaper, stamp: Stamp) -> None:
        super().__init__(content, paper.context(content, stamp), stamp)
        self._content = content
        self._controls = Controls()

    def write(self) -> None:
        title = self._add(self._content.title, "Title")
        title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(4)
        title.runs[0].font.size = Pt(22)
        self._general()
        self._points()
        self._registrations()
        self._treatments()
        self._explanations()

    def _general(self) -> None:
        self._section(paper.GENERAL)
        style = "Gegeveneerst"
        for label, value in paper.facts(self._content):
            paragraph = parts.styled(self._document.add_paragraph(), style)
            paragraph.paragraph_format.line_spacing = 1.05
            parts.say(paragraph, label, bold=True)
            parts.say(paragraph, "\t")
            self._fact(paragraph, label, value)
            style = "Gegeven"

    def _fact(self, paragraph: Paragraph, label: str, value: str) -> None:
        """The value of one line of "Algemeen", each in the control that fits it."""
        content, controls = self._content, self._controls
        match label:
            case "Verspreiden":
                offered = content.choices.distributions
                controls.choice(paragraph, label, content.distribution, offered, prompt=paper.CHOICE_PROMPT)
                if content.distribution_reason:
                    parts.say(paragraph, ": ")
                    reason = " ".join(content.distribution_reason.split())
                    controls.text(paragraph, "Reden", reason, prompt=paper.TEXT_PROMPT)
            case "Datum":
                shape = DAY_SHAPES[10]
                controls.date(paragraph, label, content.day, shows=value, prompt=paper.DATE_PROMPT, shape=shape)
            case _:
                controls.text(paragraph, label, value, prompt=paper.TEXT_PROMPT)

    def _points(self) -> None:
        self._section(paper.POINTS)
        made = parts.table(self._document, POINTS, style="Tabel", title="Wat wordt voorgesteld", head=HEAD)
        for n, text in enumerate(self._content.points or ("",), 1):
            number, words = parts.add_row(made)
            parts.say(parts.styled(number, "Cel"), paper.number(n), bold=True)
            self._controls.text(parts.styled(words, "Cel"), paper.number(n), text, prompt=paper.TEXT_PROMPT)
        self._after_table()

    def _registrations(self) -> None:
        self._section(paper.REGISTRATIONS)
        title = "Wat met de secretaris is besproken"
        made = parts.table(self._document, REGISTRATIONS, style="Tabel", title=title, head=HEAD)
        for row in self._content.registrations:
            self._registration(parts.add_row(made), row.registered_on, row.discussed, row.conclusion)
        if not self._content.registrations:
            self._registration(parts.add_row(made), "", "", "")
        self._after_table()

    def _registration(self, cells: list[Paragraph], known: str, discussed: str, conclusion: str) -> None:
        day, words, end = (parts.styled(cell, "Cel") for cell in cells)
        date = KnownDate.stored(known)
        exact = date.first_day if len(known) == len("2026-11-12") else None
        shape = DAY_SHAPES.get(len(known), DAY_SHAPES[10])
        shows = str(date) if date else ""
        name, prompt = paper.REGISTRATION_HEADS[0], paper.DATE_PROMPT
        self._controls.date(day, name, exact, shows=shows, prompt=prompt, shape=shape, bold=True)
        self._controls.text(words, paper.REGISTRATION_HEADS[1], discussed, prompt=paper.TEXT_PROMPT)
        self._controls.text(end, paper.REGISTRATION_HEADS[2], conclusion, prompt=paper.TEXT_PROMPT)

    def _treatments(self) -> None:
        self._section(paper.TREATMENTS)
        title = "In welke overleggen het voorstel wordt behandeld"
        made = parts.table(self._document, TREATMENTS, style="Tabel", title=title, head=HEAD)
        heads, offered, controls = paper.TREATMENT_HEADS, self._content.choices, self._controls
        # The row without a meeting is the spare one of the form.
        for row in (*self._content.treatments, None):
            day, meeting, purpose, end = (parts.styled(cell, "Cel") for cell in parts.add_row(made))
            shows = paper.short_day(row) if row else ""
            controls.date(day, heads[0], row.day if row else None, shows=shows, prompt=paper.DATE_PROMPT, bold=True)
            name, names = row.meeting if row else "", offered.meetings
            controls.choice(meeting, heads[1], name, names, prompt=paper.CHOICE_PROMPT, free=True)
            asked = row.purpose if row else ""
            controls.choice(purpose, heads[2], asked, offered.purposes, prompt=paper.CHOICE_PROMPT)
            outcome = row.outcome if row else ""
            controls.choice(end, heads[3], outcome, offered.outcomes, prompt=paper.CHOICE_PROMPT)
            if row and row.conclusion:
                parts.say(end, ": ")
                controls.text(end, f"{heads[3]} in woorden", row.conclusion, prompt=paper.TEXT_PROMPT)
        self._after_table()

    def _explanations(self) -> None:
        self._section(paper.EXPLANATIONS)
        for text in (*self._content.explanations, ""):
            self._heading(paper.EXPLANATION, 2)
            texts = paper.paragraphs(text)
            if texts:
                self._controls.around([self._add(words) for words in texts], paper.EXPLANATION, is_empty=False)
            else:
                prompt = parts.styled(self._document.add_paragraph(), "Normal")
                say_prompt(prompt, paper.TEXT_PROMPT)
                self._controls.around([prompt], paper.EXPLANATION, is_empty=True)

    def _section(self, name: str) -> None:
        """A section's heading: smaller and closer than in a report, so that the form stays a form."""
        heading = self._heading(name, 1)
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.space_after = Pt(3)
        heading.runs[0].font.size = Pt(13)
