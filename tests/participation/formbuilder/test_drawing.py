"""How a form is drawn: question, hint, error, field, and everything tied together for assistive technology."""

import re
from html.parser import HTMLParser

import pytest
from allauth.account.forms import LoginForm
from crispy_forms.layout import Div, Fieldset, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from participation.formbuilder.build import initial, step_form_class
from participation.formbuilder.schema import Definition, Option, Question, Step
from samenkracht.core.web.forms import StaffForm
from tests.participation.formbuilder.questionnaire import ANSWERS, CONTEXT, DEFINITION, EVERY_TYPE

WRONG = "q-waar-postcode=1404gz&q-reis=other"
FOCUSABLE = {"input", "textarea", "select"}


class Page(HTMLParser):
    """The elements of a page, in order, with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def by_id(self, wanted):
        (found,) = [(name, attrs) for name, attrs in self.elements if attrs.get("id") == wanted]
        return found


def step(index=0, post=None, **options):
    form_class = step_form_class(DEFINITION, index, context=CONTEXT)
    return form_class(None if post is None else QueryDict(post), **options)


def every(index, post=None, **options):
    form_class = step_form_class(EVERY_TYPE, index, context=CONTEXT)
    return form_class(None if post is None else QueryDict(post), **options)


class PlanForm(StaffForm):
    title = forms.CharField(label="Titel", max_length=80)
    level = forms.ChoiceField(label="Niveau", choices=[("1", "Meeweten"), ("2", "Meedenken")])
    groups = forms.MultipleChoiceField(
        label="Doelgroepen", choices=[("a", "Cliënten"), ("b", "Naasten")], widget=forms.CheckboxSelectMultiple
    )
    due = forms.DateField(label="Terugkoppeling", required=False, help_text="Bijvoorbeeld 12-02-2027")
    until = forms.SplitDateTimeField(label="Open tot", required=False)
    agreed = forms.BooleanField(label="De opdrachtgever weet ervan")
    number = forms.IntegerField(label="Aantal", required=False, widget=forms.NumberInput)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def layout(self):
        return Layout(
            Fieldset("Wat", "title", Div("level", css_class="half")),
            "groups",
            "due",
            "until",
            "agreed",
            "number",
            "key",
        )


EVERY_FORM = {
    "step, fresh": lambda: step(),
    "step, wrong": lambda: step(post=WRONG),
    "second step, wrong": lambda: step(1, ""),
    **{f"every type, fresh {index}": lambda index=index: every(index) for index in range(3)},
    **{f"every type, wrong {index}": lambda index=index: every(index, "") for index in range(3)},
    "every type, filled": lambda: every(1, initial=initial(EVERY_TYPE.steps[1], ANSWERS)),
    "staff, fresh": lambda: PlanForm(),
    "staff, wrong": lambda: PlanForm(QueryDict("")),
    "login, wrong": lambda: LoginForm(QueryDict("")),
}


@pytest.fixture(params=EVERY_FORM)
def page(request):
    return Page(render_crispy_form(EVERY_FORM[request.param]()))


def test_every_id_occurs_once_and_every_reference_lands(page):
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]

    assert len(ids) == len(set(ids))
    for _, attrs in page.elements:
        for name in ("for", "aria-describedby", "aria-labelledby"):
            assert set((attrs.get(name) or "").split()) <= set(ids)


def test_every_link_of_the_summary_lands_on_a_field_that_takes_the_focus(page):
    for link in [link for link in page.all("a") if link["href"].startswith("#")]:
        tag, attrs = page.by_id(link["href"].removeprefix("#"))
        assert tag in FOCUSABLE
        assert attrs.get("type") != "hidden"


def test_every_visible_field_has_a_label(page):
    labelled = {attrs.get("for") for attrs in page.all("label")}
    inside = 0
    for tag, attrs in page.elements:
        if tag == "input" and attrs.get("type") in ("radio", "checkbox"):
            inside += 1  # stands inside its label
        elif tag in FOCUSABLE and attrs.get("type") != "hidden" and not re.search(r"until_\d$", attrs.get("id", "")):
            assert attrs["id"] in labelled
    assert inside <= len(page.all("label"))


def test_no_browser_validation_no_style_and_no_script(page):
    for tag, attrs in page.elements:
        assert tag not in ("script", "style")
        assert not {"required", "style", "maxlength", "placeholder"} & set(attrs)
        assert not any(name.startswith("on") for name in attrs)


def test_a_fresh_step_has_no_summary_and_no_error():
    html = render_crispy_form(step())

    assert "summary" not in html
    assert "aria-invalid" not in html
    assert "question--invalid" not in html


def test_the_summary_says_the_same_sentences_as_the_fields_and_each_names_its_question():
    form = step(post="q-reis=other")
    html = render_crispy_form(form)

    above = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html)
    beside = re.findall(r'<p class="error-message">.*?<span>([^<]+)</span>', html)

    assert [target for target, _ in above] == ["id_q-waar-postcode", "id_q-reis-other"]
    assert [text for _, text in above] == beside
    assert "“Waar woont u?”" in beside[0]
    assert "“Hoe komt u bij de dagbesteding?”" in beside[1]


def test_the_summary_takes_the_focus_and_is_an_alert():
    (summary,) = [
        attrs for attrs in Page(render_crispy_form(step(post=""))).all("div") if attrs.get("class") == "error-summary"
    ]

    assert (summary["role"], summary["tabindex"], "autofocus" in summary) == ("alert", "-1", True)


def test_a_summary_that_the_page_has_shown_is_not_shown_again():
    page = Template(
        "{% load samenkracht crispy_forms_tags %}"
        "{% component 'error-summary' form=form %}<h1>Stap</h1>{% crispy form %}"
    )

    html = page.render(Context({"form": step(post="")}))

    assert html.count('class="error-summary"') == 1
    assert html.index('class="error-summary"') < html.index("<h1>")


def test_question_hint_error_and_field_come_in_that_order():
    html = render_crispy_form(step(post="q-waar=GM0402"))

    places = [
        html.index(part, html.index("<legend>Hoe komt u"))
        for part in ("<legend>Hoe komt u", "Denk aan de afgelopen maand.", 'class="error-message"', 'type="radio"')
    ]
    assert places == sorted(places)


def test_a_group_of_radios_is_a_fieldset_with_its_states():
    (_, group) = [element for element in Page(render_crispy_form(step(post=""))).elements if element[0] == "fieldset"][
        1
    ]

    assert group == {
        "class": "question question--invalid",
        "role": "radiogroup",
        "aria-required": "true",
        "aria-invalid": "true",
        "aria-describedby": "id_q-reis_helptext id_q-reis_error",
    }


def test_only_questions_that_may_be_left_open_say_so():
    html = render_crispy_form(step(1))

    assert re.findall(r"(?:<legend>|<label for=[^>]+>)([^<]+)<span class=\"muted\">\(niet verplicht\)", html) == [
        "Helpt iemand u daarbij? ",
        "Wat kan beter? ",
    ]
    assert "(niet verplicht)" not in render_crispy_form(step(0))


def test_the_suggested_municipality_comes_back_chosen_and_the_postcode_in_the_words():
    html = render_crispy_form(step(post="q-waar-postcode=1404gz&q-reis=bus"))

    assert re.findall(r'value="([^"]*)" id="[^"]*" checked', html) == ["GM1942", "bus"]
    assert "bij postcode 1404 GZ" in html
    assert 'value="1404 GZ"' not in html


def test_what_an_author_or_a_resident_types_is_always_text():
    canary = '"><img src=x onerror=alert(1)>{{ 7|add:7 }}{% load x %}'
    question = Question(
        "v", "choice", canary, hint=canary, options=(Option("a", canary), Option("b", "B")), other=canary
    )
    form_class = step_form_class(Definition((Step("s", canary, (question,)),)), 0, context=CONTEXT)
    post = QueryDict(mutable=True)
    post.update({"q-v": "b", "q-v-other": canary})

    html = render_crispy_form(form_class(post))

    assert "<img" not in html
    assert "14" not in html


def test_nothing_of_one_visitor_stays_on_the_shared_form_class():
    form_class = step_form_class(DEFINITION, 0, context=CONTEXT)
    fresh = render_crispy_form(form_class())

    render_crispy_form(form_class(QueryDict("q-waar-postcode=1404gz&q-reis=other&q-reis-other=GEHEIM")))

    assert render_crispy_form(form_class()) == fresh


def test_a_form_of_staff_names_what_is_missing():
    form = PlanForm(QueryDict("due=morgen"))

    assert [str(text) for texts in form.errors.values() for text in texts] == [
        "Vul “Titel” in.",
        "Maak een keuze bij “Niveau”.",
        "Maak een keuze bij “Doelgroepen”.",
        "Voer een geldige datum in.",
        "Zet een vinkje bij “De opdrachtgever weet ervan”.",
    ]
    assert "Terugkoppeling: Voer een geldige datum in." in render_crispy_form(form)


def test_a_box_to_tick_is_no_text_box_and_each_part_of_a_moment_is_one():
    drawn = Page(render_crispy_form(PlanForm()))

    assert "class" not in drawn.by_id("id_agreed")[1]
    assert "utrecht-textbox" in drawn.by_id("id_until_0")[1]["class"]
    assert "utrecht-textbox" in drawn.by_id("id_until_1")[1]["class"]


def test_a_form_of_staff_brings_no_form_tag_and_no_token_of_its_own():
    html = render_crispy_form(PlanForm(), context={"csrf_token": "TOKEN"})

    assert "<form" not in html
    assert "TOKEN" not in html


def test_a_form_without_a_helper_is_drawn_whole_with_its_token():
    html = render_crispy_form(LoginForm(), context={"csrf_token": "TOKEN"})

    assert re.search(r"<form[^>]*novalidate", html)
    assert "TOKEN" in html
    assert 'class="utrecht-textbox' in html


def test_the_crispy_filter_draws_fields_without_a_form_tag():
    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": LoginForm(QueryDict(""))}))

    assert "<form" not in html
    assert 'class="error-summary"' in html


# --- all types ------------------------------------------------------------------------------------------------------


def test_every_question_that_asks_something_has_its_error_and_its_link():
    for index, step_asked in enumerate(EVERY_TYPE.steps):
        html = render_crispy_form(every(index, ""))
        linked = re.findall(r'<a href="#id_q-([a-z_]+?)(?:-postcode|_0)?">', html)
        needed = [q.key for q in step_asked.questions if q.required and q.kind != "explanation"]
        assert linked == needed


def test_several_choices_come_back_ticked_with_the_words_of_other():
    html = render_crispy_form(every(1, "q-welke=huis&q-welke=other&q-welke-other=een+maatje&q-uren=veel"))

    assert re.findall(r'type="checkbox"[^>]*value="([^"]*)"[^>]* checked', html) == ["huis", "other"]
    assert 'value="een maatje"' in html
    assert "U kunt meer dan één antwoord kiezen." in html


def test_a_scale_says_the_words_of_an_end_with_its_point():
    drawn = Page(render_crispy_form(every(1)))
    html = render_crispy_form(every(1))

    assert [attrs["value"] for attrs in drawn.all("input") if attrs["name"] == "q-cijfer"] == [
        *map(str, range(11)),
        "unknown",
    ]
    assert '<span>0<span class="scale__words">: heel slecht</span></span>' in html
    assert '<span>10<span class="scale__words">: heel goed</span></span>' in html
    assert "<span>Weet ik niet</span>" in html


def test_a_number_is_drawn_back_as_typed_with_a_keyboard_for_figures_only_where_no_minus_is_needed():
    drawn = Page(render_crispy_form(every(1, "q-uren=veel")))

    assert drawn.by_id("id_q-uren")[1]["value"] == "veel"
    assert drawn.by_id("id_q-uren")[1]["inputmode"] == "decimal"
    assert "inputmode" not in Page(render_crispy_form(every(0))).by_id("id_q-kinderen")[1]


def test_an_explanation_is_a_heading_with_paragraphs_and_no_field():
    html = render_crispy_form(every(1))

    assert "<h2>Nu over de hulp</h2><p>De vragen hierna gaan over hulp van de gemeente.</p>" in html
    assert "<p>Niet van de dokter.</p>" in html
    assert "q-uitleg" not in html
