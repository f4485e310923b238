"""Addresses of this floor."""

from django.conf import settings
from django.urls import path

from reports.views import dashboards, public, reports, runs

LIST = "werkplek/rapporten/"
RUN = LIST + "aanvragen/<int:run_id>/"

urlpatterns = [
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("dashboard/cijfers/<slug:key>/", dashboards.figure, name="figure"),
    path(LIST, reports.report_list, name="report_list"),
    path(LIST + "aanvragen/", reports.report_request, name="report_request"),
    path(RUN, runs.run_page, name="report_run"),
    path(RUN + "stand/", runs.run_progress, name="report_run_progress"),
    path(RUN + "opnieuw/", runs.run_retry, name="report_run_retry"),
    path(LIST + "<int:report_id>/", reports.report_page, name="report"),
    path(LIST + "<int:report_id>.pdf", reports.report_pdf, name="report_pdf"),
    path(LIST + "<int:report_id>/goedkeuren/", reports.report_approve, name="report_approve"),
    path(LIST + "<int:report_id>/publiceren/", reports.report_publish, name="report_publish"),
    path("rapporten/", public.public_list, name="public_report_list"),
    path("rapporten/<int:year>/<slug:slug>/", public.public_report, name="public_report"),
    path("rapporten/<int:year>/<slug:slug>.pdf", public.public_report_pdf, name="public_report_pdf"),
]

if settings.DEMO:
    urlpatterns.append(path("dashboard/stand/", dashboards.refresh, name="dashboard_refresh"))
