"""Finds text that became more than text: in pages, PDF, Word, sheets and CSV."""

import codecs
import csv
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import openpyxl
import pypdf

from tests.permissions.planted_texts import MARK

ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")
SCHEMES = re.compile(r"^[\x00-\x20]*(?:javascript|data|vbscript)\s*:", re.I)


@cache
def pdf_raw(content: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u202a-\u202e\u00ad]+", "", text)


class Elements(HTMLParser):
    """What would run, load or stand on the page by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if tag.startswith("kan"):
            self.found.append(f"element {tag}")
        for name, value in attrs:
            if name.startswith(("on", "style")) or MARK.search(name):
                self.found.append(f"attribute {name} of {tag}")
            if name in ADDRESSES and SCHEMES.match(value or ""):
                self.found.append(f"{name} of {tag} leads to {value}")

    def handle_data(self, data: str) -> None:
        if self.inside in ("script", "style") and (MARK.search(data) or "alert(" in data):
            self.found.append(f"text in {self.inside}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_comment(self, data: str) -> None:
        if MARK.search(data):
            self.found.append("text in a comment")


def wrong_on_page(page: str, planted: dict[str, str]) -> Iterator[str]:
    """Elements that nobody wrote, and texts that do not stand there as they were typed."""
    elements = Elements()
    elements.feed(page)
    elements.close()
    yield from elements.found
    for match in MARK.finditer(page):
        begin = max(page.rfind(sign, 0, match.start()) for sign in "<>\"'")
        end = min((at for sign in "<>\"'" if (at := page.find(sign, match.end())) >= 0), default=len(page))
        shown = squeezed(unescape(page[begin + 1 : end]))
        whole = squeezed(planted.get(match[0], match[0]))
        if whole not in shown and not (shown.endswith("…") and whole.startswith(shown[:-1])):
            yield f"{match[0]} is not what was typed: {page[begin + 1 : end]!r}"


def wrong_in_pdf(content: bytes, planted: dict[str, str]) -> Iterator[str]:
    """Actions and links that a text made, and texts that are not printed as they were typed."""
    printed = squeezed(pdf_raw(content))
    for mark in set(MARK.findall(printed)):
        text = squeezed(planted.get(mark, mark))
        # The end of a page may cut a text in two; what stands around its mark is printed together.
        if text not in printed and text[: text.index(mark) + len(mark) + 3] not in printed:
            yield f"{mark} is not printed as it was typed: {printed[printed.index(mark) - 20 :][:140]}"
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for one in page.get("/Annots", []):
            action = one.get_object().get("/A", {})
            if action.get("/S") not in (None, "/URI", "/GoTo"):
                yield f"an action {action.get('/S')}"
            if "/URI" in action and not str(action["/URI"]).startswith(("https://", "http://", "mailto:")):
                yield f"a link to {action['/URI']}"
    for name in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm"):
        if name in content:
            yield f"{name.decode()} in the file"


def wrong_in_package(content: bytes, planted: dict[str, str]) -> Iterator[str]:
    """In Word and in a sheet: formulas, fields, links and parts that a text made."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    for name, part in parts.items():
        if name.endswith(".rels"):
            for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', part):
                if not target.startswith(("https://", "http://", "mailto:")) or MARK.search(target):
                    yield f"{name} leads to {target}"
        for inside in re.findall(r"<(?:f|w:instrText|w:fldSimple|definedName)\b[^>]*>([^<]*)", part):
            if MARK.search(inside) or "cmd|" in inside:
                yield f"{name} calculates {inside}"
        if re.search(r"<kan|<script", part):
            yield f"{name} has an element of a text"
    if "xl/workbook.xml" in parts:
        yield from wrong_in_cells(content, planted)
    else:
        yield from wrong_in_words(parts, planted)


def wrong_in_cells(content: bytes, planted: dict[str, str]) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if cell.data_type == "f" or cell.hyperlink:
                yield f"{cell.coordinate} calculates or leads on: {cell.value!r}"
            for mark in MARK.findall(str(cell.value)):
                if squeezed(planted.get(mark, mark)) not in squeezed(str(cell.value)):
                    yield f"{cell.coordinate} does not say what was typed: {cell.value!r}"


def wrong_in_words(parts: dict[str, str], planted: dict[str, str]) -> Iterator[str]:
    """Texts of a paper that are not those that were typed, however they are cut into runs."""
    for part in parts.values():
        text = squeezed(unescape(re.sub(r"<[^>]*>", "", part)))
        for mark in set(MARK.findall(text)):
            if squeezed(planted.get(mark, mark)) not in text:
                yield f"{mark} is not written as it was typed: {text[text.index(mark) - 20 :][:140]}"


def wrong_in_csv(content: bytes, planted: dict[str, str]) -> Iterator[str]:
    """Cells that a spreadsheet would calculate, and texts that are not what was typed, but for the shield before it."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in row:
            if cell.lstrip().startswith(("=", "+", "-", "@")):
                yield f"a cell calculates: {cell!r}"
            for mark in MARK.findall(cell):
                if squeezed(planted.get(mark, mark)) not in squeezed(cell):
                    yield f"a cell does not say what was typed: {cell!r}"


def wrong_in_plain_text(page: str, planted: dict[str, str]) -> Iterator[str]:
    """Marks in security.txt outside of an address, in which every sign that could end it is percent-encoded."""
    for mark in MARK.findall(page):
        if f"mailto:{quote(planted.get(mark, mark), safe='@')}\n" not in page:
            yield f"{mark} does not stand in an address: {page!r}"


def wrong(content: bytes, planted: dict[str, str]) -> list[str]:
    if content.startswith(b"%PDF"):
        return list(wrong_in_pdf(content, planted))
    if content.startswith(b"PK"):
        return list(wrong_in_package(content, planted))
    if content.startswith(codecs.BOM_UTF8):
        return list(wrong_in_csv(content, planted))
    if content.startswith(b"Contact: "):
        return list(wrong_in_plain_text(content.decode(), planted))
    return list(wrong_on_page(content.decode(), planted))
