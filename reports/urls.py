"""Addresses of this floor."""

from django.conf import settings
from django.urls import path

from reports.views import (
    dashboards,
    evaluations,
    improvements,
    proposal_rows,
    proposals,
    public,
    reports,
    requests,
    runs,
)

LIST = "werkplek/rapporten/"
RUN = LIST + "aanvragen/<number:run_id>/"
PROJECT = "werkplek/projecten/<slug:slug>/"
EVALUATION = PROJECT + "evaluaties/<number:number>/"
IMPROVEMENT = PROJECT + "verbetervoorstellen/<number:position>/"
PROPOSALS = "werkplek/voorstellen/"
PROPOSAL = PROPOSALS + "<number:proposal_id>/"
TREATMENT = PROPOSAL + "behandeling/<number:treatment_id>/"
ROW = PROPOSAL + "<slug:part>/<number:row_id>/"

# In each language of the portal: see samenkracht/urls.py.
residents = [
    path("rapporten/", public.public_list, name="public_report_list"),
    path("rapporten/<number:year>/<slug:slug>/", public.public_report, name="public_report"),
    path("rapporten/<number:year>/<slug:slug>.pdf", public.public_report_file("pdf"), name="public_report_pdf"),
    path("rapporten/<number:year>/<slug:slug>.docx", public.public_report_file("docx"), name="public_report_docx"),
    path("rapporten/<number:year>/<slug:slug>.xlsx", public.public_report_file("xlsx"), name="public_report_xlsx"),
]

urlpatterns = [
    path("dashboard/", dashboards.dashboard, name="dashboard"),
    path("dashboard/cijfers/<slug:key>/", dashboards.figure, name="figure"),
    path(LIST, requests.report_list, name="report_list"),
    path(LIST + "aanvragen/", requests.report_request, name="report_request"),
    path(RUN, runs.run_page, name="report_run"),
    path(RUN + "stand/", runs.run_progress, name="report_run_progress"),
    path(RUN + "opnieuw/", runs.run_retry, name="report_run_retry"),
    path(LIST + "<number:report_id>/", reports.report_page, name="report"),
    path(LIST + "<number:report_id>.pdf", reports.report_file("pdf"), name="report_pdf"),
    path(LIST + "<number:report_id>.docx", reports.report_file("docx"), name="report_docx"),
    path(LIST + "<number:report_id>.xlsx", reports.report_file("xlsx"), name="report_xlsx"),
    path(LIST + "<number:report_id>/goedkeuren/", reports.report_approve, name="report_approve"),
    path(LIST + "<number:report_id>/publiceren/", reports.report_publish, name="report_publish"),
    path(PROJECT + "evaluaties/", evaluations.evaluation_list, name="evaluation_list"),
    path(PROJECT + "evaluaties/beginnen/", evaluations.evaluation_begin, name="evaluation_begin"),
    path(EVALUATION, evaluations.evaluation_page, name="evaluation"),
    path(EVALUATION + "teksten/", evaluations.evaluation_texts, name="evaluation_texts"),
    path(EVALUATION + "oordeel/", evaluations.evaluation_judge, name="evaluation_judge"),
    path(EVALUATION + "regels/<str:key>/", evaluations.evaluation_line, name="evaluation_line"),
    path(EVALUATION + "afsluiten/", evaluations.evaluation_close, name="evaluation_close"),
    path(EVALUATION + "rapport/", evaluations.evaluation_report, name="evaluation_report"),
    path(PROJECT + "verbetervoorstellen/nieuw/", improvements.improvement_add, name="improvement_add"),
    path(IMPROVEMENT, improvements.improvement_change, name="improvement_change"),
    path(IMPROVEMENT + "afspreken/", improvements.improvement_adopt, name="improvement_adopt"),
    path(IMPROVEMENT + "gedaan/", improvements.improvement_done, name="improvement_done"),
    path(IMPROVEMENT + "vervallen/", improvements.improvement_drop, name="improvement_drop"),
    path(PROPOSALS, proposals.proposal_list, name="proposal_list"),
    path(PROPOSALS + "nieuw/", proposals.proposal_add, name="proposal_add"),
    path(PROPOSAL, proposals.proposal_page, name="proposal"),
    path(PROPOSAL + "algemeen/", proposals.proposal_change, name="proposal_change"),
    path(PROPOSAL + "afsluiten/", proposals.proposal_close, name="proposal_close"),
    path(PROPOSAL + "openen/", proposals.proposal_reopen, name="proposal_reopen"),
    path(PROPOSAL + "stuk/", proposals.proposal_make, name="proposal_make"),
    path(PROPOSAL + "behandeling/nieuw/", proposal_rows.treatment_plan, name="treatment_plan"),
    path(TREATMENT, proposal_rows.treatment_change, name="treatment_change"),
    path(TREATMENT + "conclusie/", proposal_rows.treatment_conclude, name="treatment_conclude"),
    path(TREATMENT + "weghalen/", proposal_rows.treatment_remove, name="treatment_remove"),
    path(PROPOSAL + "<slug:part>/nieuw/", proposal_rows.row_add, name="proposal_row_add"),
    path(ROW, proposal_rows.row_change, name="proposal_row_change"),
    path(ROW + "weghalen/", proposal_rows.row_remove, name="proposal_row_remove"),
    path(ROW + "omhoog/", proposal_rows.row_up, name="proposal_row_up"),
    path(ROW + "omlaag/", proposal_rows.row_down, name="proposal_row_down"),
]

if settings.DEMO:
    urlpatterns.append(path("dashboard/stand/", dashboards.refresh, name="dashboard_refresh"))
