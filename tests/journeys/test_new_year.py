"""Wijdemeren goes up in Hilversum on 1 January 2027: entered on screen in 2026, and seen when the year turns."""

import csv
import html
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from participation import queries as form_queries
from participation.enums import ExportFormat, ExportGround
from participation.exports import collect as exporting
from participation.exports import services as exports
from participation.models import Draft, Form, Submission
from participation.results import services as tallies
from projects.models import Municipality
from reports.dashboard import services as daily_batch
from reports.models import Report
from reports.progress.collect.progress import ProgressParameters
from reports.progress.content import ProgressReport
from reports.recount.collect import recount
from reports.runs.services import compiling, runs
from samenkracht.accounts.actors import Staff
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.periods import Period
from tests.cast import Cast
from tests.factories.participation import ONE_STEP, make_form
from tests.factories.projects import PlanLineFactory, ProjectFactory
from tests.factories.reports import a_published_form, send_many
from tests.moments import StandingClock
from tests.participation.fill_in import FIRST, Walk

LONG_BEFORE = datetime(2026, 12, 1, 12, tzinfo=UTC)
LAST_SECOND = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
A_WEEK_LATER = datetime(2027, 1, 8, 12, tzinfo=UTC)
DECEMBER = ProgressParameters(period=Period(date(2026, 12, 1), date(2027, 1, 1)))
BOTH_MONTHS = ProgressParameters(period=Period(date(2026, 12, 1), date(2027, 2, 1)))


