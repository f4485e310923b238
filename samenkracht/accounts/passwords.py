"""Words of password rules that Django has no Dutch for."""

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's rule, said in Dutch: its own translation lags behind the English."""

    def get_error_message(self) -> str:
        return _("Dit wachtwoord is te kort. Gebruik minstens %(length)d tekens.") % {"length": self.min_length}


class UnlikeYourself(UserAttributeSimilarityValidator):
    """Django's rule about what colleagues know of somebody: here the address and the function."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "display_name"))

    def get_error_message(self) -> str:
        return _("Dit wachtwoord lijkt te veel op uw e-mailadres of functie. Kies een ander wachtwoord.")
