"""Addresses of this wing."""

from django.urls import path

from reports.addresses import LIST
from reports.runs.views import public, reports, runs

RUN = LIST + "aanvragen/<number:run_id>/"

# In each language of the portal: see samenkracht/urls.py.
residents = [
    path("rapporten/", public.public_list, name="public_report_list"),
    path("rapporten/<number:year>/<slug:slug>/", public.public_report, name="public_report"),
    path("rapporten/<number:year>/<slug:slug>.pdf", public.public_report_file("pdf"), name="public_report_pdf"),
    path("rapporten/<number:year>/<slug:slug>.docx", public.public_report_file("docx"), name="public_report_docx"),
    path("rapporten/<number:year>/<slug:slug>.xlsx", public.public_report_file("xlsx"), name="public_report_xlsx"),
]

urlpatterns = [
    path(RUN, runs.run_page, name="report_run"),
    path(RUN + "stand/", runs.run_progress, name="report_run_progress"),
    path(RUN + "opnieuw/", runs.run_retry, name="report_run_retry"),
    path(LIST + "<number:report_id>/", reports.report_page, name="report"),
    path(LIST + "<number:report_id>.pdf", reports.report_file("pdf"), name="report_pdf"),
    path(LIST + "<number:report_id>.docx", reports.report_file("docx"), name="report_docx"),
    path(LIST + "<number:report_id>.xlsx", reports.report_file("xlsx"), name="report_xlsx"),
    path(LIST + "<number:report_id>/goedkeuren/", reports.report_approve, name="report_approve"),
    path(LIST + "<number:report_id>/publiceren/", reports.report_publish, name="report_publish"),
]
