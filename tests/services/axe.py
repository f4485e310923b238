"""axe-core in a real browser: what it finds wrong with a page that stands there (tests/journeys/axe.min.js)."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = (Path(__file__).parents[1] / "journeys" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast"]}
# What depends on how wide the screen is.
WIDTHS = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "link-in-text-block"]}
# All that axe tells of a page is large; only what is wrong comes out of the browser.
_RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found =>
    found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 140)).join(' | ')}`))"""


def violations(page: Page, rules: Any = RULES) -> list[str]:
    """One sentence for each rule that the page breaks: its name and the elements.

    axe is handed over by the browser's own channel, so that the page's policy for content stays as strict as it is.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    found: list[str] = page.evaluate(_RUN, rules)
    return found
