"""What staff fill in on a proposal: general facts, rows, meetings, conclusions."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from projects.models import Body, Meeting, Project
from reports.enums import AgendaPurpose, Distribution, TreatmentOutcome
from reports.models import ExplanationBlock, Proposal, ProposalPoint, Registration, Treatment
from reports.models.proposal import ProposalQuerySet
from samenkracht.core.values.dates import KnownDateFormField
from samenkracht.core.values.periods import day_in_words
from samenkracht.core.web.fields import LONGEST_TEXT, FilterForm, LinesField, SearchField, text_area
from samenkracht.core.web.forms import DayField, PageField, StaffForm, offer

LONGEST_EXPLANATION = 20_000
# Meetings of this long ago can still be chosen, to write down a route that was walked before the portal knew of it.
LOOKS_BACK = timedelta(days=400)


class ProposalFilterForm(FilterForm):
    """Search, filters and page of the list of proposals."""

    q = SearchField()
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[("", _("Alle")), ("loopt", _("Loopt nog")), ("afgesloten", _("Afgesloten"))],
    )
    gremium = forms.ModelChoiceField(
        label=_("Gremium"), required=False, queryset=Body.objects.all(), to_field_name="slug", empty_label=_("Alle")
    )
    verspreiden = forms.ChoiceField(
        label=_("Verspreiden"), required=False, choices=[("", _("Alle")), *Distribution.choices]
    )
    pagina = PageField()

    def narrow(self, proposals: ProposalQuerySet) -> ProposalQuerySet:
        """Those of ``proposals`` that were asked for."""
        cleaned, found = self.cleaned_data, proposals
        for word in cleaned["q"].split():
            found = found.filter(Q(subject__icontains=word) | Q(reference__icontains=word))
        if cleaned["stand"]:
            found = found.filter(closed_at__isnull=cleaned["stand"] == "loopt")
        if cleaned["gremium"]:
            found = found.filter(treatments__meeting__bodies=cleaned["gremium"]).distinct()
        return found.filter(distribution=cleaned["verspreiden"]) if cleaned["verspreiden"] else found


class ProposalForm(StaffForm):
    """The section "Algemeen", and the project that it is about."""

    subject = forms.CharField(label=_("Onderwerp"), max_length=200)
    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.none(), required=False, empty_label=_("Geen project")
    )
    distribution = forms.ChoiceField(
        label=_("Verspreiden"), choices=Distribution.choices, widget=forms.RadioSelect, initial=Distribution.PUBLIC
    )
    distribution_reason = forms.CharField(
        label=_("Waarom niet openbaar?"),
        help_text=_("Alleen nodig als het voorstel niet openbaar is."),
        max_length=500,
        required=False,
        widget=text_area(2),
    )
    contacts = LinesField(
        label=_("Contactpersoon"),
        help_text=_("Een functie per regel, geen namen. Bijvoorbeeld projectleider wonen."),
        widget=text_area(2),
    )
    unit = forms.CharField(label=_("Eenheid"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    reference = forms.CharField(
        label=_("Kenmerk"),
        help_text=_("Zoals het in het archief staat. Bijvoorbeeld 24005976 of 17.0010653."),
        max_length=40,
    )
    dated = DayField(label=_("Datum"), help_text=_("Bijvoorbeeld 1-7-2027."))

    def __init__(self, *args: Any, projects: QuerySet[Project], needs_project: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["project"], projects)
        self.fields["project"].required = needs_project

    def clean_contacts(self) -> list[str]:
        contacts: list[str] = self.cleaned_data["contacts"]
        if any(len(contact) > 120 for contact in contacts):
            raise forms.ValidationError(_("Houd elke contactpersoon korter dan 120 tekens."))
        return contacts

    def layout(self) -> Layout:
        return Layout(
            Fieldset(
                _("Waar gaat het over?"),
                "subject",
                "project",
                Div("reference", "dated", css_class="form-grid"),
                css_class="panel",
            ),
            Fieldset(_("Wie mag het lezen?"), "distribution", "distribution_reason", css_class="panel"),
            Fieldset(
                _("Bij wie hoort het?"), "contacts", Div("unit", "email", css_class="form-grid"), css_class="panel"
            ),
        )


def proposal_initial(proposal: Proposal) -> dict[str, Any]:
    """What the form shows of a stored proposal."""
    columns = {name: getattr(proposal, name) for name in ProposalForm.base_fields if name != "contacts"}
    return columns | {"contacts": [contact.function for contact in proposal.contacts.all()]}


class PointForm(StaffForm):
    """A numbered line of "Voorstel"."""

    text = forms.CharField(
        label=_("Omschrijving"),
        help_text=_("Wat u vraagt, of wat er volgt. Bijvoorbeeld: kennisnemen van de voortgang."),
        max_length=LONGEST_TEXT,
        widget=text_area(4),
    )


class RegistrationForm(StaffForm):
    """A row of "Aangemeld bij secretaris"."""

    registered_on = KnownDateFormField(label=_("Datum"), required=False)
    discussed = forms.CharField(label=_("Besproken met secretaris"), max_length=LONGEST_TEXT, widget=text_area(3))
    conclusion = forms.CharField(
        label=_("Conclusie"),
        help_text=_("Bijvoorbeeld: wordt geagendeerd voor DO en PFHO."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(2),
    )


class ExplanationForm(StaffForm):
    """A "Beknopte toelichting"; an empty one stays off the paper."""

    text = forms.CharField(
        label=_("Beknopte toelichting"),
        help_text=_(
            "Wat er was, wat er gebeurde, wat eerder besloten is en wat er volgt. Een lege regel geeft een alinea."
        ),
        max_length=LONGEST_EXPLANATION,
        required=False,
        widget=text_area(14),
    )


def row_initial(row: ProposalPoint | Registration | ExplanationBlock, form: type[StaffForm]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}


class TreatmentForm(StaffForm):
    """A row of "Behandeling": a meeting of the calendar, and what it is to do."""

    meeting = forms.ChoiceField(
        label=_("Overleg"),
        help_text=_("Staat het overleg er niet bij? Laat de secretaris het eerst in de agenda zetten."),
        error_messages={"invalid_choice": _("Kies een overleg uit de lijst.")},
    )
    purpose = forms.ChoiceField(
        label=_("Doel"),
        choices=[(value, capfirst(words)) for value, words in AgendaPurpose.choices],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, proposal: Proposal, today: date, treatment: Treatment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # The route of an old proposal, written down later, runs from about its own date.
        first = min(today, proposal.dated) - LOOKS_BACK
        found = Meeting.objects.filter(held_on__gte=first, cancelled_at=None).with_words()
        if treatment is not None:
            found = (found | Meeting.objects.filter(pk=treatment.meeting_id)).with_words()
        self._meetings = {str(meeting.pk): meeting for meeting in found.order_by("held_on", "pk")}
        coming = [(pk, called(one, today)) for pk, one in self._meetings.items() if not one.is_past(today)]
        past = [(pk, called(one, today)) for pk, one in self._meetings.items() if one.is_past(today)]
        groups = [(_("Komende overleggen"), coming), (_("Geweest"), past[::-1])]
        offered = [("", _("Kies een overleg")), *(group for group in groups if group[1])]
        offer(self.fields["meeting"], offered)

    def clean_meeting(self) -> Meeting:
        return self._meetings[self.cleaned_data["meeting"]]


def called(meeting: Meeting, today: date) -> str:
    """Such as "17 december 2026: PFHO J&O (stukken tot en met 3 december 2026)"."""
    late = ", voorbij" if meeting.papers_are_late(today) else ""
    due = f" (stukken tot en met {day_in_words(meeting.papers_due)}{late})" if meeting.papers_due else ""
    return f"{day_in_words(meeting.held_on)}: {meeting.words}{due}"


class ConclusionForm(StaffForm):
    """What a meeting did with the proposal."""

    outcome = forms.ChoiceField(
        label=_("Wat deed het overleg?"),
        choices=[(value, capfirst(words)) for value, words in TreatmentOutcome.choices],
        widget=forms.RadioSelect,
    )
    conclusion = forms.CharField(
        label=_("Conclusie in woorden"),
        help_text=_("Zoals het in het verslag staat."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=text_area(3),
    )


def treatment_initial(treatment: Treatment) -> dict[str, Any]:
    return {"meeting": str(treatment.meeting_id), "purpose": treatment.purpose}


def conclusion_initial(treatment: Treatment) -> dict[str, Any]:
    return {"outcome": treatment.outcome, "conclusion": treatment.conclusion}
