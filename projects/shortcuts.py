"""What the pages of this floor share: loaders of objects, and how a form is answered."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from projects.models import PlanLine, Project


def project_from_url(request: HttpRequest, slug: str) -> Project:
    return get_object_or_404(Project.objects.select_related("programme", "plan"), slug=slug)


def line_from_url(request: HttpRequest, slug: str, key: str) -> PlanLine:
    """A line that is still in the plan, of the project in the same address."""
    lines = PlanLine.objects.current().select_related("plan__project__programme")
    return get_object_or_404(lines, plan__project__slug=slug, key=key)


def project_context(project: Project | None, **more: Any) -> dict[str, Any]:
    """What every page about a project shows around itself."""
    return {"nav": "projecten", "project": project} | more
