"""Projects of the region and the lists on their page."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from projects.enums import PUBLISHABLE, PolicyPhase, ProgressKind, ProjectState, PublicationLevel
from projects.models.agenda import CooperationAgenda, Priority, Programme
from projects.models.municipality import Municipality
from projects.models.search import TitleOrder, fold
from projects.models.team import internally_visible_to, not_secret, team_ids
from samenkracht.accounts.actors import Actor, Staff, is_coordinator
from samenkracht.core.values.dates import KnownDateField


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> Self:
        """Those with a published page."""
        return self.filter(is_public=True)

    def visible_to(self, actor: Actor) -> Self:
        """Those that ``actor`` may read: what is published, and drafts by role, team or invitation."""
        return self.filter(Q(is_public=True) | internally_visible_to(actor))

    def internally_visible_to(self, actor: Actor) -> Self:
        """Those whose workspace ``actor`` may enter."""
        return self.filter(internally_visible_to(actor)) if isinstance(actor, Staff) else self.none()

    def worked_on_by(self, actor: Actor) -> Self:
        """Those that ``actor`` writes: the team its own, the coordinator all."""
        if is_coordinator(actor):
            return self.all()
        if not isinstance(actor, Staff):
            return self.none()
        return self.filter(pk__in=team_ids(actor.user))

    def reportable(self) -> Self:
        """Those that a report for many readers may be about: all but the secret ones."""
        return self.filter(not_secret())

    def with_words(self, text: str) -> Self:
        """Those in whose title, summary or priorities every word of ``text`` occurs; accents and case do not count."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def in_title_order(self, *before: str) -> Self:
        """By title as people expect it, the same on every database; ``before`` goes before that."""
        return self.order_by(*before, TitleOrder(), "pk")


class Project(models.Model):
    """A regional project, with the headings under which the region tells about it."""

    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    # The plain layer above the region's own headings: what it is, what it means for a resident, what one can do now.
    summary = models.TextField(blank=True)
    meaning = models.TextField(blank=True)
    act_now = models.TextField(blank=True)
    # The text invites to a form: residents read it only while one of the project is open.
    act_now_while_open = models.BooleanField(default=False)
    # The priorities in a sentence; those of the list stand in cited_priorities.
    priorities = models.TextField(blank=True)
    cited_priorities = models.ManyToManyField(Priority, blank=True, related_name="projects")
    agenda = models.ForeignKey(
        CooperationAgenda, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    # None: over all programmes of its agenda ("overkoepelend").
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="projects")
    # None of them: the whole region.
    municipalities = models.ManyToManyField(Municipality, blank=True, related_name="projects")
    # Approves or returns the participation plan (ambtelijk of bestuurlijk opdrachtgever).
    commissioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    planned_start = KnownDateField()
    planned_end = KnownDateField()
    state = models.CharField(max_length=12, choices=ProjectState.choices, default=ProjectState.PLANNED)
    phase = models.CharField(max_length=16, choices=PolicyPhase.choices, default=PolicyPhase.AGENDA_SETTING)
    contact_function = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    # Who may ever see the page; ``is_public`` says whether it is shown to everybody now.
    publication_level = models.CharField(
        max_length=12, choices=PublicationLevel.choices, default=PublicationLevel.PUBLIC
    )
    public_from = models.DateField(null=True, blank=True)
    publication_reason = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="project_state_known", condition=Q(state__in=ProjectState.values)),
            models.CheckConstraint(name="project_phase_known", condition=Q(phase__in=PolicyPhase.values)),
            models.CheckConstraint(name="project_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="project_public_has_summary_and_contact",
                condition=Q(is_public=False) | (~Q(summary="") & ~Q(contact_email="")),
            ),
            models.UniqueConstraint(fields=["agenda", "number"], name="project_number_once_per_agenda"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(agenda=None), name="project_number_once_without_agenda"
            ),
            models.CheckConstraint(
                name="project_publication_level_known", condition=Q(publication_level__in=PublicationLevel.values)
            ),
            models.CheckConstraint(
                name="project_public_only_when_publishable",
                condition=Q(is_public=False) | Q(publication_level__in=PUBLISHABLE),
            ),
            models.CheckConstraint(
                name="project_public_from_has_its_day",
                condition=Q(publication_level=PublicationLevel.PUBLIC_FROM, public_from__isnull=False)
                | (~Q(publication_level=PublicationLevel.PUBLIC_FROM) & Q(public_from=None)),
            ),
            models.CheckConstraint(
                name="project_closed_level_says_why",
                condition=Q(publication_level__in=PUBLISHABLE) | ~Q(publication_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["is_public", "state"], name="project_public_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The project's workspace: it lives at the slug below the list, whoever draws it."""
        return f"{reverse('project_list')}{self.slug}/"

    @staticmethod
    def words_of(*, title: str, summary: str, priorities: str) -> str:
        """What ``search_text`` holds for these texts."""
        return fold(f"{title} {summary} {priorities}")


class Goal(models.Model):
    """One numbered answer to "Wat willen we bereiken?"; under it perhaps goals of the second level, never deeper.

    ``target`` in ``unit`` by ``by_when`` when the goal can be measured; what was measured stands in ``values``.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="goals")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    unit = models.CharField(max_length=40, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    by_when = KnownDateField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="goal_has_text", condition=~Q(text="")),
            models.CheckConstraint(name="goal_not_its_own_part", condition=Q(parent=None) | ~Q(parent=F("id"))),
            models.CheckConstraint(name="goal_target_has_unit", condition=Q(target=None) | ~Q(unit="")),
        ]

    def __str__(self) -> str:
        return self.text


class GoalValue(models.Model):
    """What was measured of a goal, in the goal's unit."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="values")
    measured_on = KnownDateField(blank=False)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["measured_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "measured_on"], name="goal_value_once"),
            models.CheckConstraint(name="goal_value_has_date", condition=~Q(measured_on="")),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.measured_on}"


class ProgressItem(models.Model):
    """One numbered line under "Resultaten tot nu toe" or "Voortgang en planning"."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="progress_items")
    kind = models.CharField(max_length=10, choices=ProgressKind.choices)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="progress_item_kind_known", condition=Q(kind__in=ProgressKind.values)),
            models.CheckConstraint(name="progress_item_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class StateChange(models.Model):
    """Since when the project stands in a state, why, and by which decision. The latest row is the present state."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="state_changes")
    state = models.CharField(max_length=12, choices=ProjectState.choices)
    since = KnownDateField()
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [models.CheckConstraint(name="state_change_known", condition=Q(state__in=ProjectState.values))]

    def __str__(self) -> str:
        return f"{self.project_id} {self.state}"


class PhaseChange(models.Model):
    """Since when the project stands in a phase of the policy cycle. The latest row is the present phase."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phase_changes")
    phase = models.CharField(max_length=16, choices=PolicyPhase.choices)
    since = KnownDateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [models.CheckConstraint(name="phase_change_known", condition=Q(phase__in=PolicyPhase.values))]

    def __str__(self) -> str:
        return f"{self.project_id} {self.phase}"


class Publication(models.Model):
    """Something that appeared about the project and that everybody may open."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="publications")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    published_on = KnownDateField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="publication_has_title", condition=~Q(title=""))]

    def __str__(self) -> str:
        return self.title
