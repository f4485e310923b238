"""Gather what residents' pages say into the English catalogue and compile it. Exit status 1 when English is missing.

Babel does what gettext's tools would do, so that no machine needs those. New texts come into the .po without English;
texts that are gone leave it. Nothing is guessed: a changed Dutch text needs its English anew.
"""

import ast
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenkracht.settings")

import django  # noqa: E402 - the environment must stand first

django.setup()

from babel.messages.catalog import Catalog, Message  # noqa: E402 - the environment must stand first
from babel.messages.mofile import write_mo  # noqa: E402 - the environment must stand first
from babel.messages.pofile import read_po, write_po  # noqa: E402 - the environment must stand first
from django.template.base import Lexer, Token, TokenType  # noqa: E402 - the environment must stand first
from django.utils import translation  # noqa: E402 - the environment must stand first
from django.utils.text import unescape_string_literal  # noqa: E402 - the environment must stand first
from django.utils.translation.template import (  # noqa: E402 - the environment must stand first
    block_re,
    constant_re,
    endblock_re,
    inline_re,
    plural_re,
)

from projects.enums import LEVEL_PROMISES  # noqa: E402 - the environment must stand first
from reports.enums import ReportKind  # noqa: E402 - the environment must stand first

TEMPLATES = ROOT / "templates"
FOLDER = ROOT / "samenkracht" / "locale" / "en" / "LC_MESSAGES"
# The pages of residents; what they extend, include and draw as a component comes along.
PAGES = (
    "pages/home.html", "pages/projects.html", "pages/project.html",
    "pages/accessibility.html", "pages/privacy.html", "pages/cookies.html",
    "participation/intake/*.html", "errors/*.html", "samenkracht/*.html",
    "reports/runs/public_list.html", "reports/runs/public_report.html", "reports/runs/altered.html",
)  # fmt: skip
# Parts of those pages that residents never see: a form that its maker looks at.
NOT_FOR_RESIDENTS = "participation/builder/"
NAMED = re.compile(r"{%\s*(?:extends|include)\s+\"([^\"]+)\"|{%\s*component\s+\"([^\"]+)\"")
MODULES = (
    "participation/formbuilder/types/*.py", "participation/intake/services/flow.py",
    "participation/intake/views/fill_flow.py",
    "participation/intake/views/database_outage.py",
    "samenkracht/core/values/dates.py", "samenkracht/core/templatetags/*.py", "samenkracht/pages/forms.py",
    "samenkracht/pages/places.py",
)  # fmt: skip
CALLS = {"_", "gettext", "gettext_lazy"}
# Closed lists that are shown to residents, whose modules say much else.
LISTS = (LEVEL_PROMISES.values(), ReportKind.labels)
Text = str | tuple[str, str]
# Not the moment of making: the same texts give the same file.
MADE = datetime(2026, 11, 22, tzinfo=UTC)
HEADER = """# English of residents' pages; the Dutch stands in templates and modules. Made anew by `make words`.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def residents_templates() -> list[Path]:
    """The templates of residents' pages, with everything that they are made of."""
    waiting = [path for pattern in PAGES for path in TEMPLATES.glob(pattern)]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path in found or not path.exists() or NOT_FOR_RESIDENTS in path.as_posix():
            continue
        found.add(path)
        for template, component in NAMED.findall(path.read_text()):
            waiting.append(TEMPLATES / (template or f"components/{component}.html"))
    return sorted(found)


def of_template(source: str) -> Iterator[Text]:
    """What a template says, as its tags will ask for it."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        is_block = token.token_type is TokenType.BLOCK
        if is_block and block_re.match(token.contents):
            yield of_block(tokens, trimmed="trimmed" in token.split_contents())
        elif is_block and (found := inline_re.match(token.contents)):
            yield unescape_string_literal(found[1])
        elif is_block or token.token_type is TokenType.VAR:
            yield from (unescape_string_literal(one) for one in constant_re.findall(token.contents))


def of_block(tokens: Iterator[Token], *, trimmed: bool) -> Text:
    """What stands until the end of a {% blocktranslate %}; a pair when it has a plural. Trimmed as Django trims it."""
    forms = [""]
    for token in tokens:
        if token.token_type is TokenType.TEXT:
            forms[-1] += token.contents.replace("%", "%%")
        elif token.token_type is TokenType.VAR:
            forms[-1] += f"%({token.contents})s"
        elif plural_re.match(token.contents):
            forms.append("")
        elif endblock_re.match(token.contents):
            break
    if trimmed:
        forms = [translation.trim_whitespace(form) for form in forms]
    return forms[0] if len(forms) == 1 else (forms[0], forms[1])


def of_module(source: str) -> Iterator[Text]:
    """What a module says to residents: the words inside its calls of gettext, but those of a setting's own field."""
    tree = ast.parse(source)
    for_staff = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Setting"
        for keyword in node.keywords
        if keyword.arg == "field"
        for inner in ast.walk(keyword.value)
    }
    for node in ast.walk(tree):
        if id(node) in for_staff:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            words = node.args[0]
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def texts() -> dict[Text, list[str]]:
    """Every text of residents' pages with the files that say it."""
    found: dict[Text, list[str]] = {}

    def add(source: str, said: Iterable[Text]) -> None:
        for text in said:
            found.setdefault(text, [])
            if source not in found[text]:
                found[text].append(source)

    for path in residents_templates():
        add(path.relative_to(ROOT).as_posix(), of_template(path.read_text()))
    for path in sorted(path for pattern in MODULES for path in ROOT.glob(pattern)):
        add(path.relative_to(ROOT).as_posix(), of_module(path.read_text()))
    with translation.override("nl"):
        for labels in LISTS:
            add("lists", (str(label) for label in labels))
    return found


def stored() -> Catalog:
    """The catalogue as it is."""
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def fresh(old: Catalog) -> Catalog:
    """A catalogue of all texts of now, with the English that the old one has for them."""
    new = Catalog(locale="en", header_comment="", creation_date=MADE, revision_date=MADE, fuzzy=False)
    for text, files in sorted(texts().items(), key=lambda item: (item[1][0], str(item[0]))):
        known = old.get(text)
        if known is not None and known.id != text:  # the same words with another plural
            known = None
        flags = known.flags if known is not None else ()
        new.add(text, known.string if known is not None else None, [(file, 0) for file in files], flags)
    return new


def unfinished(catalogue: Catalog) -> list[str]:
    """The texts without English, or with English that somebody still doubts."""
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not is_whole(message))]


def is_whole(message: Message) -> bool:
    """Whether it has English, for one and for more."""
    english = message.string
    return all(english) if isinstance(english, (tuple, list)) else bool(english)


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as people read it."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, include_lineno=False, omit_header=True)
    return HEADER.encode() + file.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the portal reads it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    catalogue = fresh(stored() if (FOLDER / "django.po").exists() else Catalog(locale="en"))
    (FOLDER / "django.po").write_bytes(as_po(catalogue))
    (FOLDER / "django.mo").write_bytes(as_mo(catalogue))
    missing = unfinished(catalogue)
    for text in missing:
        print(f"no English yet: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
