"""Where a project stands, in the words of staff, for lists that say it in every row."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from projects.enums import PolicyPhase
from projects.models import Project

register = template.Library()


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The badge of this state. There are a few; a list of twenty projects draws none of them anew."""
    return _drawn(state, get_language())


@lru_cache(maxsize=64)
def _drawn(state: str, language: str | None) -> SafeString:
    return render_to_string("projects/_state.html", {"project": Project(state=state)})


@register.filter
def phase_words(phase: str) -> str:
    """The name of a phase with a capital, as it stands alone."""
    return str(capfirst(PolicyPhase(phase).label))
