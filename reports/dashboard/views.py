"""The dashboard: figures of the latest stock, never live ones, each leading to how it is counted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from projects.models import Project
from reports.dashboard import queries
from reports.dashboard import services as daily_batch
from reports.dashboard.forms import DashboardFilterForm
from reports.dashboard.queries import Overview
from reports.figures.indicators import ANSWERS, CURRENT
from reports.papers.render.charts import Bar, scale_of
from reports.papers.render.formatting import kept, of_target
from reports.papers.render.onscreen import question_page, svg
from reports.runs import queries as runs_queries
from samenkracht.accounts.guards import StaffRequest, guarded
from samenkracht.accounts.permissions import Permission
from samenkracht.core import clock

SHOWN_SIGNALS = 5
SHOWN_REPORTS = 5


@guarded(Permission.DASHBOARD_READ)
@require_safe
def dashboard(request: StaffRequest) -> HttpResponse:
    """All projects of this reader, narrowed as asked; the tiles and signals are about what was narrowed to."""
    filter_form = DashboardFilterForm(request.GET)
    if not filter_form.is_valid():
        raise BadRequest
    overview = queries.overview(request.actor, at=clock.now(), only=filter_form.narrowing())
    urgent = overview.of_severity("nood")
    word_rules, note_rules = queries.rules()
    severity, plan = filter_form.cleaned_data["aandacht"], filter_form.cleaned_data["plan"]
    context = {
        "nav": "dashboard",
        "filter": filter_form,
        "without_severity": filter_form.query_but("aandacht"),
        "overview": overview,
        "word_rules": word_rules,
        "note_rules": note_rules,
        "urgent": urgent[:SHOWN_SIGNALS],
        "urgent_count": len(urgent),
        "take_note_count": len(overview.of_severity("let")),
        "chosen": severity,
        "standings": [
            standing
            for standing in (overview.of_severity(severity) if severity else overview.standings)
            if not plan or standing.plan_state == plan
        ],
        "bars": bars(overview),
        "share": kept(overview.kept, overview.target),
        "reports": runs_queries.readable_reports(request.actor)[:SHOWN_REPORTS],
    }
    return render(request, "reports/dashboard/dashboard.html", context)


def bars(overview: Overview) -> list[dict[str, Any]]:
    """Promise and reality of every project with either, on one scale."""
    found = [s for s in overview.counted if s.received or s.target]
    drawn = [Bar(standing.received or 0, standing.target) for standing in found]
    top = scale_of(drawn)
    return [
        {"standing": standing, "svg": svg(bar, top), "value": of_target(bar.reached, bar.promised)}
        for standing, bar in zip(found, drawn, strict=True)
    ]


@guarded(Permission.DASHBOARD_READ)
@require_safe
def figure(request: StaffRequest, key: str) -> HttpResponse:
    """How a figure is counted, and what it is made of: per project, or (with ?project=) within one."""
    definition = CURRENT.get(key)
    if definition is None:
        raise Http404
    context: dict[str, Any] = {"nav": "dashboard", "definition": definition}
    if slug := request.GET.get("project"):
        project = get_object_or_404(Project.objects.visible_to(request.actor), slug=slug)
        batch = queries.latest_batch()
        figures, left = queries.breakdown(batch, project, ANSWERS)
        context |= {"project": project, "batch": batch, "questions": [question_page(one) for one in figures]}
        totals, more_left = queries.breakdown(batch, project, definition) if key != ANSWERS.key else ([], 0)
        context |= {"totals": totals, "left": left + more_left}
    else:
        overview = queries.overview(request.actor, at=clock.now())
        context |= {"overview": overview, "batch": overview.batch, "bars": bars(overview)}
    return render(request, "reports/dashboard/figure.html", context)


@guarded(Permission.FIGURES_PUBLISHED)
@require_POST
def refresh(request: StaffRequest) -> HttpResponse:
    """In the demo only; elsewhere this route does not exist."""
    daily_batch.refresh_demo(by=request.actor, at=clock.now())
    messages.success(request, _("De stand is bijgewerkt."))
    return redirect("dashboard")
