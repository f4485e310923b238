"""The form of a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from projects.team import queries
from samenkracht.accounts.models import User
from samenkracht.core.web.forms import StaffForm, offer


class TeamForm(StaffForm):
    """Leader, deputy and editors, each one of the people who may be in a team."""

    leader = forms.ModelChoiceField(
        label=_("Projectleider"), queryset=User.objects.none(), empty_label=_("Kies iemand")
    )
    deputy = forms.ModelChoiceField(
        label=_("Vervanger"), queryset=User.objects.none(), required=False, empty_label=_("Niemand")
    )
    editors = forms.ModelMultipleChoiceField(
        label=_("Redacteuren"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    commissioner = forms.ModelChoiceField(
        label=_("Opdrachtgever"),
        help_text=_("Gaat akkoord met het participatieplan, of geeft het terug. Zit niet in het team."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Niemand"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leader", "deputy", "editors"):
            offer(self.fields[name], queries.assignable_users())
        offer(self.fields["commissioner"], queries.assignable_commissioners())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        leader, deputy, editors = cleaned.get("leader"), cleaned.get("deputy"), cleaned.get("editors") or []
        if deputy and deputy == leader:
            self.add_error("deputy", _("De vervanger is iemand anders dan de projectleider."))
        if {leader, deputy} & set(editors):
            self.add_error("editors", _("Kies bij redacteuren niet de projectleider of de vervanger."))
        return cleaned


def team_initial(project: Project) -> dict[str, Any]:
    team = queries.team_of(project)
    return {
        "leader": team.leader,
        "deputy": team.deputy,
        "editors": team.editors,
        "commissioner": project.commissioner_id,
    }
