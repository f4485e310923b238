"""The languages of residents' pages. The address alone says which: nothing is guessed, kept or sent along."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

# The path below which each other language stands. What has no language in its address is Dutch: all of the workplace.
PREFIXES = {code: f"/{code}/" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


def language_of(path: str) -> str:
    """The language in which this path is answered."""
    for code, prefix in PREFIXES.items():
        if path.startswith(prefix) or path == prefix[:-1]:
            return code
    return settings.LANGUAGE_CODE


class LanguageOfAddress:
    """Speaks the language of the address.

    Django's own middleware would also ask the browser's wishes and a cookie, and so make every page vary with them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The address of the same page in another language, and that language by its own name."""

    code: str
    name: str
    url: str


def elsewhere(route: str, *args: Any, **kwargs: Any) -> list[Elsewhere]:
    """Where else the page of this route stands; nowhere for the pages of staff.

    Addresses are made from a route that we know, never from what somebody asked: so they lead to no other website.
    """
    here = translation.get_language()
    found = {code: address(code, route, *args, **kwargs) for code, _name in settings.LANGUAGES}
    if len(set(found.values())) < len(found):
        return []
    return [Elsewhere(code, name, found[code]) for code, name in settings.LANGUAGES if code != here]


def address(language: str, route: str, *args: Any, **kwargs: Any) -> str:
    """The address of a route in a language."""
    with translation.override(language):
        return reverse(route, args=args, kwargs=kwargs)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the region wrote, in Dutch and perhaps in English; on a page in English the Dutch stands in for it."""

    nl: str
    en: str = ""

    def __str__(self) -> str:
        return self.en if self.en and is_translated() else self.nl

    def __bool__(self) -> bool:
        return bool(self.nl)

    @property
    def is_foreign(self) -> bool:
        """Whether these words are in another language than the page."""
        return is_translated() and not self.en


def is_translated() -> bool:
    """Whether the page is in another language than the region's own texts."""
    return translation.get_language() != settings.LANGUAGE_CODE
