"""The progress report as a Word document."""

from typing import Any

from reports.content.progress import ProgressReport
from reports.render import wordparts as parts
from reports.render.progress.paper import told
from reports.render.stamp import Stamp
from reports.render.wordpaper import HEAD, WordPaper

# Widths of columns in millimetres; together the 165 between the margins.
PLAN = (
    ("Welke input", 45.0, False),
    ("Van wie", 37.0, False),
    ("Hoe en waarvoor", 53.0, False),
    ("Gepland", 30.0, True),
)
OVERVIEW = (("Project", 75.0, False), ("Balk", 42.0, False), ("Ontvangen", 24.0, True), ("Gepland", 24.0, True))


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report as a .docx. Equal content and stamp give equal bytes."""
    return ProgressPaper(content, told(content, stamp), stamp).drawn()


class ProgressPaper(WordPaper):
    """The progress report, from its opening to the appendix."""

    category = "Voortgangsrapportage"

    def write(self) -> None:
        self._opening()
        for chapter in self._told["chapters"]:
            self._chapter(chapter)
        self._appendix()

    def _opening(self) -> None:
        told = self._told
        self._add("\n".join(told["title-lines"]), "Title")
        self._add(told["lead"], "Subtitle")
        self._facts(told["facts"])
        if told["foreword"]:
            self._heading("Voorwoord", 1)
            for text in told["foreword"]:
                self._add(text)
        self._heading("In één oogopslag", 1)
        self._add(told["glance"])
        self._tiles(told["tiles"], "In één oogopslag")
        if len(told["chapters"]) > 1:
            self._contents()
            self._overview()

    def _contents(self) -> None:
        """The chapters as links. Page numbers would only be right after Word counted them, so there are none."""
        self._heading("Inhoud", 2)
        names = [chapter["heading"] for chapter in self._told["chapters"]] + ["Bijlage: hoe wij tellen"]
        for n, name in enumerate(names, self._places + 1):
            parts.link(parts.styled(self._document.add_paragraph(), "Contents"), name, f"hoofdstuk{n}")

    def _overview(self) -> None:
        self._heading("Ontvangen en gepland per project", 2)
        self._caption(f"Ontvangen en gepland per project. {self._told['overview-note']}")
        made = parts.table(self._document, OVERVIEW, style="Tabel", title="Ontvangen en gepland per project", head=HEAD)
        for row in self._told["overview"]:
            name, bar, received, target = parts.add_row(made)
            parts.say(parts.styled(name, "Cel"), row["title"], bold=True)
            self._below(name, row["programme"], "Celklein")
            self._bar(bar, row["bar"], 38)
            parts.say(parts.styled(received, "Celgetal"), row["received"])
            parts.say(parts.styled(target, "Celgetal"), row["target"])
        self._after_table()

    def _chapter(self, chapter: dict[str, Any]) -> None:
        self._heading(chapter["heading"], 1, new_page=True)
        self._add(chapter["about"], "Zacht")
        self._heading("RSA Speerpunten", 2)
        self._add(chapter["priorities"])
        self._heading("Wat willen we bereiken?", 2)
        self._numbered(chapter["goals"])
        self._heading("Beoogde start-/einddatum", 2)
        self._add(chapter["planned"])
        self._heading("Resultaten tot nu toe", 2)
        self._numbered(chapter["results"])
        self._heading("Voortgang en planning", 2)
        self._numbered(chapter["outlook"])
        self._heading("Contact", 2)
        self._add(chapter["contact"])
        self._plan(chapter)
        self._heading("Inbreng in deze periode", 2)
        self._tiles(chapter["tiles"], "Inbreng in deze periode")
        for question in chapter["questions"]:
            self._question(question)

    def _plan(self, chapter: dict[str, Any]) -> None:
        self._heading("Participatieplan", 2)
        if not chapter["lines"]:
            self._add(self._told["no-plan"])
            return
        self._caption("Wat het participatieplan belooft")
        made = parts.table(self._document, PLAN, style="Tabel", title="Wat het participatieplan belooft", head=HEAD)
        for row in chapter["lines"]:
            name, whom, how, target = parts.add_row(made)
            parts.say(parts.styled(name, "Cel"), row["input"], bold=True)
            parts.say(parts.styled(whom, "Cel"), row["from_whom"])
            parts.say(parts.styled(how, "Cel"), row["method"])
            self._below(how, row["use"], "Celklein")
            parts.say(parts.styled(target, "Celgetal"), row["target"])
            self._below(target, row["feedback"], "Celkleingetal")
        self._after_table()
