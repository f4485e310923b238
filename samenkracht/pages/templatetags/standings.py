"""Where a project stands, as a badge."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samenkracht.pages.forms import PublicStatus

register = template.Library()


@register.simple_tag
def standing_badge(standing: PublicStatus) -> SafeString:
    """The badge of this standing. There are a few; a list of twenty projects draws none of them anew."""
    return _drawn(standing, get_language())


@lru_cache(maxsize=64)
def _drawn(standing: PublicStatus, language: str | None) -> SafeString:
    return render_to_string("pages/_standing.html", {"standing": standing})
