"""The way of a resident in a real browser: axe on every page, no script, and everything that goes wrong on the way.

Whatever happens there is one submission, and nothing that was typed is lost.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.services import axe
from tests.services.portal import Portal

# A browser and real processes; production has this database.
pytestmark = pytest.mark.postgresql
CHANGE = re.compile("Wijzig ?: Wat kan er beter")
FORMS = """
import json
from datetime import timedelta
from samenkracht.core import clock
from tests.factories.participation import ONE_STEP, make_form
from tests.factories.projects import ProjectFactory
now = clock.now()
project = ProjectFactory(slug="in-de-browser", number=4711, title="Hulp in huis", is_public=True)
never = {"opens_at": None, "closes_at": None, "project": project}
print(json.dumps({
    "steps": make_form(title="Uw ervaring", **never).slug,
    "one": make_form(title="Eén bladzijde", definition=ONE_STEP, **never).slug,
    "closing": make_form(title="Bijna dicht", **never).slug,
    "planned": make_form(title="Nog niet open", **never | {"opens_at": now + timedelta(days=9)}).slug,
}))
"""


class Place:
    """The portal of these tests: its forms, and its rows as somebody outside the portal sees them."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.forms: dict[str, str] = json.loads(portal.python(FORMS))

    def rows(self, sql: str, *values: Any) -> list[Any]:
        url = self.portal.database_url
        if url.startswith("sqlite:///"):
            with sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20) as database:
                return database.execute(sql.replace("%s", "?"), values).fetchall()
        with psycopg.connect(url) as server:
            found = server.execute(sql.encode(), values)
            return found.fetchall() if found.description else []

    def sent(self, words: str) -> list[dict[str, Any]]:
        """The answers of all submissions in which these words stand."""
        found = self.rows("SELECT CAST(answers AS text) FROM participation_submission")
        return [json.loads(text)["a"] for (text,) in found if words in text]

    def fill(self, name: str = "steps") -> str:
        return f"/formulieren/{self.forms[name]}/invullen/"


@pytest.fixture(scope="module")
def place(live_portal_session: Portal) -> Place:
    return Place(live_portal_session)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def first_step(page: Page, words: str) -> None:
    page.get_by_label("Mijn familie").check()
    page.get_by_label("Wat kan er beter?").fill(words)


def to_second(page: Page, place: Place, words: str) -> None:
    page.goto(place.fill())
    first_step(page, words)
    press(page, "Volgende stap")
    expect(page.get_by_role("heading", level=1)).to_have_text("Over u")


def to_overview(page: Page, place: Place, words: str) -> None:
    to_second(page, place, words)
    page.get_by_label("Hilversum").check()
    press(page, "Naar uw antwoorden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kloppen uw antwoorden?")


def send(page: Page) -> str:
    """Send from the overview; gives the code."""
    press(page, "Verstuur mijn antwoorden")
    return code_of(page)


def code_of(page: Page) -> str:
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel. Wij hebben uw antwoorden.")
    code = page.locator(".code").inner_text()
    assert re.fullmatch("([2-9A-HJKMNP-Z]{4}-){4}[2-9A-HJKMNP-Z]{4}", code)
    return code


def assert_sent_once(place: Place, words: str, municipality: str = "0402") -> None:
    assert place.sent(words) == [{"hulp1": {"option": "familie"}, "beter1": words, "plaats1": municipality}]


def no_script(chromium: Browser, portal: Portal) -> BrowserContext:
    return chromium.new_context(locale="nl-NL", base_url=portal.address, java_script_enabled=False)


