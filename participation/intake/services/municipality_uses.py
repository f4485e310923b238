"""Where this floor names a municipality: in what residents answered."""

from django.utils.translation import gettext_lazy as _

from participation.models import Submission, TallyCell
from projects.models import Municipality
from projects.municipalities.services.municipalities import Use


def named_in_answers(*, municipality: Municipality) -> list[Use]:
    """For the hook ``municipality_uses``: answers and their counts keep the code."""
    code = municipality.code
    rows = Submission.objects.filter(municipality=code), TallyCell.objects.filter(municipality=code)
    if any(found.exists() for found in rows):
        return [Use(_("er zijn antwoorden uit deze gemeente"), by_code=True)]
    return []
