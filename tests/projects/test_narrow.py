"""Tables of the workplace on a narrow screen, with what opens opened, and on paper."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects.municipalities.queries import present_areas
from samenkracht.core.values.dates import KnownDate
from tests.factories.accounts import InvitationFactory
from tests.factories.projects import GoalFactory, GoalValueFactory, HelpNumberFactory, ProjectFactory
from tests.services.offline import served

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db]

VISIBLE = "all => all.filter(one => one.getClientRects().length).map(one => one.textContent.trim())"


def widest(chromium, response, width):
    """How wide the page is with everything open, without and with JavaScript."""
    html = re.sub(r"<details(?! open)", "<details open", response.content.decode())
    response.content = html.encode()
    found = []
    with served({"/": response}) as site:
        for javascript in (False, True):
            context = chromium.new_context(
                locale="nl-NL", viewport={"width": width, "height": 700}, java_script_enabled=javascript
            )
            page = context.new_page()
            page.goto(f"{site}/")
            assert page.locator("table").first.is_visible()
            found.append(page.evaluate("document.scrollingElement.scrollWidth"))
            context.close()
    return max(found)


def preview(client, text):
    sent = {"table": SimpleUploadedFile("postcodes.csv", text.encode())}
    return client.post(reverse("postcode_upload"), sent, follow=True)


@pytest.mark.parametrize("width", [320, 360])
def test_the_look_at_a_new_table_of_postcodes_fits(chromium, client, cast, width):
    client.force_login(cast.administrator)
    rows = [*present_areas(), ("1213", "1942"), ("1213", "0406"), ("1201", "1942"), ("1298", "0402")]
    text = "postcode;gemeente\n" + "".join(f"{pc4};{code}\n" for pc4, code in rows if pc4 != "1231")

    assert widest(chromium, preview(client, text), width) <= width


def test_lines_that_cannot_be_read_fit_however_long_their_words(chromium, client, cast):
    client.force_login(cast.administrator)

    assert widest(chromium, preview(client, f"postcode;gemeente\n{'x' * 500};0402\n"), 320) <= 320


@pytest.mark.parametrize("width", [320, 360])
def test_what_was_measured_of_a_goal_fits(chromium, client, cast, width):
    project = ProjectFactory(slug="plassen")
    goal = GoalFactory(project=project, unit="procent van de inwoners")
    for day, source in ("2025", "Gezondheidsmonitor volwassenen en ouderen"), ("2026", ""):
        GoalValueFactory(goal=goal, measured_on=KnownDate(day), source=source)
    client.force_login(cast.coordinator)

    assert widest(chromium, client.get(reverse("goal_list", args=["plassen"])), width) <= width


@pytest.mark.parametrize("route", ["region_page", "municipality_list", "users"])
def test_what_one_can_do_with_a_row_is_left_out_on_paper(chromium, client, cast, route):
    HelpNumberFactory(name="Wijkteam")
    HelpNumberFactory(name="Meldpunt", position=2)
    InvitationFactory()
    client.force_login(cast.administrator)
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    deeds = "main .tools a, main .tools button, main .row-list a, main .table a, main .table button, main .nl-button"
    with served({"/": client.get(reverse(route))}) as site:
        page.goto(f"{site}/")
        on_screen = page.locator(deeds).evaluate_all(VISIBLE)
        page.emulate_media(media="print")

        assert on_screen
        assert page.locator(deeds).evaluate_all(VISIBLE) == []
    context.close()
