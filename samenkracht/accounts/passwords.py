"""Words of password rules that Django has no Dutch for."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's rule, said in Dutch: its own translation lags behind the English."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Gebruik minstens %(length)d tekens.") % {"length": self.min_length}
