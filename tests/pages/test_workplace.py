"""The start page and the chain of a project."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from participation.enums import FormState
from projects.enums import PlanStatus, ProjectState
from projects.improvements import services as improvements
from projects.models import ParticipationPlan, PlanLine
from projects.plans.services import plans
from projects.queries import AlertKind, alerts_of
from samenkracht.accounts.actors import Staff
from samenkracht.core.values.dates import KnownDate
from samenkracht.pages import workplace
from tests.factories.participation import make_form, send
from tests.factories.projects import (
    FundingFactory,
    MeetingFactory,
    PlanLineFactory,
    PlanVersionFactory,
    ProjectFactory,
    make_team,
)
from tests.factories.reports import stored_report
from tests.moments import NOW

# Pages are drawn alike on every database; journeys meet them on the other one.
pytestmark = pytest.mark.postgresql


@pytest.fixture
def project(cast):
    """Running, with a team and money, and with a plan on which somebody decided before."""
    project = ProjectFactory(title="Hulp bij het huishouden", slug="hulp", is_public=True, state=ProjectState.RUNNING)
    PlanVersionFactory(plan=project.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    FundingFactory(project=project)
    return make_team(project, cast)


def seen(project, user, at=NOW):
    return workplace.workspace(project=project, actor=Staff(user), at=at)


def titles(alerts):
    return [str(alert.title) for alert in alerts]


# --- points of attention


def kinds(*projects, at=NOW):
    return [(point.kind, point.project.title) for point in alerts_of(projects, at=at)]


def test_date_that_cannot_be_read_asks_for_attention_where_it_can_be_mended(client, cast, project):
    line = PlanLineFactory(project=project)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET planned_end = '2027-13' WHERE id = %s", [project.pk])
        cursor.execute("UPDATE projects_planline SET feedback_due = 'ooit' WHERE id = %s", [line.pk])
    client.force_login(cast.leader)
    page = client.get("/werkplek/?alles=1").content.decode()
    assert page.count("Schrijf de datum opnieuw op.") == 2
    assert 'href="/werkplek/projecten/hulp/gegevens/"' in page
    assert f'href="/werkplek/projecten/hulp/plan/regels/{line.key}/"' in page
    assert "niet te lezen" in client.get("/projecten/hulp/").content.decode()
    assert 'value="2027-13"' in client.get("/werkplek/projecten/hulp/gegevens/").content.decode()
    client.force_login(cast.director)
    assert "Een datum is niet te lezen" in client.get("/dashboard/").content.decode()


def test_a_project_without_people_and_plan_asks_for_attention_heaviest_first(db):
    bare = ProjectFactory(title="Kaal")

    assert kinds(bare) == [
        (AlertKind.NO_LEADER, "Kaal"),
        (AlertKind.PLAN_EMPTY, "Kaal"),
        (AlertKind.NO_DEPUTY, "Kaal"),
        (AlertKind.NO_MONEY, "Kaal"),
    ]


@pytest.mark.parametrize("state", [ProjectState.COMPLETED, ProjectState.STOPPED])
def test_a_project_that_nobody_works_on_asks_for_nothing(db, state):
    assert kinds(ProjectFactory(state=state, planned_end=KnownDate("2020"))) == []


def test_an_answer_that_residents_wait_for_is_owed_after_the_project_too(cast):
    done = make_team(ProjectFactory(state=ProjectState.COMPLETED), cast)
    PlanLineFactory(project=done, feedback_due=KnownDate("2020"))
    PlanLineFactory(project=done)

    found = seen(done, cast.leader)

    assert kinds(done) == [(AlertKind.FEEDBACK_LATE, done.title)]
    assert titles(found.alerts) == ["Inwoners wachten op terugkoppeling"]
    assert [line.gaps for line in found.lines] == [1, 0]


def test_an_improvement_is_late_the_day_after_its_last_day_and_after_the_project_too(cast):
    done = make_team(ProjectFactory(state=ProjectState.COMPLETED), cast)
    for due in ("2026-11", "2027", ""):
        proposal = improvements.propose(
            project=done,
            text=f"Beter {due}",
            owner="Secretaris",
            due=KnownDate(due),
            by=Staff(cast.coordinator),
            at=NOW,
        )
    improvements.drop(proposal=proposal, reason="Hoeft niet", by=Staff(cast.coordinator), at=NOW)

    assert kinds(done) == []
    assert kinds(done, at=datetime(2026, 12, 1, 9, tzinfo=UTC)) == [(AlertKind.IMPROVEMENT_LATE, done.title)]
    (alert,) = workplace.workspace(
        project=done, actor=Staff(cast.leader), at=datetime(2026, 12, 1, 9, tzinfo=UTC)
    ).alerts
    assert str(alert.why) == "Afgesproken: november 2026, door Secretaris. “Beter 2026-11”"
    assert alert.href.endswith("/evaluaties/#verbetervoorstellen")


def test_feedback_is_late_the_day_after_its_last_day_in_amsterdam(project):
    line = PlanLineFactory(project=project, feedback_due=KnownDate("2026-11"))
    last_evening = datetime(2026, 11, 30, 22, 59, tzinfo=UTC)
    midnight = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)

    assert kinds(project, at=last_evening) == []
    assert kinds(project, at=midnight) == [(AlertKind.FEEDBACK_LATE, project.title)]

    line.feedback_given = KnownDate("2026-11-29")
    line.save()
    assert kinds(project, at=midnight) == []


def test_a_line_that_promises_no_feedback_is_a_point_and_a_removed_one_is_not(project):
    PlanLineFactory(project=project, feedback_due=KnownDate("ongoing"))
    PlanLineFactory(project=project, removed_at=NOW)
    assert kinds(project) == []

    PlanLineFactory(project=project)
    assert kinds(project) == [(AlertKind.FEEDBACK_NOT_PROMISED, project.title)]


def money_kinds(project, day):
    return [kind for kind, _title in kinds(project, at=day) if kind in (AlertKind.MONEY_ENDING, AlertKind.NO_MONEY)]


@pytest.mark.parametrize(
    ("ends", "asks"),
    [
        (["2025"], [AlertKind.MONEY_ENDING]),
        (["april 2027"], [AlertKind.MONEY_ENDING]),
        (["2025", "doorlopend"], []),
        (["2028"], []),
        (["2025", "2028"], []),
        (["2025", "maart 2027"], [AlertKind.MONEY_ENDING]),
        (["structureel", "2025"], []),
        ([], [AlertKind.NO_MONEY]),
    ],
)
def test_money_asks_for_attention_when_all_of_it_ends_within_half_a_year(db, ends, asks):
    project = ProjectFactory(state=ProjectState.RUNNING)
    for text in ends:
        structural = text == "structureel"
        FundingFactory(
            project=project, is_structural=structural, ends=KnownDate() if structural else KnownDate.parse(text)
        )

    assert money_kinds(project, NOW) == asks
    project.state = ProjectState.COMPLETED
    assert money_kinds(project, NOW) == []


def test_money_that_is_over_is_told_with_its_last_day_and_leads_to_its_page(cast, project):
    project.fundings.update(is_structural=False, ends=KnownDate.parse("december 2025"))
    PlanLineFactory(project=project, feedback_due=KnownDate("ongoing"))
    make_form(project=project, plan_line=project.plan.lines.get())

    (alert,) = seen(project, cast.leader).alerts

    assert (str(alert.title), str(alert.why)) == (
        "Het geld is op",
        "Het laatste geld is er tot en met 31 december 2025.",
    )
    assert alert.href == f"/werkplek/projecten/{project.slug}/geld/"
    assert seen(project, cast.director).alerts[0].href == ""


def test_points_of_many_projects_cost_five_queries(db, django_assert_num_queries):
    projects = [ProjectFactory() for _ in range(12)]
    for one in projects:
        PlanLineFactory(project=one)

    with django_assert_num_queries(6):
        alerts_of(projects, at=NOW)


def test_a_draft_that_puts_a_promise_off_is_late_by_what_was_decided(cast):
    running = make_team(ProjectFactory(state=ProjectState.RUNNING), cast)
    later, gone = (PlanLineFactory(project=running, feedback_due=KnownDate("2026-10")) for _ in range(2))
    PlanVersionFactory(plan=running.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    PlanLine.objects.filter(pk=later.pk).update(feedback_due=KnownDate("2029"))
    PlanLine.objects.filter(pk=gone.pk).update(removed_at=NOW)

    found = seen(running, cast.leader)

    late = [point.line for point in alerts_of([running], at=NOW) if point.kind == AlertKind.FEEDBACK_LATE]
    assert late == [later, gone]
    assert [(line.line, line.feedback_late) for line in found.lines] == [(later, True)]
    assert str(found.lines[0].line.feedback_due) == "oktober 2026"


def test_a_plan_that_was_given_back_asks_to_be_mended_and_leads_to_the_remarks(client, cast):
    running = make_team(ProjectFactory(slug="terug", state=ProjectState.RUNNING), cast)
    FundingFactory(project=running)
    PlanLineFactory(project=running, feedback_due=KnownDate("2099"))
    PlanVersionFactory(plan=running.plan, outcome=PlanStatus.RETURNED, decided_at=NOW, remarks="Vraag ook de buren.")
    ParticipationPlan.objects.filter(pk=running.plan.pk).update(status=PlanStatus.RETURNED)

    (alert,) = [row for row in seen(running, cast.leader).alerts if "formulier" not in str(row.title)]
    client.force_login(cast.leader)

    assert kinds(running) == [(AlertKind.PLAN_RETURNED, running.title)]
    assert (alert.severity, str(alert.title)) == ("let", "Het participatieplan is teruggegeven")
    assert alert.href == "/werkplek/projecten/terug/plan/versies/"
    assert "Vraag ook de buren." in client.get(alert.href).content.decode()


def test_the_dashboard_says_that_a_plan_was_given_back(client, cast):
    running = make_team(ProjectFactory(state=ProjectState.RUNNING), cast)
    PlanLineFactory(project=running, feedback_due=KnownDate("2099"))
    ParticipationPlan.objects.filter(pk=running.plan.pk).update(status=PlanStatus.RETURNED)
    client.force_login(cast.director)

    html = client.get("/dashboard/").content.decode()

    assert "<small>Plan teruggegeven</small>" in html
    assert "<small>Plan niet ingediend</small>" not in html


# --- the chain


def test_chain_goes_from_line_to_form_to_contributions(cast, project):
    line = PlanLineFactory(project=project, target_number=60, feedback_due=KnownDate("2099"))
    form = make_form(project=project, plan_line=line)
    for _ in range(3):
        send(form)

    found = seen(project, cast.leader)

    (chain,) = found.lines
    assert [link.form for link in chain.forms] == [form]
    assert (chain.number, chain.total, chain.is_open, chain.gaps) == (1, 3, True, 0)
    assert chain.forms[0].state == FormState.OPEN
    assert found.alerts == []


def test_chain_counts_toward_the_target_that_was_decided_while_a_new_version_is_in_the_making(client, cast):
    running = make_team(ProjectFactory(state=ProjectState.RUNNING), cast)
    kept, new = PlanLineFactory(project=running, target_number=40), PlanLineFactory(project=running, removed_at=NOW)
    PlanVersionFactory(plan=running.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    PlanLine.objects.filter(pk=kept.pk).update(target_number=400)
    PlanLine.objects.filter(pk=new.pk).update(target_number=7, removed_at=None)
    for line in (kept, new):
        send(make_form(project=running, plan_line=line))

    found = seen(running, cast.leader)
    client.force_login(cast.leader)
    html = client.get(running.get_absolute_url()).content.decode()

    assert [line.line.target_number for line in found.lines] == [40, 7]
    assert "1 van 40<" in html
    assert "van 400" not in html


def test_chain_ends_in_a_report_about_this_project(cast, project):
    told = stored_report("Over heel de regio", project_slugs=[project.slug])
    stored_report("Over een ander", project_slugs=["elders"])
    stored_report("Over heel de regio, zonder dit project")

    assert seen(project, cast.leader).report == told


def test_a_report_ends_the_chain_of_the_lines_that_had_answers_by_then(client, cast, project):
    told = stored_report("Over heel de regio", as_of=NOW, project_slugs=[project.slug])
    early, late, _bare = lines = [PlanLineFactory(project=project) for _ in range(3)]
    send(make_form(project=project, plan_line=early), at=NOW)
    send(make_form(project=project, plan_line=late), at=NOW + timedelta(hours=1))

    found = seen(project, cast.leader, at=NOW + timedelta(days=1))
    client.force_login(cast.leader)
    html = client.get(project.get_absolute_url()).content.decode()

    assert [(line.line, line.reported) for line in found.lines] == list(zip(lines, (True, False, False), strict=True))
    assert (html.count(f">{told.title}</a>"), html.count("Nog geen antwoorden in een rapport")) == (1, 2)


def test_no_report_ends_a_chain_that_has_not_begun(client, cast, project):
    told = stored_report("Over heel de regio", project_slugs=[project.slug])
    client.force_login(cast.leader)

    assert told.title not in client.get(project.get_absolute_url()).content.decode()

    project.plan.no_participation_reason = "De wet laat geen ruimte."
    project.plan.save()
    assert told.title in client.get(project.get_absolute_url()).content.decode()


def test_chain_says_when_no_report_tells_of_this_project(client, cast, project):
    PlanLineFactory(project=project)
    stored_report("Over een ander", project_slugs=["elders"])
    client.force_login(cast.leader)

    html = client.get(project.get_absolute_url()).content.decode()

    assert "Nog geen rapport" in html
    assert "Over een ander" not in html


def test_a_line_without_form_is_a_gap_in_its_place_and_a_row_on_top(client, cast, project):
    PlanLineFactory(project=project, feedback_due=KnownDate("2099"), target_number=60)

    found = seen(project, cast.leader)
    client.force_login(cast.leader)
    html = client.get(project.get_absolute_url()).content.decode()

    assert titles(found.alerts) == ["Planregel 1 heeft nog geen formulier"]
    assert found.lines[0].gaps == 1
    assert "Er is nog niets gemaakt." in html
    assert "Doel: 60 mensen" in html


def test_late_feedback_is_a_gap_with_the_page_that_mends_it(client, cast, project):
    line = PlanLineFactory(project=project, feedback_due=KnownDate("2020-02"))
    make_form(project=project, plan_line=line)
    client.force_login(cast.leader)

    html = client.get(project.get_absolute_url()).content.decode()

    assert "Inwoners wachten op terugkoppeling" in html
    assert f'href="/werkplek/projecten/hulp/plan/regels/{line.key}/"' in html


def test_what_nobody_published_or_promised_is_a_gap_in_its_place_with_the_action_that_fills_it(client, cast, project):
    line = PlanLineFactory(project=project)
    form = make_form(project=project, plan_line=line, title="Bijna", definition=None)
    client.force_login(cast.leader)

    (found,) = seen(project, cast.leader).lines
    html = client.get(project.get_absolute_url()).content.decode()

    assert (found.gaps, found.misses_publication, found.misses_promise) == (2, True, True)
    assert "“Bijna” is nog niet gepubliceerd." in html
    assert "Er is geen datum beloofd." in html
    assert html.count(f"/formulieren/{form.slug}/") >= 2
    assert html.count('class="chain-gap"') == 2


def test_a_form_that_is_not_published_is_a_row(cast, project):
    line = PlanLineFactory(project=project, feedback_due=KnownDate("2099"))
    make_form(project=project, plan_line=line, title="Bijna", definition=None)

    assert titles(seen(project, cast.leader).alerts) == ["Het formulier “Bijna” is nog niet gepubliceerd"]


def test_what_hangs_on_a_removed_line_stays_in_the_chain(cast, project):
    line = PlanLineFactory(project=project)
    form = make_form(project=project, plan_line=line)
    send(form)

    plans.remove_line(line=line, by=Staff(cast.leader), at=NOW)

    chain = seen(project, cast.leader).lines
    assert [(one.number, one.total) for one in chain] == [(None, 1)]


def test_forms_outside_the_plan_are_shown_apart(cast, project):
    form = make_form(project=project)

    assert [link.form for link in seen(project, cast.leader).loose] == [form]


def test_counts_of_this_moment_are_for_the_team_and_the_coordinator_only(client, cast, project):
    line = PlanLineFactory(project=project)
    form = make_form(project=project, plan_line=line)
    for _ in range(7):
        send(form)

    assert seen(project, cast.coordinator).lines[0].total == 7
    assert seen(project, cast.director).lines[0].total is None
    client.force_login(cast.director)
    html = client.get(project.get_absolute_url()).content.decode()
    assert "7 inzendingen" not in html
    assert "Zie het dashboard" in html


def test_actions_are_shown_to_who_may_do_them(cast):
    bare = make_team(ProjectFactory(title="Kaal"), cast)
    bare.members.filter(user=cast.deputy).delete()
    FundingFactory(project=bare)

    def hrefs(user):
        return {str(row.title): bool(row.href) for row in seen(bare, user).alerts}

    nothing, no_deputy = "Het participatieplan heeft nog geen regels", "Er is geen vervanger voor de projectleider"
    assert hrefs(cast.coordinator) == {nothing: True, no_deputy: True}
    assert hrefs(cast.leader) == {nothing: True, no_deputy: False}
    assert hrefs(cast.director) == {nothing: False, no_deputy: False}


@pytest.mark.parametrize("count", [1, 8])
def test_workspace_costs_the_same_however_long_the_chain(client, cast, project, django_assert_max_num_queries, count):
    for _ in range(count):
        make_form(project=project, plan_line=PlanLineFactory(project=project))
    client.force_login(cast.leader)

    with django_assert_max_num_queries(17):
        assert client.get(project.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("part", ["other_leader", "administrator"])
def test_workspace_of_a_published_project_is_not_for_everybody(client, cast, project, part):
    client.force_login(cast.users[part])

    assert client.get(project.get_absolute_url()).status_code == 404


# --- the start page


def test_start_page_shows_the_own_projects_and_what_they_ask(client, cast, project):
    ProjectFactory(title="Van een ander")
    client.force_login(cast.leader)

    response = client.get("/werkplek/")

    assert [one.project.title for one in response.context["start"].mine] == ["Hulp bij het huishouden"]
    assert titles(response.context["start"].alerts) == ["Het participatieplan heeft nog geen regels"]
    assert "Van een ander" not in response.content.decode()


def test_start_page_tells_the_leader_what_closes_soon_and_what_came_in(client, cast, project):
    now = NOW
    opened = now - timedelta(days=9)
    form = make_form(project=project, title="Sluit morgen", opens_at=opened, closes_at=now + timedelta(days=1))
    make_form(project=project, title="Nog lang open", opens_at=opened, closes_at=now + timedelta(days=40))
    send(form, at=now)
    client.force_login(cast.leader)

    start = client.get("/werkplek/").context["start"]

    assert [(link.form.title, link.total) for link in start.closing] == [("Sluit morgen", 1)]
    assert [(row.received, row.open_forms) for row in start.mine] == [(1, 2)]


@pytest.mark.parametrize("part", ["leader", "coordinator"])
def test_start_page_and_dashboard_say_the_same_of_a_plan_with_nothing_in_it(client, cast, part):
    projects = [make_team(ProjectFactory(title=title), cast) for title in "ABCD"]
    empty, begun, declined, renewed = projects
    for one in projects:
        one.members.create(user=cast.coordinator, part="editor")
    for one in (begun, renewed):
        PlanLineFactory(project=one)
    PlanVersionFactory(plan=renewed.plan, outcome=PlanStatus.AGREED, decided_at=NOW)
    ParticipationPlan.objects.filter(project=declined).update(no_participation_reason="De wet laat geen ruimte.")
    client.force_login(cast.users[part])

    rows = client.get("/werkplek/").context["start"].mine

    assert [(row.project, str(row.plan_words)) for row in rows] == [
        (empty, "Leeg"),
        (begun, "Concept"),
        (declined, "Geen participatie"),
        (renewed, "Besluit genomen, nieuwe versie in de maak"),
    ]


def test_start_page_names_what_stands_in_each_column_of_its_lists(client, cast, project):
    MeetingFactory(held_on=date(2199, 1, 2), papers_due=date(2199, 1, 1))
    stored_report("Voortgang van alles")
    make_form(project=project, opens_at=NOW, closes_at=NOW + timedelta(days=1))

    client.force_login(cast.leader)
    start = client.get("/werkplek/").content.decode()
    client.force_login(cast.director)
    dashboard = client.get("/dashboard/").content.decode()

    for heading in ("Overleg", "Stukken inleveren", "Rapport", "Stand van", "Tot wanneer"):
        assert f'<th scope="col">{heading}</th>' in start
    for heading in ("Rapport", "Stand van"):
        assert f'<th scope="col">{heading}</th>' in dashboard


def test_start_page_marks_a_day_for_papers_that_is_over_as_the_list_of_meetings_does(client, cast):
    MeetingFactory(held_on=date(2026, 11, 25), papers_due=date(2026, 11, 19), part="te laat")
    MeetingFactory(held_on=date(2026, 11, 26), papers_due=date(2026, 11, 20), part="vandaag nog")
    client.force_login(cast.secretary)
    for place in ("/werkplek/", "/werkplek/overleggen/"):
        rows = client.get(place).content.decode().split("<tr>")
        said = {part: next("Voorbij" in row for row in rows if part in row) for part in ("te laat", "vandaag nog")}
        assert said == {"te laat": True, "vandaag nog": False}, place


def test_start_page_names_the_next_meetings_but_none_that_is_called_off(client, cast):
    MeetingFactory(held_on=date(2199, 1, 2), part="een deel", papers_due=date(2199, 1, 1))
    MeetingFactory(held_on=date(2199, 1, 3), part="afgezegd", cancelled_at=NOW)
    client.force_login(cast.secretary)

    html = client.get("/werkplek/").content.decode()

    assert "(een deel)" in html
    assert '<td data-l="Stukken inleveren">tot en met 1 januari 2199</td>' in html
    assert "afgezegd" not in html


def test_start_page_shows_five_points_and_all_when_asked(client, cast):
    for _ in range(3):
        ProjectFactory()
    client.force_login(cast.coordinator)

    few, everything = client.get("/werkplek/"), client.get("/werkplek/?alles=1")

    assert len(few.context["start"].alerts) == 5
    assert "Laat alle 12 punten zien" in few.content.decode()
    assert len(everything.context["start"].alerts) == 12


@pytest.mark.parametrize("question", ["?alles=2", "?alles=ja&iets=1"])
def test_start_page_answers_400_to_a_question_it_does_not_know(client, cast, question):
    client.force_login(cast.coordinator)

    assert client.get("/werkplek/" + question).status_code == 400


def test_start_page_leads_a_director_to_list_and_dashboard(client, cast, project):
    client.force_login(cast.director)

    html = client.get("/werkplek/").content.decode()

    assert 'href="/dashboard/"' in html
    assert 'href="/werkplek/projecten/"' in html


def test_menu_names_the_agenda_of_the_region_so_that_nobody_looks_for_meetings_there(client, cast):
    client.force_login(cast.coordinator)

    menu = client.get("/werkplek/").content.decode().partition('aria-label="Hoofdmenu"')[2].partition("</nav>")[0]

    assert "Samenwerkingsagenda</a>" in menu
    assert "</svg>Agenda</a>" not in menu


@pytest.mark.parametrize("count", [1, 12])
def test_start_page_costs_the_same_however_many_projects(client, cast, django_assert_max_num_queries, count):
    soon = NOW + timedelta(days=3)
    for _ in range(count):
        project = make_team(ProjectFactory(is_public=True), cast)
        PlanLineFactory(project=project)
        send(make_form(project=project, closes_at=soon))
        MeetingFactory()
    client.force_login(cast.leader)

    # Session, user, seats; projects, team, five for the points; open forms; totals of what closes (2) and of the own
    # projects (3); how far plans are; plans to decide on; meetings with their bodies; reports.
    with django_assert_max_num_queries(22):
        client.get("/werkplek/")


@pytest.mark.parametrize(
    ("contact", "told", "not_told"),
    [
        ({"contact_phone": "(035) 000 00 00"}, ("(035) 000 00 00", "Nog geen e-mailadres"), ("Niet ingevuld",)),
        (
            {"contact_function": "projectleider wonen"},
            ("projectleider wonen", "Nog geen e-mailadres"),
            ("Niet ingevuld",),
        ),
        ({"contact_email": "a@regio.example"}, ("a@regio.example",), ("Niet ingevuld", "Nog geen e-mailadres")),
        ({}, ("Niet ingevuld",), ("Nog geen e-mailadres",)),
    ],
)
def test_workspace_shows_what_residents_have_of_the_contact(client, cast, project, contact, told, not_told):
    empty = dict.fromkeys(("contact_function", "contact_email", "contact_phone"), "")
    type(project).objects.filter(pk=project.pk).update(is_public=False, **empty | contact)
    client.force_login(cast.leader)

    page = client.get(project.get_absolute_url()).content.decode()

    _before, _heading, rest = page.partition("Contact voor inwoners")
    shown = rest[: rest.index("</dl>")]
    assert [words for words in told if words not in shown] == []
    assert [words for words in not_told if words in shown] == []
