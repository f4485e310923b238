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
    path(MEETINGS + "<int:meeting_id>/afzeggen/", meetings.meeting_cancel, name="meeting_cancel"),
    path(BODIES, bodies.body_list, name="body_list"),
    path(BODIES + "nieuw/", bodies.body_add, name="body_add"),
    path(BODIES + "<slug:body>/", bodies.body_change, name="body_change"),
    path(BODIES + "<slug:body>/leden/", bodies.body_seats, name="body_seats"),
]
