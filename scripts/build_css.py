"""Build the style sheets: python scripts/build_css.py [--check].

Joins the sources in styles/ into static/css/{public,staff,paper}.css, which are checked in, so that neither the
portal nor its deployment needs Node. Three things happen on the way:

- the sources stand in cascade layers (base, nlds, parts), so our own rules win without heavier selectors;
- of the vendored NL Design System sheets only the rules stay whose classes occur in a template, in Python or in
  styles/keep.txt, and of the --nl-* and --utrecht-* tokens only those that something reads;
- the result is minified.

Our own parts stay whole: a page may use any class of the gallery without a new build.
With --check nothing is written; the exit code says whether the checked-in sheets are up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "styles"
OUT = ROOT / "static" / "css"
VENDORED = (
    "utrecht-component-library-css/index",
    "nl-button/button",
    "nl-skip-link/skip-link",
    "nl-data-badge/data-badge",
)
PUBLIC = ["basics", "frame", "hero", "cards", "heard", "thread", "page", "forms", "receipt", "lists", "help"]
PUBLIC += ["tables", "empty", "narrow", "scale"]
STAFF = ["workspace", "forms", "tiles", "signals", "chain", "charts", "editors", "report", "bars"]
STAFF += ["register", "proposals", "evaluations"]
NOTICE = "/*! With parts of NL Design System and Utrecht Design System, EUPL-1.2: see styles/vendor. */\n"
WORDS_FROM = (
    ("templates", "*.html"),
    ("samenkracht", "*.py"),
    ("projects", "*.py"),
    ("participation", "*.py"),
    ("reports", "*.py"),
)
TOKEN_PREFIXES = ("--nl-", "--utrecht-", "--_")


@dataclass(frozen=True)
class Declaration:
    name: str
    value: str


@dataclass(frozen=True)
class Rule:
    """A prelude with a block, or an at-rule without one (body is None)."""

    prelude: str
    body: tuple[Rule | Declaration, ...] | None


Node = Rule | Declaration


def split_top(text: str, separators: str) -> Iterator[tuple[str, str]]:
    """Cut text at separators that stand outside strings and brackets; yields (piece, separator)."""
    depth, start, i = 0, 0, 0
    while i < len(text):
        char = text[i]
        if char == "\\":
            i += 2
            continue
        if char in "\"'":
            i = text.index(char, i + 1)
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif depth == 0 and char in separators:
            yield text[start:i], char
            start = i + 1
        i += 1
    yield text[start:], ""


def squeeze(text: str) -> str:
    """One space where there was white space, none after a comma or inside brackets, no zero before a decimal point."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", text.strip())
    for i in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[i]).replace(", ", ",").replace("( ", "(").replace(" )", ")")
        parts[i] = re.sub(r"(?<![\w.])0\.(\d)", r".\1", part)
    return "".join(parts)


def parse(css: str) -> tuple[Node, ...]:
    """Style sheet text to nodes; comments are dropped."""
    stack: list[list[Node]] = [[]]
    preludes: list[str] = []
    for piece, separator in split_top(re.sub(r"/\*.*?\*/", "", css, flags=re.S), "{};"):
        text = squeeze(piece)
        if separator == "{":
            preludes.append(re.sub(r" ?([>~]) ?", r"\1", text) if not text.startswith("@") else text)
            stack.append([])
            continue
        if text.startswith("@"):
            if not text.startswith("@charset"):
                stack[-1].append(Rule(text, None))
        elif text:
            name, _, value = text.partition(":")
            stack[-1].append(Declaration(name.strip(), value.strip()))
        if separator == "}":
            body = tuple(stack.pop())
            stack[-1].append(Rule(preludes.pop(), body))
    if len(stack) != 1:
        raise ValueError("the style sheet has a brace too many or too few")
    return tuple(stack[0])


def minified(nodes: Iterable[Node]) -> str:
    pieces = []
    for node in nodes:
        if isinstance(node, Declaration):
            pieces.append(f"{node.name}:{node.value};")
        elif node.body is None:
            pieces.append(f"{node.prelude};")
        else:
            pieces.append(f"{node.prelude}{{{minified(node.body).removesuffix(';')}}}")
    return "".join(pieces)