def test_the_whole_way_works_without_script_and_by_keyboard(chromium: Browser, place: Place) -> None:
    context = no_script(chromium, place.portal)
    page = context.new_page()
    page.goto(f"/formulieren/{place.forms['steps']}/")
    page.get_by_role("link", name="Begin met de vragenlijst").click()
    press(page, "Volgende stap")
    assert page.title().startswith("Fout:")
    page.get_by_role("link", name="Kies bij “Wie helpt u nu?” een antwoord.").click()
    page.keyboard.press("Space")
    expect(page.get_by_label("De thuiszorg")).to_be_checked()
    first_step(page, "Zonder script.")
    press(page, "Volgende stap")
    # Enter in a line of text is "next", never "back".
    page.get_by_label("Uw postcode").fill("1211")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_label("Hilversum")).to_be_checked()
    assert "wij denken Hilversum" in page.locator(".error-summary").inner_text()
    assert place.sent("Zonder script.") == []
    press(page, "Naar uw antwoorden")
    with page.expect_navigation():
        page.get_by_role("button", name=CHANGE).click()
    assert page.url.endswith("#id_q-beter1")
    page.get_by_label("Wat kan er beter?").fill("Toch zonder script.")
    press(page, "Naar uw antwoorden")
    code = send(page)
    page.get_by_role("link", name="Pagina om te printen").click()
    assert page.locator(".code").inner_text() == code
    assert_sent_once(place, "Toch zonder script.")
    context.close()


def test_going_back_in_the_form_keeps_what_was_typed(page: Page, place: Place) -> None:
    to_second(page, place, "Heen en terug.")
    page.get_by_label("Huizen").check()
    press(page, "Terug naar stap 1")
    expect(page.get_by_label("Wat kan er beter?")).to_have_value("Heen en terug.")
    press(page, "Volgende stap")
    expect(page.get_by_label("Huizen")).to_be_checked()


@pytest.mark.parametrize("times", [2, 3])
def test_a_double_click_on_send_is_one_submission_with_one_code(page: Page, place: Place, times: int) -> None:
    words = f"Klikt {times} keer."
    to_overview(page, place, words)
    page.get_by_role("button", name="Verstuur mijn antwoorden").click(click_count=times, delay=1)
    code_of(page)
    assert_sent_once(place, words)


def test_a_double_click_on_a_form_of_one_page_is_one_submission(page: Page, place: Place) -> None:
    page.goto(place.fill("one"))
    first_step(page, "Dubbel op een bladzijde.")
    page.get_by_label("Hilversum").check()
    page.get_by_role("button", name="Versturen").click(click_count=3, delay=1)
    code_of(page)
    assert_sent_once(place, "Dubbel op een bladzijde.")


def test_reloading_every_page_changes_nothing(page: Page, place: Place) -> None:
    page.goto(place.fill())
    page.get_by_label("Wat kan er beter?").fill("Ververst alles.")
    press(page, "Volgende stap")
    page.reload()  # the page with what is wrong
    expect(page.get_by_label("Wat kan er beter?")).to_have_value("Ververst alles.")
    page.get_by_label("Mijn familie").check()
    press(page, "Volgende stap")
    page.reload()  # the second step, made by a post
    page.get_by_label("Hilversum").check()
    press(page, "Naar uw antwoorden")
    page.reload()  # the overview
    expect(page.get_by_text("Ververst alles.")).to_be_visible()
    code = send(page)
    page.reload()  # the receipt
    assert code_of(page) == code
    assert_sent_once(place, "Ververst alles.")


def test_back_after_sending_and_sending_again_gives_the_same_code(page: Page, place: Place) -> None:
    to_overview(page, place, "Terug en nog eens.")
    overview = page.content()
    code = send(page)
    # A browser that kept the page in spite of no-store: the very same page is sent once more.
    page.route("**/invullen/", lambda route: route.fulfill(body=overview, content_type="text/html; charset=utf-8"))
    page.goto(place.fill())
    page.unroute("**/invullen/")
    assert send(page) == code
    assert_sent_once(place, "Terug en nog eens.")


def test_the_back_button_after_sending_never_shows_answers_to_the_next_person(page: Page, place: Place) -> None:
    to_overview(page, place, "Van de eerste persoon.")
    send(page)
    page.get_by_role("link", name="Vul nog een keer in, voor iemand anders").click()
    assert "Van de eerste persoon." not in page.content()
    for _step in range(5):
        with suppress(Error):  # a page that came from a post is not fetched again by itself: the browser says so
            page.go_back()
        page.wait_for_timeout(250)
        assert "Van de eerste persoon." not in page.locator("html").inner_text()
    assert_sent_once(place, "Van de eerste persoon.")


