"""Two people change the same thing: what one wrote is not undone unseen by the other."""

import re
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from samenkracht.core.values.dates import KnownDate, KnownDateFormField
from samenkracht.core.web.forms import DayField, StaffForm, Stored

STOOD = {
    "title": "Wonen",
    "text": "Eerste regel.\nTweede regel.",
    "kind": "a",
    "several": ["x", "z"],
    "tick": True,
    "day": date(2027, 7, 1),
    "known": KnownDate("2027-02"),
}


class Facts(StaffForm):
    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("", "Kies"), ("Groep", [("a", "Soort A"), ("b", "Soort B"), ("c", "Soort C")])])
    several = forms.MultipleChoiceField(
        choices=[("x", "Iks"), ("y", "Ei"), ("z", "Zet")], widget=forms.CheckboxSelectMultiple, required=False
    )
    tick = forms.BooleanField(required=False)
    day = DayField(required=False)
    known = KnownDateFormField(required=False)

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "b" and not cleaned.get("tick"):
            self.add_error("tick", "Soort B vraagt een vinkje.")
        return cleaned


def standing(values):
    """What is stored, without a row behind it."""
    return Stored(None, lambda _none: values)


def drawn(form):
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def page(stands, **typed):
    """What a browser posts from the page that was drawn of this: what it showed, but for what somebody typed."""
    html = drawn(Facts(stored=standing(stands)))
    known = Facts.base_fields["known"].prepare_value(stands["known"])
    shown = {
        "title": stands["title"],
        "text": stands["text"].replace("\n", "\r\n"),
        "kind": stands["kind"],
        "several": stands["several"],
        "tick": "on" if stands["tick"] else None,
        "day": stands["day"].strftime("%d-%m-%Y"),
        "known": known,
        "seen": re.search(r'name="seen" value="([^"]+)"', html)[1],
    }
    return sent(shown | typed)


def said(form):
    """What came of it; a browser ends lines in its own way."""
    return form.cleaned_data | {"text": form.cleaned_data["text"].replace("\r\n", "\n")}


def sent(values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if value is not None:
            data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_nothing_happens_when_nobody_else_came_in_between():
    form = Facts(page(STOOD, title="Wonen voor jongeren"), stored=standing(STOOD))
    assert form.is_valid(), form.errors
    assert said(form) == STOOD | {"title": "Wonen voor jongeren"}


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("title", "Wonen en zorg"),
        ("text", "Een heel andere tekst.\nMet twee regels."),
        ("text", ""),
        ("kind", "b"),
        ("several", ["y"]),
        ("several", []),
        ("tick", False),
        ("day", date(2027, 8, 2)),
        ("known", KnownDate("2028")),
    ],
)
def test_what_only_the_other_changed_stays_as_the_other_wrote_it(name, theirs):
    mine = {"title": "Mijn titel"} if name != "title" else {"text": "Mijn tekst."}
    form = Facts(page(STOOD, **mine), stored=standing(STOOD | {name: theirs}))
    assert form.is_valid(), form.errors
    assert said(form) == STOOD | {name: theirs} | mine


@pytest.mark.parametrize(
    ("name", "theirs", "mine", "told"),
    [
        ("title", "Wonen en zorg", "Wonen voor jongeren", "maakte hier intussen van: “Wonen en zorg”"),
        ("text", "Van de ander.", "Mijn tekst.", "maakte hier intussen van: “Van de ander”. Wat u"),
        ("text", "", "Mijn tekst.", "maakte dit intussen leeg"),
        ("kind", "b", "c", "maakte hier intussen van: “Soort B”"),
        ("several", ["x", "y"], ["z"], "maakte hier intussen van: “Iks, Ei”"),
        ("day", date(2027, 8, 2), "3-8-2027", "maakte hier intussen van: “02-08-2027”"),
        ("known", KnownDate("2028"), "2029", "maakte hier intussen van: “2028”"),
    ],
)
def test_what_both_changed_comes_back_with_both_and_holds_when_sent_again(name, theirs, mine, told):
    now = STOOD | {name: theirs}
    form = Facts(page(STOOD, **{name: mine}), stored=standing(now))
    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert told in form.errors[name][0]
    again = drawn(form)
    for part in mine if isinstance(mine, list) else [mine]:
        assert part in again, "what was typed is still there"
    marks = re.search(r'name="seen" value="([^"]+)"', again)[1]
    decided = Facts(page(STOOD, **{name: mine, "seen": marks}), stored=standing(now))
    assert decided.is_valid(), decided.errors
    assert decided.cleaned_data[name] == Facts.base_fields[name].clean(mine)


def test_while_one_field_is_asked_about_what_the_other_did_elsewhere_is_kept_and_shown():
    now = STOOD | {"title": "Wonen en zorg", "text": "Van de ander."}
    form = Facts(page(STOOD, title="Mijn titel"), stored=standing(now))
    assert list(form.errors) == ["title"]
    again = drawn(form)
    assert "Van de ander." in again
    assert "Eerste regel." not in again
    marks = re.search(r'name="seen" value="([^"]+)"', again)[1]
    typed = page(STOOD, title="Mijn titel", text="Van de ander.", seen=marks)
    decided = Facts(typed, stored=standing(now))
    assert decided.is_valid(), decided.errors
    assert (decided.cleaned_data["title"], decided.cleaned_data["text"]) == ("Mijn titel", "Van de ander.")


def test_both_wrote_the_same_is_no_matter():
    form = Facts(page(STOOD, title="Wonen en zorg"), stored=standing(STOOD | {"title": "Wonen en zorg"}))
    assert form.is_valid(), form.errors


def test_rules_over_more_fields_hold_for_what_is_stored_in_the_end():
    form = Facts(page(STOOD, tick=None), stored=standing(STOOD | {"kind": "b"}))
    assert form.errors == {"tick": ["Soort B vraagt een vinkje."]}, "soort B is of somebody else, the tick of ours"


@pytest.mark.parametrize("seen", [None, "", "  ", "title", "title:", ":", "x:y title:zz", "\x00", "title:" * 5000])
def test_marks_that_are_missing_or_not_ours_are_no_error_of_the_server(seen):
    form = Facts(page(STOOD, title="Mijn titel", seen=seen), stored=standing(STOOD | {"text": "Van de ander."}))
    form.is_valid()
    assert set(form.errors) <= {"title", "text"}


def test_a_form_for_something_new_carries_no_marks():
    assert 'name="seen"' not in drawn(Facts(initial={"day": date(2027, 1, 1)}))
    form = Facts(page(STOOD), initial={"title": "Anders"})
    assert form.is_valid(), form.errors


def test_what_the_other_wrote_is_text_and_not_markup():
    form = Facts(page(STOOD, title="Mijn titel"), stored=standing(STOOD | {"title": "<b>{{ x }}</b> %(now)s {now}"}))
    assert not form.is_valid()
    again = drawn(form)
    assert "&lt;b&gt;{{ x }}&lt;/b&gt; %(now)s {now}" in again
    assert "<b>" not in again
