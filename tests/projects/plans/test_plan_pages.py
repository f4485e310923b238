"""The pages of a whole plan, as a browser asks for them."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse

from projects.enums import PlanMove, PlanStatus
from projects.models import ParticipationPlan, PlanLine, PlanVersion
from projects.plans.content.plan import TEXT_WORDS
from projects.plans.services import decisions as plan_decisions
from projects.plans.services import plans
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from tests.factories.projects import MeetingFactory, PlanLineFactory, PlanVersionFactory, ProjectFactory
from tests.moments import NOW

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

WHOLE = {
    "input": "Wat helpt thuis",
    "from_whom": "Mensen met hulp",
    "purpose": "Betere afspraken",
    "method": "Een gesprek",
    "use": "In het bestek",
    "feedback_due": "februari 2027",
    "level": "advise",
    "level_reason": "Zij weten het best wat werkt",
    "target_number": "60",
    "measures": "Een tolk",
    "phase": "development",
    "period_start": "november 2026",
    "period_end": "18-12-2026",
    "owner": "projectleider",
    "experts": "co_direct",
    "feedback_given": "",
}


@pytest.fixture
def project(project, cast):
    project.commissioner = cast.commissioner
    project.save()
    return project


@pytest.fixture
def line(project):
    return PlanLineFactory(project=project, input="Wat helpt thuis", feedback_due=KnownDate("2027-02"))


@pytest.fixture
def go(client, cast, project):
    """Ask for a page of the plan as somebody; with ``data`` it is sent."""

    def ask(part, name, *arguments, data=None, query=""):
        client.force_login(cast.users[part])
        place = reverse(name, args=[project.slug, *arguments]) + query
        return client.get(place) if data is None else client.post(place, data)

    return ask


def status(project):
    return ParticipationPlan.objects.get(project=project).status


def words(response):
    return html.unescape(response.content.decode())


def told(response):
    return [str(message) for message in response.wsgi_request._messages]


# --- writing


def test_all_that_a_line_tells_is_stored_and_shown_again(go, project):
    assert go("leader", "line_add", data=WHOLE).status_code == 302
    line = PlanLine.objects.get()

    page = go("leader", "line_change", line.key)

    shown = {name: str(page.context["form"][name].value() or "") for name in WHOLE}
    assert shown == WHOLE | {"period_end": "18 december 2026"}


def test_a_thousand_people_are_a_thousand_and_come_back_as_such(go, project):
    assert go("leader", "line_add", data=WHOLE | {"target_number": "1.000"}).status_code == 302
    line = PlanLine.objects.get()
    assert line.target_number == 1000

    drawn = re.search(r'name="target_number" value="([^"]*)"', words(go("leader", "line_change", line.key)))[1]
    assert go("leader", "line_change", line.key, data=WHOLE | {"target_number": drawn}).status_code == 302
    line.refresh_from_db()
    assert line.target_number == 1000

    refused = go("leader", "line_change", line.key, data=WHOLE | {"target_number": "2,5"})
    assert (refused.status_code, 'value="2,5"' in words(refused)) == (422, True)


def test_a_short_line_needs_the_rest_no_more_than_before(go, project):
    short = {name: WHOLE[name] for name in ("input", "from_whom", "purpose", "method", "use", "feedback_due")}

    assert go("leader", "line_add", data=short).status_code == 302


def test_a_period_that_ends_before_it_begins_is_refused_at_its_field(go, project):
    response = go("leader", "line_add", data=WHOLE | {"period_end": "2025"})

    assert response.status_code == 422
    assert response.context["form"].errors["period_end"] == ["Het einde van de periode ligt voor het begin."]


def test_the_texts_of_the_plan_are_stored_and_what_is_too_long_comes_back(go, project):
    texts = {name: f"Tekst {name}" for name in TEXT_WORDS}

    assert go("editor", "plan_texts", data=texts).status_code == 302
    plan = ParticipationPlan.objects.get(project=project)
    assert {name: getattr(plan, name) for name in TEXT_WORDS} == texts

    refused = go("editor", "plan_texts", data=texts | {"room": "x" * 4001, "motive": "Anders"})
    assert refused.status_code == 422
    assert "Anders" in words(refused)
    assert ParticipationPlan.objects.get(project=project).motive == "Tekst motive"


def test_each_gap_of_the_plan_leads_to_the_field_that_fills_it(go, project, line):
    page = words(go("leader", "plan_page"))

    assert f"{reverse('plan_texts', args=[project.slug])}#id_room" in page
    assert f"{reverse('line_change', args=[project.slug, line.key])}#id_phase" in page
    assert "3 van 15 onderdelen klaar" in page
    assert "#id_room" not in words(go("director", "plan_page"))


def test_a_locked_plan_asks_only_what_was_told_back(go, project, line):
    ParticipationPlan.objects.update(status=PlanStatus.SUBMITTED)

    page = go("leader", "line_change", line.key)
    assert list(page.context["form"].fields) == ["feedback_given"]
    go("leader", "line_change", line.key, data={"feedback_given": "12-11-2026", "input": "Gekaapt"})

    line.refresh_from_db()
    assert (line.feedback_given.iso, line.input) == ("2026-11-12", "Wat helpt thuis")


def test_a_form_that_was_open_when_the_plan_was_locked_is_refused_with_all_that_was_typed(go, project, line):
    ParticipationPlan.objects.update(status=PlanStatus.SUBMITTED)

    response = go("leader", "line_add", data=WHOLE | {"input": "Te laat bedacht"})

    assert response.status_code == 422
    assert "Te laat bedacht" in words(response)
    assert "Trek het plan eerst in" in words(response)
    assert PlanLine.objects.count() == 1


# --- the way of the plan


def test_a_plan_goes_from_leader_to_commissioner_and_back_and_is_agreed(go, project, line):
    assert "Wilt u dit plan indienen?" in words(go("leader", "plan_submit"))
    go("leader", "plan_submit", data={})
    assert status(project) == "submitted"

    page = go("commissioner", "plan_return")
    remarks = {"version": page.context["form"]["version"].value(), "remarks": "Noem de adviesraden."}
    assert go("commissioner", "plan_return", data=remarks).status_code == 302
    assert "Noem de adviesraden." in words(go("leader", "plan_page"))

    go("leader", "plan_submit", data={})
    go("commissioner", "plan_agree", data={"version": "2"})
    assert status(project) == "agreed"
    assert "Functie commissioner" in words(go("leader", "plan_page"))


def test_returning_without_remarks_says_so_at_the_field(go, project, line):
    go("leader", "plan_submit", data={})

    response = go("commissioner", "plan_return", data={"version": "1", "remarks": " "})

    assert response.status_code == 422
    assert "remarks" in response.context["form"].errors
    assert status(project) == "submitted"


@pytest.mark.parametrize("version", ["", "7", "x", "-1", "99999999"])
def test_agreeing_to_a_version_that_is_not_there_changes_nothing(go, project, line, version):
    go("leader", "plan_submit", data={})

    response = go("commissioner", "plan_agree", data={"version": version})

    assert response.status_code == 302
    assert status(project) == "submitted"


def test_a_body_establishes_in_one_of_the_meetings_that_were_held(go, project, line):
    held, ahead = MeetingFactory(held_on=date(2020, 1, 7)), MeetingFactory(held_on=date(2099, 1, 7))
    go("leader", "plan_submit", data={})

    page = go("secretary", "plan_establish")
    offered = [value.value for value, _words in page.context["form"]["meeting"].field.choices if value]
    assert offered == [held.pk]
    refused = go("secretary", "plan_establish", data={"version": "1", "meeting": ahead.pk})
    assert refused.status_code == 422
    go("secretary", "plan_establish", data={"version": "1", "meeting": held.pk})

    assert status(project) == "established"
    assert "7 januari 2020" in words(go("leader", "plan_page"))


def test_a_plan_that_says_too_little_is_not_offered_for_submission(go, project):
    page = words(go("leader", "plan_submit"))

    assert "Dat kan nog niet." in page
    assert "Dien het plan in</span>" not in page
    go("leader", "plan_submit", data={})
    assert status(project) == "draft"


@pytest.mark.parametrize(
    ("part", "stands", "offered", "hidden"),
    [
        ("leader", "draft", "plan_submit", "plan_withdraw"),
        ("leader", "submitted", "plan_withdraw", "plan_submit"),
        ("leader", "agreed", "plan_reopen", "plan_agree"),
        ("commissioner", "submitted", "plan_agree", "plan_withdraw"),
        ("secretary", "submitted", "plan_establish", "plan_agree"),
        ("director", "submitted", "plan_versions", "plan_agree"),
    ],
)
def test_the_page_offers_what_this_person_can_do_now(go, project, line, part, stands, offered, hidden):
    PlanVersionFactory(plan=project.plan, outcome="withdrawn" if stands == "draft" else stands, decided_at=NOW)
    ParticipationPlan.objects.update(status=stands)

    page = words(go(part, "plan_page"))

    assert reverse(offered, args=[project.slug]) + '"' in page
    assert reverse(hidden, args=[project.slug]) + '"' not in page


def test_nothing_is_asked_with_a_reason_and_taken_back(go, project):
    assert go("leader", "plan_decline", data={"reason": " "}).status_code == 422
    go("leader", "plan_decline", data={"reason": "De wet laat geen ruimte."})
    page = words(go("leader", "plan_page"))
    assert "De wet laat geen ruimte." in page
    assert "Nog niemand heeft dit aanvaard." in page

    go("leader", "plan_ask_after_all", data={})
    assert "De wet laat geen ruimte." not in words(go("leader", "plan_page"))


# --- versions


@pytest.fixture
def two_versions(cast, project, line):
    for words in ("Twee gesprekken", "Drie gesprekken"):
        plans.save_line(plan=project.plan, line=line, by=cast.actors["leader"], at=NOW, method=words)
        plan_decisions.submit(plan=project.plan, by=cast.actors["leader"], at=NOW)
        plan_decisions.withdraw(plan=project.plan, by=cast.actors["leader"], at=NOW)


def test_versions_are_listed_with_who_and_what_came_of_it(go, two_versions):
    page = words(go("director", "plan_versions"))

    assert page.index("Versie 2") < page.index("Versie 1")
    assert page.count("Functie leader") == 4


def test_any_two_versions_stand_side_by_side(go, two_versions):
    page = words(go("leader", "plan_compare", query="?van=1&naar=2"))

    assert '<del class="deleted">Twee</del> gesprekken' in page
    assert '<ins class="inserted">Drie</ins> gesprekken' in page
    assert "Deze twee zijn gelijk." in words(go("leader", "plan_compare", query="?van=2&naar=nu"))


@pytest.mark.parametrize("query", ["?van=9&naar=nu", "?naar=x"])
def test_a_comparison_that_cannot_be_made_is_a_bad_request(go, two_versions, query):
    assert go("leader", "plan_compare", query=query).status_code == 400


def test_one_version_is_shown_as_it_was(go, two_versions):
    page = words(go("privacy_officer", "plan_version", 1))

    assert "Twee gesprekken" in page
    assert "Drie gesprekken" not in page


def test_a_version_that_was_altered_is_not_shown(go, project, line):
    PlanVersionFactory(plan=project.plan, digest="0" * 64)

    for name, arguments in (("plan_version", [1]), ("plan_compare", [])):
        page = words(go("leader", name, *arguments))
        assert "niet meer wat er is ingediend" in page
        assert "Wat helpt thuis" not in page


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_of_versions_costs_the_same_however_long(go, project, line, django_assert_max_num_queries, count):
    meeting = MeetingFactory(held_on=date(2026, 11, 12))
    for number in range(1, count + 1):
        PlanVersionFactory(plan=project.plan, number=number, outcome="established", meeting=meeting)
    go("director", "plan_versions")

    with django_assert_max_num_queries(10):
        go("director", "plan_versions")


# --- copies


def test_a_line_is_copied_and_opened_in_its_new_plan(go, cast, project, line):
    own = ProjectFactory(title="Ook van mij", slug="ook")
    own.members.create(user=cast.leader, part="leader")

    page = go("leader", "line_copy", line.key)
    assert [words for _value, words in page.context["form"].fields["project"].choices if _value] == [
        "Hulp bij het huishouden",
        "Ook van mij",
    ]
    response = go("leader", "line_copy", line.key, data={"project": own.pk})

    copy = own.plan.lines.get()
    assert response.headers["Location"] == reverse("line_change", args=["ook", copy.key])


def test_a_plan_of_another_team_cannot_be_picked(go, project, line, other_project):
    response = go("leader", "line_copy", line.key, data={"project": other_project.pk})
    assert response.status_code == 422

    PlanLine.objects.all().delete()
    PlanLineFactory(project=other_project, input="Geheim")
    response = go("leader", "plan_copy", data={"project": other_project.pk})
    assert response.status_code == 422
    assert "Geheim" not in words(response)
    assert not project.plan.lines.exists()


# --- what residents and deciders see


def test_residents_see_what_was_decided_and_when(client, cast):
    project = ProjectFactory(title="Openbaar", slug="open", is_public=True)
    line = PlanLineFactory(project=project, input="Besloten vraag", measures="Er is een tolk.")
    meeting = MeetingFactory(held_on=date(2026, 11, 12))
    PlanVersionFactory(plan=project.plan, outcome="established", meeting=meeting, decided_at=NOW)
    PlanLine.objects.filter(pk=line.pk).update(input="Nieuwe vraag in de maak")

    page = words(client.get("/projecten/open/"))

    assert "Vastgesteld op 12 november 2026" in page
    assert "Besloten vraag" in page
    assert "Er is een tolk." in page
    assert "in de maak" not in page


def test_residents_see_a_plan_without_a_decision_as_a_concept(client, db):
    PlanLineFactory(project=ProjectFactory(slug="open", is_public=True), input="Eerste idee")

    page = words(client.get("/projecten/open/"))

    assert "Eerste idee" in page
    assert "Dit zijn wij van plan. Het is nog niet besloten." in page


def test_residents_read_why_they_are_asked_nothing(client, cast):
    project = ProjectFactory(slug="open", is_public=True)
    ParticipationPlan.objects.update(no_participation_reason="De wet laat geen ruimte.")
    PlanVersionFactory(plan=ParticipationPlan.objects.get(project=project), outcome="agreed", decided_at=NOW)

    page = words(client.get("/projecten/open/"))

    assert "Waarom vragen wij u hier niets?" in page
    assert "De wet laat geen ruimte." in page
    assert "Akkoord op 20 november 2026" in page


def test_a_stored_plan_that_was_altered_does_not_break_the_public_page(client, cast):
    project = ProjectFactory(slug="open", is_public=True)
    PlanLineFactory(project=project, input="Vervalst")
    PlanVersionFactory(plan=project.plan, outcome="agreed", decided_at=NOW, digest="0" * 64)

    response = client.get("/projecten/open/")

    assert response.status_code == 200
    assert "Vervalst" not in words(response)
    assert "Wij kunnen het plan nu niet laten zien." in words(response)


@pytest.mark.parametrize(("part", "sees"), [("commissioner", True), ("secretary", True), ("director", False)])
def test_plans_that_wait_stand_on_the_start_page_of_who_decides(client, cast, project, line, part, sees):
    plan_decisions.submit(plan=project.plan, by=cast.actors["leader"], at=NOW)
    client.force_login(cast.users[part])

    page = words(client.get("/werkplek/"))

    assert ("Plannen die op u wachten" in page) == sees
    assert (project.title in page) == sees


def test_the_coordinator_picks_the_commissioner_on_the_team_page(client, cast, project):
    client.force_login(cast.coordinator)
    place = reverse("team_compose", args=[project.slug])
    people = {"leader": cast.leader.pk, "deputy": cast.deputy.pk, "editors": [cast.editor.pk]}
    assert client.get(place).context["form"]["commissioner"].value() == cast.commissioner.pk

    client.post(place, people | {"commissioner": cast.holder.pk})
    project.refresh_from_db()
    assert project.commissioner == cast.holder
    assert client.post(place, people | {"commissioner": cast.secretary.pk}).status_code == 422


def test_only_versions_of_this_project_are_reached(go, project, line, other_project):
    PlanLineFactory(project=other_project, input="Ander plan")
    PlanVersionFactory(plan=other_project.plan, number=5)

    assert go("leader", "plan_version", 5).status_code == 404
    assert PlanVersion.objects.count() == 1


# --- two people at once


def _texts(page):
    """What a browser would post from this page of texts."""
    form = page.context["form"]
    marks = re.search(r'name="seen" value="([^"]+)"', words(page))[1]
    return {name: str(form[name].value() or "") for name in form.fields} | {"seen": marks}


def test_two_people_who_write_different_texts_of_a_plan_both_keep_theirs(go, project):
    go("leader", "plan_texts", data={"motive": "Aanleiding", "room": "Ruimte"})
    hers, his = _texts(go("leader", "plan_texts")), _texts(go("editor", "plan_texts"))

    assert go("editor", "plan_texts", data=his | {"room": "Van de redacteur"}).status_code == 302
    assert go("leader", "plan_texts", data=hers | {"motive": "Van de projectleider"}).status_code == 302

    plan = ParticipationPlan.objects.get(project=project)
    assert (plan.motive, plan.room) == ("Van de projectleider", "Van de redacteur")
    changed = AuditEvent.objects.filter(event="plan.texts_changed").order_by("pk").last()
    assert changed.data["changed"] == ["motive"], "who looks back sees who wrote what"


def test_two_people_who_write_the_same_text_see_both_before_one_holds(go, project):
    go("leader", "plan_texts", data={"motive": "Aanleiding"})
    hers = _texts(go("leader", "plan_texts"))
    go("editor", "plan_texts", data=_texts(go("editor", "plan_texts")) | {"motive": "Van de redacteur"})

    refused = go("leader", "plan_texts", data=hers | {"motive": "Van de projectleider"})

    assert refused.status_code == 422
    assert refused.context["form"]["motive"].value() == "Van de projectleider", "nothing typed is lost"
    assert "maakte hier intussen van: “Van de redacteur”" in words(refused)
    assert ParticipationPlan.objects.get(project=project).motive == "Van de redacteur", "nothing is undone unseen"

    assert go("leader", "plan_texts", data=_texts(refused)).status_code == 302
    assert ParticipationPlan.objects.get(project=project).motive == "Van de projectleider"


@pytest.mark.parametrize("is_public", [True, False])
def test_pages_say_of_residents_what_holds_for_this_project(go, project, is_public):
    type(project).objects.filter(pk=project.pk).update(
        is_public=is_public, publication_level="public", summary="Kort", contact_email="a@regio.example"
    )

    plan, facts = words(go("leader", "plan_page")), words(go("leader", "project_change"))

    assert ("Inwoners zien het als concept." in plan) == is_public
    assert ("Inwoners zien het niet: het project is niet openbaar." in plan) != is_public
    assert ("<b>Openbaar." in facts) == is_public
    assert ("Dit project mag openbaar worden, en is het nog niet." in facts) != is_public


def test_what_submitting_needs_stands_beside_its_field(go, project):
    hint = go("leader", "line_add").context["form"].fields["feedback_due"].help_text

    assert "U kunt het plan pas indienen als dit bij minstens één regel staat." in hint


def test_each_move_that_cannot_be_made_is_told_in_a_dutch_sentence():
    told = {str(plan_decisions.MoveNotPossible(move, now)) for move in PlanMove for now in PlanStatus}

    assert "Dit plan is teruggegeven. U kunt er nu niet mee akkoord gaan." in told
    assert len(told) == len(PlanMove) * len(PlanStatus)
