"""What holds for every template of the portal."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template, render_to_string

from projects.enums import PlanStatus
from samenkracht.core.templatetags.samenkracht import ICON_OF_KIND, icon_names

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*") if path.suffix in (".html", ".txt"))
COMPONENTS = {path.stem for path in (ROOT / "components").glob("*.html")}


def offenders(found: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """What the rule finds, by template."""
    assert len(TEMPLATES) > 50
    everything = {str(path.relative_to(ROOT)): list(found(path.read_text())) for path in TEMPLATES}
    return {name: wrong for name, wrong in everything.items() if wrong}


def test_every_template_can_be_read():
    for path in TEMPLATES:
        get_template(str(path.relative_to(ROOT)))


def test_a_template_is_no_longer_than_a_module_may_be():
    """With one tag a line."""
    assert offenders(lambda text: [f"{text.count(chr(10))} lines"] if text.count("\n") > 300 else []) == {}


@pytest.mark.parametrize(
    "pattern", [r"\sstyle\s*=", r"<style\b", r"<script(?![^>]*\ssrc=)[^>]*>", r"\son[a-z]+\s*=\s*[\"']", r"javascript:"]
)
def test_a_template_has_no_style_and_no_script_of_its_own(pattern):
    assert offenders(lambda text: re.findall(pattern, text)) == {}


def test_only_the_base_of_all_pages_says_in_a_title_that_something_is_wrong():
    """Otherwise a screen reader begins with "Fout: Fout:"."""
    assert offenders(lambda text: re.findall(r"block title %}.*Fout:.*endblock", text)) == {}


def test_what_is_translated_may_stand_on_several_lines():
    """Trimmed, a text is the same however its template is broken into lines."""
    assert offenders(lambda text: re.findall(r"{%\s*blocktrans(?:late)?(?![^%]*\btrimmed\b)[^%]*%}", text)) == {}


def test_a_template_fetches_nothing_from_a_third_party():
    assert offenders(lambda text: re.findall(r"(?:src|href|action)=[\"']?(?:https?:)?//[^\"'\s>]+", text)) == {}


def test_a_template_has_no_link_to_nowhere():
    assert offenders(lambda text: re.findall(r"href=[\"']#[\"']", text)) == {}


def test_every_icon_that_a_template_names_is_in_the_sprite():
    def unknown(text: str) -> set[str]:
        named = re.findall(r"{%\s*icon\s+\"([\w-]+)\"", text) + re.findall(r"\bicon(?:_end)?=\"([\w-]+)\"", text)
        return set(named) - icon_names()

    assert offenders(unknown) == {}


def test_every_component_that_a_template_names_exists():
    def unknown(text: str) -> set[str]:
        named = re.findall(r"{%\s*component\s+\"([\w-]+)\"", text) + re.findall(r"\"components/([\w-]+)\.html\"", text)
        return set(named) - COMPONENTS

    assert offenders(unknown) == {}


def test_every_kind_that_a_template_names_has_an_icon_and_a_tint():
    pattern = r"component\s+\"(?:badge|note)\"[^%]*?\bkind=\"(\w+)\""
    assert offenders(lambda text: set(re.findall(pattern, text)) - set(ICON_OF_KIND)) == {}


def test_every_kind_has_its_own_outline():
    assert set(ICON_OF_KIND.values()) <= icon_names()
    assert len(set(ICON_OF_KIND.values())) == len(ICON_OF_KIND)


def test_an_icon_that_does_not_exist_is_found_at_once():
    with pytest.raises(KeyError, match="bestaat-niet"):
        Template('{% load samenkracht %}{% icon "bestaat-niet" %}').render(Context())


def test_every_state_of_a_plan_is_explained():
    explained = render_to_string("projects/plans/_words.html")

    assert [status.label for status in PlanStatus if f"{status.label.capitalize()}</span>" not in explained] == []
