"""What an English page says, and whether what it says in Dutch is marked as Dutch."""

import re
from html.parser import HTMLParser

from samenkracht.core.web.region import region

VOID = {"meta", "link", "input", "br", "img", "hr"}
SHOWN = ("aria-label", "title", "alt", "placeholder", "content", "data-l")
# What is the same in both languages: names, addresses, the languages by their own names, and words that both have.
SAME = {
    "Samenkracht",
    "!",
    "English",
    "Nederlands",
    "Home",
    "Contact",
    "Privacy",
    "Cookies",
    "Download",
    "“xyz”",
    "Hilversum",
}


class Words(HTMLParser):
    """The words of a page that are not marked as Dutch on an English page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.languages: list[str] = []
        self.found: set[tuple[str, str]] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = (
            "no"
            if given.get("translate") == "no"
            else given.get("lang") or (self.languages[-1] if self.languages else "")
        )
        if tag not in VOID:
            self.languages.append(language)
        if tag == "meta" and given.get("name") != "description":
            return
        self.keep(language, *(given[name] for name in SHOWN if given.get(name)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.languages.pop()

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_data(self, data):
        self.keep(self.languages[-1] if self.languages else "", data)

    def keep(self, language, *texts):
        self.found |= {(language, " ".join(text.split())) for text in texts if re.search(r"[^\W\d_]{2}", text)}


def untranslated(dutch: str, english: str) -> set[str]:
    """What an English page says in the same words as the Dutch one, though it is not marked as Dutch."""
    told = {text for _language, text in Words(dutch).found}
    ours = {text for language, text in Words(english).found if language not in ("nl", "no")}
    # The title may name the page in the region's words alone; it has no parts that could be marked.
    title = re.search(r"<title>\s*(.*?)\s*</title>", english, re.DOTALL)[1]
    here = region()
    names = ("@", " bytes", here.name, here.phone)
    return {text for text in (ours & told) - SAME - {title} if not any(name in text for name in names)}
