"""What may stand in a text that people type. Everything that is not refused here is kept exactly as typed."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# Control characters but tab and new line, halves of surrogate pairs, and the two signs that no XML can hold:
# PostgreSQL refuses NUL, UTF-8 refuses surrogates, Word and ODT refuse the rest.
FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
NOT_DRAWABLE: Final = re.compile("[\x00\ud800-\udfff]")
WORDS_SHOWN: Final = 20


def with_plain_newlines(text: str) -> str:
    """The text with one kind of line end, whatever the browser sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def drawable(text: str) -> str:
    """The text such that a page can hold it: a sign that cannot be written becomes the replacement sign."""
    return NOT_DRAWABLE.sub("\ufffd", text)


def refuse_forbidden(text: str, label: str | Promise) -> None:
    """ValidationError that says where the sign stands, since it cannot be seen."""
    found = FORBIDDEN.search(text)
    if found is None:
        return
    before = " ".join(text[max(0, found.start() - WORDS_SHOWN) : found.start()].split())
    if before:
        message = format_lazy(
            _(
                "In uw antwoord bij “{question}” staat na “{before}” een onzichtbaar teken. "
                "Dat kunnen wij niet bewaren. Haal het weg of typ dat stukje opnieuw."
            ),
            question=label,
            before=before,
        )
    else:
        message = format_lazy(
            _(
                "Uw antwoord bij “{question}” begint met een onzichtbaar teken. Dat kunnen wij niet bewaren. "
                "Haal het weg of typ het begin opnieuw."
            ),
            question=label,
        )
    raise ValidationError(message, code="forbidden")
