"""The pages of an evaluation and of improvement proposals, as people meet them."""

import re

import pytest
from django.test import Client

from projects.enums import ParticipationLevel
from projects.improvements import services as improvements
from projects.models import ImprovementProposal, PlanLine, Project
from reports.enums import Criterion, Rating
from reports.evaluation.content.assessment import Judgement
from reports.evaluation.services import evaluations
from reports.models import CriterionRating, Evaluation, LineReality
from samenkracht.accounts.actors import Staff
from samenkracht.core.values.dates import KnownDate
from tests.cast import Cast
from tests.factories.projects import PlanLineFactory, ProjectFactory, make_team
from tests.factories.reports import a_published_form, send_many
from tests.moments import NOW

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
BASE = "/werkplek/projecten/hulp/evaluaties/"


@pytest.fixture
def project(cast: Cast) -> Project:
    project: Project = make_team(ProjectFactory(title="Hulp bij het huishouden", slug="hulp", is_public=True), cast)
    return project


@pytest.fixture
def line(project: Project) -> PlanLine:
    made: PlanLine = PlanLineFactory(
        project=project,
        input="Ervaringen met hulp",
        level=ParticipationLevel.ADVISE,
        target_number=40,
        feedback_due=KnownDate.parse("12-10-2026"),
    )
    return made


@pytest.fixture
def evaluation(project: Project, cast: Cast) -> Evaluation:
    return evaluations.begin(project=project, by=Staff(cast.leader), at=NOW)


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.leader)
    return client


def judged(evaluation: Evaluation, cast: Cast, rating: Rating = Rating.SUFFICIENT) -> None:
    batch = [Judgement(criterion, rating, "Zo ging het.") for criterion in Criterion]
    evaluations.judge(evaluation=evaluation, judgements=batch, by=Staff(cast.leader), at=NOW)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_team_begins_an_evaluation_and_finds_it_in_the_list(client: Client, project: Project) -> None:
    assert "Er is nog niet teruggekeken" in client.get(BASE).content.decode()

    answer = client.post(BASE + "beginnen/", {"phase": "development"})

    assert answer["Location"] == BASE + "1/"
    assert "Fase ontwikkeling" in words(client.get(BASE).content.decode())


def test_beginning_what_is_open_is_answered_on_the_page(client: Client, evaluation: Evaluation) -> None:
    answer = client.post(BASE + "beginnen/", {"phase": "project"})

    assert answer.status_code == 422
    assert "loopt al een evaluatie" in answer.content.decode()
    assert Evaluation.objects.count() == 1


def test_promise_and_reality_stand_side_by_side(
    client: Client, evaluation: Evaluation, line: PlanLine, cast: Cast
) -> None:
    version = a_published_form(line.plan.project, Staff(cast.coordinator), NOW, plan_line=line)
    send_many(version, NOW, 12)
    PlanLine.objects.filter(pk=line.pk).update(feedback_given=KnownDate.parse("3-11-2026"))

    page = client.get(BASE + f"1/regels/{line.key}/")
    assert "Adviseren" in page.content.decode()
    answer = client.post(BASE + f"1/regels/{line.key}/", {"level": "consult", "note": "Er was te weinig tijd."})

    assert answer["Location"] == BASE + "1/#belofte"
    text = words(client.get(BASE + "1/").content.decode())
    assert "Trede Adviseren Raadplegen Lager dan beloofd" in text
    assert "Inzendingen 40 12 Niet gehaald" in text
    assert "Terugkoppeling 12 oktober 2026 3 november 2026 Later dan beloofd" in text
    assert "Toelichting: Er was te weinig tijd." in text


def test_who_sees_no_live_figures_is_sent_to_the_report(evaluation: Evaluation, line: PlanLine, cast: Cast) -> None:
    send_many(a_published_form(line.plan.project, Staff(cast.coordinator), NOW, plan_line=line), NOW, 37)
    client = Client()
    client.force_login(cast.director)

    text = words(client.get(BASE + "1/").content.decode())

    assert "Inzendingen 40 zie het rapport" in text
    assert " 37 " not in text


def test_all_ten_criteria_are_judged_on_one_page_and_the_total_is_computed(
    client: Client, evaluation: Evaluation
) -> None:
    filled = {f"{criterion.value}_rating": "sufficient" for criterion in Criterion}
    filled |= {f"{criterion.value}_reason": f"Reden {criterion.value}" for criterion in Criterion}
    filled |= {"timing_rating": "insufficient", "plan_rating": "good"}

    assert client.post(BASE + "1/oordeel/", filled).status_code == 302

    text = words(client.get(BASE + "1/").content.decode())
    assert "Totaal Voldoende Eén criterium is onvoldoende; dat wordt goedgemaakt, want één criterium is goed." in text
    assert "Timing Onvoldoende Reden timing" in text
    assert 'value="insufficient" id="id_timing_rating_2" checked' in client.get(BASE + "1/oordeel/").content.decode()


def test_a_judgement_without_reason_comes_back_with_everything_that_was_typed(
    client: Client, evaluation: Evaluation
) -> None:
    filled = {
        "plan_rating": "good",
        "plan_reason": "Er was een plan.",
        "purpose_rating": "insufficient",
        "purpose_reason": " ",
        "timing_reason": "Kanarie zonder oordeel",
    }

    answer = client.post(BASE + "1/oordeel/", filled)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_purpose_reason">Schrijf waarom bij “Doel”.</a>' in html
    assert '<a href="#id_timing_rating_0">Kies een oordeel bij “Timing”.</a>' in html
    assert "Kies een oordeel bij “Kaders”" not in html
    assert "Kanarie zonder oordeel" in html
    assert 'value="good" id="id_plan_rating_0" checked' in html
    assert not CriterionRating.objects.exists()


