"""Forms of the reference data: agendas, programmes and speerpunten."""

from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import CooperationAgenda, Priority, Programme
from samenkracht.core.web.fields import DAY_HINT, LastDayField
from samenkracht.core.web.forms import DayField, StaffForm, offer


class AgendaForm(StaffForm):
    """What an agenda is called and when it is in force."""

    title = forms.CharField(
        label=_("Titel"), help_text=_("Bijvoorbeeld Regionale samenwerkingsagenda 2027-2030."), max_length=120
    )
    valid_from = DayField(label=_("Eerste dag"), help_text=DAY_HINT)
    valid_until = LastDayField(
        label=_("Laatste dag"), help_text=_("Laat leeg als die nog niet bekend is."), required=False
    )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("De agenda"), "title", Div("valid_from", "valid_until", css_class="form-grid"), css_class="panel"
            )
        )


class AgendaEndForm(StaffForm):
    """The last day of an agenda, and what comes after it."""

    valid_until = LastDayField(label=_("Laatste dag"), help_text=DAY_HINT)
    successor = forms.ModelChoiceField(
        label=_("Opgevolgd door"),
        queryset=CooperationAgenda.objects.none(),
        required=False,
        empty_label=_("Nog niet bekend"),
    )

    def __init__(self, *args: Any, agenda: CooperationAgenda, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = CooperationAgenda.objects.exclude(pk=agenda.pk)
        offer(self.fields["successor"], others)

    def layout(self) -> Layout:
        return Layout(Fieldset(_("Het einde"), "valid_until", "successor", css_class="panel"))


class ProgrammeForm(StaffForm):
    """A programme and the agenda that it carries out."""

    title = forms.CharField(label=_("Titel"), max_length=80)
    agenda = forms.ModelChoiceField(
        label=_("Agenda"),
        queryset=CooperationAgenda.objects.all(),
        required=False,
        empty_label=_("Bij geen agenda"),
        help_text=_("Projecten van een programma zonder agenda gaan mee naar de agenda die u kiest."),
    )

    def layout(self) -> Layout:
        return Layout(Fieldset(_("Het programma"), "title", "agenda", css_class="panel"))


class PriorityForm(StaffForm):
    """A speerpunt of an agenda."""

    title = forms.CharField(label=_("Speerpunt"), help_text=_("In één zin."), max_length=160)

    def layout(self) -> Layout:
        return Layout(Fieldset(_("Het speerpunt"), "title", css_class="panel"))


def agenda_initial(agenda: CooperationAgenda) -> dict[str, Any]:
    return {"title": agenda.title, "valid_from": agenda.valid_from, "valid_until": agenda.valid_until}


def programme_initial(programme: Programme) -> dict[str, Any]:
    return {"title": programme.title, "agenda": programme.agenda_id}


def end_initial(agenda: CooperationAgenda) -> dict[str, Any]:
    return {"valid_until": agenda.valid_until, "successor": agenda.successor_id}


def priority_initial(priority: Priority) -> dict[str, Any]:
    return {"title": priority.title}
