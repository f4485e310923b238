"""Projects of the region and the lists on their page."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from projects.enums import PolicyPhase, ProgressKind, ProjectState
from projects.models.team import inside_ids, team_ids
from projects.models.words import fold
from samenkracht.accounts.actors import Actor, Staff
from samenkracht.accounts.roles import Role
from samenkracht.core.dates import KnownDateField


class Programme(models.Model):
    """A part of the Uitvoeringsprogramma."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class ProjectQuerySet(models.QuerySet["Project"]):
    def public(self) -> Self:
        """Those with a published page."""
        return self.filter(is_public=True)

    def visible_to(self, actor: Actor) -> Self:
        """Those that ``actor`` may read: what is published, and drafts by role, team or invitation."""
        ids = inside_ids(actor)
        return self.all() if ids is None else self.filter(Q(is_public=True) | Q(pk__in=ids))

    def workable_by(self, actor: Actor) -> Self:
        """Those whose workspace ``actor`` may enter."""
        if not isinstance(actor, Staff):
            return self.none()
        ids = inside_ids(actor)
        return self.all() if ids is None else self.filter(pk__in=ids)

    def worked_on_by(self, actor: Actor) -> Self:
        """Those that ``actor`` writes: the team its own, the coordinator all."""
        if not isinstance(actor, Staff):
            return self.none()
        if actor.user.is_active and actor.user.role == Role.COORDINATOR:
            return self.all()
        return self.filter(pk__in=team_ids(actor.user))

    def with_words(self, text: str) -> Self:
        """Those in whose title, summary or priorities every word of ``text`` occurs; accents and case do not count."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Project(models.Model):
    """A regional project, with the headings under which the region tells about it."""

    number = models.PositiveIntegerField(unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    priorities = models.TextField(blank=True)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="projects")
    planned_start = KnownDateField()
    planned_end = KnownDateField()
    state = models.CharField(max_length=12, choices=ProjectState.choices, default=ProjectState.PLANNED)
    phase = models.CharField(max_length=16, choices=PolicyPhase.choices, default=PolicyPhase.AGENDA_SETTING)
    contact_function = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
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
    """One numbered answer to "Wat willen we bereiken?"."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="goal_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


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
