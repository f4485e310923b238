"""Pages of staff about projects. The workspace itself, at the slug alone, spans floors and stands on the roof."""

from django.urls import path

from projects import views
from projects.views import bodies, meetings

PROJECT = "werkplek/projecten/<slug:slug>/"
LINE = PROJECT + "plan/regels/<str:key>/"
MEETINGS = "werkplek/overleggen/"
BODIES = MEETINGS + "gremia/"

urlpatterns = [
    path("werkplek/projecten/", views.project_list, name="project_list"),
    path("werkplek/projecten/nieuw/", views.project_add, name="project_add"),
    path(PROJECT + "gegevens/", views.project_change, name="project_change"),
    path(PROJECT + "openbaar/", views.project_publish, name="project_publish"),
    path(PROJECT + "niet-openbaar/", views.project_unpublish, name="project_unpublish"),
    path(PROJECT + "team/", views.team_compose, name="team_compose"),
    path(PROJECT + "plan/", views.plan_page, name="plan_page"),
    path(PROJECT + "plan/regels/nieuw/", views.line_add, name="line_add"),
    path(LINE, views.line_change, name="line_change"),
    path(LINE + "weghalen/", views.line_remove, name="line_remove"),
    path(LINE + "omhoog/", views.line_up, name="line_up"),
    path(LINE + "omlaag/", views.line_down, name="line_down"),
    path(MEETINGS, meetings.meeting_list, name="meeting_list"),
    path(MEETINGS + "nieuw/", meetings.meeting_add, name="meeting_add"),
    path(MEETINGS + "<int:meeting_id>/", meetings.meeting_change, name="meeting_change"),
    path(PROJECT + "plan/teksten/", views.plan_texts, name="plan_texts"),
    path(PROJECT + "plan/geen-participatie/", views.plan_decline, name="plan_decline"),
    path(PROJECT + "plan/toch-participatie/", views.plan_ask_after_all, name="plan_ask_after_all"),
    path(PROJECT + "plan/overnemen/", views.plan_copy, name="plan_copy"),
    path(PROJECT + "plan/indienen/", views.plan_submit, name="plan_submit"),
    path(PROJECT + "plan/intrekken/", views.plan_withdraw, name="plan_withdraw"),
    path(PROJECT + "plan/teruggeven/", views.plan_return, name="plan_return"),
    path(PROJECT + "plan/akkoord/", views.plan_agree, name="plan_agree"),
    path(PROJECT + "plan/vaststellen/", views.plan_establish, name="plan_establish"),
    path(PROJECT + "plan/opnieuw-openen/", views.plan_reopen, name="plan_reopen"),
    path(PROJECT + "plan/versies/", views.plan_versions, name="plan_versions"),
    path(PROJECT + "plan/versies/vergelijken/", views.plan_compare, name="plan_compare"),
    path(PROJECT + "plan/versies/<int:number>/", views.plan_version, name="plan_version"),
    path(MEETINGS + "<int:meeting_id>/afzeggen/", meetings.meeting_cancel, name="meeting_cancel"),
    path(BODIES, bodies.body_list, name="body_list"),
    path(LINE + "overnemen/", views.line_copy, name="line_copy"),
    path(BODIES + "nieuw/", bodies.body_add, name="body_add"),
    path(BODIES + "<slug:body>/", bodies.body_change, name="body_change"),
    path(BODIES + "<slug:body>/leden/", bodies.body_seats, name="body_seats"),
]
