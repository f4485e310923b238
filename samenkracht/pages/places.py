"""Municipalities in the words of residents."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from projects.queries import Place


def in_words(places: Sequence[Place]) -> str:
    """Such as "Blaricum, Huizen en Wijdemeren (tot 1 januari 2027, nu Hilversum)", in the language of the page."""
    texts = [_one(place) for place in places]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {_('en')} {texts[-1]}"


def _one(place: Place) -> str:
    name = place.municipality.name
    if place.until is None:
        return name
    words = {"name": name, "day": date_format(place.until, "j F Y"), "heir": place.heir.name if place.heir else ""}
    if place.heir:
        return _("%(name)s (tot %(day)s, nu %(heir)s)") % words
    return _("%(name)s (tot %(day)s)") % words
