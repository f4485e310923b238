"""Fields that Word lets people fill in (content controls): a date, a choice from a list, text.

A control holds its value and shows it; an empty one shows a prompt that goes when somebody fills it in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.papers.render.characters import writable
from reports.papers.render.docx_parts import element

PROMPT_STYLE = "Invultekst"
PROMPT_INK = RGBColor(0x75, 0x65, 0x7A)


def say_prompt(paragraph: Paragraph, prompt: str) -> Run:
    """Words that go when somebody fills in; the colour is said here too, since not every reader looks at the style."""
    run = paragraph.add_run(prompt)
    run._r.style = PROMPT_STYLE
    run.font.color.rgb = PROMPT_INK
    return run


@dataclass(slots=True)
class Controls:
    """Makes the controls of one document, each with a number of its own."""

    made: int = 0

    def date(
        self,
        paragraph: Paragraph,
        name: str,
        day: date | None,
        *,
        shows: str,
        prompt: str,
        shape: str = "dd-MM-yy",
        bold: bool = False,
    ) -> None:
        """A date with a calendar to pick from; ``shows`` is how it stands there.

        A date that is not known to the day has no ``day`` but may show words.
        """
        kind = element("w:date")
        if day is not None:
            kind.set(qn("w:fullDate"), f"{day.isoformat()}T00:00:00Z")
        kind.append(element("w:dateFormat", val=shape))
        kind.append(element("w:lid", val="nl-NL"))
        kind.append(element("w:storeMappedDataAs", val="dateTime"))
        kind.append(element("w:calendar", val="gregorian"))
        self._inline(paragraph, name, kind, shows, prompt, bold=bold)

    def choice(
        self, paragraph: Paragraph, name: str, chosen: str, offered: Sequence[str], *, prompt: str, free: bool = False
    ) -> None:
        """One of a list; with ``free`` other words may be typed too."""
        kind = element("w:comboBox" if free else "w:dropDownList")
        if chosen:
            kind.set(qn("w:lastValue"), writable(chosen))
        for words in dict.fromkeys([*offered, *([chosen] if chosen else [])]):
            kind.append(element("w:listItem", displayText=writable(words), value=writable(words)))
        self._inline(paragraph, name, kind, chosen, prompt)

    def text(self, paragraph: Paragraph, name: str, words: str, *, prompt: str, bold: bool = False) -> None:
        """Words within a paragraph."""
        self._inline(paragraph, name, element("w:text", multiLine="1"), words, prompt, bold=bold)

    def around(self, paragraphs: Sequence[Paragraph], name: str, *, is_empty: bool) -> None:
        """Make whole paragraphs the contents of one control."""
        first = paragraphs[0]._p
        control = self._control(name, element("w:richText"), is_empty=is_empty)
        first.addprevious(control)
        inside = control.find(qn("w:sdtContent"))
        for paragraph in paragraphs:
            inside.append(paragraph._p)

    def _inline(
        self, paragraph: Paragraph, name: str, kind: Any, words: str, prompt: str, *, bold: bool = False
    ) -> None:
        control = self._control(name, kind, is_empty=not words)
        if words:
            run = paragraph.add_run(writable(words))
            run.bold = bold or None
        else:
            run = say_prompt(paragraph, prompt)
        run._r.addprevious(control)
        control.find(qn("w:sdtContent")).append(run._r)

    def _control(self, name: str, kind: Any, *, is_empty: bool) -> Any:
        """The control without its contents; the order of its properties is that of the standard."""
        self.made += 1
        control, properties = element("w:sdt"), element("w:sdtPr")
        properties.append(element("w:alias", val=writable(name)))
        properties.append(element("w:tag", val=f"veld{self.made}"))
        properties.append(element("w:id", val=str(self.made)))
        if is_empty:
            properties.append(element("w:showingPlcHdr"))
        properties.append(kind)
        control.append(properties)
        control.append(element("w:sdtContent"))
        return control
