"""Forms of decisions on a plan, of copies, and of the comparison of versions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from projects.models import Meeting, PlanVersion, Project
from samenkracht.core.fields import LONGEST_TEXT, FilterForm, text_area
from samenkracht.core.forms import NumberField, StaffForm, offer

# Under this name the working copy stands among the versions.
NOW = "nu"


class DecisionForm(StaffForm):
    """A decision about the version that was on the screen."""

    version = NumberField(widget=forms.HiddenInput, lowest=0, highest=32_000, required=False)

    def clean_version(self) -> int:
        number: int | None = self.cleaned_data["version"]
        return number or 0


class ReturnForm(DecisionForm):
    """What must change before the plan can be agreed to."""

    field_order = ("remarks", "version")

    remarks = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("Het team leest dit. Noem de regel of het onderdeel waar het om gaat."),
        max_length=LONGEST_TEXT,
        widget=text_area(5),
    )


def meeting_words(meeting: Meeting) -> str:
    """Such as "PFHO J&O, 11 juli 2024"."""
    return f"{meeting.words}, {date_format(meeting.held_on, 'j F Y')}"


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameters at runtime
    def label_from_instance(self, obj: Any) -> str:
        return meeting_words(obj)


class EstablishForm(DecisionForm):
    """In which meeting a body established the plan."""

    field_order = ("meeting", "version")

    meeting = MeetingField(
        label=_("In welk overleg?"), queryset=Meeting.objects.none(), empty_label=_("Kies een overleg")
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).prefetch_related("bodies")
        offer(self.fields["meeting"], found.order_by("-held_on", "-pk"))


class ProjectField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameters at runtime
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Project.objects.none(), empty_label=_("Kies een project"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class CopyLineForm(StaffForm):
    """To which plan a line is copied."""

    project = ProjectField(label=_("In het plan van welk project?"))

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_projects(self, projects)


class CopyPlanForm(StaffForm):
    """From which project a whole plan is taken over."""

    project = ProjectField(label=_("Uit welk project?"))

    def __init__(self, *args: Any, projects: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_projects(self, projects)


def offer_projects(form: StaffForm, projects: Sequence[Project]) -> None:
    """Let these projects be picked, in this order."""
    field: Any = form.fields["project"]
    field.queryset = Project.objects.filter(pk__in=[project.pk for project in projects])
    field.choices = [("", field.empty_label), *((project.pk, project.title) for project in projects)]


class CompareForm(FilterForm):
    """Which two versions are put side by side."""

    van = forms.ChoiceField(label=_("Oude versie"), required=False)
    naar = forms.ChoiceField(label=_("Nieuwe versie"), required=False)

    def __init__(self, *args: Any, versions: Sequence[PlanVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(NOW, _("Zoals het plan nu is"))]
        choices += [(str(version.number), _("Versie %(number)s") % {"number": version.number}) for version in versions]
        for name in ("van", "naar"):
            offer(self.fields[name], choices)
