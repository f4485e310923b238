"""What pages about a form share: how it is found by its address."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from participation.models import Form


def form_from_url(request: HttpRequest, slug: str, form: str, **_rest: Any) -> Form:
    """The form at this address of this project; which step or question is a matter of its working copy."""
    forms = Form.objects.select_related("project__programme", "published_version", "plan_line")
    return get_object_or_404(forms, slug=form, project__slug=slug)
