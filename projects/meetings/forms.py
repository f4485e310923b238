"""The forms of bodies and meetings, and what their calendar may be asked."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.enums import BodyKind
from projects.models import Body, Meeting
from projects.models.meeting import MeetingQuerySet
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import SEATED_ROLES
from samenkracht.core.web.fields import FilterForm
from samenkracht.core.web.forms import DayField, PageField, StaffForm, offer

DAY_HINT = _("Bijvoorbeeld 1-7-2027.")


class MeetingFilterForm(FilterForm):
    """Coming or past, of one body, which page."""

    wanneer = forms.ChoiceField(
        label=_("Wanneer"), required=False, choices=[("", _("Komende")), ("geweest", _("Geweest"))]
    )
    gremium = forms.ModelChoiceField(
        label=_("Gremium"), required=False, queryset=Body.objects.all(), to_field_name="slug", empty_label=_("Alle")
    )
    pagina = PageField()

    @property
    def is_past(self) -> bool:
        return bool(self.cleaned_data["wanneer"] == "geweest")

    def narrow(self, meetings: MeetingQuerySet) -> MeetingQuerySet:
        """Those of ``meetings`` that were asked for, but when."""
        body = self.cleaned_data["gremium"]
        return meetings.filter(bodies=body) if body else meetings


class MeetingForm(StaffForm):
    """One meeting of one body, or of several together."""

    bodies = forms.ModelMultipleChoiceField(
        label=_("Welke gremia vergaderen?"),
        help_text=_("Kies er meer dan één als zij samen vergaderen."),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.CharField(
        label=_("Deel van het overleg"),
        help_text=_("Alleen als de gremia een deel samen doen. Bijvoorbeeld overlappend gedeelte."),
        max_length=60,
        required=False,
    )
    held_on = DayField(label=_("Dag"), help_text=DAY_HINT)
    starts_at = forms.TimeField(
        label=_("Begint om"),
        help_text=_("Bijvoorbeeld 9.30."),
        required=False,
        input_formats=["%H.%M", "%H:%M"],
        widget=forms.TimeInput(format="%H.%M", attrs={"autocomplete": "off", "size": 6}),
        error_messages={"invalid": _("Schrijf een tijd als 9.30.")},
    )
    place = forms.CharField(label=_("Plaats"), max_length=120, required=False)
    papers_due = DayField(
        label=_("Uiterste aanleverdatum"),
        help_text=_("De laatste dag om stukken in te leveren."),
        required=False,
    )
    is_closed = forms.BooleanField(label=_("Besloten overleg: zonder publiek"), required=False)

    def __init__(self, *args: Any, today: date, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(valid_until=None) | Q(valid_until__gt=today)
        if meeting is not None:
            offered |= Q(pk__in=meeting.bodies.values("pk"))
        offer(self.fields["bodies"], Body.objects.filter(offered))

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Wie?"), "bodies", "part", css_class="panel"),
            Fieldset(
                _("Wanneer en waar?"),
                Div("held_on", "starts_at", "place", "papers_due", css_class="form-grid"),
                "is_closed",
                css_class="panel",
            ),
        )


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a stored meeting."""
    columns = {name: getattr(meeting, name) for name in MeetingForm.base_fields if name != "bodies"}
    return columns | {"bodies": list(meeting.bodies.all())}


class BodyForm(StaffForm):
    """A standing body: what it is called, and from when until when it exists."""

    kind = forms.TypedChoiceField(label=_("Soort"), choices=BodyKind.choices, coerce=BodyKind)
    subject = forms.CharField(
        label=_("Onderwerp, kort"),
        help_text=_("Bijvoorbeeld J&O. Laat leeg als het overleg over alles gaat."),
        max_length=20,
        required=False,
    )
    name = forms.CharField(label=_("Naam voluit"), max_length=120)
    is_public = forms.BooleanField(label=_("Overleggen zijn openbaar, tenzij er besloten bij staat"), required=False)
    valid_from = DayField(label=_("Bestaat vanaf"), help_text=DAY_HINT, required=False)
    valid_until = DayField(label=_("Bestaat tot"), help_text=_("De eerste dag zonder dit gremium."), required=False)
    successor = forms.ModelChoiceField(
        label=_("Opgevolgd door"), queryset=Body.objects.all(), required=False, empty_label=_("Geen opvolger")
    )

    def layout(self) -> Layout:
        return Layout(
            Fieldset(_("Naam"), Div("kind", "subject", css_class="form-grid"), "name", "is_public", css_class="panel"),
            Fieldset(
                _("Van wanneer tot wanneer?"),
                Div("valid_from", "valid_until", "successor", css_class="form-grid"),
                css_class="panel",
            ),
        )


def body_initial(body: Body) -> dict[str, Any]:
    return {name: getattr(body, name) for name in BodyForm.base_fields}


class SeatsForm(StaffForm):
    """Who sits in a body."""

    users = forms.ModelMultipleChoiceField(
        label=_("Wie zitten in dit gremium?"),
        help_text=_("Zij mogen conclusies van dit gremium opschrijven."),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = User.objects.filter(is_active=True, role__in=SEATED_ROLES)
        seated = User.objects.filter(pk__in=body.members.values("user"))
        offer(self.fields["users"], (able | seated).order_by("display_name", "email"))


def seats_initial(body: Body) -> dict[str, Any]:
    return {"users": [member.user_id for member in body.members.all()]}
