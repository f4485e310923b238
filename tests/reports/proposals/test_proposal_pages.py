"""Proposals in the workplace: the list, the form, its rows, its meetings, its paper."""

from datetime import date

import pytest
from django.urls import reverse

from projects.enums import PublicationLevel, TeamPart
from projects.models import BodyMember
from reports.models import Proposal, ProposalPoint, ReportRun, Treatment
from tests.factories.projects import BodyFactory, MeetingFactory, ProjectFactory, TeamMemberFactory
from tests.factories.proposals import (
    ContactFactory,
    ExplanationFactory,
    PointFactory,
    ProposalFactory,
    RegistrationFactory,
    TreatmentFactory,
)
from tests.moments import NOW, day

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql

FORM = ("Algemeen", "Voorstel", "Aangemeld bij secretaris", "Behandeling", "Toelichting voor DO en PFHO")
FACTS = {
    "subject": "Hulp bij het huishouden",
    "project": "",
    "distribution": "public",
    "distribution_reason": "",
    "contacts": "Coördinator Samenkracht!\nProjectleider",
    "unit": "Beleid en bestuur",
    "email": "samenkracht@regio.example",
    "reference": "26004817",
    "dated": "17-11-2026",
}


@pytest.fixture
def secretary(cast, client):
    client.force_login(cast.secretary)
    return client


def text(answer):
    return answer.content.decode()


def row_url(name, row, part):
    return reverse(name, args=[row.proposal_id, part, row.pk])


# --- the form ------------------------------------------------------------------------------------------------------


