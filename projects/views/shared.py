"""What the pages of this floor share: loaders of objects, and how a form is answered."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from projects.models import PlanLine, Project
from samenkracht.core.refused import Refused

FORM_METHODS = ["GET", "HEAD", "POST"]


def project_from_url(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(Project.objects.select_related("programme", "plan"), slug=slug)


def line_from_url(request: HttpRequest, slug: str, key: str) -> PlanLine:
    """A line that is still in the plan, of the project in the same address."""
    lines = PlanLine.objects.current().select_related("plan__project__programme")
    return get_object_or_404(lines, plan__project__slug=slug, key=key)


def page_of(project: Project | None, **more: Any) -> dict[str, Any]:
    """What every page about a project shows around itself."""
    return {"nav": "projecten", "project": project} | more


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty POST is something that was sent too."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was in order and the verb did not refuse.

    What it refused stands in the form's errors, at the field that the refusal names when the form has it.
    """
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))
        return False
    return True
