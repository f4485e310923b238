"""Tables of our templates, and what stands there when there is nothing to put in one."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe

ROOT = Path(settings.BASE_DIR)
MONEY = """
    {% table "cards dense" caption kind="mt-5" %}
      {% column "Bron" cells="nowrap" %}
      {% column "Euro" kind="tabular-nums" cells="nowrap" %}
      {% column unit label="In het kort" %}
      {% column "Wijzigen" hidden=True when=writes %}
      {% rows %}
      {% for one in money %}
        {% row %}{{ one }}{% cell %}1{% cell %}2{% if writes %}{% cell %}3{% endif %}{% endrow %}
      {% endfor %}
    {% endtable %}
"""


def drawn(source: str, **values: object) -> str:
    page = Template("{% load samenkracht tables %}" + source).render(Context(values))
    return re.sub(r"\s*\n\s*", "", page)


def test_a_column_says_once_what_its_heading_and_its_cells_are():
    page = drawn(MONEY, caption="Geld & meer", unit="A < B", money=["Subsidie <b>"], writes=True)

    assert page == (
        '<table class="table table--cards table--dense mt-5">'
        '<caption class="visually-hidden">Geld &amp; meer</caption><thead><tr>'
        '<th scope="col">Bron</th><th scope="col" class="tabular-nums">Euro</th><th scope="col">A &lt; B</th>'
        '<th scope="col"><span class="visually-hidden">Wijzigen</span></th></tr></thead><tbody>'
        '<tr><th scope="row" class="nowrap">Subsidie &lt;b&gt;</th><td class="tabular-nums nowrap" data-l="Euro">1</td>'
        '<td data-l="In het kort">2</td><td>3</td></tr></tbody></table>'
    )


def test_a_column_that_is_not_there_has_no_heading_and_no_cells():
    page = drawn(MONEY, caption="Geld", unit="Jaar", money=["Subsidie", "Fonds"], writes=False)

    assert "Wijzigen" not in page
    assert page.count("<tr>") == 3
    assert page.count("<td") == 4


def test_a_table_that_stays_a_table_repeats_no_label():
    page = drawn(
        '{% table "plain" "Aantallen" %}{% column "Antwoord" %}{% column "Aantal" kind="numeric" %}{% rows %}'
        '{% row "antwoord" 3 %}Ja{% cell %}7{% endrow %}{% foot %}{% row %}Samen{% cell %}7{% endrow %}{% endtable %}'
    )

    assert '<tbody><tr id="antwoord-3"><th scope="row">Ja</th><td class="numeric">7</td></tr></tbody>' in page
    assert '<tfoot><tr><th scope="row">Samen</th><td class="numeric">7</td></tr></tfoot>' in page


def test_a_label_can_be_left_out_of_a_column_and_of_a_cell():
    page = drawn(
        '{% table "cards" "Plannen" %}{% column "Plan" %}{% column "Fase" label="" %}{% column "Staat" %}{% rows %}'
        "{% row %}A{% cell %}B{% cell labelled=False %}{% endrow %}{% endtable %}"
    )

    assert "<td>B</td><td></td>" in page


def test_a_row_that_has_not_one_cell_for_every_column_is_an_error():
    table = '{% table "cards" "Geld" %}{% column "Bron" %}{% column "Euro" %}{% rows %}{% row %}'
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        drawn(table + "A{% endrow %}{% endtable %}")
    with pytest.raises(IndexError):
        drawn(table + "A{% cell %}B{% cell %}C{% endrow %}{% endtable %}")


def test_every_kind_of_table_that_a_template_names_has_a_rule():
    sheets = "".join(path.read_text() for path in (ROOT / "static/css").glob("*.css"))
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        named |= set(" ".join(re.findall(r'{% table "([^"]*)"', path.read_text())).split())

    assert {"cards", "few-columns", "plain"} <= named
    assert {kind for kind in named if f".table--{kind}" not in sheets} == set()


NOTHING = (
    "{% nothing when=writes href=url action=words %}Schrijf <b>het</b> op.{% otherwise %}Er is niets.{% endnothing %}"
)


def test_who_may_begin_is_told_how_and_anybody_else_is_not():
    writer = drawn(NOTHING, writes=True, url="/nieuw/", words="Maak & schrijf")
    reader = drawn(NOTHING, writes=False)

    assert '<p class="muted">Schrijf <b>het</b> op.</p>' in writer
    assert 'href="/nieuw/"' in writer
    assert "Maak &amp; schrijf" in writer
    assert '<p class="muted">Er is niets.</p>' in reader
    assert "<a" not in reader


def test_words_for_everybody_need_no_second_ones():
    page = drawn('{% nothing title="Leeg" %}{{ one }}, {{ two }}{% endnothing %}', one="<i>", two=mark_safe("<i>"))

    assert '<h3>Leeg</h3><p class="muted">&lt;i&gt;, <i></p>' in page


def test_an_option_that_does_not_exist_is_found_at_once():
    with pytest.raises(TemplateSyntaxError, match="nothing knows"):
        drawn("{% nothing link=url %}Leeg{% endnothing %}")
