"""The proposal (voorstel, oplegnotitie) with which a subject goes along the meetings: the region's own form, typed."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from projects.models import Meeting, Project, internally_visible_to, team_ids
from reports.enums import AgendaPurpose, Distribution, TreatmentOutcome
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.roles import READS_PROPOSALS
from samenkracht.core.values.dates import KnownDateField


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those that ``actor`` may read in the workplace; visitors read the published report instead.

        Who reads by role does not know of a secret project, and so of no proposal about it.
        """
        match actor:
            case Staff(user) if user.has_role(*READS_PROPOSALS):
                return self.filter(Q(project=None) | internally_visible_to(actor, "project__"))
            case Staff(user):
                return self.filter(project_id__in=team_ids(user))
            case _:
                return self.none()

    def with_page(self) -> Self:
        """With all that the form shows, in a fixed number of queries."""
        return self.select_related("project").prefetch_related(
            "contacts", "points", "registrations", "treatments__meeting__bodies", "explanations"
        )


class Proposal(models.Model):
    """One proposal. ``reference`` (kenmerk) is free text, such as 24005976 or 17.0010653, and given once."""

    reference = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=200)
    # None for a subject that is no project.
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    distribution = models.CharField(max_length=12, choices=Distribution.choices, default=Distribution.PUBLIC)
    # Why it is not public; empty for a public one.
    distribution_reason = models.TextField(blank=True)
    unit = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    dated = models.DateField()
    created_at = models.DateTimeField()
    # Closed: its route is over; it stays as it is.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(name="proposal_has_reference", condition=~Q(reference="") & ~Q(subject="")),
            models.CheckConstraint(
                name="proposal_distribution_known", condition=Q(distribution__in=Distribution.values)
            ),
            models.CheckConstraint(
                name="proposal_not_public_says_why",
                condition=Q(distribution=Distribution.PUBLIC) | ~Q(distribution_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("proposal", kwargs={"proposal_id": self.pk})


class ProposalContact(models.Model):
    """Whom to ask. A function is enough; a name is not needed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    function = models.CharField(max_length=120)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="proposal_contact_has_function", condition=~Q(function=""))]

    def __str__(self) -> str:
        return self.function


class ProposalPoint(models.Model):
    """A numbered line of "Voorstel": what is asked, or what follows."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="proposal_point_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


class Registration(models.Model):
    """A row of "Aangemeld bij secretaris"."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="registrations")
    position = models.PositiveSmallIntegerField()
    registered_on = KnownDateField()
    discussed = models.TextField()
    conclusion = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="registration_has_words", condition=~Q(discussed=""))]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.registered_on}"


class Treatment(models.Model):
    """A row of "Behandeling": the meeting (its date and bodies), what for, and what came of it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="treatments")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=AgendaPurpose.choices)
    # Empty until the meeting treated it.
    outcome = models.CharField(max_length=10, choices=TreatmentOutcome.choices, blank=True)
    conclusion = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting__held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "meeting"], name="treatment_once_per_meeting"),
            models.CheckConstraint(name="treatment_purpose_known", condition=Q(purpose__in=AgendaPurpose.values)),
            models.CheckConstraint(
                name="treatment_outcome_known", condition=Q(outcome__in=["", *TreatmentOutcome.values])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.meeting_id}"


class ExplanationBlock(models.Model):
    """A "Beknopte toelichting"; the form repeats it, and an empty one is never drawn on paper."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="explanations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.position}"
