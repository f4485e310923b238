"""The municipalities as the administrator sees and changes them."""

import html
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from projects.models import Municipality
from samenkracht.core.values.periods import midnight
from tests.factories.participation import make_form
from tests.factories.projects import HelpNumberFactory, MunicipalityFactory, PlanLineFactory, ProjectFactory

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

NEW_YEAR = date(2027, 1, 1)


def words(response):
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def one(name):
    return Municipality.objects.get(name=name)


@pytest.fixture
def as_administrator(client, cast):
    client.force_login(cast.administrator)
    return client


def filled(municipality, **more):
    facts = {
        "name": municipality.name,
        "code": municipality.code,
        "province": municipality.province,
        "membership": municipality.membership,
        "valid_from": f"{municipality.valid_from:%d-%m-%Y}" if municipality.valid_from else "",
    }
    return facts | more


def test_the_list_tells_those_of_now_those_to_come_and_those_of_before(as_administrator):
    Municipality.objects.filter(name="Wijdemeren").update(valid_until="2020-01-01", successor=one("Hilversum"))
    MunicipalityFactory(name="Bussum", valid_from=date(2090, 1, 1))

    page = words(as_administrator.get(reverse("municipality_list")))

    assert "Wijdemeren 1696 · Noord-Holland Voorbij Lid (volledig) 1 januari 2002 1 januari 2020 Hilversum 10" in page
    assert "Eemnes 0317 · Utrecht Geldt nu Deelnemer (gedeeltelijk) 1 januari 2016 – – 1" in page
    assert page.index("Laren") < page.index("Bussum") < page.index("Wijdemeren 1696")
    assert "Bij de installatie geladen, stand van 1 november 2026." in page
    assert "Gemeenschappelijke Regeling" in page


def test_whoever_only_reads_gets_no_tools(client, cast):
    client.force_login(cast.privacy_officer)

    page = client.get(reverse("municipality_list"))

    assert page.status_code == 200
    assert reverse("municipality_add") not in page.content.decode()
    assert "Laat opgaan" not in words(page)


def test_the_list_costs_the_same_however_long(client, cast, django_assert_max_num_queries):
    for _ in range(12):
        MunicipalityFactory.create()
    client.force_login(cast.director)

    with django_assert_max_num_queries(3):
        client.get(reverse("municipality_list"))


def test_a_municipality_is_added_as_people_type_it(as_administrator):
    sent = {
        "name": " 's-Graveland ", "code": "381", "province": "Noord-Holland", "membership": "partial",
        "valid_from": "1/1/2027", "valid_until": "1.1.2030",
    }  # fmt: skip
    answer = as_administrator.post(reverse("municipality_add"), sent, follow=True)

    assert "De gemeente staat in de lijst." in words(answer)
    added = one("'s-Graveland")
    assert (added.code, added.valid_from, added.valid_until) == ("0381", NEW_YEAR, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": "0402"}, "Deze code heeft een andere gemeente al."),
        ({"code": "04O2"}, "Schrijf de code als vier cijfers, zoals 0402."),
        ({"code": "٠٤٠٢"}, "Schrijf de code als vier cijfers, zoals 0402."),
        ({"name": "<b>Wijde</b>"}, "Schrijf de naam met letters."),
        ({"name": "Hilversum"}, "Een andere gemeente heeft in dezelfde tijd deze naam al."),
        ({"valid_until": "31-02-2027"}, "Schrijf een dag als 1-7-2026."),
        ({"valid_until": "1-1-2727"}, "Kies een jaar tussen 2000 en 2100."),
        ({"valid_until": "1-1-2001"}, "De gemeente eindigt voordat zij begint."),
        (
            {"valid_until": "1-1-2016"},
            "1 januari 2016 is meer dan een jaar geleden, en inwoners kiezen Wijdemeren nu nog. Kies een latere dag.",
        ),
        ({"successor": "HILVERSUM"}, "Vul in wanneer de gemeente eindigt."),
        ({"province": "Brabant"}, "Selecteer een geldige keuze. Brabant is geen beschikbare keuze."),
    ],
)
def test_wrong_input_is_told_at_its_field_and_nothing_is_lost(as_administrator, wrong, told):
    wijdemeren = one("Wijdemeren")
    if wrong.get("successor"):
        wrong = {"successor": one("Hilversum").pk}
    sent = filled(wijdemeren, **wrong)

    answer = as_administrator.post(reverse("municipality_change", args=[wijdemeren.pk]), sent)

    assert answer.status_code == 422
    field = next(iter(wrong))
    if field == "successor":
        field = "valid_until"
    assert any(told in str(error) for error in answer.context["form"].errors[field])
    assert one("Wijdemeren").valid_until is None