def test_two_windows_of_one_form_that_is_filled_in_send_once(page: Page, place: Place) -> None:
    to_second(page, place, "In twee vensters.")
    page.get_by_label("Hilversum").check()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Naar uw antwoorden").click(modifiers=["Control"])
    other = opened.value
    press(page, "Naar uw antwoorden")
    first, second = send(other), send(page)
    assert first == second
    assert_sent_once(place, "In twee vensters.")


def test_answers_changed_in_another_window_after_sending_are_told_not_to_be_kept(page: Page, place: Place) -> None:
    to_overview(page, place, "Het eerste venster.")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name=CHANGE).click(modifiers=["Control"])
    other = opened.value
    code = send(page)
    other.get_by_label("Wat kan er beter?").fill("Het tweede venster.")
    press(other, "Naar uw antwoorden")
    expect(other.get_by_role("heading", level=1)).to_have_text("Wij hadden uw antwoorden al")
    expect(other.get_by_text("Het tweede venster.")).to_be_visible()
    other.get_by_role("link", name="Bekijk uw code").click()
    assert code_of(other) == code
    assert_sent_once(place, "Het eerste venster.")
    assert place.sent("Het tweede venster.") == []


def test_cookies_deleted_on_the_way_cost_one_more_click_and_nothing_else(page: Page, place: Place) -> None:
    page.goto(place.fill())
    first_step(page, "Koekjes weg.")
    page.get_by_label("Uw antwoord bij").fill("")
    page.context.clear_cookies()
    press(page, "Volgende stap")
    expect(page.get_by_text("De pagina was verlopen.")).to_be_visible()
    expect(page.get_by_label("Mijn familie")).to_be_checked()
    expect(page.get_by_label("Wat kan er beter?")).to_have_value("Koekjes weg.")
    press(page, "Volgende stap")
    page.get_by_label("Hilversum").check()
    page.context.clear_cookies()
    press(page, "Naar uw antwoorden")
    expect(page.get_by_label("Hilversum")).to_be_checked()
    press(page, "Naar uw antwoorden")
    page.context.clear_cookies()
    press(page, "Verstuur mijn antwoorden")
    expect(page.get_by_text("De pagina was verlopen.")).to_be_visible()
    assert place.sent("Koekjes weg.") == []
    send(page)
    assert_sent_once(place, "Koekjes weg.")


@pytest.fixture
def rotate(place: Place) -> Iterator[Any]:
    """Restarts the web with another SECRET_KEY, without the old one to fall back on."""
    portal, before = place.portal, place.portal.env["SECRET_KEY"]

    def restart(secret: str) -> None:
        portal.kill_web()
        portal.env["SECRET_KEY"] = secret
        portal.start_web()

    yield restart
    restart(before)


def test_a_secret_rotated_on_the_way_loses_nothing(page: Page, place: Place, rotate: Any) -> None:
    to_second(page, place, "Een ander geheim.")
    rotate("rotated-" + "x" * 60)
    page.get_by_label("Hilversum").check()
    press(page, "Naar uw antwoorden")
    rotate("rotated-again-" + "y" * 60)
    expect(page.get_by_text("Een ander geheim.")).to_be_visible()
    send(page)
    assert_sent_once(place, "Een ander geheim.")


def test_a_draft_that_is_lost_costs_nothing_on_the_page_in_view(page: Page, place: Place) -> None:
    to_second(page, place, "Concept kwijt.")
    place.rows("DELETE FROM participation_draft")
    page.get_by_label("Hilversum").check()
    press(page, "Naar uw antwoorden")
    expect(page.get_by_text("Uw eerdere antwoorden zijn er niet meer.")).to_be_visible()
    expect(page.get_by_label("Hilversum")).to_be_checked()
    press(page, "Naar uw antwoorden")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hoe gaat het nu?")
    first_step(page, "Concept kwijt.")
    press(page, "Naar uw antwoorden")
    place.rows("DELETE FROM participation_draft")
    send(page)
    assert_sent_once(place, "Concept kwijt.")


