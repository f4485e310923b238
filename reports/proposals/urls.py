"""Addresses of this wing."""

from django.urls import path

from reports.proposals.views import proposals, rows

PROPOSALS = "werkplek/voorstellen/"
PROPOSAL = PROPOSALS + "<number:proposal_id>/"
TREATMENT = PROPOSAL + "behandeling/<number:treatment_id>/"
ROW = PROPOSAL + "<slug:part>/<number:row_id>/"

urlpatterns = [
    path(PROPOSALS, proposals.proposal_list, name="proposal_list"),
    path(PROPOSALS + "nieuw/", proposals.proposal_add, name="proposal_add"),
    path(PROPOSAL, proposals.proposal_page, name="proposal"),
    path(PROPOSAL + "algemeen/", proposals.proposal_change, name="proposal_change"),
    path(PROPOSAL + "afsluiten/", proposals.proposal_close, name="proposal_close"),
    path(PROPOSAL + "openen/", proposals.proposal_reopen, name="proposal_reopen"),
    path(PROPOSAL + "stuk/", proposals.proposal_make, name="proposal_make"),
    path(PROPOSAL + "behandeling/nieuw/", rows.treatment_plan, name="treatment_plan"),
    path(TREATMENT, rows.treatment_change, name="treatment_change"),
    path(TREATMENT + "conclusie/", rows.treatment_conclude, name="treatment_conclude"),
    path(TREATMENT + "weghalen/", rows.treatment_remove, name="treatment_remove"),
    path(PROPOSAL + "<slug:part>/nieuw/", rows.row_add, name="proposal_row_add"),
    path(ROW, rows.row_change, name="proposal_row_change"),
    path(ROW + "weghalen/", rows.row_remove, name="proposal_row_remove"),
    path(ROW + "omhoog/", rows.row_up, name="proposal_row_up"),
    path(ROW + "omlaag/", rows.row_down, name="proposal_row_down"),
]
