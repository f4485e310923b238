"""Two projects with everything that a route can name, each with a canary in what it shows."""

import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client

from participation.models import Form
from participation.models.submission import PENDING
from projects.improvements import services as improvements
from projects.models import BodyMember, PlanLine, Project
from reports.enums import ReportStatus
from reports.evaluation.services import evaluations
from reports.models import Report, ReportRun
from reports.papers.render import CONTENT_TYPES
from reports.progress.collect.progress import ProgressParameters
from reports.runs.services import reports, runs
from reports.runs.services.reports import DrawnFile
from samenkracht.accounts import services as accounts
from samenkracht.accounts.actors import Staff, System
from samenkracht.accounts.roles import Role
from samenkracht.core.jobs.work import MOST_ATTEMPTS
from samenkracht.core.models import StuckWork
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.periods import Period
from tests.cast import Cast
from tests.factories.accounts import InvitationFactory
from tests.factories.participation import make_form, send
from tests.factories.projects import (
    AgendaFactory,
    BodyFactory,
    FundingFactory,
    GoalFactory,
    GoalValueFactory,
    HelpNumberFactory,
    MeetingFactory,
    MunicipalityFactory,
    PlanLineFactory,
    PlanVersionFactory,
    PostcodeUploadFactory,
    PriorityFactory,
    ProgrammeFactory,
    ProjectFactory,
    PublicationFactory,
    TeamMemberFactory,
)
from tests.factories.proposals import ProposalFactory, RegistrationFactory, TreatmentFactory
from tests.factories.reports import a_progress_report
from tests.moments import NOW
from tests.permissions.harness import Route, login_as

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
# What looking may write: who downloaded what, and that a page was prepared.
LOOKING_WRITES = ("audit_auditevent", "participation_preparedpage")


@dataclass
class World:
    cast: Cast
    addresses: dict[tuple[str, str], dict[str, Any]]
    canaries: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def log_in_everybody(self) -> None:
        """Once for all tests; ``visitor`` gives each of them a browser of its own."""
        for part in self.cast.users:
            self.sessions[part] = login_as(self.cast, part).cookies[settings.SESSION_COOKIE_NAME].value

    def visitor(self, part: str) -> Client:
        """A fresh client, logged in as ``part`` unless it is the resident."""
        client = login_as(self.cast, "resident")
        if part in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[part]
        return client

    def arguments(self, route: Route, column: str) -> dict[str, Any]:
        """The arguments of the route's address; the object is made fresh where using it once uses it up."""
        if not route.object:
            return {}
        if route.object == "invitation":
            return {"token": self.invitation() if column == "own" else "geen-token"}
        return self.addresses[route.object, column]

    def invitation(self) -> str:
        return accounts.invite(
            email=f"{secrets.token_hex(4)}@test.example",
            display_name="Functie",
            role=Role.DIRECTOR,
            by=System("test"),
            at=NOW,
        )

    def hidden_fields(self, page: str) -> dict[str, str]:
        return dict(HIDDEN.findall(page))


def make_project(cast: Cast, column: str, canary: str) -> tuple[Project, PlanLine]:
    commissioner = cast.commissioner if column == "own" else cast.director
    project = ProjectFactory(title=f"Project {canary}", slug=f"{column}-project", commissioner=commissioner)
    line = PlanLineFactory(project=project, input=f"Inbreng {canary}")
    PlanVersionFactory(plan=project.plan)
    team = {"own": {"leader": cast.leader, "deputy": cast.deputy, "editor": cast.editor}}
    for part, user in team.get(column, {"leader": cast.other_leader}).items():
        TeamMemberFactory(project=project, user=user, part=part)
    return project, line


