"""Focus as a keyboard user sees it: a purge once dropped the rule that draws it."""

from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

PAGE = """<!doctype html><body>
<a href="/" id="link">Terug</a>
<button class="nl-button nl-button--primary" id="button" type="button">Volgende stap</button>
<input class="utrecht-textbox utrecht-textbox--html-input" id="text">
<label class="option" id="choice">
<input class="utrecht-radio-button utrecht-radio-button--html-input" type="radio" id="radio">Ja</label>
"""
# What shows the focus of a choice is the row around it.
SHOWN_BY = {"link": "link", "button": "button", "text": "text", "radio": "choice"}
RING = """id => {
    const style = getComputedStyle(document.getElementById(id));
    return `${style.outlineStyle} ${style.outlineWidth} ${style.boxShadow}`;
}"""


def test_focus_draws_a_ring_with_a_yellow_halo(chromium):
    page = chromium.new_page()
    page.set_content(PAGE)
    page.add_style_tag(content=(Path(settings.BASE_DIR) / "static/css/public.css").read_text())
    for target, shown in SHOWN_BY.items():
        before = page.evaluate(RING, shown)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == target
        after = page.evaluate(RING, shown)
        assert before.startswith("none"), target
        assert after.startswith("solid 3px rgb(255, 201, 51)"), target
    page.close()
