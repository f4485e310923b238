"""Templates over many lines, and what is sent of them."""

from pathlib import Path

import pytest
from django.template import Context, Engine

from samenkracht.core.web.loaders import without_breaks

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<ul>\n  <li>een</li>\n  <li>twee</li>\n</ul>\n", "<ul><li>een</li><li>twee</li></ul>\n"),
        ("<p>\n  {% if a %}\n    <b>x</b>\n  {% endif %}\n</p>", "<p>{% if a %}<b>x</b>{% endif %}</p>"),
        ("<div>\n\n  {% include 'x' %}\n  {# why #}\n</div>", "<div>{% include 'x' %}{# why #}</div>"),
        ("<b>x</b>\n{% if a > b %}\n<i>y</i>{% endif %}", "<b>x</b>{% if a > b %}<i>y</i>{% endif %}"),
        (
            "{% row %}\n  {{ a }}\n  {% cell %}\n  {{ b }}\n{% endrow %}",
            "{% row %}{{ a }}{% cell %}{{ b }}{% endrow %}",
        ),
    ],
)
def test_a_line_break_beside_a_block_is_nothing(written, sent):
    assert without_breaks(written) == sent


@pytest.mark.parametrize(
    "written",
    [
        "<b>x</b> <i>y</i>",
        "<b>x</b>\n<i>y</i>",
        "<b>x</b>\nmeer woorden",
        "Een <b>x</b>\n{{ y }}",
        '{% translate "een" %}\n{% translate "twee" %}',
        "{% if a %} <b>x</b>{% endif %}",
        "<b>x</b>&#32;{% if a %}y{% endif %}",
    ],
)
def test_between_words_and_what_stands_in_a_line_with_them_everything_stays(written):
    assert without_breaks(written) == written


def test_the_attributes_of_a_tag_stand_on_one_line_again():
    assert without_breaks('<b>x</b> <input\n  id="{{ x }}"\n  {% if y %}checked{% endif %}>\ny') == (
        '<b>x</b> <input id="{{ x }}" {% if y %}checked{% endif %}>\ny'
    )


def test_of_the_lines_that_stay_the_indent_goes():
    assert without_breaks("<p>een\n      twee\n   <b>drie</b></p>") == "<p>een\ntwee\n<b>drie</b></p>"


def test_pages_are_read_so_and_mails_as_they_stand(tmp_path: Path):
    text = "{% if yes %}\n  <p>ja</p>\n{% endif %}\n"
    for name in ("page.html", "mail.txt"):
        (tmp_path / name).write_text(text)
    engine = Engine(dirs=[str(tmp_path)], loaders=["samenkracht.core.web.loaders.Loader"])
    page, mail = (engine.get_template(name).render(Context({"yes": True})) for name in ("page.html", "mail.txt"))

    assert page == "<p>ja</p>\n"
    assert mail == "\n  <p>ja</p>\n\n"