def make_register(project: Project, canary: str) -> dict[str, dict[str, Any]]:
    """What the register keeps of a project, and reference data with the same canary."""
    goal: Any = GoalFactory(project=project, text=f"Doel {canary}", unit="procent")
    value: Any = GoalValueFactory(goal=goal, source=f"Bron {canary}")
    publication: Any = PublicationFactory(project=project, title=f"Publicatie {canary}")
    funding: Any = FundingFactory(project=project, source=f"Geld {canary}")
    agenda = AgendaFactory(title=f"Agenda {canary}")
    priority: Any = PriorityFactory(agenda=agenda, title=f"Speerpunt {canary}")
    in_project = {"slug": project.slug}
    return {
        "goal": in_project | {"goal": goal.pk},
        "value": in_project | {"goal": goal.pk, "value": value.pk},
        "publication": in_project | {"publication": publication.pk},
        "funding": in_project | {"funding": funding.pk},
        "agenda": {"agenda": agenda.slug},
        "programme": {"programme": ProgrammeFactory(agenda=agenda, title=f"Programma {canary}").slug},
        "priority": {"priority": priority.pk},
        "postcode upload": {"upload": PostcodeUploadFactory.create(uploaded_by=project.commissioner).pk},
        "municipality": {"municipality": MunicipalityFactory.create(name=f"Gemeente {canary}").pk},
        "help number": {"number": HelpNumberFactory.create(name=f"Hulp {canary}").pk},
    }


def a_failure(form: Form) -> StuckWork:
    """The counting of this form, given up on."""
    moments = {"since": NOW, "next_try_at": NOW, "given_up_at": NOW}
    return StuckWork.objects.create(
        kind=PENDING, group_id=form.pk, attempts=MOST_ATTEMPTS, error="ValueError", **moments
    )


def make_report(cast: Cast, title: str, *, published: bool = False) -> Report:
    """A frozen report with a file that nobody drew: drawing has tests of its own."""
    by = Staff(cast.coordinator)
    parameters = ProgressParameters(period=Period(date(2026, 7, 1), date(2026, 10, 1)))
    run = runs.request(parameters=parameters, by=by, at=NOW)
    edition = ReportRun.objects.count()
    frozen = reports.freeze(a_progress_report(title=title, edition=edition))
    state = ReportStatus.PUBLISHED if published else ReportStatus.DRAFT
    files = [DrawnFile(name, state, b"drawn") for name in CONTENT_TYPES]
    report = reports.store(run=run, frozen=frozen, files=files, by=by, at=NOW)
    if published:
        Report.objects.filter(pk=report.pk).update(status=state, approved_at=NOW, published_at=NOW)
    return report


def looked_back_on(cast: Cast, project: Project, canary: str) -> None:
    """An open evaluation of the project and an improvement proposal."""
    by = Staff(cast.coordinator)
    evaluations.begin(project=project, by=by, at=NOW)
    improvements.propose(project=project, text=f"Beter {canary}", owner="Functie", due=KnownDate("2027"), by=by, at=NOW)


