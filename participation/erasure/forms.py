"""What the coordinator types to erase answers for a resident who asks for it."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from samenkracht.core.web.forms import StaffForm

# A code with a space or hyphen after each sign, and some more.
ROOM = 60


class CodeForm(StaffForm):
    """The code that the resident reads out. Whether it is one is known to the receipts."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_(
            "Van het ontvangstbewijs: 20 letters en cijfers, nooit 0, 1, I, L of O. Kleine letters en spaties mogen."
        ),
        max_length=ROOM,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ErasingForm(CodeForm):
    """The code again, as it was found, and that the resident wants it."""

    wanted = forms.BooleanField(label=_("De inwoner vroeg dit zelf en weet dat het niet terug kan"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs["readonly"] = True
        self.fields["code"].help_text = _("Lees hem nog eens voor: is dit de code van de inwoner?")

    def layout(self) -> Layout:
        return Layout(Fieldset(_("Weet u het zeker?"), "code", "wanted", css_class="panel"))
