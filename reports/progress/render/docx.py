"""The progress report as a Word document."""

from typing import Any

from reports.papers.render import docx_parts as parts
from reports.papers.render.docx_paper import HEAD, WordPaper
from reports.papers.render.stamp import Stamp
from reports.progress.content import ProgressReport
from reports.progress.render.paper import PLANNED_HEAD, RECEIVED_HEAD, context

# Widths of columns in millimetres; together the 165 between the margins.
PLAN = (
    ("Welke input", 38.0, False),
    ("Van wie", 36.0, False),
    ("Hoe en waarvoor", 39.0, False),
    (RECEIVED_HEAD, 25.0, True),
    (PLANNED_HEAD, 27.0, True),
)
MONEY = (("Project", 52.0, False), ("Geldbron", 54.0, False), ("Tot en met", 34.0, False), ("Bedrag", 25.0, True))
OVERVIEW = (("Project", 71.0, False), ("Balk", 42.0, False), (RECEIVED_HEAD, 26.0, True), (PLANNED_HEAD, 26.0, True))


def draw(content: ProgressReport, stamp: Stamp) -> bytes:
    """The report as a .docx. Equal content and stamp give equal bytes."""
    return ProgressPaper(content, context(content, stamp), stamp).drawn()


class ProgressPaper(WordPaper):
    """The progress report, from its opening to the appendix."""

    category = "Voortgangsrapportage"

    def write(self) -> None:
        self._opening()
        for chapter in self._data["chapters"]:
            self._chapter(chapter)
        self._finance(self._data["finance"])
        self._appendix()

    def _opening(self) -> None:
        data = self._data
        self._add("\n".join(data["title-lines"]), "Title")
        self._add(data["lead"], "Subtitle")
        self._facts(data["facts"])
        if data["foreword"]:
            self._heading("Voorwoord", 1)
            for text in data["foreword"]:
                self._add(text)
        self._heading("In één oogopslag", 1)
        self._add(data["glance"])
        self._tiles(data["tiles"], "In één oogopslag")
        if len(data["chapters"]) > 1:
            self._contents()
            self._overview()

    def _contents(self) -> None:
        """The chapters as links. Page numbers would only be right after Word counted them, so there are none."""
        self._heading("Inhoud", 2)
        names = [chapter["heading"] for chapter in self._data["chapters"]]
        names += [self._data["finance"]["heading"], "Bijlage: hoe wij tellen"]
        for n, name in enumerate(names, self._places + 1):
            parts.link(parts.styled(self._document.add_paragraph(), "Contents"), name, f"hoofdstuk{n}")

    def _overview(self) -> None:
        self._heading("Ontvangen en gepland per project", 2)
        self._caption(f"Ontvangen en gepland per project. {self._data['overview-note']}")
        made = parts.table(self._document, OVERVIEW, style="Tabel", title="Ontvangen en gepland per project", head=HEAD)
        for row in self._data["overview"]:
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
        for text in chapter["priorities"]:
            self._add(text)
        self._heading("Wat willen we bereiken?", 2)
        self._goals(chapter["goals"])
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

    def _goals(self, goals: list[dict[str, Any]]) -> None:
        """Two levels in one list that Word counts; the measure of a goal follows it on a line of its own."""
        if not goals:
            self._add(self._data["nothing"])
            return
        number = parts.fresh_list(self._document)
        for goal in goals:
            parts.in_list(self._add(_measured(goal), "Lijst"), number)
            for part in goal["parts"]:
                parts.in_list(self._add(_measured(part), "Lijst"), number, level=1)

    def _plan(self, chapter: dict[str, Any]) -> None:
        self._heading("Participatieplan", 2)
        if chapter["plan-state"]:
            self._add(chapter["plan-state"], "Klein").paragraph_format.keep_with_next = True
        if chapter["no-participation"]:
            paragraph = self._add("")
            parts.say(paragraph, "Waarom wij inwoners niets vragen: ", bold=True)
            parts.say(paragraph, chapter["no-participation"])
            return
        if not chapter["lines"]:
            self._add(self._data["no-plan"])
            return
        title = "Wat het participatieplan belooft, en wat er binnenkwam"
        self._caption(title)
        made = parts.table(self._document, PLAN, style="Tabel", title=title, head=HEAD)
        for row in chapter["lines"]:
            name, whom, how, received, target = parts.add_row(made)
            parts.say(parts.styled(name, "Cel"), row["input"], bold=True)
            parts.say(parts.styled(whom, "Cel"), row["from_whom"])
            parts.say(parts.styled(how, "Cel"), row["method"])
            self._below(how, row["use"], "Celklein")
            parts.say(parts.styled(received, "Celgetal"), row["received"])
            parts.say(parts.styled(target, "Celgetal"), row["target"])
            self._below(target, row["feedback"], "Celkleingetal")
        self._after_table()

    def _finance(self, finance: dict[str, Any]) -> None:
        self._heading(finance["heading"], 1, new_page=True)
        self._add(finance["glance"])
        if not finance["rows"]:
            return
        title = "Waaruit de projecten betaald worden, en tot wanneer"
        self._caption(title)
        made = parts.table(self._document, MONEY, style="Tabel", title=title, head=HEAD)
        for row in finance["rows"]:
            project, source, ends, amount = parts.add_row(made)
            parts.say(parts.styled(project, "Cel"), row["project"], bold=True)
            parts.say(parts.styled(source, "Cel"), row["source"])
            self._below(source, row["note"], "Celklein")
            parts.say(parts.styled(amount, "Celgetal"), row["amount"])
            parts.say(parts.styled(ends, "Cel"), row["ends"])
            self._below(ends, row["ending"], "Celklein")
        self._after_table()


def _measured(goal: dict[str, Any]) -> str:
    return f"{goal['text']}\n{goal['measure']}" if goal["measure"] else str(goal["text"])