def make_world(cast: Cast) -> World:
    """The own project and another, both drafts; published ones for what everybody may see."""
    canaries = {"own": "Kanarie7Eigen", "other": "Kanarie8Ander"}
    addresses: dict[tuple[str, str], dict[str, Any]] = {
        ("project", "missing"): {"slug": "bestaat-niet"},
        ("public project", "missing"): {"slug": "bestaat-niet"},
        ("form", "missing"): {"slug": "bestaat-niet"},
        ("form in the making", "missing"): {"slug": "bestaat-niet", "form": "bestaat-niet"},
        ("form with submissions", "missing"): {"slug": "own-project", "form": "bestaat-niet"},
        ("step", "missing"): {"slug": "bestaat-niet", "form": "bestaat-niet", "key": "bestaat0"},
        ("question", "missing"): {"slug": "bestaat-niet", "form": "bestaat-niet", "key": "bestaat0"},
        ("line", "missing"): {"slug": "bestaat-niet", "key": "bestaat0"},
        ("evaluation", "missing"): {"slug": "bestaat-niet", "number": 1},
        ("evaluated line", "missing"): {"slug": "bestaat-niet", "number": 1, "key": "bestaat0"},
        ("improvement", "missing"): {"slug": "bestaat-niet", "position": 1},
        ("plan version", "missing"): {"slug": "own-project", "number": 99_999},
        ("goal", "missing"): {"slug": "bestaat-niet", "goal": 999_999},
        ("value", "missing"): {"slug": "bestaat-niet", "goal": 999_999, "value": 999_999},
        ("publication", "missing"): {"slug": "bestaat-niet", "publication": 999_999},
        ("funding", "missing"): {"slug": "bestaat-niet", "funding": 999_999},
        ("agenda", "missing"): {"agenda": "bestaat-niet"},
        ("programme", "missing"): {"programme": "bestaat-niet"},
        ("priority", "missing"): {"priority": 999_999},
        ("municipality", "missing"): {"municipality": 999_999},
        ("postcode upload", "missing"): {"upload": 999_999},
        ("help number", "missing"): {"number": 999_999},
        ("figure", "missing"): {"key": "bestaat-niet"},
        ("meeting", "missing"): {"meeting_id": 999_999},
        ("proposal", "missing"): {"proposal_id": 999_999},
        ("proposal part", "missing"): {"proposal_id": 999_999, "part": "aanmeldingen"},
        ("proposal row", "missing"): {"proposal_id": 999_999, "part": "aanmeldingen", "row_id": 999_999},
        ("treatment", "missing"): {"proposal_id": 999_999, "treatment_id": 999_999},
        ("body", "missing"): {"body": "bestaat-niet"},
        ("report", "missing"): {"report_id": 999_999},
        ("run", "missing"): {"run_id": 999_999},
        ("stuck work", "missing"): {"stuck": 999_999},
        ("public report", "missing"): {"year": 2026, "slug": "bestaat-niet"},
        ("user", "own"): {"user_id": cast.leader.pk},
        ("user", "other"): {"user_id": cast.other_leader.pk},
        ("user", "missing"): {"user_id": 999_999},
        ("open invitation", "missing"): {"invitation_id": 999_999},
        ("reset link", "own"): {"uidb36": "1", "key": "abc-def"},
        ("reset link", "missing"): {"uidb36": "zz", "key": "abc-def"},
    }
    for column, canary in canaries.items():
        addresses["open invitation", column] = {"invitation_id": InvitationFactory.create().pk}
        project, line = make_project(cast, column, canary)
        addresses["project", column] = {"slug": project.slug}
        addresses |= {(name, column): found for name, found in make_register(project, canary).items()}
        addresses["line", column] = {"slug": project.slug, "key": line.key}
        looked_back_on(cast, project, canary)
        addresses["evaluation", column] = {"slug": project.slug, "number": 1}
        addresses["evaluated line", column] = {"slug": project.slug, "number": 1, "key": line.key}
        addresses["improvement", column] = {"slug": project.slug, "position": 1}
        addresses["plan version", column] = {"slug": project.slug, "number": 1}
        making = make_form(project=project, title=f"Formulier {canary}")
        addresses["form in the making", column] = {"slug": project.slug, "form": making.slug}
        addresses["step", column] = {"slug": project.slug, "form": making.slug, "key": "nu1"}
        addresses["question", column] = {"slug": project.slug, "form": making.slug, "key": "hulp1"}
        answered = make_form(project=project, title=f"Beantwoord {canary}")
        send(answered, better=f"Antwoord {canary}")
        addresses["form with submissions", column] = {"slug": project.slug, "form": answered.slug}
        published = ProjectFactory(title=f"Openbaar {canary}", slug=f"{column}-openbaar", is_public=True)
        addresses["public project", column] = {"slug": published.slug}
        form = make_form(project=published, title=f"Vragenlijst {canary}")
        addresses["form", column] = {"slug": form.slug}
        addresses["stuck work", column] = {"stuck": a_failure(form).pk}
        body = BodyFactory(name=f"Overleg {canary}", subject=canary)
        addresses["body", column] = {"body": body.slug}
        addresses["meeting", column] = {"meeting_id": MeetingFactory.create(bodies=[body]).pk}
        if column == "own":
            BodyMember.objects.create(body=body, user=cast.holder)
        proposal = ProposalFactory.create(subject=f"Voorstel {canary}", project=project)
        about = {"proposal_id": proposal.pk}
        registration = RegistrationFactory.create(proposal=proposal, discussed=f"Besproken {canary}")
        held = MeetingFactory(bodies=[body], held_on=date(2026, 11, 12))
        addresses["proposal", column] = about
        addresses["proposal part", column] = about | {"part": "aanmeldingen"}
        addresses["proposal row", column] = about | {"part": "aanmeldingen", "row_id": registration.pk}
        treatment = TreatmentFactory.create(proposal=proposal, meeting=held)
        addresses["treatment", column] = about | {"treatment_id": treatment.pk}
        addresses["figure", column] = {"key": "response"}
        report = make_report(cast, f"Rapport {canary}")
        addresses["report", column] = {"report_id": report.pk}
        addresses["run", column] = {"run_id": report.run_id}
        public = make_report(cast, f"Rapport {canary}", published=True)
        addresses["public report", column] = {"year": public.year, "slug": public.slug}
    return World(cast, addresses, canaries)
