"""The built style sheets: up to date, small, and without the traps of building."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from scripts import build_css

STATIC = Path(settings.BASE_DIR) / "static"
FIRST_VISIT = 100_000


def compressed(path: Path) -> int:
    """Bytes over the line; fonts are compressed already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 6))


def test_the_checked_in_sheets_are_what_the_sources_make():
    built = build_css.sheets()
    stale = [name for name, text in built.items() if (STATIC / "css" / name).read_text() != text]
    assert not stale, "run: python scripts/build_css.py"


def test_a_first_visit_stays_within_a_hundred_kilobytes():
    shared = [STATIC / "css/public.css", STATIC / "icons.svg", STATIC / "favicon.svg", *STATIC.glob("fonts/*.woff2")]
    pages = 6 * 4_000
    assert sum(compressed(path) for path in shared) + pages <= FIRST_VISIT


@pytest.mark.parametrize(("name", "limit"), [("public.css", 13_000), ("staff.css", 6_000), ("paper.css", 1_500)])
def test_each_sheet_keeps_its_budget(name, limit):
    assert compressed(STATIC / "css" / name) <= limit


@pytest.mark.parametrize("name", ["public.css", "staff.css", "paper.css"])
def test_a_sheet_asks_nothing_of_a_third_party(name):
    text = (STATIC / "css" / name).read_text()
    assert "@import" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {
        "../fonts/bricolage-grotesque-latin-700-normal.woff2",
        "../fonts/source-sans-3-latin-wght-normal.woff2",
    }


def test_every_font_that_a_sheet_asks_for_is_there_with_its_licence():
    asked = re.findall(r"url\(\.\./fonts/([\w.-]+)\)", (STATIC / "css/public.css").read_text())
    assert asked
    assert all((STATIC / "fonts" / name).exists() for name in asked)
    assert len(list(STATIC.glob("fonts/*.LICENSE.txt"))) == len(asked)


@pytest.mark.parametrize(
    "sheet", sorted((Path(settings.BASE_DIR) / "styles/vendor").glob("*/*.css")), ids=lambda p: p.parent.name
)
def test_every_vendored_sheet_keeps_its_licence_beside_it(sheet):
    assert "EUPL" in (sheet.parent / "LICENSE.md").read_text()


@pytest.mark.parametrize("sheet", build_css.VENDORED)
def test_every_vendored_sheet_gives_something_to_the_built_ones(sheet):
    assert build_css.purge(build_css.source(f"vendor/{sheet}"), build_css.used_words())


def test_no_sheet_is_vendored_that_is_not_built():
    folders = (Path(settings.BASE_DIR) / "styles/vendor").iterdir()

    assert {path.name for path in folders if path.is_dir()} == {name.split("/")[0] for name in build_css.VENDORED}


def test_rules_for_classes_that_nothing_uses_are_left_out():
    rules = build_css.parse(".a:hover,.b .c{color:red}.d{color:blue}@media print{.e{color:red}}")
    kept = build_css.minified(build_css.purge(rules, frozenset({"a", "c", "d"})))
    assert kept == ".a:hover{color:red}.d{color:blue}"


def test_classes_inside_not_and_has_do_not_decide():
    assert build_css.is_used(".a:not(:has(.never))", frozenset({"a"}))
    assert not build_css.is_used("html", frozenset({"html"}))


def test_strings_and_calculations_survive_the_minifier():
    text = '.a::before { content: "; } , 0.5"; inline-size: calc(1rem + 0.5vw); }'
    assert build_css.minified(build_css.parse(text)) == '.a::before{content:"; } , 0.5";inline-size:calc(1rem + .5vw)}'


def test_a_token_is_read_too_when_its_name_stands_on_a_line_of_its_own():
    text = ".a { border-width: var(\n    --nl-a,\n    var(--nl-b)\n  ); }"
    assert build_css.minified(build_css.parse(text)) == ".a{border-width:var(--nl-a,var(--nl-b))}"


def test_a_token_that_nothing_reads_is_left_out_and_our_own_stay():
    nodes = build_css.parse(":root{--nl-a:1;--nl-b:2;--sk-c:3}")
    assert (
        build_css.minified(build_css.without_unread_tokens(nodes, frozenset({"--nl-a"}))) == ":root{--nl-a:1;--sk-c:3}"
    )


def test_focus_can_be_seen_on_everything_that_takes_it():
    text = (STATIC / "css/public.css").read_text()
    for tag in ("a", "button", "summary", "input", "textarea", "select"):
        assert re.search(rf"[,{{}}]{tag}:focus-visible[^}}]*\{{[^}}]*outline:3px solid var\(--sk-ink\)", text), tag
    assert "::selection" in text


@pytest.mark.parametrize(
    "setting", ["prefers-color-scheme:dark", "prefers-reduced-motion:reduce", "forced-colors:active", "@media print"]
)
def test_the_sheet_follows_the_settings_of_the_reader(setting):
    assert setting in (STATIC / "css/public.css").read_text().replace(": ", ":")
