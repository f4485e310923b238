"""A form of a project, its published versions, and their pages as they are kept ready."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from participation.enums import FormState
from projects.models import PlanLine, Project, internally_visible_to
from samenkracht.accounts.actors import Actor
from samenkracht.core.values.periods import is_open

# Who was filling in when the form closed can still send; such a submission is marked as late, never dropped.
GRACE = timedelta(minutes=30)


class FormQuerySet(models.QuerySet["Form"]):
    def public(self) -> Self:
        """Published forms of projects with a published page."""
        return self.filter(project__is_public=True, published_version__isnull=False)

    def open_at(self, at: datetime) -> Self:
        """Those that can be filled in at this moment: ``core.values.periods.is_open`` in SQL."""
        return self.filter(
            Q(opens_at=None) | Q(opens_at__lte=at),
            Q(closes_at=None) | Q(closes_at__gt=at),
            published_version__isnull=False,
        )

    def visible_to(self, actor: Actor) -> Self:
        """Published ones of public projects; drafts only for whoever knows the project from inside; as FORM_READ."""
        published = Q(project__is_public=True, published_version__isnull=False)
        return self.filter(internally_visible_to(actor, "project__") | published)


class Form(models.Model):
    """A questionnaire. Closing by hand sets ``closes_at``, so that there is one moment that says when it closes."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    plan_line = models.ForeignKey(PlanLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    purpose = models.TextField()
    readers = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    published_version = models.ForeignKey(
        "FormVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = FormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="form_closes_after_opening",
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            ),
            models.CheckConstraint(name="form_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="form_takes_time", condition=Q(minutes__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The start page for residents."""
        return reverse("form_start", kwargs={"slug": self.slug})

    def is_open_at(self, at: datetime) -> bool:
        return self.published_version_id is not None and is_open(
            opens_at=self.opens_at, closes_at=self.closes_at, at=at
        )

    def state_at(self, at: datetime) -> FormState:
        if self.published_version_id is None:
            return FormState.DRAFT
        if self.is_open_at(at):
            return FormState.OPEN
        return FormState.PLANNED if self.opens_at is not None and at < self.opens_at else FormState.CLOSED


class FormVersion(models.Model):
    """What was published, once. The database refuses to change it."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_number_once")]

    def __str__(self) -> str:
        return f"{self.form_id} v{self.number}"


class PreparedPage(models.Model):
    """One step of one version as bytes, in three parts with two placeholders between them: token and key."""

    version = models.ForeignKey(FormVersion, on_delete=models.CASCADE, related_name="prepared")
    step = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    # Release and reference data from which it was made; another one means another page.
    stamp = models.CharField(max_length=64)
    head = models.BinaryField()
    middle = models.BinaryField()
    tail = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "step", "language", "stamp"], name="prepared_page_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.step} {self.language}"
