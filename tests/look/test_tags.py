"""The tags of our templates."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateDoesNotExist

from samenkracht.accounts.actors import Anonymous
from samenkracht.core.values.dates import KnownDate


def drawn(source: str, **values: object) -> str:
    return Template("{% load rights samenkracht %}" + source).render(Context(values)).strip()


class Question(forms.Form):
    name = forms.CharField(label="Uw naam", help_text="Zoals op uw pas", error_messages={"required": "Vul uw naam in"})
    place = forms.ChoiceField(
        label="Plaats",
        widget=forms.RadioSelect,
        choices=[("a", "A"), ("b", "B")],
        error_messages={"required": "Kies een plaats"},
    )

    def clean(self):
        raise forms.ValidationError("Dit past niet bij elkaar")


@pytest.mark.parametrize(
    ("value", "text"),
    [(1234, "1.234"), (1234567, "1.234.567"), (0, "0"), (3.5, "3,5"), (Decimal("1234.50"), "1.234,50"), (None, "–")],
)
def test_a_number_is_written_as_the_dutch_do(value, text):
    assert drawn("{% number n %}", n=value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (KnownDate("2027-06"), '<time datetime="2027-06">juni 2027</time>'),
        (KnownDate("2027"), '<time datetime="2027">2027</time>'),
        (KnownDate("ongoing"), "doorlopend"),
        (KnownDate(""), '<span class="muted">nog niet bekend</span>'),
        (None, '<span class="muted">nog niet bekend</span>'),
        (date(2026, 12, 18), '<time datetime="2026-12-18">18 december 2026</time>'),
    ],
)
def test_a_date_is_shown_as_it_is_known(value, text):
    assert drawn("{% known_date d %}", d=value) == text


def test_a_moment_is_shown_as_the_day_it_is_here():
    assert (
        drawn("{% known_date d %}", d=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
        == '<time datetime="2026-07-02">2 juli 2026</time>'
    )


def test_a_badge_has_words_and_the_icon_of_its_kind():
    badge = drawn('{% component "badge" kind="half" text=text %}', text="Deels <b>")
    assert "#half" in badge
    assert "status--let" in badge
    assert "Deels &lt;b&gt;" in badge


def test_a_component_sees_nothing_of_the_page_around_it():
    assert "geheim" not in drawn('{% component "note" kind="ok" text="Bewaard" %}', title="geheim")


def test_an_unknown_component_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        drawn('{% component "bestaat-niet" %}')


def test_the_breadcrumb_marks_where_one_is():
    crumbs = drawn('{% component "breadcrumb" items=items %}', items=[("Home", "/"), ("Projecten", None)])
    assert '<a href="/">Home</a>' in crumbs
    assert '<li aria-current="page">Projecten</li>' in crumbs


def test_the_error_summary_links_to_what_takes_the_focus():
    summary = drawn('{% component "error-summary" form=form %}', form=Question({}))
    assert '<a href="#id_name">' in summary
    assert '<a href="#id_place_0">' in summary
    assert "Vul uw naam in" in summary
    assert "<strong>Dit past niet bij elkaar</strong>" in summary
    assert "autofocus" in summary


def test_a_form_that_was_not_sent_has_no_error_summary():
    assert drawn('{% component "error-summary" form=form %}', form=Question()) == ""


def test_a_field_is_tied_to_its_hint_and_its_error():
    form = Question({"place": "a"})
    field = drawn('{% component "field" field=field %}', field=form["name"])
    assert 'aria-invalid="true"' in field
    for about in field.split('aria-describedby="')[1].split('"')[0].split():
        assert f'id="{about}"' in field


def test_a_page_may_give_a_field_other_words():
    field = drawn('{% component "field" field=field label="Hoe heet u?" hint="" %}', field=Question()["name"])
    assert "Hoe heet u?" in field
    assert "Zoals op uw pas" not in field


def test_an_optional_field_says_so():
    class Optional(forms.Form):
        note = forms.CharField(label="Toelichting", required=False)

    assert "(niet verplicht)" in drawn('{% component "field" field=field %}', field=Optional()["note"])


def test_the_step_count_draws_one_bar_per_step():
    steps = drawn('{% component "step-count" step=2 steps=4 %}')
    assert "Stap 2 van 4" in steps
    assert steps.count("<i") == 4
    assert steps.count('class="step-dots__current"') == 1


def test_somebody_who_is_not_logged_in_may_not_enter_the_workplace():
    request = SimpleNamespace(actor=Anonymous())
    assert drawn('{% may "WORKPLACE_ENTER" as x %}{{ x }}', request=request) == "False"


def test_a_page_without_a_request_gives_no_rights():
    assert drawn('{% may "WORKPLACE_ENTER" as x %}{{ x }}', request=SimpleNamespace()) == "False"


def test_an_unknown_right_is_an_error():
    request = SimpleNamespace(actor=Anonymous())
    with pytest.raises(KeyError):
        drawn('{% may "FLY" as x %}{{ x }}', request=request)
