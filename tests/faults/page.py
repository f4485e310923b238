"""What a resident sees: the form on a page, and the code on the receipt. Standard library only."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

CODE = re.compile(r'class="code"[^>]*>\s*([0-9A-Z][0-9A-Z \-]{8,60}[0-9A-Z])\s*<')


@dataclass(frozen=True)
class Page:
    """The one form with a key: its hidden fields, the names of its other fields, the words of its buttons."""

    hidden: dict[str, str]
    fields: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def read(cls, body: str) -> "Page | None":
        """The form of this page; None when the page is not whole or holds no such form."""
        if "</html>" not in body:
            return None
        reader = Reader()
        reader.feed(body)
        if "key" not in reader.hidden:
            return None
        return cls(reader.hidden, tuple(dict.fromkeys(reader.fields)), tuple(reader.words))

    @staticmethod
    def receipt(body: str) -> str | None:
        """The code on the receipt page; None when the page is not whole."""
        found = CODE.search(body)
        return found.group(1) if found and "</html>" in body else None


class Reader(HTMLParser):
    """Walks over the page. The form is the one that holds the key; forms without it leave nothing behind."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.fields: list[str] = []
        self.words: list[str] = []
        self._hidden: dict[str, str] = {}
        self._fields: list[str] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "form":
            self._hidden, self._fields, self._words = {}, [], []
        elif tag == "input" and values.get("type") == "hidden":
            self._hidden[name] = values.get("value", "")
        elif tag == "button" and name == "go":
            self._words.append(values.get("value", ""))
        elif tag in ("input", "textarea", "select") and name:
            self._fields.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and "key" in self._hidden:
            self.hidden, self.fields, self.words = self._hidden, self._fields, self._words
