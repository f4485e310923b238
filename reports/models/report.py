"""A frozen report and its files."""

import hashlib
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from projects.models import Project, team_ids
from projects.models.team import can_view_internal, internally_visible_to
from reports.enums import ReportKind, ReportStatus
from reports.models.proposal import Proposal
from reports.models.run import ReportRun
from samenkracht.accounts.actors import Actor, Staff, has_role, is_coordinator
from samenkracht.accounts.roles import READS_APPROVED_REPORTS, READS_EVERY_REPORT, READS_PROPOSALS


def readable_states(actor: Actor) -> frozenset[str]:
    """The states in which ``actor`` may read a report; everybody those that are published."""
    states = {ReportStatus.PUBLISHED}
    if has_role(actor, *READS_EVERY_REPORT):
        states |= {ReportStatus.DRAFT, ReportStatus.APPROVED}
    elif has_role(actor, *READS_APPROVED_REPORTS):
        states.add(ReportStatus.APPROVED)
    return frozenset(states)


def reads_proposals(actor: Actor) -> bool:
    """Whether the papers of proposals are for ``actor`` by role; as proposals themselves are."""
    return has_role(actor, *READS_PROPOSALS)


def is_readable(actor: Actor, report: "Report") -> bool:
    """Whether ``actor`` may read it; agrees with ``visible_to``. The team reads whatever is about its own project.

    Who reads drafts by role does not know of secret projects, and so not of what is told about one of them alone.
    """
    if report.status == ReportStatus.PUBLISHED:
        return True
    project = report.project
    if isinstance(actor, Staff) and report.project_id in team_ids(actor.user):
        return True
    if report.kind == ReportKind.PROPOSAL and not reads_proposals(actor):
        return False
    return report.status in readable_states(actor) and (project is None or can_view_internal(actor, project))


class ReportQuerySet(models.QuerySet["Report"]):
    def published(self) -> Self:
        return self.filter(status=ReportStatus.PUBLISHED)

    def visible_to(self, actor: Actor) -> Self:
        """Those that ``actor`` may read; agrees with the rule of REPORT_READ."""
        if is_coordinator(actor):
            return self.all()
        own = team_ids(actor.user) if isinstance(actor, Staff) else frozenset()
        known = Q(project=None) | internally_visible_to(actor, "project__")
        readable = Q(status__in=readable_states(actor)) & known
        if not reads_proposals(actor):
            readable &= ~Q(kind=ReportKind.PROPOSAL)
        return self.filter(Q(status=ReportStatus.PUBLISHED) | readable | Q(project_id__in=own))

    def next_edition(self) -> int:
        """The edition that comes after those of these reports; 1 when there are none."""
        latest = self.order_by("-edition").values_list("edition", flat=True).first()
        return (latest or 0) + 1

    def without_content(self) -> Self:
        """For lists: the content of a report can be large."""
        return self.defer("content")


class Report(models.Model):
    """What was counted and told at one moment. The database refuses to change content, digest and moment."""

    # One report per run, whatever workers do.
    run = models.OneToOneField(ReportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="report")
    kind = models.CharField(max_length=20, choices=ReportKind.choices)
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=140)
    edition = models.PositiveSmallIntegerField()
    # What it is about when that is one project or one proposal.
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    # A proposal is about no period.
    period_start = models.DateField(null=True, blank=True)
    period_until = models.DateField(null=True, blank=True)
    programme = models.CharField(max_length=60, blank=True)
    content = models.JSONField()
    # The projects that the content tells about. It is written beside the content because lists go without that.
    project_slugs = models.JSONField(blank=True, default=list)
    digest = models.CharField(max_length=64)
    as_of = models.DateTimeField()
    created_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "slug"], name="report_address_once"),
            models.CheckConstraint(name="report_kind_known", condition=Q(kind__in=ReportKind.values)),
            models.CheckConstraint(
                name="report_about_what_its_kind_is_about",
                condition=Q(kind=ReportKind.PROGRESS, period_start__isnull=False, period_until__isnull=False)
                | Q(
                    kind=ReportKind.EVALUATION,
                    period_start__isnull=False,
                    period_until__isnull=False,
                    project__isnull=False,
                )
                | Q(kind=ReportKind.PROPOSAL, proposal__isnull=False),
            ),
            models.CheckConstraint(name="report_status_known", condition=Q(status__in=ReportStatus.values)),
            models.CheckConstraint(name="report_period_not_empty", condition=Q(period_until__gt=F("period_start"))),
            models.CheckConstraint(
                name="report_published_fields_together",
                condition=Q(status=ReportStatus.PUBLISHED, published_at__isnull=False)
                | (~Q(status=ReportStatus.PUBLISHED) & Q(published_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report", kwargs={"report_id": self.pk})

    def get_public_url(self) -> str:
        """The address for everybody, without running numbers. Answers once the report is published."""
        return reverse("public_report", kwargs={"year": self.year, "slug": self.slug})

    @property
    def filename(self) -> str:
        return f"{self.year}-{self.slug}"

    def tells_of(self, project: Project) -> bool:
        """Whether the project stands in the content, so that who follows a link from the project finds it there."""
        return isinstance(self.project_slugs, list) and project.slug in self.project_slugs


class ReportFile(models.Model):
    """One drawing of a report, with the state that it shows. What is frozen is the content; it can be drawn again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=8)
    status = models.CharField(max_length=10, choices=ReportStatus.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "format", "status"], name="report_file_once")]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.format}"

    @property
    def is_intact(self) -> bool:
        """Whether the stored bytes are still those that were drawn."""
        return hashlib.sha256(self.content).hexdigest() == self.sha256
