"""A step in a real browser: focus, links, targets, width, and the strict policy for content."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template import Context, Template
from django.utils import translation

from participation.formbuilder.build import step_form_class
from participation.formbuilder.schema import Definition, Step
from samenkracht.core.web.middleware import CSP
from tests.participation.formbuilder.questionnaire import CONTEXT, DEFINITION, EVERY_TYPE
from tests.services import axe

pytestmark = [pytest.mark.browser, pytest.mark.once]

STEP = Definition((Step("alles", "Hoe gaat het nu?", tuple(DEFINITION.questions())),))
EVERYTHING = Definition((Step("alles", "Hoe gaat het nu?", tuple(EVERY_TYPE.questions())),))
PAGE = Template("""{% extends "layouts/public.html" %}{% load samenkracht crispy_forms_tags %}
{% block title %}Stap{% endblock %}
{% block main %}<div class="wrap"><div class="columns columns--form"><div class="step">
{% component "error-summary" form=form %}
<h1>Hoe gaat het nu?</h1><form method="post" novalidate>{% crispy form %}<div class="actions">
<button class="nl-button nl-button--primary" type="submit"><span class="nl-button__label">Volgende stap</span></button>
</div></form></div></div></div>{% endblock %}""")
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".js": "text/javascript"}
WRONG = "q-waar-postcode=1404gz&q-reis=bus&q-reis-other=met+de+buurvrouw&q-hulp=&q-beter=" + "Lang+" * 1_000


def html_of(post=None, definition=STEP):
    form_class = step_form_class(definition, 0, context=CONTEXT)
    with translation.override("nl"):
        return PAGE.render(Context({"form": form_class(None if post is None else QueryDict(post))}))


def answer(route, html):
    path = route.request.url.split("/", 3)[3].partition("?")[0]
    if path.startswith("static/"):
        file = Path(settings.BASE_DIR) / path
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        else:
            route.fulfill(status=404)
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP})


@pytest.fixture
def open_page(chromium, database_away):
    contexts = []

    def opened(post=None, width=1280, definition=STEP):
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.reports = []
        page.on("console", lambda message: page.reports.append(message.text))
        drawn = html_of(post, definition)
        page.route("**/*", lambda route: answer(route, drawn))
        page.goto("http://samenkracht.test/formulieren/proef/invullen/")
        return page

    yield opened
    for context in contexts:
        context.close()


def focused(page):
    return page.evaluate("[document.activeElement.id, document.activeElement.className]")


def test_the_summary_has_the_focus_as_soon_as_the_page_stands(open_page):
    page = open_page(WRONG)

    page.wait_for_function("document.activeElement.className === 'error-summary'")
    assert page.title().startswith("Fout: ")


def test_a_fresh_step_leaves_the_focus_alone(open_page):
    assert focused(open_page()) == ["", ""]


def test_each_link_of_the_summary_brings_the_focus_to_its_field(open_page):
    page = open_page(WRONG)

    for link in page.locator(".error-summary a").all():
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        assert focused(page)[0] == target


def test_the_policy_for_content_is_kept(open_page):
    assert open_page(WRONG).reports == []


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("post", [None, WRONG], ids=["fresh", "wrong"])
def test_nothing_sticks_out_and_every_target_is_large_enough(open_page, post, width):
    page = open_page(post, width, EVERYTHING)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in page.locator("label.option, main button, input[type=text], textarea").all():
        size = box.bounding_box()
        assert size["height"] >= 44
        assert size["x"] + size["width"] <= width


def test_a_browser_names_each_question_its_hint_and_its_error(open_page):
    page = open_page("q-waar=GM0402")
    group = page.get_by_role("radiogroup", name="Hoe komt u bij de dagbesteding?")

    assert group.count() == 1
    assert page.get_by_role("group", name="Waar woont u?").count() == 1
    tree = group.aria_snapshot()
    assert "Met de regiotaxi" in tree
    described = page.evaluate(
        "ids => ids.split(' ').map(id => document.getElementById(id).innerText.trim()).join(' | ')",
        group.get_attribute("aria-describedby"),
    )
    assert described == "Denk aan de afgelopen maand. | Kies bij “Hoe komt u bij de dagbesteding?” een antwoord."


def test_the_choices_are_walked_by_arrow_keys(open_page):
    page = open_page()
    page.locator("#id_q-reis_0").focus()

    page.keyboard.press("ArrowDown")

    assert page.locator("#id_q-reis_1").is_checked()
    page.keyboard.press("Tab")
    assert focused(page)[0] == "id_q-reis-other"


# --- all types ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("post", [None, ""], ids=["fresh", "wrong"])
def test_axe_finds_nothing_wrong_with_any_type(open_page, post, width):
    page = open_page(post, width, EVERYTHING)

    assert axe.violations(page) == []


def test_each_link_of_the_summary_lands_on_its_question_for_every_type(open_page):
    page = open_page("", 360, EVERYTHING)
    links = page.locator(".error-summary a").all()

    assert len(links) == sum(q.required and q.kind != "explanation" for q in EVERY_TYPE.questions())
    for link in links:
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        assert focused(page)[0] == target


def test_every_type_is_answered_by_keyboard_alone(open_page):
    page = open_page(None, 1280, EVERYTHING)
    keys = page.keyboard

    page.locator("#id_q-welke_0").focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    assert [box.get_attribute("value") for box in page.locator("[name=q-welke]:checked").all()] == ["huis", "zorg"]

    page.locator("#id_q-cijfer_0").focus()
    for _step in range(7):
        keys.press("ArrowRight")
    assert page.locator("[name=q-cijfer]:checked").get_attribute("value") == "7"
    for _step in range(4):
        keys.press("ArrowDown")
    assert page.locator("[name=q-cijfer]:checked").get_attribute("value") == "unknown"
    keys.press("Tab")
    assert focused(page)[0] == "id_q-uren"
    keys.type("2,5")

    page.locator("#id_q-weet_0").focus()
    keys.press("Space")
    assert page.locator("[name=q-weet]:checked").get_attribute("value") == "yes"


def test_the_points_of_a_scale_stand_in_a_row_where_there_is_room_and_below_each_other_on_a_phone(open_page):
    for width, rows in ((1280, 1), (360, 11)):
        page = open_page(None, width, EVERYTHING)
        tops = [box.bounding_box()["y"] for box in page.locator(".scale__points").first.locator("label").all()]
        assert len(set(tops)) == rows
        assert page.get_by_role("radio", name=re.compile("^10 ?: heel goed$")).count() == 1
