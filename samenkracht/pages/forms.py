"""What the addresses of public lists may ask."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from projects.enums import ProjectState
from projects.models import Programme
from samenkracht.core.web.fields import FilterForm, SearchField
from samenkracht.core.web.forms import PageField


class PublicStatus(TextChoices):
    """Where a project stands, in words for residents. The first is about open forms, the rest about the work."""

    OPEN = "meedenken", _("U kunt nu meedenken")
    PLANNED = "gepland", _("Wij gaan beginnen")
    BUSY = "bezig", _("Wij zijn bezig")
    PAUSED = "stil", _("Het ligt stil")
    DONE = "klaar", _("Klaar")
    STOPPED = "gestopt", _("Gestopt")


STANDING_OF = {
    ProjectState.PLANNED: PublicStatus.PLANNED,
    ProjectState.RUNNING: PublicStatus.BUSY,
    ProjectState.PAUSED: PublicStatus.PAUSED,
    ProjectState.COMPLETED: PublicStatus.DONE,
    ProjectState.STOPPED: PublicStatus.STOPPED,
}


# A project without a programme is over all of them.
OVER_MORE = ("ja", _("Over meer onderwerpen"))


class PublicProjectFilterForm(FilterForm):
    """Search, filters and page of the list for residents."""

    zoek = SearchField()
    waar = forms.MultipleChoiceField(required=False, choices=PublicStatus.choices)
    onderwerp = forms.ModelMultipleChoiceField(required=False, queryset=Programme.objects.all(), to_field_name="slug")
    overkoepelend = forms.ChoiceField(required=False, choices=[OVER_MORE])
    pagina = PageField()