def test_nothing_is_left_in_the_browser(page: Page, place: Place) -> None:
    to_overview(page, place, "Niets achterlaten.")
    send(page)
    left = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,"
        " 'caches' in window ? (await caches.keys()).length : 0, document.cookie]"
    )
    assert left == [0, 0, 0, 0, ""]
    cookies = {cookie["name"]: (cookie["httpOnly"], cookie["sameSite"]) for cookie in page.context.cookies()}
    assert set(cookies.values()) == {(True, "Lax")}


# --- axe, every page and state ----------------------------------------------------------------------------------------


def judge(page: Page, state: str) -> list[str]:
    """What axe finds wrong in this state, at both widths and in light and dark; and whether it fits 320 px."""
    found = []
    # Dark changes nothing but colours.
    for width, scheme, rules in (
        (360, "light", axe.RULES),
        (1280, "light", axe.RULES),
        (360, "dark", axe.COLOURS),
        (1280, "dark", axe.COLOURS),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        found += [f"{state} {width} {scheme}: {one}" for one in axe.violations(page, rules)]
    page.set_viewport_size({"width": 320, "height": 700})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > 320:
        found.append(f"{state}: {wide} px wide on a screen of 320 px")
    return found


def test_axe_finds_nothing_on_the_way_from_start_to_receipt(page: Page, place: Place) -> None:
    found = []
    page.goto(f"/formulieren/{place.forms['steps']}/")
    found += judge(page, "start")
    page.goto(place.fill())
    found += judge(page, "first step")
    press(page, "Volgende stap")
    found += judge(page, "first step with errors")
    first_step(page, "Wordt beoordeeld.")
    press(page, "Volgende stap")
    page.get_by_label("Uw postcode").fill("1211")
    press(page, "Naar uw antwoorden")
    found += judge(page, "a municipality to confirm")
    page.context.clear_cookies()
    press(page, "Naar uw antwoorden")
    found += judge(page, "an expired page")
    press(page, "Naar uw antwoorden")
    found += judge(page, "overview")
    page.context.clear_cookies()
    press(page, "Verstuur mijn antwoorden")
    found += judge(page, "an expired overview")
    send(page)
    found += judge(page, "receipt")
    page.goto(f"/formulieren/{place.forms['steps']}/ontvangen/?afdruk")
    found += judge(page, "receipt to print")
    assert found == []


def test_axe_finds_nothing_on_pages_that_say_no(page: Page, place: Place) -> None:
    found = []
    for path in ("", "invullen/"):
        page.goto(f"/formulieren/{place.forms['planned']}/{path}")
        found += judge(page, f"planned {path}")
    page.goto(f"/formulieren/{place.forms['steps']}/ontvangen/")
    found += judge(page, "receipt without code")
    page.goto(place.fill("one"))
    sheet = page.content()
    for words in ("Eerst dit.", "Toen dat."):
        page.route("**/invullen/", lambda route: route.fulfill(body=sheet, content_type="text/html; charset=utf-8"))
        page.goto(place.fill("one"))
        page.unroute("**/invullen/")
        first_step(page, words)
        page.get_by_label("Hilversum").check()
        press(page, "Versturen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wij hadden uw antwoorden al")
    found += judge(page, "conflict")
    page.goto(place.fill("closing"))
    first_step(page, "Te laat.")
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    place.rows("UPDATE participation_form SET closes_at = %s WHERE slug = %s", str(long_ago), place.forms["closing"])
    page.wait_for_timeout(1_100)
    press(page, "Volgende stap")
    expect(page.get_by_text("Te laat.")).to_be_visible()
    found += judge(page, "too late, with answers to copy")
    page.goto(f"/formulieren/{place.forms['closing']}/")
    found += judge(page, "start of a closed form")
    assert found == []


def test_the_receipt_to_print_is_one_sheet_of_a4(page: Page, place: Place) -> None:
    to_overview(page, place, "Op papier.")
    code = send(page)
    for path in ("", "?afdruk"):
        page.goto(f"/formulieren/{place.forms['steps']}/ontvangen/{path}")
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, path
    assert code