def test_two_administrators_do_not_undo_each_other(as_administrator):
    wijdemeren = one("Wijdemeren")
    place = reverse("municipality_change", args=[wijdemeren.pk])
    seen = re.search(r'name="seen" value="([^"]*)"', as_administrator.get(place).content.decode())[1]
    Municipality.objects.filter(pk=wijdemeren.pk).update(name="Wijde Meren")

    sent = filled(wijdemeren, valid_until="1-1-2027", seen=seen)
    shown = as_administrator.post(place, sent)
    as_administrator.post(place, sent | {"seen_for": shown.context["seen_for"]})

    changed = Municipality.objects.get(pk=wijdemeren.pk)
    assert (changed.name, changed.valid_until) == ("Wijde Meren", NEW_YEAR)


def test_going_up_in_another_one_shows_first_what_is_concerned(as_administrator, portal_clock):
    portal_clock.at = midnight(date(2026, 12, 1))
    wijdemeren, hilversum = one("Wijdemeren"), one("Hilversum")
    for state in ("running", "completed"):
        ProjectFactory(state=state).municipalities.add(wijdemeren)
    running = make_form(project=ProjectFactory(is_public=True), opens_at=None, closes_at=None)
    assert running.published_version
    # Closes at the very moment on which the municipality ends: residents fill it in no more.
    make_form(project=ProjectFactory(is_public=True), opens_at=None, closes_at=midnight(NEW_YEAR))
    place = reverse("municipality_merge", args=[wijdemeren.pk])
    sent = {"valid_until": "1-1-2027", "successor": hilversum.pk}

    first = as_administrator.post(place, sent)

    page = words(first)
    assert "Wat verandert er als Wijdemeren op 1 januari 2027 opgaat in Hilversum?" in page
    assert "31 december 2026 is de laatste dag waarop inwoners Wijdemeren kunnen kiezen." in page
    assert "10 postcodes van deze gemeente horen daarna bij Hilversum." in page
    assert "Bij 4 daarvan stellen wij Hilversum nu ook al voor." in page
    assert "2 projecten noemen Wijdemeren en blijven dat doen. 1 daarvan loopt nog, ligt stil of begint nog." in page
    assert "1 vragenlijst die om de gemeente vraagt, staat dan open." in page
    assert one("Wijdemeren").valid_until is None

    seen_for = first.context["seen_for"]
    other = as_administrator.post(place, sent | {"valid_until": "1-2-2027", "seen_for": seen_for})
    assert "op 1 februari 2027 opgaat" in words(other)
    assert one("Wijdemeren").valid_until is None

    done = as_administrator.post(place, sent | {"seen_for": seen_for}, follow=True)
    assert "Bewaard: Wijdemeren gaat op in Hilversum." in words(done)
    assert (one("Wijdemeren").valid_until, one("Wijdemeren").successor) == (NEW_YEAR, hilversum)


def merge_of_wijdemeren(client, day="1-1-2027"):
    place = reverse("municipality_merge", args=[one("Wijdemeren").pk])
    return client.post(place, {"valid_until": day, "successor": one("Hilversum").pk})


def test_a_day_that_has_been_is_told_to_hold_at_once(as_administrator, portal_clock):
    portal_clock.at = midnight(NEW_YEAR + timedelta(days=4))

    page = words(merge_of_wijdemeren(as_administrator))

    assert "Deze dag is er al. De verandering geldt meteen." in page
    assert "laatste dag waarop inwoners" not in page
    assert "Inwoners kunnen Wijdemeren kiezen tot u dit bewaart. Daarna niet meer." in page
    assert "Antwoorden die er al zijn, blijven bij Wijdemeren staan. Ook die van 1 januari 2027 en later." in page


def test_what_ended_already_is_not_said_to_be_chosen_until_now(as_administrator, portal_clock):
    portal_clock.at = midnight(date(2027, 3, 1))
    Municipality.objects.filter(name="Wijdemeren").update(valid_until=NEW_YEAR, successor=one("Laren"))

    assert "Inwoners kunnen Wijdemeren nu al niet meer kiezen." in words(merge_of_wijdemeren(as_administrator))


def test_a_merger_is_refused_on_a_day_that_is_long_ago_and_taken_when_it_was_heard_of_late(
    as_administrator, portal_clock
):
    portal_clock.at = midnight(NEW_YEAR)

    for day, told in (
        ("1-1-2001", "De gemeente eindigt voordat zij begint."),
        ("1-1-2016", "meer dan een jaar geleden"),
    ):
        answer = merge_of_wijdemeren(as_administrator, day)
        assert answer.status_code == 422
        assert told in words(answer)
    assert merge_of_wijdemeren(as_administrator, "1-2-2026").status_code == 200