def test_a_secretary_begins_a_proposal_and_sees_its_five_sections(secretary):
    answer = secretary.post(reverse("proposal_add"), FACTS, follow=True)

    proposal = Proposal.objects.get()
    assert [c.function for c in proposal.contacts.all()] == ["Coördinator Samenkracht!", "Projectleider"]
    shown = text(answer)
    places = [shown.index(f">{name}</h2>") for name in FORM]
    assert places == sorted(places)
    for label in ("Onderwerp", "Verspreiden", "Contactpersoon", "Eenheid", "E-mail", "Kenmerk", "Datum"):
        assert f"<dt>{label}</dt>" in shown
    assert "Klik hier als u" not in shown


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("reference", "", "Vul “Kenmerk” in."),
        ("reference", "x" * 41, "Kenmerk"),
        ("reference", " 26000001 ", "Er is al een voorstel met dit kenmerk."),
        ("dated", "gisteren", "Schrijf een dag als 1-7-2026."),
        ("email", "geen adres", "E-mail"),
        ("distribution", "misschien", "Verspreiden"),
        ("subject", "   ", "Vul “Onderwerp” in."),
        ("contacts", "y" * 121, "Houd elke contactpersoon korter"),
        ("project", "999999", "Project"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(secretary, field, value, words):
    ProposalFactory(reference="26000001")

    answer = secretary.post(reverse("proposal_add"), FACTS | {field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in text(answer)
    assert "samenkracht@regio.example" in text(answer) or field == "email"
    assert Proposal.objects.count() == 1


def test_what_is_not_public_asks_for_a_reason_at_its_field(secretary):
    answer = secretary.post(reverse("proposal_add"), FACTS | {"distribution": "not_public"})
    assert answer.status_code == 422
    assert "Schrijf op waarom" in str(answer.context["form"].errors["distribution_reason"])


def test_a_team_chooses_one_of_its_own_projects(cast, client):
    own, other = ProjectFactory(), ProjectFactory()
    TeamMemberFactory(project=own, user=cast.leader, part=TeamPart.LEADER)
    client.force_login(cast.leader)

    for project in ("", str(other.pk)):
        refused = client.post(reverse("proposal_add"), FACTS | {"project": project})
        assert refused.status_code == 422
        assert refused.context["form"].errors["project"]
    client.post(reverse("proposal_add"), FACTS | {"project": str(own.pk)})

    assert Proposal.objects.get().project == own


def test_whoever_reads_finds_no_tools(cast, client):
    point = PointFactory(proposal=ProposalFactory(subject="Hulp thuis"), text="Instemmen")
    client.force_login(cast.director)

    shown = text(client.get(point.proposal.get_absolute_url()))

    assert "Instemmen" in shown
    for tool in ("Maak het stuk", "Wijzig de gegevens", "Nieuw punt", "Sluit het voorstel af", "omhoog"):
        assert tool not in shown


def test_a_closed_proposal_shows_no_tools_but_opening_again(secretary):
    proposal = ProposalFactory()
    PointFactory(proposal=proposal)
    secretary.post(reverse("proposal_close", args=[proposal.pk]))

    shown = text(secretary.get(proposal.get_absolute_url()))

    assert "Open het voorstel weer" in shown
    assert "Nieuw punt" not in shown
    answer = secretary.post(reverse("proposal_row_add", args=[proposal.pk, "punten"]), {"text": "Toch nog iets"})
    assert answer.status_code == 422
    assert "Dit voorstel is afgesloten." in text(answer)
    assert "Toch nog iets" in text(answer)
    secretary.post(reverse("proposal_reopen", args=[proposal.pk]))
    assert Proposal.objects.get().closed_at is None


# --- rows ---------------------------------------------------------------------------------------------------------


def test_points_are_added_changed_moved_and_taken_out(secretary):
    proposal = ProposalFactory()
    add = reverse("proposal_row_add", args=[proposal.pk, "punten"])
    for words in ("een", "twee"):
        answer = secretary.post(add, {"text": words})
    assert answer.url == f"{proposal.get_absolute_url()}#v2"
    first, second = ProposalPoint.objects.all()

    secretary.post(row_url("proposal_row_change", first, "punten"), {"text": "eerst"})
    secretary.post(row_url("proposal_row_down", first, "punten"))
    assert [point.text for point in proposal.points.all()] == ["twee", "eerst"]
    assert "Wilt u dit weghalen?" in text(secretary.get(row_url("proposal_row_remove", second, "punten")))
    secretary.post(row_url("proposal_row_remove", second, "punten"))

    assert [point.text for point in proposal.points.all()] == ["eerst"]


def test_a_registration_without_words_is_refused_at_its_field(secretary):
    proposal = ProposalFactory()
    add = reverse("proposal_row_add", args=[proposal.pk, "aanmeldingen"])

    answer = secretary.post(add, {"registered_on": "ooit", "discussed": "", "conclusion": "Wordt geagendeerd"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"registered_on", "discussed"}
    assert "Wordt geagendeerd" in text(answer)
    secretary.post(add, {"registered_on": "12 juni 2026", "discussed": "Besproken", "conclusion": ""})
    assert "12 juni 2026" in text(secretary.get(proposal.get_absolute_url()))


def test_an_explanation_may_be_empty_and_come_again(secretary):
    proposal = ProposalFactory()
    add = reverse("proposal_row_add", args=[proposal.pk, "toelichtingen"])
    secretary.post(add, {"text": ""})
    secretary.post(add, {"text": "Eerst dit.\n\nToen dat."})

    shown = text(secretary.get(proposal.get_absolute_url()))
    assert shown.count("<h3>Beknopte toelichting</h3>") == 2
    assert "<p>Toen dat.</p>" in shown


def test_an_address_of_another_proposal_or_section_is_not_found(secretary):
    point = PointFactory()
    other = ProposalFactory()
    assert secretary.get(reverse("proposal_row_change", args=[other.pk, "punten", point.pk])).status_code == 404
    assert secretary.get(reverse("proposal_row_add", args=[other.pk, "onzin"])).status_code == 404
    assert secretary.get(reverse("treatment_change", args=[other.pk, TreatmentFactory().pk])).status_code == 404


# --- meetings -----------------------------------------------------------------------------------------------------


def test_a_meeting_is_chosen_from_the_calendar(secretary):
    bodies = [BodyFactory(subject="J&O", position=1), BodyFactory(subject="G&O", position=2)]
    meeting = MeetingFactory(bodies=bodies, held_on=day(20), part="overlappend gedeelte", papers_due=day(6))
    MeetingFactory(held_on=day(21), cancelled_at=NOW, place="gaat niet door")
    proposal = ProposalFactory()
    plan = reverse("treatment_plan", args=[proposal.pk])

    shown = secretary.get(plan)
    chosen = secretary.post(plan, {"meeting": meeting.pk, "purpose": "decide"})

    offered = dict(shown.context["form"].fields["meeting"].choices)["Komende overleggen"]
    assert [pk for pk, _words in offered] == [str(meeting.pk)]
    assert "stukken tot en met" in offered[0][1]
    assert chosen.status_code == 302
    assert "PFHO J&amp;O en G&amp;O (overlappend gedeelte)" in text(secretary.get(proposal.get_absolute_url()))
    again = secretary.post(plan, {"meeting": meeting.pk, "purpose": "decide"})
    assert "staat al op de agenda" in str(again.context["form"].errors["meeting"])


@pytest.mark.parametrize("given", [{"meeting": "", "purpose": ""}, {"meeting": "999999", "purpose": "feesten"}])
def test_a_meeting_or_purpose_that_is_not_offered_is_refused(secretary, given):
    answer = secretary.post(reverse("treatment_plan", args=[ProposalFactory().pk]), given)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"meeting", "purpose"}
    assert not Treatment.objects.exists()


def test_whoever_sits_in_the_body_finds_where_to_write_its_conclusion(cast, client):
    body = BodyFactory()
    BodyMember.objects.create(body=body, user=cast.holder)
    own = TreatmentFactory(meeting=MeetingFactory(bodies=[body], held_on=day(-3)))
    TreatmentFactory(proposal=own.proposal, meeting=MeetingFactory(held_on=day(-2)))
    client.force_login(cast.holder)

    shown = text(client.get(own.proposal.get_absolute_url()))
    assert shown.count("Schrijf conclusie op") == 1
    client.post(
        reverse("treatment_conclude", args=[own.proposal_id, own.pk]),
        {"outcome": "held_over", "conclusion": "Eerst een begroting"},
    )

    after = text(client.get(own.proposal.get_absolute_url()))
    assert "<b>Aangehouden</b><br>Eerst een begroting" in after


def test_a_conclusion_before_the_meeting_is_refused_on_its_page(secretary):
    coming = TreatmentFactory(meeting=MeetingFactory(held_on=day(2)))
    answer = secretary.post(
        reverse("treatment_conclude", args=[coming.proposal_id, coming.pk]), {"outcome": "as_asked", "conclusion": "x"}
    )
    assert answer.status_code == 422
    assert "is nog niet geweest" in text(answer)


def test_a_meeting_that_was_cancelled_asks_for_another(secretary):
    treatment = TreatmentFactory(meeting=MeetingFactory(held_on=day(2), cancelled_at=NOW))
    assert "Overleg gaat niet door" in text(secretary.get(treatment.proposal.get_absolute_url()))


# --- the paper ----------------------------------------------------------------------------------------------------


def test_the_paper_is_asked_for_with_one_button(secretary):
    proposal = PointFactory().proposal

    answer = secretary.post(reverse("proposal_make", args=[proposal.pk]))

    run = ReportRun.objects.get()
    assert (run.kind, run.proposal) == ("proposal", proposal)
    assert answer.url == run.get_absolute_url()
    assert secretary.get(answer.url).status_code == 200


def test_without_a_point_the_page_says_what_to_do_first(secretary):
    proposal = ProposalFactory()
    answer = secretary.post(reverse("proposal_make", args=[proposal.pk]), follow=True)
    assert "Schrijf eerst op wat u voorstelt." in text(answer)
    assert not ReportRun.objects.exists()


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_says_where_each_proposal_stands(secretary):
    ProposalFactory(subject="Nieuw", dated=date(2026, 6, 1))
    TreatmentFactory(proposal__subject="Te laat", proposal__dated=date(2026, 5, 1), meeting__held_on=day(-2))
    TreatmentFactory(proposal__subject="Gepland", proposal__dated=date(2026, 4, 1), meeting__held_on=day(9))
    TreatmentFactory(
        proposal__subject="Klaar", proposal__dated=date(2026, 3, 1), meeting__held_on=day(-9), outcome="as_asked"
    )
    ProposalFactory(subject="Dicht", dated=date(2026, 2, 1), closed_at=NOW)

    answer = secretary.get(reverse("proposal_list"))

    assert [(row.proposal.subject, row.state.value) for row in answer.context["rows"]] == [
        ("Nieuw", "not_planned"),
        ("Te laat", "conclusion_missing"),
        ("Gepland", "planned"),
        ("Klaar", "treated"),
        ("Dicht", "closed"),
    ]
    for words in ("Nog niet op een agenda", "Conclusie ontbreekt", "Op de agenda", "Behandeld", "Afgesloten"):
        assert words in text(answer)


def test_the_list_is_searched_and_narrowed(secretary):
    body = BodyFactory()
    ProposalFactory(subject="Hulp thuis", reference="26000001", distribution="not_public", distribution_reason="Nee")
    meant = TreatmentFactory(proposal__subject="Wonen", meeting=MeetingFactory(bodies=[body, BodyFactory()])).proposal
    ProposalFactory(subject="Dicht", closed_at=NOW)

    def found(question):
        return {row.proposal.subject for row in secretary.get(reverse("proposal_list") + question).context["rows"]}

    assert found("?q=hulp") == found("?q=26000001") == found("?verspreiden=not_public") == {"Hulp thuis"}
    assert found(f"?gremium={body.slug}") == {meant.subject}
    assert found("?stand=loopt") == {"Hulp thuis", "Wonen"}
    assert found("?stand=afgesloten") == {"Dicht"}
    for question in ("?gremium=onzin", "?stand=ooit"):
        assert secretary.get(reverse("proposal_list") + question).status_code == 400


def test_a_proposal_about_a_secret_project_stays_with_the_team_and_the_coordinator(cast, client):
    project = ProjectFactory(publication_level=PublicationLevel.SECRET, publication_reason="Nog geheim")
    TeamMemberFactory(project=project, user=cast.leader, part=TeamPart.LEADER)
    proposal = ProposalFactory(subject="Stil voorstel", project=project)

    for part in ("leader", "coordinator", "secretary", "director", "holder"):
        client.force_login(getattr(cast, part))
        page = client.get(proposal.get_absolute_url())
        knows = part in ("leader", "coordinator")
        assert (page.status_code == 200) == knows, part
        assert ("Stil voorstel" in text(client.get(reverse("proposal_list")))) == knows, part


def test_the_list_asks_as_much_for_many_proposals_as_for_one(secretary, django_assert_max_num_queries):
    for days in range(15):
        TreatmentFactory(meeting=MeetingFactory(held_on=day(days)))
    with django_assert_max_num_queries(9):
        secretary.get(reverse("proposal_list"))


def test_the_page_asks_as_much_for_many_rows_as_for_one(cast, client, django_assert_max_num_queries):
    proposal = ProposalFactory(project=ProjectFactory())
    for days in range(8):
        for make in (PointFactory, RegistrationFactory, ExplanationFactory, ContactFactory):
            make(proposal=proposal)
        TreatmentFactory(proposal=proposal, meeting=MeetingFactory(held_on=day(-days)))
    for user in (cast.secretary, cast.holder):
        client.force_login(user)
        with django_assert_max_num_queries(14):
            client.get(proposal.get_absolute_url())


def test_a_meeting_that_was_before_today_is_not_told_as_still_to_come(secretary):
    proposal = ProposalFactory()
    TreatmentFactory(proposal=proposal, meeting=MeetingFactory(held_on=day(-1)))
    page = text(secretary.get(proposal.get_absolute_url()))
    assert page.count("Conclusie ontbreekt") == 2
    assert "nog niet behandeld" not in page
    TreatmentFactory(proposal=proposal, meeting=MeetingFactory(held_on=day(0)))
    assert "nog niet behandeld" in text(secretary.get(proposal.get_absolute_url()))


def test_a_meeting_whose_day_for_papers_is_over_is_offered_as_such(secretary):
    proposal = ProposalFactory()
    MeetingFactory(held_on=day(5), papers_due=day(-1))
    MeetingFactory(held_on=day(6), papers_due=day(0))
    page = text(secretary.get(f"{proposal.get_absolute_url()}behandeling/nieuw/"))
    assert "(stukken tot en met 19 november 2026, voorbij)" in page
    assert "(stukken tot en met 20 november 2026)" in page
