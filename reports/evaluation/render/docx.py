"""The evaluation report as a Word document."""

from typing import Any

from reports.evaluation.content.evaluation import EvaluationReport
from reports.evaluation.render import paper
from reports.papers.render import docx_parts as parts
from reports.papers.render.docx_paper import HEAD, WordPaper
from reports.papers.render.stamp import Stamp

# Widths of columns in millimetres; together the 165 between the margins.
SIDES = tuple(zip(paper.PROMISE_HEADS, (32.0, 42.0, 42.0, 49.0), (False,) * 4, strict=True))
JUDGEMENTS = tuple(zip(paper.JUDGEMENT_HEADS, (64.0, 32.0, 69.0), (False,) * 3, strict=True))
IMPROVEMENTS = tuple(zip(paper.IMPROVEMENT_HEADS, (62.0, 36.0, 31.0, 36.0), (False,) * 4, strict=True))
GROUPS = (("Groep", 91.0, False), ("Balk", 50.0, False), ("Aantal", 24.0, True))


def draw(content: EvaluationReport, stamp: Stamp) -> bytes:
    """The report as a .docx. Equal content and stamp give equal bytes."""
    return EvaluationPaper(content, paper.context(content, stamp), stamp).drawn()


class EvaluationPaper(WordPaper):
    """The evaluation report, from its opening to the appendix."""

    category = "Evaluatierapport"

    def write(self) -> None:
        self._opening()
        self._promises()
        self._reached()
        self._paragraphs(paper.RESULTS, self._data["results"])
        self._assessment()
        self._paragraphs(paper.LESSONS, self._data["lessons"])
        self._improvements()
        self._appendix(new_page=False)
        # How to check the report stands on one page.
        for paragraph in self._document.paragraphs[-4:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def _opening(self) -> None:
        data = self._data
        self._add("\n".join(data["title-lines"]), "Title")
        self._add(data["lead"], "Subtitle")
        self._facts(data["facts"])
        self._heading("In één oogopslag", 1)
        self._add(data["glance"])
        self._tiles(data["tiles"], "In één oogopslag")

    def _promises(self) -> None:
        self._heading(paper.PROMISES, 1)
        self._add(self._data["plan"])
        if not self._data["lines"]:
            self._add(self._data["no-lines"])
        for line in self._data["lines"]:
            self._line(line)

    def _line(self, line: dict[str, Any]) -> None:
        self._heading(line["heading"], 2)
        self._add(line["from_whom"], "Klein").paragraph_format.keep_with_next = True
        self._caption(f"Belofte en werkelijkheid van “{line['name']}”")
        made = parts.table(self._document, SIDES, style="Tabel", title=line["name"], head=HEAD)
        for row in line["rows"]:
            for n, (cell, text) in enumerate(zip(parts.add_row(made), row, strict=True)):
                parts.say(parts.styled(cell, "Cel"), text, bold=n == 0)
                # Both sides of a promise stand on one page.
                cell.paragraph_format.keep_with_next = row is not line["rows"][-1]
        self._after_table()
        if line["note"]:
            self._add(line["note"])

    def _reached(self) -> None:
        self._heading(paper.REACHED, 1)
        if self._data["reach-note"]:
            self._add(self._data["reach-note"])
        for question in self._data["reach"]:
            self._groups(question)

    def _groups(self, question: dict[str, Any]) -> None:
        self._heading(question["label"], 2)
        note = self._add(question["note"], "Klein")
        if not question["rows"]:
            return
        note.paragraph_format.keep_with_next = True
        self._caption(question["label"])
        made = parts.table(self._document, GROUPS, style="Tabel", title=question["label"], head=HEAD)
        for row in question["rows"]:
            name, bar, value = parts.add_row(made)
            parts.say(parts.styled(name, "Cel"), row["label"])
            self._bar(bar, row["bar"], 46)
            parts.say(parts.styled(value, "Celgetal"), row["value"])
        self._after_table()

    def _paragraphs(self, heading: str, texts: list[str]) -> None:
        self._heading(heading, 1)
        for text in texts or [self._data["nothing"]]:
            self._add(text)

    def _assessment(self) -> None:
        data = self._data
        self._heading(paper.ASSESSMENT, 1)
        self._heading(f"Totaal: {data['total']}", 2)
        self._add(data["reason"])
        if data["missing"]:
            self._add(data["missing"])
        self._add(data["rule"], "Klein")
        self._caption("Het oordeel over de tien criteria")
        made = parts.table(self._document, JUDGEMENTS, style="Tabel", title="Tien criteria", head=HEAD)
        for row in data["judgements"]:
            title, rating, reason = parts.add_row(made)
            parts.say(parts.styled(title, "Cel"), row["title"], bold=True)
            self._below(title, row["question"], "Celklein")
            parts.say(parts.styled(rating, "Cel"), row["rating"])
            parts.say(parts.styled(reason, "Cel"), row["reason"])
        self._after_table()

    def _improvements(self) -> None:
        self._heading(paper.IMPROVEMENTS, 1)
        if not self._data["improvements"]:
            self._add(self._data["no-improvements"])
            return
        self._caption("Verbetervoorstellen met wie en wanneer")
        made = parts.table(self._document, IMPROVEMENTS, style="Tabel", title=paper.IMPROVEMENTS, head=HEAD)
        for row in self._data["improvements"]:
            text, *others = parts.add_row(made)
            parts.say(parts.styled(text, "Cel"), row["text"], bold=True)
            self._below(text, row["outcome"], "Celklein")
            for cell, name in zip(others, ("owner", "due", "state"), strict=True):
                parts.say(parts.styled(cell, "Cel"), row[name])
        self._after_table()