def words(response: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def one(name: str) -> Municipality:
    return Municipality.objects.get(name=name)


def enter_the_merger(client: Client, cast: Cast) -> None:
    """As the administrator does: day and successor, look, yes."""
    client.force_login(cast.administrator)
    place = reverse("municipality_merge", args=[one("Wijdemeren").pk])
    sent = {"valid_until": "1-1-2027", "successor": one("Hilversum").pk}
    shown = client.post(place, sent)
    assert "Wat verandert er als Wijdemeren op 1 januari 2027 opgaat in Hilversum?" in words(shown)
    assert client.post(place, sent | {"seen_for": shown.context["seen_for"]}).status_code == 302


@pytest.fixture
def entered(db: None, client: Client, cast: Cast, portal_clock: StandingClock) -> None:
    portal_clock.at = LONG_BEFORE
    enter_the_merger(client, cast)


@pytest.fixture
def form(db: None) -> Any:
    project: Any = ProjectFactory(is_public=True, slug="plassen", title="Drukte rond de plassen")
    project.municipalities.add(one("Wijdemeren"))
    return make_form(project=project, definition=ONE_STEP, opens_at=None, closes_at=None)


def begun(form: Any) -> Walk:
    return Walk(form.slug).open()


def test_the_list_of_municipalities_turns_at_midnight_in_amsterdam_and_not_before(entered, form, portal_clock):
    portal_clock.at = LAST_SECOND
    assert 'value="1696"' in begun(form).page
    asked = begun(form).press("next", FIRST | {"q-plaats1-postcode": "1231"})
    assert "wij denken Wijdemeren" in asked.text

    portal_clock.at = MIDNIGHT
    page = begun(form).page
    assert 'value="1696"' not in page
    assert 'value="0402"' in page
    asked = begun(form).press("next", FIRST | {"q-plaats1-postcode": "1231 AB"})
    assert "wij denken Hilversum" in asked.text


def test_a_form_that_was_filled_in_before_midnight_asks_once_more_and_loses_nothing(entered, portal_clock):
    form = make_form(opens_at=None, closes_at=None)
    portal_clock.at = LAST_SECOND
    walk = begun(form).press("next", FIRST).press("next", {"q-plaats1": "1696"})
    assert walk.title == "Kloppen uw antwoorden?"
    assert "Wijdemeren" in walk.text

    portal_clock.at = MIDNIGHT
    walk.press("send")
    assert walk.response.status_code == 422
    assert "Wat u koos, staat niet meer in de lijst." in walk.text
    assert not Submission.objects.exists()

    walk.press("next", {"q-plaats1": "0402"})
    assert "Een vast gezicht." in walk.text
    walk.press("send")
    assert walk.response.status_code == 302
    assert Submission.objects.get().municipality == "0402"
    assert not Draft.objects.exists()


def test_who_sent_before_midnight_stays_of_wijdemeren(entered, form, portal_clock, cast):
    portal_clock.at = LAST_SECOND
    begun(form).press("next", FIRST | {"q-plaats1": "1696"})
    portal_clock.at = MIDNIGHT
    begun(form).press("next", FIRST | {"q-plaats1": "0402"})
    tallies.aggregate_all(form_id=form.pk)

    live = form_queries.live_counts(project=form.project, actor=Staff(cast.coordinator), at=A_WEEK_LATER)
    tally = live[0].tallies["plaats1"]
    named = {option.label: tally.cells[option.key] for option in tally.options if tally.cells[option.key]}
    assert named == {"Hilversum": 1, "Wijdemeren (tot 1 januari 2027, nu Hilversum)": 1}


def test_an_old_project_goes_on_naming_wijdemeren_and_tells_what_it_is_now(entered, form, portal_clock, client, cast):
    portal_clock.at = LAST_SECOND
    place = reverse("public_project", args=["plassen"])
    assert "Voor inwoners van Wijdemeren" in words(Client().get(place))
    assert "nu Hilversum" not in words(Client().get(place))

    portal_clock.at = MIDNIGHT
    assert "Voor inwoners van Wijdemeren (tot 1 januari 2027, nu Hilversum)" in words(Client().get(place))
    assert "For residents of Wijdemeren (until 1 January 2027, now Hilversum)" in words(Client().get(f"/en{place}"))
    client.force_login(cast.coordinator)
    facts = words(client.get(reverse("project_change", args=["plassen"])))
    assert "Wijdemeren (tot 1 januari 2027)" in facts
    fresh = words(client.get(reverse("project_add")))
    assert "Wijdemeren" not in fresh
    assert "Hilversum" in fresh


def test_a_coming_end_stands_in_the_log_and_in_the_list(entered, client, portal_clock):
    event = AuditEvent.objects.get(event="municipality.merged")
    assert event.data["now"] == ["valid_until=2027-01-01", "successor=0402"]
    assert "Wijdemeren 1696 · Noord-Holland Geldt nu" in words(client.get(reverse("municipality_list")))

    portal_clock.at = A_WEEK_LATER
    page = words(client.get(reverse("municipality_list")))
    assert "Wijdemeren 1696 · Noord-Holland Voorbij Lid (volledig) 1 januari 2002 1 januari 2027 Hilversum 10" in page


# --- figures ------------------------------------------------------------------------------------------------------


@pytest.fixture
def answered(db: None, cast: Cast) -> Any:
    """A project whose form was answered in December by 18 of Wijdemeren, 30 of Hilversum and 12 of Huizen.

    The smallest of these is never shown, as it would tell how few came from elsewhere.
    """
    by = Staff(cast.coordinator)
    project = ProjectFactory(title="Drukte rond de plassen", slug="plassen", is_public=True, created_at=LONG_BEFORE)
    PlanLineFactory(project=project, target_number=40)
    version = a_published_form(project, by, LONG_BEFORE)
    send_many(version, LONG_BEFORE, 18, place="1696")
    send_many(version, LONG_BEFORE, 30, place="0402")
    send_many(version, LONG_BEFORE, 12, place="0406")
    tallies.aggregate_all(form_id=version.form_id)
    return version


def report_of(parameters: ProgressParameters, by: Staff, at: datetime) -> ProgressReport:
    claimed = runs.claim(run_id=runs.request(parameters=parameters, by=by, at=at).pk, at=at)
    assert claimed is not None
    stored: Report | None = compiling.compile_claimed(run=claimed, clock=lambda: at)
    assert stored is not None
    return ProgressReport.from_json(stored.content)


def by_municipality(report: ProgressReport) -> dict[str, int]:
    """The groups that are not hidden."""
    figure = next(figure for _where, figure in report.figures() if figure.subject == "municipality")
    return {cell.label: cell.value for cell in figure.cells if cell.value}


def merge_by_hand(cast: Cast) -> None:
    enter_the_merger(Client(), cast)


@pytest.mark.parametrize("late", [False, True], ids=["entered in 2026", "entered a week too late"])
def test_figures_of_before_stand_as_then_and_those_of_after_tell_both(answered, cast, portal_clock, late):
    coordinator = Staff(cast.coordinator)
    portal_clock.at = LAST_SECOND
    if not late:
        merge_by_hand(cast)
    before = report_of(DECEMBER, coordinator, MIDNIGHT - timedelta(hours=1))
    daily_batch.create(at=MIDNIGHT - timedelta(hours=1))
    as_if_nothing_changed = report_of(DECEMBER, coordinator, A_WEEK_LATER - timedelta(days=3)) if late else None
    portal_clock.at = A_WEEK_LATER
    if late:
        merge_by_hand(cast)

    send_many(answered, A_WEEK_LATER - timedelta(hours=2), 12, place="0402")
    tallies.aggregate_all(form_id=answered.form_id)
    after = report_of(BOTH_MONTHS, coordinator, A_WEEK_LATER)

    assert by_municipality(before) == {"Hilversum": 30, "Wijdemeren": 18}
    if as_if_nothing_changed:
        assert by_municipality(as_if_nothing_changed) == {"Hilversum": 30, "Wijdemeren": 18}
    assert by_municipality(after) == {"Hilversum": 42, "Wijdemeren (tot 1 januari 2027, nu Hilversum)": 18}
    found = list(recount())
    assert len(found) > 10
    assert [str(finding) for finding in found if finding.verdict != "equal"] == []


def test_an_export_of_after_holds_both_municipalities(answered, cast, portal_clock):
    portal_clock.at = A_WEEK_LATER
    merge_by_hand(cast)
    send_many(answered, A_WEEK_LATER, 2, place="0402")

    made = exports.make(
        form=Form.objects.get(pk=answered.form_id),
        selection=exporting.ExportSelection(),
        file_format=ExportFormat.CSV,
        ground=ExportGround.ANALYSIS,
        by=Staff(cast.coordinator),
        at=A_WEEK_LATER,
    )
    rows = list(csv.reader(io.StringIO(b"".join(made.parts()).decode("utf-8-sig")), delimiter=";"))

    column = next(index for index, head in enumerate(rows[0]) if "kplace" in head)
    places = [row[column] for row in rows[1:]]
    assert (places.count("Wijdemeren"), places.count("Hilversum")) == (18, 32)
