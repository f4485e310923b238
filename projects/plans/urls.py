"""Addresses of this wing."""

from django.urls import path

from projects.addresses import PROJECT
from projects.plans.views import decisions, plans, versions

LINE = PROJECT + "plan/regels/<str:key>/"

urlpatterns = [
    path(PROJECT + "plan/", plans.plan_page, name="plan_page"),
    path(PROJECT + "plan/teksten/", plans.plan_texts, name="plan_texts"),
    path(PROJECT + "plan/geen-participatie/", plans.plan_decline, name="plan_decline"),
    path(PROJECT + "plan/toch-participatie/", plans.plan_ask_after_all, name="plan_ask_after_all"),
    path(PROJECT + "plan/overnemen/", versions.plan_copy, name="plan_copy"),
    path(PROJECT + "plan/indienen/", decisions.plan_submit, name="plan_submit"),
    path(PROJECT + "plan/intrekken/", decisions.plan_withdraw, name="plan_withdraw"),
    path(PROJECT + "plan/teruggeven/", decisions.plan_return, name="plan_return"),
    path(PROJECT + "plan/akkoord/", decisions.plan_agree, name="plan_agree"),
    path(PROJECT + "plan/vaststellen/", decisions.plan_establish, name="plan_establish"),
    path(PROJECT + "plan/opnieuw-openen/", decisions.plan_reopen, name="plan_reopen"),
    path(PROJECT + "plan/versies/", versions.plan_versions, name="plan_versions"),
    path(PROJECT + "plan/versies/vergelijken/", versions.plan_compare, name="plan_compare"),
    path(PROJECT + "plan/versies/<number:number>/", versions.plan_version, name="plan_version"),
    path(PROJECT + "plan/regels/nieuw/", plans.line_add, name="line_add"),
    path(LINE, plans.line_change, name="line_change"),
    path(LINE + "overnemen/", versions.line_copy, name="line_copy"),
    path(LINE + "weghalen/", plans.line_remove, name="line_remove"),
    path(LINE + "omhoog/", plans.line_up, name="line_up"),
    path(LINE + "omlaag/", plans.line_down, name="line_down"),
]
