"""The contrast table of the design, computed from the token file (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "styles" / "tokens.css"
TEXT, EDGE = 4.5, 3.0
# Foreground, background, least ratio. `line` is decoration and left out on purpose.
PAIRS = [
    *[
        (front, back, TEXT)
        for front in ("ink", "soft")
        for back in ("paper", "mist", "mist-2", "raise", "heide-wash", "brem-wash")
    ],
    *[("heide", back, TEXT) for back in ("paper", "mist", "raise", "heide-wash", "brem-wash")],
    ("on-heide", "heide", TEXT),
    ("on-heide", "heide-hover", TEXT),
    ("heide-hover", "paper", TEXT),
    ("on-brem", "brem", TEXT),
    ("on-hero", "hero", TEXT),
    ("on-deep", "deep", TEXT),
    ("on-deep-soft", "deep", TEXT),
    ("brem", "deep", TEXT),
    ("brem-edge", "raise", TEXT),
    ("brem-edge", "brem-wash", TEXT),
    *[(state, f"{state}-wash", TEXT) for state in ("ok", "let", "nood", "info", "rust")],
    *[("ink", f"{state}-wash", TEXT) for state in ("ok", "let", "nood", "info")],
    ("nood", "paper", TEXT),
    ("rust", "raise", TEXT),
    *[("edge", back, EDGE) for back in ("paper", "mist", "raise")],
    *[(f"g{n}", "raise", EDGE) for n in (1, 2, 3)],
    ("g1", "g2", EDGE),
    ("g1", "track", EDGE),
    ("g3", "track", EDGE),
]


def tokens(scheme: str) -> dict[str, str]:
    """The colours of the light or the dark scheme by name, without --sk-."""
    light, _, dark = TOKENS.read_text().partition("@media (prefers-color-scheme: dark)")
    pattern = re.compile(r"--sk-([\w-]+):\s*(#[0-9a-f]{6});")
    found = dict(pattern.findall(light))
    return found | dict(pattern.findall(dark)) if scheme == "dark" else found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_what_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=lambda value: str(value))
def test_every_pair_of_colours_can_be_told_apart(scheme, front, back, least):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= least


def test_the_dark_scheme_changes_the_colours():
    assert tokens("dark")["paper"] != tokens("light")["paper"]
    assert set(tokens("light")) == set(tokens("dark"))