def used_words() -> frozenset[str]:
    """Every word in the templates and the Python that could be a class name."""
    words: set[str] = set((STYLES / "keep.txt").read_text(encoding="utf-8").split())
    for folder, pattern in WORDS_FROM:
        for path in sorted((ROOT / folder).rglob(pattern)):
            words.update(re.findall(r"[A-Za-z_][\w-]*", path.read_text(encoding="utf-8")))
    return frozenset(words)


def is_used(selector: str, words: frozenset[str]) -> bool:
    """Whether the classes of a selector, apart from those inside :not(), :has() and the like, are all in use."""
    bare = selector
    while "(" in bare:
        bare, before = re.sub(r"\([^()]*\)", "", bare), bare
        if bare == before:
            raise ValueError(f"brackets do not match: {selector}")
    classes = re.findall(r"\.([A-Za-z_][\w-]*)", bare)
    return bool(classes) and all(name in words for name in classes)


def purge(nodes: Iterable[Node], words: frozenset[str]) -> Iterator[Node]:
    """The nodes without rules for classes that nothing uses."""
    for node in nodes:
        if isinstance(node, Declaration) or node.body is None:
            yield node
        elif node.prelude.startswith("@"):
            plain = node.prelude.startswith(("@font-face", "@keyframes"))
            body = node.body if plain else tuple(purge(node.body, words))
            if body:
                yield Rule(node.prelude, body)
        else:
            kept = [s.strip() for s, _ in split_top(node.prelude, ",") if is_used(s, words)]
            if kept and node.body:
                yield Rule(",".join(kept), node.body)


def without_unread_tokens(nodes: tuple[Node, ...], read: frozenset[str]) -> tuple[Node, ...]:
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Declaration):
            if not node.name.startswith(TOKEN_PREFIXES) or node.name in read:
                result.append(node)
        elif node.body is None:
            result.append(node)
        else:
            body = without_unread_tokens(node.body, read)
            if body:
                result.append(Rule(node.prelude, body))
    return tuple(result)


def layer(name: str, nodes: Iterable[Node]) -> Rule:
    return Rule(f"@layer {name}", tuple(nodes))


def source(*names: str) -> tuple[Node, ...]:
    return tuple(node for name in names for node in parse((STYLES / f"{name}.css").read_text(encoding="utf-8")))


def sheets() -> dict[str, str]:
    """The built sheets by file name."""
    vendored = tuple(purge(source(*(f"vendor/{name}" for name in VENDORED)), used_words()))
    trees: dict[str, tuple[Node, ...]] = {
        "public": (
            Rule("@layer base,nlds,parts", None),
            *source("fonts", "tokens", "mapping"),
            layer("base", source("base")),
            layer("nlds", vendored),
            layer("parts", source(*(f"public/{name}" for name in PUBLIC))),
            *source("public/devices"),
        ),
        "staff": (layer("parts", source(*(f"staff/{name}" for name in STAFF))), *source("staff/devices")),
        "paper": source("fonts", "paper"),
    }
    before = ""
    while before != (text := "".join(minified(tree) for tree in trees.values())):
        before, read = text, frozenset(re.findall(r"var\((--[\w-]+)", text))
        trees = {name: without_unread_tokens(tree, read) for name, tree in trees.items()}
    return {f"{name}.css": (NOTICE if name == "public" else "") + minified(tree) + "\n" for name, tree in trees.items()}


def main(arguments: list[str]) -> int:
    built = sheets()
    there = {path.name: path.read_text(encoding="utf-8") for path in OUT.glob("*.css")}
    stale = [name for name, text in built.items() if there.get(name) != text]
    if "--check" in arguments:
        for name in stale:
            print(f"static/css/{name} is not what styles/ makes of it; run: python scripts/build_css.py")
        return 1 if stale else 0
    OUT.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (OUT / name).write_text(built[name], encoding="utf-8")
        print(f"static/css/{name}: {len(built[name].encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