def test_help_numbers_that_residents_lose_by_a_merger_are_named(as_administrator):
    HelpNumberFactory(municipality=one("Wijdemeren"), name="Wijkteam Wijdemeren", number="(035) 655 95 95")
    HelpNumberFactory(municipality=one("Wijdemeren"), name="Gaat eerder weg", valid_until=date(2026, 12, 31))
    HelpNumberFactory(municipality=one("Hilversum"), name="Wijkteam Hilversum")

    page = words(merge_of_wijdemeren(as_administrator))

    assert "Inwoners zien daarna dit hulpnummer van Wijdemeren niet meer: Wijkteam Wijdemeren: (035) 655 95 95" in page
    assert "Gaat eerder weg" not in page
    assert "Wijkteam Hilversum" not in page


def test_plans_of_a_municipality_that_ends_are_named_by_their_project_to_who_may_know(as_administrator):
    shown = ProjectFactory(state="running", is_public=True, title="Drukte rond de plassen", slug="plassen")
    hidden = ProjectFactory(state="running", title="Nog niet openbaar", slug="nog-niet")
    for project in (shown, hidden):
        project.municipalities.add(one("Wijdemeren"))
        PlanLineFactory(project=project)

    answer = merge_of_wijdemeren(as_administrator)

    told = (
        "Bij 2 lopende projecten hoort een participatieplan. De coördinator kijkt of die plannen nog kloppen. "
        "Drukte rond de plassen 1 project dat niet openbaar is"
    )
    assert told in words(answer)
    assert "Nog niet openbaar" not in words(answer)
    page = answer.content.decode()
    assert f'href="{reverse("public_project", kwargs={"slug": "plassen"})}"' in page
    assert shown.get_absolute_url() not in page


def test_an_end_or_a_successor_is_shown_with_what_it_means_before_the_form_stores_it(as_administrator):
    wijdemeren, hilversum = one("Wijdemeren"), one("Hilversum")
    place = reverse("municipality_change", args=[wijdemeren.pk])
    ends = filled(wijdemeren, valid_until="1-1-2027")
    merges = ends | {"successor": hilversum.pk}

    alone = as_administrator.post(place, ends)
    assert "Wat verandert er als Wijdemeren op 1 januari 2027 eindigt, zonder opvolger?" in words(alone)
    shown = as_administrator.post(place, merges | {"seen_for": alone.context["seen_for"]})
    assert "Wat verandert er als Wijdemeren op 1 januari 2027 opgaat in Hilversum?" in words(shown)
    # What is asked stands before the form that was filled in, not a screen below it.
    assert shown.content.index(b'id="gevolgen"') < shown.content.index(b'name="valid_until"')
    assert one("Wijdemeren").valid_until is None

    as_administrator.post(place, merges | {"seen_for": shown.context["seen_for"]})
    assert (one("Wijdemeren").valid_until, one("Wijdemeren").successor) == (NEW_YEAR, hilversum)

    renamed = as_administrator.post(place, merges | {"name": "Wijde Meren"})
    assert renamed.status_code == 302
    assert one("Wijde Meren").valid_until == NEW_YEAR


def test_a_merger_is_taken_back_as_the_list_tells(as_administrator, portal_clock):
    portal_clock.at = midnight(NEW_YEAR + timedelta(days=4))
    Municipality.objects.filter(name="Wijdemeren").update(valid_until=NEW_YEAR, successor=one("Hilversum"))
    told = "Kies “Wijzig” en maak “Geldig tot” en “Opvolger” leeg."
    assert told in words(as_administrator.get(reverse("municipality_list")))
    place = reverse("municipality_change", args=[one("Wijdemeren").pk])

    shown = as_administrator.post(place, filled(one("Wijdemeren")))
    page = words(shown)
    assert "Wat verandert er als Wijdemeren geen einde heeft?" in page
    assert "Zodra u dit bewaart, kunnen inwoners Wijdemeren weer kiezen." in page
    assert one("Wijdemeren").valid_until == NEW_YEAR

    as_administrator.post(place, filled(one("Wijdemeren")) | {"seen_for": shown.context["seen_for"]})
    assert (one("Wijdemeren").valid_until, one("Wijdemeren").successor) == (None, None)


def test_what_is_named_has_no_button_to_take_it_away(as_administrator):
    named = reverse("municipality_remove", args=[one("Wijdemeren").pk])
    page = as_administrator.get(named)

    assert "Deze gemeente kan niet weg: er zijn postcodes van deze gemeente. Laat haar eindigen." in words(page)
    assert "<form" not in page.content.decode().split("<main")[1]
    assert as_administrator.post(named, follow=True).status_code == 200
    assert one("Wijdemeren")


def test_what_is_named_nowhere_goes_after_a_question(as_administrator):
    place = reverse("municipality_remove", args=[MunicipalityFactory(name="Verschreven").pk])

    assert "Ja, haal de gemeente weg" in words(as_administrator.get(place))
    assert "De gemeente is weggehaald." in words(as_administrator.post(place, follow=True))
    assert not Municipality.objects.filter(name="Verschreven").exists()
