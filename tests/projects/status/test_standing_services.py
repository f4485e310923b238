"""State and phase of a project: verbs of their own, with a history."""

import pytest

from participation.models import Form, Submission
from projects.enums import PolicyPhase, ProjectState
from projects.models import Project
from projects.register.services import projects
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.happened import StillToCome
from tests.factories.participation import make_form, send
from tests.factories.projects import ProjectFactory
from tests.moments import NOW


@pytest.fixture
def told(monkeypatch):
    """What ``phase_closed`` told, in order."""
    calls = []
    monkeypatch.setattr(projects.phase_closed, "functions", [lambda **said: calls.append(said)])
    return calls


def test_a_new_project_begins_its_history(coordinator):
    project = projects.add(
        by=coordinator, at=NOW, title="Wonen", state=ProjectState.RUNNING, since=KnownDate.parse("maart 2026")
    )

    (state,), (phase,) = project.state_changes.all(), project.phase_changes.all()
    assert (state.state, str(state.since), state.recorded_at) == ("running", "maart 2026", NOW)
    assert (phase.phase, str(phase.since)) == ("agenda_setting", "maart 2026")


def test_each_change_of_state_is_kept_with_its_day_reason_and_decision(cast, project):
    projects.set_state(
        project=project,
        state=ProjectState.PAUSED,
        since=KnownDate.parse("12-10-2026"),
        reason=" Er is geen geld. ",
        decision="PFHO van 8 oktober 2026",
        by=cast.actors["leader"],
        at=NOW,
    )

    project.refresh_from_db()
    (change,) = project.state_changes.all()
    assert project.state == change.state == "paused"
    assert (str(change.since), change.reason) == ("12 oktober 2026", "Er is geen geld.")
    assert change.decision == "PFHO van 8 oktober 2026"
    event = AuditEvent.objects.get(event="project.state_set")
    assert event.data == {"before": "planned", "state": "paused"}


@pytest.mark.parametrize("state", [ProjectState.PAUSED, ProjectState.COMPLETED, ProjectState.STOPPED])
def test_stopping_for_a_while_or_for_good_needs_a_reason(coordinator, project, state):
    with pytest.raises(projects.StateReasonMissing):
        projects.set_state(project=project, state=state, reason="  ", by=coordinator, at=NOW)
    with pytest.raises(projects.StateReasonMissing):
        projects.add(by=coordinator, at=NOW, title="Oud project", state=state)

    project.refresh_from_db()
    assert (project.state, project.state_changes.count(), Project.objects.count()) == ("planned", 0, 1)


@pytest.mark.parametrize(
    ("since", "refusal"),
    [("21-11-2026", StillToCome), ("2027", StillToCome)] + [("februari 2026", projects.SinceBeforeTheLast)],
)
def test_a_day_that_cannot_be_is_refused(coordinator, project, since, refusal):
    running = {"project": project, "state": ProjectState.RUNNING, "by": coordinator, "at": NOW}
    projects.set_state(since=KnownDate.parse("maart 2026"), **running)

    with pytest.raises(refusal):
        projects.set_state(
            project=project,
            state=ProjectState.STOPPED,
            reason="Klaar.",
            since=KnownDate.parse(since),
            by=coordinator,
            at=NOW,
        )

    assert [change.state for change in project.state_changes.all()] == ["running"]


@pytest.mark.parametrize("since", ["2026", "november 2026", "20-11-2026", ""])
def test_a_day_that_may_be_today_is_accepted(coordinator, project, since):
    projects.set_state(
        project=project, state=ProjectState.RUNNING, since=KnownDate.parse(since), by=coordinator, at=NOW
    )

    assert str(project.state_changes.get().since) == str(KnownDate.parse(since))


def test_the_same_again_is_refused(coordinator, project, told):
    with pytest.raises(projects.SameAsNow):
        projects.set_state(project=project, state=ProjectState.PLANNED, by=coordinator, at=NOW)
    with pytest.raises(projects.SameAsNow):
        projects.set_phase(project=project, phase=PolicyPhase.AGENDA_SETTING, by=coordinator, at=NOW)

    assert (project.state_changes.count(), project.phase_changes.count(), told) == (0, 0, [])


def test_the_end_of_a_phase_is_told_to_who_joined_in(coordinator, project, told):
    projects.set_phase(
        project=project, phase=PolicyPhase.DEVELOPMENT, since=KnownDate.parse("2026"), by=coordinator, at=NOW
    )

    project.refresh_from_db()
    assert project.phase == "development"
    assert [change.phase for change in project.phase_changes.all()] == ["development"]
    assert told == [{"project": project, "phase": PolicyPhase.AGENDA_SETTING, "by": coordinator, "at": NOW}]


def test_who_joined_in_can_stop_the_verb(coordinator, project, monkeypatch):
    def refuse(**_said):
        raise projects.SameAsNow

    monkeypatch.setattr(projects.phase_closed, "functions", [refuse])

    with pytest.raises(projects.SameAsNow):
        projects.set_phase(project=project, phase=PolicyPhase.DEVELOPMENT, by=coordinator, at=NOW)

    project.refresh_from_db()
    assert (project.phase, project.phase_changes.count()) == ("agenda_setting", 0)


@pytest.mark.parametrize("part", ["other_leader", "commissioner", "director", "secretary", "administrator", "nobody"])
def test_others_set_neither_state_nor_phase(cast, project, part, told):
    with pytest.raises(NotPermitted):
        projects.set_state(project=project, state=ProjectState.RUNNING, by=cast.actors[part], at=NOW)
    with pytest.raises(NotPermitted):
        projects.set_phase(project=project, phase=PolicyPhase.EVALUATION, by=cast.actors[part], at=NOW)

    project.refresh_from_db()
    assert (project.state, project.phase, told) == ("planned", "agenda_setting", [])


@pytest.mark.parametrize("state", [ProjectState.STOPPED, ProjectState.COMPLETED])
def test_a_project_that_is_over_keeps_its_forms_and_what_residents_gave(client, coordinator, state):
    project = ProjectFactory(is_public=True, state=ProjectState.RUNNING)
    form = make_form(project=project, title="Uw ervaring")
    send(form)

    projects.set_state(project=project, state=state, reason="Geen geld", by=coordinator, at=NOW)

    assert (Form.objects.count(), Submission.objects.count()) == (1, 1)
    assert "Uw ervaring" in client.get(form.get_absolute_url()).content.decode()
    assert client.get(f"/projecten/{project.slug}/").status_code == 200