def test_a_part_of_the_criteria_can_be_kept_and_what_is_missing_is_named(
    client: Client, evaluation: Evaluation
) -> None:
    client.post(BASE + "1/oordeel/", {"plan_rating": "good", "plan_reason": "Er was een plan."})

    text = words(client.get(BASE + "1/").content.decode())
    assert "Er is nog geen totaal: negen criteria hebben nog geen oordeel." in text
    assert "Nog geen oordeel over: Trekker en organisatie, Representatie" in text


def test_results_and_lessons_are_written(client: Client, evaluation: Evaluation) -> None:
    client.post(BASE + "1/teksten/", {"results": "Kortere wachttijd", "lessons": "Eerder beginnen"})

    text = words(client.get(BASE + "1/").content.decode())
    assert "Resultaten Kortere wachttijd Lessen Eerder beginnen" in text


def test_closing_asks_first_and_is_refused_while_a_judgement_is_missing(
    client: Client, evaluation: Evaluation, cast: Cast
) -> None:
    assert "Sluit de evaluatie af</span>" not in client.get(BASE + "1/afsluiten/").content.decode()
    client.post(BASE + "1/afsluiten/")
    assert Evaluation.objects.get().closed_at is None

    judged(evaluation, cast)
    assert "Sluit de evaluatie af</span>" in client.get(BASE + "1/afsluiten/").content.decode()
    client.post(BASE + "1/afsluiten/")

    assert Evaluation.objects.get().closed_at is not None
    html = client.get(BASE + "1/").content.decode()
    assert "oordeel/" not in html
    assert "teksten/" not in html


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("teksten/", {"results": "Kanarie", "lessons": ""}),
        ("oordeel/", {"plan_rating": "good", "plan_reason": "Kanarie"}),
        ("regels/{key}/", {"level": "inform", "note": "Kanarie"}),
    ],
)
def test_what_is_typed_for_a_closed_evaluation_comes_back_and_is_not_kept(
    client: Client, evaluation: Evaluation, line: PlanLine, cast: Cast, path: str, typed: dict[str, str]
) -> None:
    judged(evaluation, cast)
    evaluations.close(evaluation=evaluation, by=Staff(cast.leader), at=NOW)

    answer = client.post(BASE + "1/" + path.format(key=line.key), typed)

    assert answer.status_code == 422
    assert "is afgesloten" in answer.content.decode()
    assert "Kanarie" in answer.content.decode()
    assert Evaluation.objects.get().results == ""
    assert not LineReality.objects.exists()
    assert not CriterionRating.objects.filter(reason="Kanarie").exists()


def test_a_line_of_another_project_is_not_found(client: Client, evaluation: Evaluation) -> None:
    other = PlanLineFactory(input="Kanarie van anderen")

    assert client.get(BASE + f"1/regels/{other.key}/").status_code == 404
    assert client.post(BASE + f"1/regels/{other.key}/", {"level": "inform"}).status_code == 404


def test_an_improvement_goes_from_idea_to_done(client: Client, project: Project) -> None:
    place = "/werkplek/projecten/hulp/verbetervoorstellen/"
    typed = {"text": "Eerder vertellen wat wij deden", "owner": "Projectleider", "due": "juni 2027"}

    assert client.post(place + "nieuw/", typed)["Location"] == BASE + "#verbetervoorstellen"
    client.post(place + "1/afspreken/")
    assert "Afgesproken" in words(client.get(BASE).content.decode())
    client.post(place + "1/gedaan/", {"outcome": "Brief gestuurd"})

    text = words(client.get(BASE).content.decode())
    assert "Eerder vertellen wat wij deden Gedaan: Brief gestuurd Projectleider juni 2027 Gedaan" in text


def test_an_improvement_that_is_past_its_date_is_called_late(client: Client, project: Project, cast: Cast) -> None:
    for due in ("2019", "2099"):
        improvements.propose(
            project=project, text=due, owner="Secretaris", due=KnownDate.parse(due), by=Staff(cast.leader), at=NOW
        )

    assert words(client.get(BASE).content.decode()).count("Te laat") == 1


def test_dropping_without_reason_is_answered_at_the_field(client: Client, project: Project, cast: Cast) -> None:
    due = KnownDate.parse("2027")
    improvements.propose(project=project, text="Iets", owner="Iemand", due=due, by=Staff(cast.leader), at=NOW)

    answer = client.post("/werkplek/projecten/hulp/verbetervoorstellen/1/vervallen/", {"reason": ""})

    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()
    assert ImprovementProposal.objects.get().state == "proposed"


def test_the_list_asks_as_much_for_many_as_for_few(
    client: Client, project: Project, cast: Cast, django_assert_max_num_queries: object
) -> None:
    for n in range(6):
        one = evaluations.begin(project=project, by=Staff(cast.leader), at=NOW)
        judged(one, cast)
        evaluations.close(evaluation=one, by=Staff(cast.leader), at=NOW)
        improvements.propose(
            project=project, text=f"{n}", owner="Iemand", due=KnownDate.parse("2027"), by=Staff(cast.leader), at=NOW
        )

    with django_assert_max_num_queries(9):  # type: ignore[operator]  # the fixture is a context manager
        assert client.get(BASE).status_code == 200
