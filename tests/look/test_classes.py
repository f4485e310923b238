"""The names of our classes: words that somebody can search for, each with a rule, each written somewhere."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from samenkracht.core.templatetags.samenkracht import ICON_OF_KIND, TINT_OF_KIND
from samenkracht.pages.workplace import SEVERITIES
from scripts import build_css

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("samenkracht", "projects", "participation", "reports")
OF_OTHERS = ("nl-", "utrecht-")
# Words of fewer than three letters, or without a vowel, that a front-end developer knows nevertheless.
SHORT_WORDS = {
    "mt": "margin at the top, with the number of its size: the word of Tailwind and Bootstrap",
    "ok": "a word of everybody, and a tint",
    "qr": "a QR code has no longer name",
    "a4": "the size of the paper",
    "no": "no-print",
    "on": "on-deep: what stands on the deep colour",
}
# What a template puts behind these beginnings.
TINTS = {TINT_OF_KIND.get(kind, kind) for kind in ICON_OF_KIND}
COMPOSED = {"status--": TINTS, "note--": TINTS, "alerts__icon--": set(SEVERITIES), "table--": set[str]()}
# Words of Python that a template or a chart writes as they are.
FROM_PYTHON = {
    "samenkracht/core/templatetags/samenkracht.py": {"step-dots__done", "step-dots__current"},
    "samenkracht/core/templatetags/crispy_samenkracht.py": {"full-width"},
    "samenkracht/pages/chain.py": {"voice", "part", "gap", "wait"},
    "reports/papers/render/charts.py": {"bar-track", "series-1"},
    "reports/papers/render/onscreen.py": {"series-3"},
}
# Classes that only a script looks for. There are none: htmx goes by attributes and ids.
HOOKS: set[str] = set()


def classes(nodes: Iterable[build_css.Node]) -> Iterator[str]:
    """The classes in the selectors of a style sheet, those inside :not() and :has() among them."""
    for node in nodes:
        if isinstance(node, build_css.Rule):
            if not node.prelude.startswith("@"):
                yield from re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r"\"[^\"]*\"|'[^']*'", "", node.prelude))
            yield from classes(node.body or ())


def in_sheets(paths: Iterable[Path]) -> set[str]:
    return {name for path in paths for name in classes(build_css.parse(path.read_text()))}


def own() -> set[str]:
    """The classes of our own sheets that are no classes of a vendored component."""
    folders = (build_css.STYLES, build_css.STYLES / "public", build_css.STYLES / "staff")
    found = in_sheets(path for folder in folders for path in folder.glob("*.css"))
    return {name for name in found if not name.startswith(OF_OTHERS)}


def unsearchable(names: Iterable[str]) -> set[str]:
    """The names that hold a word which is too short to be one, or which nobody can pronounce."""

    def is_word(part: str) -> bool:
        return part.isdigit() or part in SHORT_WORDS or bool(len(part) > 2 and re.search("[aeiouy]", part))

    return {name for name in names if not all(is_word(part) for part in re.split(r"[-_]+", name))}


def in_template(text: str) -> set[str]:
    """The classes that a template writes; of one that is put together its beginning (``status--``)."""
    # Quotes inside a tag would end the attribute around it.
    bare = re.sub(r"{%.*?%}|{{.*?}}", lambda tag: tag[0].replace('"', "'"), text)
    lists = re.findall(r'(?<![\w-])class="([^"]*)"', bare)
    for name, words in re.findall(r"{%\s*(card|table|column)\s(.*?)%}", bare):
        lists += re.findall(r"\b(?:kind|cells)='([^']*)'", words)
        if name == "table":
            lists += [f"table--{kind}" for kind in words.split("'")[1].split()]
    found = set()
    for word in (word for text in lists for word in re.sub(r"{%.*?%}|{{.*?}}", "\0", text).split()):
        begin, *ends = [part for part in word.split("\0") if part] or [""]
        together = [begin + end for end in ends] if begin.endswith("--") and "\0" in word else ends
        found |= {*together, *([begin] if not together or not begin.endswith("--") else [])}
    return found - {""}


def in_templates() -> dict[str, set[str]]:
    root = ROOT / "templates"
    return {str(path.relative_to(root)): in_template(path.read_text()) for path in sorted(root.rglob("*.html"))}


def in_module(text: str) -> set[str]:
    """The classes that a module writes: in markup, and as ``css_class`` of a part of a form."""
    tree = ast.parse(text)
    lists = [
        found
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in re.findall(r'\bclass="([\w\s-]+)"', node.value)
    ]
    lists += [
        str(node.value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "css_class" and isinstance(node.value, ast.Constant)
    ]
    return {name for text in lists for name in text.split()}


def in_modules() -> dict[str, set[str]]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    found = {str(path.relative_to(ROOT)): in_module(path.read_text()) for path in paths}
    return {place: names | FROM_PYTHON.get(place, set()) for place, names in found.items()}


def test_every_class_of_ours_has_a_name_that_can_be_searched_for():
    names = own()
    words = {word for name in names for word in re.split(r"[-_]+", name)}

    assert unsearchable(names) == set()
    assert set(SHORT_WORDS) <= words


def test_every_class_that_is_written_has_a_rule():
    known = in_sheets((ROOT / "static/css").glob("*.css")) | set(COMPOSED) | HOOKS
    unknown = {
        place: wrong
        for place, names in (in_templates() | in_modules()).items()
        if (wrong := {name for name in names - known if not name.startswith(OF_OTHERS) or not name.endswith("--")})
    }

    assert unknown == {}


def test_every_class_that_has_a_rule_is_written():
    written = set().union(*in_templates().values(), *in_modules().values())
    composed = {begin + end for begin, ends in COMPOSED.items() for end in ends}

    assert own() - written - composed == set()
    assert set(COMPOSED) <= written


def test_what_python_is_said_to_write_stands_there():
    for place, names in FROM_PYTHON.items():
        constants = {
            node.value for node in ast.walk(ast.parse((ROOT / place).read_text())) if isinstance(node, ast.Constant)
        }
        words = {word for value in constants if isinstance(value, str) for word in value.split()}
        assert names <= words, place


def test_a_name_that_nobody_can_search_for_is_found():
    planted = {"tbl", "blk__header", "ib__w", "chain__n", "mt-4", "with-icon--top", "a4-page", "toc"}

    assert unsearchable(planted) == {"tbl", "blk__header", "ib__w", "chain__n"}


def test_a_class_is_found_however_a_template_writes_it():
    planted = """
    <p class="lead{% if one == "x" %} wide{% else %} small{% endif %}">
    <b class="nl-button nl-button--{% if send %}primary{% else %}secondary{% endif %}">
    <i class="status status--{{ tint|default:"ok" }}"></i><s class="{{ dot }}"></s>
    {% card "g" _("Kop") kind="flow" %}{% endcard %}
    {% table "cards dense" _("Geld") kind="mt-4" %}{% column _("Euro") kind="numeric" cells="nowrap" %}{% endtable %}
    """

    assert in_template(planted) == {
        "lead", "wide", "small", "nl-button", "nl-button--primary", "nl-button--secondary", "status", "status--",
        "flow", "table--cards", "table--dense", "mt-4", "numeric", "nowrap",
    }  # fmt: skip
    assert in_module("""x = Div("a", css_class="half"), '<p class="soft {}">', '<p class="soft big">'""") == {
        "half", "soft", "big"
    }  # fmt: skip
