"""What is shown once on the page after a change, such as the link of an invitation.

Between the two requests it waits in the session's row, encrypted with FIELD_KEYS, so that a copy of the database lets
nobody in; it goes when it is shown, and with the session at the latest. The address, the cookie of messages and the
logs would each keep it longer, or in the clear.
"""

import base64
import logging

from django.http import HttpRequest

from samenkracht.core.security.encryption import CannotDecrypt, decrypt, encrypt

KEY = "shown_once"
PLACE = "django_session.session_data shown_once"
logger = logging.getLogger(__name__)


def keep(request: HttpRequest, text: str) -> None:
    """For the next page alone; what waited before is replaced."""
    request.session[KEY] = base64.b64encode(encrypt(text, place=PLACE)).decode()


def take(request: HttpRequest) -> str:
    """What waits, and from now on no more; "" when nothing does, or its key was changed in between."""
    kept = request.session.pop(KEY, "")
    try:
        return decrypt(base64.b64decode(kept), place=PLACE) if kept else ""
    except CannotDecrypt as error:
        logger.warning("shown_once.unreadable %s", error)
        return ""
